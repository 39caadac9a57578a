using Backprop.Domain.Graphs;

namespace Backprop.Api.Readers;

/// <summary>The local derivatives and contributions of all edges, which can be far more numbers than the values.</summary>
internal static class Contributions
{
    /// <summary>Reports that they are over the limit, at <paramref name="pointer"/>, which asks for them, and how to do without them.</summary>
    public static void CheckSize(Intake intake, Graph graph, string pointer, string remedy)
    {
        var elements = 0L;
        for (var node = 0; node < graph.Count; node++)
        {
            foreach (var operand in graph.Operands(node))
            {
                elements += graph[operand].Shape.Count + (graph[node].Kernel!.IsElementwise ? graph[node].Shape.Count : 0);
            }
        }

        if (elements > 2 * intake.Limits.TotalElements)
        {
            intake.Report("answer-too-large", pointer, string.Create(CultureInfo.InvariantCulture, $"The local derivatives and contributions of all edges are {elements} numbers; the limit is {2 * intake.Limits.TotalElements}. {remedy}"));
        }
    }
}
