using System.Text.Json;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;
using Backprop.Domain.Tests.Networks;
using Backprop.Domain.Tests.Operators;
using Backprop.Domain.Training;
using Backprop.Domain.Training.Optimizers;
using static Backprop.Domain.Tests.Training.Runs;

namespace Backprop.Domain.Tests.Training;

public sealed class OptimizerTests
{
    // The tables of CS231n's assignment 2, FullyConnectedNets: w from −0.4 to 0.6, its gradient from −0.6 to 0.4, 20 numbers evenly spaced.
    private static readonly double[] Weights = Evenly(-0.4, 0.6);
    private static readonly double[] Gradient = Evenly(-0.6, 0.4);

    public static TheoryData<string> Names
    {
        get
        {
            using var document = Read("optimizers");
            var names = new TheoryData<string>();
            foreach (var run in document.RootElement.GetProperty("runs").EnumerateArray())
            {
                names.Add(run.GetProperty("name").GetString()!);
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Optimizer_historyAndWeights_areThoseOfPyTorch(string name)
    {
        using var document = Read("optimizers");
        var run = document.RootElement.GetProperty("runs").EnumerateArray().Single(r => r.GetProperty("name").GetString() == name);
        var network = NetworkCases.Network((run.TryGetProperty("network", out var own) ? own : document.RootElement.GetProperty("network")).GetRawText());
        var inputs = document.RootElement.GetProperty("inputs");
        var task = new TrainingTask(
            run.TryGetProperty("l2", out var l2) ? network with { L2 = l2.GetDouble() } : network,
            NetworkCases.Inputs(inputs.GetProperty("x").GetRawText(), inputs.GetProperty("y").GetRawText()),
            NetworkCases.ReadChoice(run.GetProperty("optimizer")),
            run.GetProperty("epochs").GetInt32(),
            run.TryGetProperty("batchSize", out var batch) ? batch.GetInt32() : null,
            LearningRateDecay: run.TryGetProperty("learningRateDecay", out var decay) ? NetworkCases.ReadChoice(decay) : null,
            ClipNorm: run.TryGetProperty("clipNorm", out var clip) ? clip.GetDouble() : null);

        var result = Train(task);

        var expected = run.GetProperty("expect");
        AssertClose(Numbers(expected.GetProperty("loss")), [.. result.History.Select(r => r.Loss)]);
        AssertClose(Numbers(expected.GetProperty("gradientNorm")), [.. result.History.Select(r => r.GradientNorm)]);
        var trained = result.Network.Layers.SelectMany((layer, i) => LayerCatalog.ByName.Find(layer.Type)!.Parameters.Where(p => p.IsTrained).Select(p => (Id: $"{p.Symbol}{i + 1}", Values: layer.Parameters?[p.Name]))).ToList();
        Assert.Equal(expected.EnumerateObject().Select(member => member.Name).Skip(2).Order(), trained.Select(parameter => parameter.Id).Order());
        Assert.All(trained, parameter => AssertClose(Numbers(expected.GetProperty(parameter.Id)), parameter.Values!.Data));
    }

    [Fact]
    public void Momentum_everyStep_movesAsCS231nTabulates()
    {
        var (weights, velocity, _) = Step(Momentum.Declaration, 1e-3, 1, Evenly(0.6, 0.9), [], ("variant", new AttributeValue.Text("cs231n")));

        AssertTable([0.1406, 0.20738947, 0.27417895, 0.34096842, 0.40775789, 0.47454737], weights);
        AssertTable([0.5406, 0.55475789, 0.56891579, 0.58307368, 0.59723158, 0.61138947], velocity);
        Assert.Equal(1.4096, weights[^1], 8);
        Assert.Equal(0.8096, velocity[^1], 8);
    }

    [Fact]
    public void RmsProp_everyStep_movesAsCS231nTabulates()
    {
        var (weights, cache, _) = Step(RmsProp.Declaration, 1e-2, 1, Evenly(0.6, 0.9), []);

        AssertTable([-0.39223849, -0.34037513, -0.28849239, -0.23659121, -0.18467247], weights);
        AssertTable([0.5976, 0.6126277, 0.6277108, 0.64284931, 0.65804321], cache);
        Assert.Equal(0.59576619, weights[^1], 8);
        Assert.Equal(0.8926, cache[^1], 8);
    }

    [Fact]
    public void Adam_everyStep_movesAsCS231nTabulates()
    {
        var (weights, mean, square) = Step(Adam.Declaration, 1e-2, 6, Evenly(0.6, 0.9), Evenly(0.7, 0.5));

        AssertTable([-0.40094747, -0.34836187, -0.29577703, -0.24319299, -0.19060977], weights);
        AssertTable([0.69966, 0.68908382], square);
        AssertTable([0.48, 0.49947368], mean);
        Assert.Equal(0.59801459, weights[^1], 8);
    }

    [Fact]
    public void Adam_withoutBiasCorrection_isTheSimplifiedUpdateOfCS231nsNotes()
    {
        var (weights, _, _) = Step(Adam.Declaration, 0.1, 1, new double[20], new double[20], ("biasCorrection", new AttributeValue.Flag(false)));

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(Weights[i] - (0.1 * 0.1 * Gradient[i] / (Math.Sqrt(0.001 * Gradient[i] * Gradient[i]) + 1e-8)), weights[i], 14);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Momentum_bothVariants_moveAlikeWhileTheLearningRateIsConstant(bool nesterov)
    {
        var pytorch = Train(Xor(Momentum.Declaration, 20, 0.3, ("nesterov", new AttributeValue.Flag(nesterov)), ("variant", new AttributeValue.Text("pytorch"))));
        var cs231n = Train(Xor(Momentum.Declaration, 20, 0.3, ("nesterov", new AttributeValue.Flag(nesterov)), ("variant", new AttributeValue.Text("cs231n"))));

        // CS231n's nesterov starts from the point that PyTorch's looks ahead to, which is the same point at velocity 0.
        AssertClose([.. pytorch.History.Select(r => r.Loss)], [.. cs231n.History.Select(r => r.Loss)]);
    }

    [Fact]
    public void Momentum_bothVariants_partWhereTheLearningRateDecays()
    {
        var decay = new Domain.Networks.NamedChoice("step", new Dictionary<string, AttributeValue> { ["every"] = new AttributeValue.Number(1) });
        var pytorch = Train(Xor(Momentum.Declaration, 5, 0.3) with { LearningRateDecay = decay });
        var cs231n = Train(Xor(Momentum.Declaration, 5, 0.3, ("variant", new AttributeValue.Text("cs231n"))) with { LearningRateDecay = decay });

        Assert.Equal(pytorch.History[1].Loss, cs231n.History[1].Loss, 1e-15);
        Assert.NotEqual(pytorch.History[2].Loss, cs231n.History[2].Loss, 1e-9);
    }

    private static (double[] Weights, double[] First, double[] Second) Step(Optimizer optimizer, double learningRate, int step, double[] first, double[] second, params (string Name, AttributeValue Value)[] attributes)
    {
        var values = optimizer.Attributes.ToDictionary(a => a.Name, a => attributes.FirstOrDefault(given => given.Name == a.Name).Value ?? a.Default!);
        var weights = (double[])Weights.Clone();
        optimizer.Bind(new NodeAttributes(values))(new UpdateFrame(step, learningRate, weights, Gradient, first, second));
        return (weights, first, second);
    }

    /// <summary>The beginning of a table, which is printed to eight places.</summary>
    private static void AssertTable(double[] expected, double[] actual) => Support.Numbers.AssertNear(expected, actual[..expected.Length], 0.5000001e-8);

    private static double[] Evenly(double low, double high) => [.. Enumerable.Range(0, 20).Select(i => low + ((high - low) * i / 19))];

    private static double[] Numbers(JsonElement element) => PyTorchCases.ReadTensor(element).Data;
}
