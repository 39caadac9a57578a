using Backprop.Domain.Graphs;

namespace Backprop.Domain.Expressions;

/// <summary>What an expression may cost.</summary>
/// <param name="MaxLength">UTF-16 code units of the text.</param>
/// <param name="MaxNesting">Parentheses and calls inside one another. The parser itself needs no bound: this one is for people and for what reads the graph.</param>
/// <param name="MaxNodes">Nodes that the text may become.</param>
public sealed record ExpressionLimits(int MaxLength = 1_000_000, int MaxNesting = 1_000, int MaxNodes = 200_000)
{
    /// <summary>What a service can afford for one request.</summary>
    public static readonly ExpressionLimits Default = new();
}

/// <summary>What reading an expression gives: a graph as written, or every mistake that was found.</summary>
public sealed record ExpressionResult(GraphSpec? Spec, IReadOnlyList<Issue> Issues);

/// <summary>
/// Reads the expression language (docs/expressions.md): <c>q = x + y; f = q * z</c> becomes the nodes x, y, q, z, f. What was written is
/// kept: no part is shared, folded or reordered. Time and memory are linear in the length of the text, and nothing recurses.
/// </summary>
public static class ExpressionParser
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The statements.</param>
    /// <param name="inputNames">The names that the request gives values to: generated names keep clear of them, and <c>pi</c> among them is an input.</param>
    /// <param name="limits">What the text may cost.</param>
    /// <param name="place">Where the text stands in the request; null for its expression.</param>
    /// <returns>
    /// The graph with its output set to the last statement's node, or all issues, each with line and column. Names are compared as they
    /// are given, code point by code point, like the ids of a JSON graph: no Unicode normalisation.
    /// </returns>
    public static ExpressionResult Parse(string text, IReadOnlyCollection<string> inputNames, ExpressionLimits limits, Place? place = null)
    {
        place ??= Place.Whole["expression"];
        if (text.Length > limits.MaxLength)
        {
            return new ExpressionResult(null, [new Issue(
                "expression-too-long",
                place with { Line = 1, Column = 1 },
                string.Create(CultureInfo.InvariantCulture, $"The expression has {text.Length} characters; the limit is {limits.MaxLength}."))]);
        }

        var source = new ExpressionSource(text, place);
        var issues = new IssueLog(source);
        var tokens = Tokenizer.Read(source, issues);
        var names = new NameTable(inputNames);
        var syntax = SyntaxReader.Read(source, tokens, names, limits, issues);
        NameRules.Check(syntax, names, source, issues);
        var spec = issues.IsEmpty ? SpecWriter.Write(syntax, names, source, limits, issues) : null;
        return new ExpressionResult(spec, issues.ToList());
    }
}
