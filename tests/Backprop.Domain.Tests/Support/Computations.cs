using Backprop.Domain.Differentiation;
using Backprop.Domain.Expressions;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Support;

/// <summary>Expressions, parsed and run forwards and backwards.</summary>
internal static class Computations
{
    public static Tape Run(string expression, params (string Id, double Value)[] inputs) => Run(expression, GraphSpecs.Inputs(inputs));

    public static Tape Run(string expression, IReadOnlyDictionary<string, Tensor> inputs, double[]? upstream = null)
    {
        var parsed = ExpressionParser.Parse(expression, [.. inputs.Keys], ExpressionLimits.Default);
        Assert.True(parsed.Issues.Count == 0, $"{expression}: {string.Join("; ", parsed.Issues.Select(issue => issue.Detail))}");
        var names = parsed.Spec!.Nodes.Where(node => node.Op == "input").Select(node => node.Id).ToHashSet();
        return GraphSpecs.Differentiate(GraphSpecs.Graph(parsed.Spec, inputs.Where(pair => names.Contains(pair.Key)).ToDictionary()), upstream);
    }

    /// <summary>The value of an expression of the inputs.</summary>
    public static double Evaluate(string expression, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var tape = Run($"value_of_this = {expression}", inputs);
        return tape.Value(tape.Graph.Output)[0];
    }
}
