using Backprop.Api.Errors;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Endpoints;

/// <summary>Operand elements that operators cannot use, known only once values are: an index that points outside.</summary>
internal static class Faults
{
    /// <summary>Looks at every node after a forward pass at the client's own point.</summary>
    /// <param name="tape">The run.</param>
    /// <returns>The answer that lists the faults, or null where there are none.</returns>
    public static IResult? Find(Tape tape)
    {
        List<Issue>? issues = null;
        var graph = tape.Graph;
        for (var node = 0; node < graph.Count; node++)
        {
            if (graph[node].Kernel?.FindFault(tape.Frame(node)) is { } fault)
            {
                var location = graph.Spec.Locator.Operand(graph[node].SpecIndex, fault.Position);
                (issues ??= []).Add(Issue.At(location, "index-out-of-range", $"{graph[node].Operator.Name} '{graph[node].Id}': {fault.Detail}"));
                if (issues.Count == IssueCollector.MaxIssues)
                {
                    break;
                }
            }
        }

        return issues is null ? null : new ProblemResult(Problem.Of(issues));
    }
}
