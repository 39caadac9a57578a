using System.Text.RegularExpressions;
using Backprop.Fuzzing.Generation;

namespace Backprop.Fuzzing.Running;

/// <summary>Something that an answer should not have been.</summary>
/// <param name="Index">The index of the request, which makes it again with the seed.</param>
/// <param name="Request">The request.</param>
/// <param name="What">What is wrong.</param>
internal sealed record Finding(long Index, FuzzRequest Request, string What);

/// <summary>Findings, those that are alike together.</summary>
internal sealed partial class Findings
{
    private readonly Dictionary<string, List<Finding>> _alike = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>One of each kind, that with the shortest request, and how many are like it.</summary>
    public IEnumerable<(Finding Shortest, int Count)> Kinds =>
        _alike.Values.OrderByDescending(alike => alike.Count).Select(alike => (alike.MinBy(finding => (finding.Request.Body?.Length ?? 0, finding.Index))!, alike.Count));

    /// <summary>Adds one.</summary>
    public void Add(Finding finding)
    {
        var kind = finding.Request.Method + " " + finding.Request.Path.Split('/').ElementAtOrDefault(2) + " " + Particular().Replace(finding.What, "·");
        lock (_adding)
        {
            Count++;
            if (!_alike.TryGetValue(kind, out var alike))
            {
                _alike.Add(kind, alike = []);
            }

            alike.Add(finding);
        }
    }

    /// <summary>What differs between findings that are alike: numbers and what was quoted of the request.</summary>
    [GeneratedRegex("""/\d+|-?\d+(\.\d+)?([eE][+-]?\d+)?|"[^"]*"|'[^']*'""")]
    private static partial Regex Particular();
}
