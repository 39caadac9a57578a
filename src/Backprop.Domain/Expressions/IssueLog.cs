using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;

namespace Backprop.Domain.Expressions;

/// <summary>The mistakes found in an expression, reported by their place in the text.</summary>
internal sealed class IssueLog(ExpressionSource source)
{
    private const int ShownLength = 40;

    private readonly IssueCollector _issues = new();

    public bool IsEmpty => _issues.IsEmpty;

    public void Report(int offset, string code, string detail) => _issues.Report(source.At(offset), code, detail);

    /// <summary>A "did you mean" sentence; empty where nothing is near, or where too many have been asked for.</summary>
    public string Suggest(string name, IEnumerable<string> candidates) => _issues.Suggest(name, candidates);

    /// <summary>A token's text, short enough for a message.</summary>
    public string Show(Token token) => Quotation.Shorten(source.Of(token), ShownLength);

    public IReadOnlyList<Issue> ToList() => _issues.Finish(source.At(0));
}
