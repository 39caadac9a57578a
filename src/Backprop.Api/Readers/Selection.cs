using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;

namespace Backprop.Api.Readers;

/// <summary>Reads options that name nodes.</summary>
internal static class Selection
{
    /// <summary>The indices of the nodes that an option names, in topological order; null where it names none, which means all. What is wrong is reported.</summary>
    public static int[]? Read(Intake intake, IReadOnlyList<string>? names, string pointer, Graph graph)
    {
        if (names is null)
        {
            return null;
        }

        var found = new HashSet<int>();
        for (var i = 0; i < names.Count && intake.Issues.Count < IssueCollector.MaxIssues; i++)
        {
            if (graph.TryFind(names[i], out var node))
            {
                found.Add(node);
            }
            else
            {
                intake.Report("unknown-node", string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"), NearestNames.Missing("node", names[i], graph.Ids));
            }
        }

        return [.. found.Order()];
    }
}
