using Backprop.Domain.Expressions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;

namespace Backprop.Domain.Tests.Expressions;

internal static class Parsing
{
    public static ExpressionResult Parse(string text, params string[] inputs) => ExpressionParser.Parse(text, inputs, ExpressionLimits.Default);

    public static GraphSpec Spec(string text, params string[] inputs)
    {
        var result = Parse(text, inputs);
        Assert.Empty(result.Issues);
        return result.Spec!;
    }

    /// <summary>Each node as <c>id = op(operands, attributes)</c>, leaves as the name or <c>id = value</c>.</summary>
    public static string Outline(GraphSpec spec) => string.Join("; ", spec.Nodes.Select(Outline));

    public static string Outline(NodeSpec node) => node.Op switch
    {
        "input" => node.Id,
        "constant" => string.Create(CultureInfo.InvariantCulture, $"{node.Id} = {node.Value!.Data[0]}"),
        _ => $"{node.Id} = {node.Op}({string.Join(", ", node.Inputs.Concat((node.Attributes ?? new Dictionary<string, AttributeValue>()).Select(a => $"{a.Key}={Outline(a.Value)}")))})",
    };

    private static string Outline(AttributeValue value) => value switch
    {
        AttributeValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        AttributeValue.Numbers numbers => $"[{string.Join(" ", numbers.Values.Select(v => v.ToString(CultureInfo.InvariantCulture)))}]",
        AttributeValue.Text text => $"\"{text.Value}\"",
        AttributeValue.Flag flag => flag.Value ? "true" : "false",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
