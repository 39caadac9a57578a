using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;

namespace Backprop.Domain.Differentiation;

/// <summary>Operand elements that operators cannot use, known only once values are: an index that points outside.</summary>
public static class OperandFaults
{
    /// <summary>Every fault after a forward pass at the client's own point, up to as many as are told.</summary>
    public static IReadOnlyList<Issue> Find(Tape tape)
    {
        var issues = new List<Issue>();
        var graph = tape.Graph;
        for (var node = 0; node < graph.Count && issues.Count < IssueCollector.MaxIssues; node++)
        {
            if (graph[node].Kernel?.FindFault(tape.Frame(node)) is { } fault)
            {
                var place = graph.Spec.Locator.Operand(graph[node].SpecIndex, fault.Position);
                issues.Add(new Issue("index-out-of-range", place, $"{graph[node].Operator.Name} {Quotation.Of(graph[node].Id)}: {fault.Detail}"));
            }
        }

        return issues;
    }
}
