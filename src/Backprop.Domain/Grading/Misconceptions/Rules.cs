using Backprop.Domain.Operators;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Ways to write a changed rule.</summary>
internal static class Rules
{
    private const int StackLength = 32;

    /// <summary>Another contribution of each element, by a formula; summed over what was broadcast. Elementwise operators only.</summary>
    public static ChangedRule Element(Func<ElementTerms, double> contribution, Func<EdgePlace, bool>? where = null) =>
        new ChangedRule.OfEdge((in EdgeView edge, Span<double> changed) =>
        {
            if (!edge.Consumer.Kernel!.IsElementwise || (where is not null && !where(edge.Place)))
            {
                return false;
            }

            Elements(edge, contribution, changed);
            return true;
        });

    /// <summary>Another local derivative of each element, by a formula. Elementwise operators only.</summary>
    public static ChangedRule Local(Func<ElementTerms, double> local, Func<EdgePlace, bool>? where = null) => Element(e => e.Upstream * local(e), where);

    /// <summary>Another local derivative of each element by one operand of one operator.</summary>
    public static ChangedRule LocalAt(Operator operation, int position, Func<ElementTerms, double> local) =>
        Local(local, place => ReferenceEquals(place.Operator, operation) && place.Position == position);

    /// <summary>Another contribution of an edge.</summary>
    public static ChangedRule Edge(EdgeRule rule) => new ChangedRule.OfEdge(rule);

    /// <summary>Another contribution of all edges to a node at once.</summary>
    public static ChangedRule Edges(EdgeRule rule) => new ChangedRule.OfEdge(rule, Together: true);

    /// <summary>Another gradient of a node.</summary>
    public static ChangedRule Node(NodeRule rule) => new ChangedRule.OfNode(rule);

    /// <summary>The contribution times a factor, where there is one.</summary>
    public static ChangedRule Times(Func<EdgePlace, double?> factor) => Edge((in EdgeView edge, Span<double> changed) =>
    {
        if (factor(edge.Place) is not { } times)
        {
            return false;
        }

        TensorPrimitives.Multiply(edge.Contribution, times, changed);
        return true;
    });

    private static void Elements(in EdgeView edge, Func<ElementTerms, double> contribution, Span<double> changed)
    {
        var count = edge.Upstream.Length;
        var small = count <= StackLength;
        var local = small ? stackalloc double[count] : new double[count];
        var own = small ? stackalloc double[count] : new double[count];
        var others = small ? stackalloc double[count] : new double[count];
        var operand = small ? stackalloc double[count] : new double[count];
        edge.Local(local);
        edge.Broadcast(edge.Place.Position, own);
        others.Fill(1);
        for (var position = 0; position < edge.Graph.Operands(edge.Place.Consumer).Length; position++)
        {
            if (position != edge.Place.Position)
            {
                edge.Broadcast(position, operand);
                TensorPrimitives.Multiply(others, operand, others);
            }
        }

        for (var i = 0; i < count; i++)
        {
            local[i] = contribution(new ElementTerms(own[i], others[i], edge.Output[i], edge.Upstream[i], local[i]));
        }

        edge.Reduce(local, changed);
    }
}
