using System.Text.Json;
using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Networks;
using Backprop.Domain.Tests.Support;
using Backprop.Domain.Training;
using Backprop.Domain.Training.Optimizers;

namespace Backprop.Domain.Tests.Training;

/// <summary>Short ways to train in tests.</summary>
internal static class Runs
{
    public static JsonDocument Read(string file)
    {
        using var stream = typeof(Runs).Assembly.GetManifestResourceStream($"Backprop.Domain.Tests.Training.Cases.{file}.json")!;
        return JsonDocument.Parse(stream);
    }

    public static TrainingRun Prepare(TrainingTask task)
    {
        var result = TrainingPreparation.Prepare(task, GraphLimits.Default);
        Assert.Empty(result.Issues);
        return result.Run!;
    }

    public static TrainingResult Train(TrainingTask task)
    {
        var run = Prepare(task);
        Assert.NotEmpty(run.Run(TestContext.Current.CancellationToken).ToList());
        return run.Result;
    }

    public static NamedChoice Optimizer(Optimizer optimizer, double learningRate, params (string Name, AttributeValue Value)[] attributes) =>
        new(optimizer.Name, attributes.Append(("learningRate", new AttributeValue.Number(learningRate))).ToDictionary(a => a.Item1, a => a.Item2));

    public static Dictionary<string, Tensor> Data(string name, params (string Name, AttributeValue Value)[] attributes)
    {
        var set = DataSets.ByName.Find(name)!;
        var (x, y) = set.Generate(new NodeAttributes(set.Attributes.ToDictionary(a => a.Name, a => attributes.FirstOrDefault(given => given.Name == a.Name).Value ?? a.Default!)));
        return new Dictionary<string, Tensor> { ["x"] = x, ["y"] = y };
    }

    public static TrainingTask Xor(Optimizer optimizer, int epochs, double learningRate, params (string Name, AttributeValue Value)[] attributes) => new(
        NetworkCases.Network("""{ "layers": [ { "type": "dense", "units": 4, "activation": "tanh" }, { "type": "dense", "units": 1, "activation": "sigmoid" } ], "loss": "binaryCrossEntropy" }"""),
        Data("xor"),
        Optimizer(optimizer, learningRate, attributes),
        epochs);

    public static void AssertClose(double[] expected, double[] actual) => Numbers.AssertNear(expected, actual, 1e-13, 1e-10);
}
