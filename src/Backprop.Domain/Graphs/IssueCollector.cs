using Backprop.Domain.Naming;

namespace Backprop.Domain.Graphs;

// docs/decisions/0004-issues-are-bounded.md
/// <summary>Collects the mistakes of one request, bounded in number and in the effort spent on suggestions, so that a hostile request stays cheap to answer.</summary>
public sealed class IssueCollector
{
    /// <summary>The most issues that one request is answered with.</summary>
    public const int MaxIssues = 100;

    private const int MaxSuggestions = 20;

    private readonly List<Issue> _issues = [];
    private int _suggestions;
    private int _unreported;

    /// <summary>Whether nothing was reported.</summary>
    public bool IsEmpty => _issues.Count == 0;

    /// <summary>Whether an issue of one of these codes was reported.</summary>
    public bool ContainsAny(params string[] codes) => _issues.Exists(issue => codes.Contains(issue.Code));

    /// <summary>Adds a mistake; where there are many already, it is only counted.</summary>
    public void Report(Place place, string code, string detail)
    {
        if (_issues.Count < MaxIssues)
        {
            _issues.Add(new Issue(code, place, detail));
        }
        else
        {
            _unreported++;
        }
    }

    /// <summary>Says that there is nothing of a kind by this name, and which candidates are nearest while not many were suggested already.</summary>
    public string Missing(string kind, string name, IEnumerable<string> candidates) => NearestNames.Missing(kind, name, _suggestions++ < MaxSuggestions ? candidates : []);

    /// <summary>A sentence that suggests the nearest candidates, with a space before it; empty where none is near or many were suggested already.</summary>
    public string Suggest(string name, IEnumerable<string> candidates) => _suggestions++ < MaxSuggestions ? NearestNames.Suggest(name, candidates) : "";

    /// <summary>Every mistake, those of an expression in the order of its text, with a last one at <paramref name="whole"/> that counts those left out.</summary>
    public IReadOnlyList<Issue> Finish(Place whole)
    {
        var found = _issues.OrderBy(i => i.Place.Line).ThenBy(i => i.Place.Column).ToList();
        if (_unreported > 0)
        {
            found.Add(new Issue("more-issues", whole, string.Create(CultureInfo.InvariantCulture, $"{_unreported} more issues are not listed. Fix these first.")));
        }

        return found;
    }
}
