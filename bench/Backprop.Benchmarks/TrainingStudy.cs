using System.Diagnostics;
using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;
using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;
using Backprop.Domain.Training;

namespace Backprop.Benchmarks;

/// <summary>A step of training (forward, backward, update) and a whole run; <c>bench/pytorch_step.py</c> times the same step in PyTorch.</summary>
internal static class TrainingStudy
{
    private static readonly GraphLimits Limits = GraphLimits.Default with { MaxTotalElements = 100_000_000, MaxWork = long.MaxValue };

    /// <summary>784-256-128-10, sigmoid, softmax cross entropy, batches of 64.</summary>
    public static void RunStep(string[] args)
    {
        const int BatchSize = 64;
        const int StepsARecord = 10;
        var repetitions = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 30;
        var random = new SeededRandom(1);
        var x = new double[BatchSize * 784];
        var y = new double[BatchSize];
        foreach (ref var pixel in x.AsSpan())
        {
            pixel = random.NextDouble();
        }

        foreach (ref var label in y.AsSpan())
        {
            label = random.NextInt(10);
        }

        var inputs = new Dictionary<string, Tensor> { ["x"] = new(Shape.Of(BatchSize, 784), x), ["y"] = new(Shape.Of(BatchSize), y) };
        var network = new NetworkSpec([Dense(256, "sigmoid"), Dense(128, "sigmoid"), Dense(10, null)], new NamedChoice("softmaxCrossEntropy"));
        foreach (var optimizer in new[] { "sgd", "momentum", "adam" })
        {
            // One batch is the whole data set: from one record to the next are ten steps, and what a record costs falls on them.
            var task = new TrainingTask(network, inputs, new NamedChoice(optimizer), StepsARecord * (repetitions + 3), RecordEvery: StepsARecord);
            var times = new List<double>();
            var watch = Stopwatch.StartNew();
            foreach (var record in TrainingPreparation.Prepare(task, Limits).Run!.Run(CancellationToken.None))
            {
                if (record.Epoch > 0)
                {
                    times.Add(watch.Elapsed.TotalMilliseconds / StepsARecord);
                }

                watch.Restart();
            }

            times.Sort();
            Console.WriteLine(FormattableString.Invariant($"{optimizer}: {times[0]:F2} ms a step at best, {times[times.Count / 2]:F2} ms in the middle"));
        }
    }

    /// <summary>Two spirals, 200 points, 2-8-8-1, 1,000 epochs.</summary>
    public static void RunSpiral(string[] args)
    {
        var set = DataSets.Spiral;
        var (x, y) = set.Generate(new NodeAttributes(set.Attributes.ToDictionary(a => a.Name, a => a.Default!)));
        var network = new NetworkSpec([Dense(8, "tanh"), Dense(8, "tanh"), Dense(1, "sigmoid")], new NamedChoice("binaryCrossEntropy"));
        foreach (var batchSize in new[] { 200, 20 })
        {
            var task = new TrainingTask(network, new Dictionary<string, Tensor> { ["x"] = x, ["y"] = y }, new NamedChoice("adam", new Dictionary<string, AttributeValue> { ["learningRate"] = new AttributeValue.Number(0.02) }), 1000, batchSize, ShuffleSeed: 1);
            for (var repetition = 0; repetition < 3; repetition++)
            {
                var watch = Stopwatch.StartNew();
                var run = TrainingPreparation.Prepare(task, Limits).Run!;
                var last = run.Run(CancellationToken.None).Last();
                Console.WriteLine(FormattableString.Invariant($"batches of {batchSize}: {watch.Elapsed.TotalMilliseconds:F0} ms for 1,000 epochs, loss {last.Loss:E2}, accuracy {last.Accuracy:P1}, {GC.CollectionCount(0)} collections"));
            }
        }
    }

    private static LayerSpec Dense(int units, string? activation) => new(
        "dense",
        Attributes: new Dictionary<string, AttributeValue> { ["units"] = new AttributeValue.Number(units) },
        Activation: activation is null ? null : new NamedChoice(activation));
}
