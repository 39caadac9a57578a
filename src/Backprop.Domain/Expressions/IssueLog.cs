using System.Globalization;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Expressions;

/// <summary>The mistakes found in an expression, in the order of the text; the first <see cref="GraphBuilder.MaxIssues"/> of them.</summary>
internal sealed class IssueLog(ExpressionSource source)
{
    private const int MaxSuggestions = 20;
    private const int ShownLength = 40;

    private readonly List<(int Offset, Issue Issue)> _issues = [];
    private int _suggestions;
    private int _unreported;

    public bool IsEmpty => _issues.Count == 0;

    public void Report(int offset, string code, string detail)
    {
        if (_issues.Count < GraphBuilder.MaxIssues)
        {
            _issues.Add((offset, Issue.At(source.At(offset), code, detail)));
        }
        else
        {
            _unreported++;
        }
    }

    /// <summary>A "did you mean" sentence; empty where nothing is near, or where too many have been asked for.</summary>
    public string Suggest(string name, IEnumerable<string> candidates) => _suggestions++ < MaxSuggestions ? NearestNames.Suggest(name, candidates) : "";

    /// <summary>A token's text, short enough for a message.</summary>
    public string Show(Token token)
    {
        var text = source.Of(token);
        return text.Length <= ShownLength ? text.ToString() : string.Concat(text[..(char.IsHighSurrogate(text[ShownLength - 1]) ? ShownLength - 1 : ShownLength)], "…");
    }

    public IReadOnlyList<Issue> ToList()
    {
        var sorted = _issues.OrderBy(entry => entry.Offset).Select(entry => entry.Issue).ToList();
        if (_unreported > 0)
        {
            sorted.Add(Issue.At(source.At(0), "more-issues", string.Create(CultureInfo.InvariantCulture, $"{_unreported} more issues are not listed. Mend these first.")));
        }

        return sorted;
    }
}
