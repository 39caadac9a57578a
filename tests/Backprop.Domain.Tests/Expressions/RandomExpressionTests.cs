using Backprop.Domain.Expressions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Domain.Tests.Expressions;

/// <summary>Properties of every text, on random ones.</summary>
public sealed class RandomExpressionTests
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(500);

    private static readonly Dictionary<string, double> Values = new() { ["x"] = 1.25, ["y"] = -0.75, ["ŷ"] = 3, ["𝑥'"] = 0.125 };

    private static readonly string[] Fragments =
    [
        "x", "y", "a", "b", "max", "abs", "exp", "pi", "foo", "ŷ", "𝑥", "1", "2.5", ".5", "1e400", "1e-3", "+", "-", "*", "/", "@", "^", "**", "(", "(", ")", ")", "[", "]", ",", ";", "=",
        "\n", "\r\n", " ", "\t", "# c\n", "'s'", "\"", "axis=", "axes=[0,1]", "a = ", "b = ", "\nc = ", "true", "×", "²", "$", "\uD800", "\u200B", "x.y", "2x", "_", "'",
    ];

    private static void ForAll(int depth, Func<ExpressionTree, Random, bool> property) => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            return property(ExpressionTree.Grow(random, Values, depth), random);
        }).Check(Config);

    [Fact]
    public void Parse_textWithFewestParentheses_isTheTreeItWasWrittenFrom() =>
        ForAll(6, (tree, random) => Canonical(Scatter(tree.WithFewestParentheses(), random)) == tree.Canonical());

    [Fact]
    public void Parse_textWithAllParentheses_isTheTreeItWasWrittenFrom() =>
        ForAll(6, (tree, random) => Canonical(Scatter(tree.WithAllParentheses(), random)) == tree.Canonical());

    [Fact]
    public void Parse_text_hasTheValueThatTheTreeHas() => ForAll(6, (tree, random) =>
    {
        var graph = GraphSpecs.Graph(Parsing.Spec(string.Concat(tree.WithFewestParentheses())), Values.Where(v => Uses(tree, v.Key)).ToDictionary(v => v.Key, v => Tensor.Scalar(v.Value)));
        return GraphSpecs.Differentiate(graph).Value(graph.Output)[0].Equals(tree.Value);
    });

    [Fact]
    public void Parse_labelThatWasNotCut_readsAsItsNode() => ForAll(4, (tree, random) =>
    {
        var spec = Parsing.Spec(Scatter(tree.WithFewestParentheses(), random));
        return spec.Nodes.Where(n => !n.Label!.EndsWith('…')).All(n => Canonical(n.Label!) == ExpressionTree.Canonical(spec, n.Id, Values));
    });

    [Fact]
    public void Parse_anyText_givesAGraphOrIssuesWithPlacesInTheText() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => text is null || IsSound(text)).Check(Config);

    [Fact]
    public void Parse_anySequenceOfWords_givesAGraphOrIssuesWithPlacesInTheText() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            return IsSound(string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Fragments[random.Next(Fragments.Length)])));
        }).Check(Config.WithMaxTest(5_000));

    private static bool IsSound(string text)
    {
        var result = ExpressionParser.Parse(text, ["x"], ExpressionLimits.Default);
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        var places = result.Issues.All(i => i.Place.Line >= 1 && i.Place.Line <= lines.Length && i.Place.Column >= 1 && i.Place.Column <= lines[i.Place.Line.Value - 1].Length + 1 && i.Detail.Length < 400);
        if (result.Spec is not { } spec)
        {
            return places && result.Issues.Count > 0;
        }

        var built = GraphBuilder.Build(spec, new Dictionary<string, Tensor>(), null, GraphLimits.Default);
        return result.Issues.Count == 0
            && spec.Nodes.Select(n => n.Id).Distinct().Count() == spec.Nodes.Count
            && spec.Nodes.All(n => !string.IsNullOrEmpty(n.Label))
            && built.Issues.All(i => i.Code is not ("duplicate-id" or "unknown-input" or "cycle" or "unknown-output" or "invalid-id"));
    }

    private static string Canonical(string text)
    {
        var spec = Parsing.Spec(text);
        return ExpressionTree.Canonical(spec, spec.Output!, Values);
    }

    private static bool Uses(ExpressionTree tree, string name) => (tree.Op == "name" && tree.Text == name) || tree.Operands.Any(o => Uses(o, name));

    /// <summary>Writes tokens inside parentheses with white space of all kinds between them.</summary>
    private static string Scatter(IEnumerable<string> tokens, Random random)
    {
        var text = new StringBuilder("(");
        foreach (var token in tokens)
        {
            text.Append(token).Append(random.Next(12) switch { 0 => " ", 1 => "\n", 2 => "\t ", 3 => "\r\n", 4 => " # comment (\n", _ => "" });
        }

        return text.Append(')').ToString();
    }
}
