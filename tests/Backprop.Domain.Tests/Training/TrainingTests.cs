using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;
using Backprop.Domain.Tests.Networks;
using Backprop.Domain.Tests.Support;
using Backprop.Domain.Training;
using Backprop.Domain.Training.Optimizers;
using static Backprop.Domain.Tests.Training.Runs;

namespace Backprop.Domain.Tests.Training;

public sealed class TrainingTests
{
    private const string Classifier = """{ "layers": [ { "type": "dense", "units": 8, "activation": "tanh" }, { "type": "dense", "units": 2 } ], "loss": "softmaxCrossEntropy" }""";

    [Fact]
    public void Train_xor_isLearntToALossBelowOneHundredth()
    {
        var result = Train(Xor(Adam.Declaration, 500, 0.1));

        Assert.True(result.Loss < 0.01, $"loss {result.Loss}");
        Assert.Equal(1, result.History[^1].Accuracy);
    }

    [Fact]
    public void Train_spiral_isLearntInBatches()
    {
        var network = NetworkCases.Network("""
            { "layers": [ { "type": "dense", "units": 8, "activation": "tanh" }, { "type": "dense", "units": 8, "activation": "tanh" }, { "type": "dense", "units": 1, "activation": "sigmoid" } ], "loss": "binaryCrossEntropy" }
            """);

        var result = Train(new TrainingTask(network, Data("spiral"), Optimizer(Adam.Declaration, 0.02), 300, BatchSize: 20, ShuffleSeed: 1));

        Assert.True(result.History[^1].Accuracy > 0.97, $"accuracy {result.History[^1].Accuracy}");
    }

    [Fact]
    public void Train_oneStep_movesEveryParameterOfMazursExampleAgainstItsGradient()
    {
        var (network, inputs) = NetworkCases.Load("dense", "mazur");

        var trained = Train(new TrainingTask(network, inputs, Optimizer(Sgd.Declaration, 0.5), 1)).Network;

        AssertClose([0.1497807161327628, 0.19956143226552567, 0.24975114363236958, 0.29950228726473915], trained.Layers[0].Parameters!["weights"].Data);
        AssertClose([0.35891647971788465, 0.4086661860762334, 0.5113012702387375, 0.5613701211079891], trained.Layers[1].Parameters!["weights"].Data);
        AssertClose([0.3456143226552565, 0.3450228726473914], trained.Layers[0].Parameters!["biases"].Data);
        AssertClose([0.5307507191857215, 0.6190491182582781], trained.Layers[1].Parameters!["biases"].Data);
    }

    [Fact]
    public void Train_sameTask_givesTheSameBits()
    {
        var task = new TrainingTask(NetworkCases.Network(Classifier), Data("moons", ("targets", new AttributeValue.Text("classes"))), Optimizer(Momentum.Declaration, 0.1), 5, BatchSize: 7, ShuffleSeed: 3);

        var (first, second) = (Train(task), Train(task));

        Assert.Equal(first.History.Select(r => (r.Epoch, r.Loss, r.GradientNorm, r.Accuracy)), second.History.Select(r => (r.Epoch, r.Loss, r.GradientNorm, r.Accuracy)));
        Assert.Equal(first.Network.Layers[0].Parameters!["weights"].Data, second.Network.Layers[0].Parameters!["weights"].Data);
    }

    [Fact]
    public void Train_anotherShuffleSeed_takesAnotherWay()
    {
        var task = new TrainingTask(NetworkCases.Network(Classifier), Data("moons", ("targets", new AttributeValue.Text("classes"))), Optimizer(Sgd.Declaration, 0.1), 3, BatchSize: 7, ShuffleSeed: 3);

        Assert.NotEqual(Train(task).Loss, Train(task with { ShuffleSeed = 4 }).Loss);
    }

    [Fact]
    public void Train_trainedNetworkSentAgain_startsWhereTrainingEnded()
    {
        var task = Xor(Adam.Declaration, 30, 0.1);
        var first = Train(task);

        var again = Train(task with { Network = first.Network, Epochs = 1 });

        Assert.Equal(first.Loss, again.History[0].Loss);
        Assert.Equal(first.Loss, GraphSpecs.Differentiate(NetworkCases.Graph(first.Network, task.Inputs)).ValueOf("loss")[0]);
    }

    [Theory]
    [InlineData(1000, null, 101)]
    [InlineData(50, null, 51)]
    [InlineData(10, 4, 4)]
    [InlineData(10, 100, 2)]
    public void Train_startEverySoManyEpochsAndTheEnd_areRecorded(int epochs, int? recordEvery, int records)
    {
        var history = Train(Xor(Sgd.Declaration, epochs, 0.1) with { RecordEvery = recordEvery }).History;

        Assert.Equal(records, history.Count);
        Assert.Equal(0, history[0].Epoch);
        Assert.Equal(epochs, history[^1].Epoch);
    }

    [Theory]
    [InlineData("binaryCrossEntropy", true)]
    [InlineData("meanSquaredError", false)]
    public void Accuracy_forClassificationLosses_isGiven(string loss, bool given)
    {
        var network = NetworkCases.Network($$"""{ "layers": [ { "type": "dense", "units": 1, "activation": "sigmoid" } ], "loss": "{{loss}}" }""");

        Assert.Equal(given, Train(new TrainingTask(network, Data("gaussians"), Optimizer(Sgd.Declaration, 0.5), 5)).History[^1].Accuracy is not null);
    }

    [Fact]
    public void Accuracy_ofScores_countsExamplesWhoseLargestScoreIsTheTargets()
    {
        var network = NetworkCases.Network("""{ "layers": [ { "type": "dense", "weights": [[1, 0], [0, 1], [0, 0]], "biases": [0, 0, 0] } ], "loss": "softmaxCrossEntropy" }""");
        var byClass = NetworkCases.Inputs("[[3, 1], [1, 3], [-1, -1], [2, 1]]", "[0, 1, 2, 1]");
        var byRow = NetworkCases.Inputs("[[3, 1], [1, 3], [-1, -1], [2, 1]]", "[[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0]]");

        Assert.Equal(0.75, Train(new TrainingTask(network, byClass, Optimizer(Sgd.Declaration, 0), 1)).History[0].Accuracy);
        Assert.Equal(0.75, Train(new TrainingTask(network, byRow, Optimizer(Sgd.Declaration, 0), 1)).History[0].Accuracy);
    }

    [Theory]
    [InlineData("sumSquaredError", 0)]
    [InlineData("sumSquaredError", 0.2)]
    [InlineData("meanSquaredError", 0.2)]
    public void Records_whateverTheBatch_areOfAllExamples(string loss, double l2)
    {
        var network = NetworkCases.Network($$"""{ "layers": [ { "type": "dense", "units": 3, "activation": "tanh" }, { "type": "dense", "units": 1 } ], "loss": "{{loss}}" }""") with { L2 = l2 };
        var task = new TrainingTask(network, Data("sine"), Optimizer(Sgd.Declaration, 0), 1);

        var (whole, parts) = (Train(task).History[0], Train(task with { BatchSize = 7 }).History[0]);

        Assert.Equal(whole.Loss, parts.Loss, 1e-12);
        Assert.Equal(whole.GradientNorm, parts.GradientNorm, 1e-11);
    }

    [Fact]
    public void Train_lossThatStopsBeingFinite_endsWithTheLastRecordedNetwork()
    {
        var network = NetworkCases.Network("""{ "layers": [ { "type": "dense", "units": 1 } ], "loss": "meanSquaredError" }""");

        var result = Train(new TrainingTask(network, NetworkCases.Inputs("[[100]]", "[[1]]"), Optimizer(Sgd.Declaration, 10), 1000, RecordEvery: 1));

        Assert.NotNull(result.Failure);
        Assert.InRange(result.Failure.Epoch, result.History[^1].Epoch, result.History[^1].Epoch + 1);
        Assert.True(result.History.Count is > 10 and < 100);
        Assert.All(result.Network.Layers[0].Parameters!["weights"].Data, w => Assert.True(double.IsFinite(w)));
    }

    [Fact]
    public void Train_cancellation_stopsTheWork()
    {
        var run = Prepare(Xor(Sgd.Declaration, 100_000, 0.1) with { RecordEvery = 10 });
        using var source = new CancellationTokenSource();
        var taken = 0;

        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var record in run.Run(source.Token))
            {
                taken++;
                if (record.Epoch == 50)
                {
                    source.Cancel();
                }
            }
        });

        Assert.Equal(6, taken);
    }

    [Fact]
    public void Train_stepsBetweenRecords_allocateNothing()
    {
        var run = Prepare(Xor(Adam.Declaration, 6000, 0.1) with { RecordEvery = 1000, BatchSize = 3, ShuffleSeed = 1 });
        using var records = run.Run(TestContext.Current.CancellationToken).GetEnumerator();
        Assert.True(records.MoveNext());

        // The least of several thousand epochs: code that is not optimised yet boxes. 2,000 steps: less than two bytes a step.
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => Allocated(records)), 0, 4000);

        static long Allocated(IEnumerator<EpochRecord> records)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(records.MoveNext());
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Train_moreWorkThanTheLimit_isRefusedBeforeItStarts()
    {
        var result = TrainingPreparation.Prepare(Xor(Sgd.Declaration, 2_000_000_000, 0.1) with { RecordEvery = 1_000_000 }, GraphLimits.Default);

        var issue = Assert.Single(result.Issues);
        Assert.Equal(("too-much-work", "epochs"), (issue.Code, issue.Place.ToString()));
    }

    [Fact]
    public void Train_everyMistakeOfATask_isReportedAtOnce()
    {
        var network = NetworkCases.Network("""{ "layers": [ { "type": "dense", "units": 2, "activation": "rilu" } ], "loss": "mse" }""");
        var decay = new NamedChoice("exponential");

        var issues = TrainingPreparation.Prepare(
            new TrainingTask(network, NetworkCases.Inputs("[[1], [2]]", "[[1]]"), new NamedChoice("adm"), 1, LearningRateDecay: decay), GraphLimits.Default).Issues;

        Assert.Equal(
            ["optimizer", "learningRateDecay", "inputs.y", "network.layers[0].activation", "network.loss"],
            issues.Select(i => i.Place.ToString()));
        Assert.Contains("Did you mean 'adam'?", issues[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_outOfRange_isReportedWhereItStands()
    {
        var issue = Assert.Single(TrainingPreparation.Prepare(
            new TrainingTask(NetworkCases.Network(Classifier), NetworkCases.Inputs("[[1], [2], [3], [4], [5]]", "[0, 1, 0, 2, 1]"), new NamedChoice(Sgd.Declaration.Name), 1, BatchSize: 2), GraphLimits.Default).Issues);

        Assert.Equal("inputs.y[3]", issue.Place.ToString());
    }
}
