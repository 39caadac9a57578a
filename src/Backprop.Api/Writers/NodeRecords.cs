using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;

namespace Backprop.Api.Writers;

/// <summary>The nodes of a run as records. Each is made when it is written: the numbers stay in the arenas of the run.</summary>
internal static class NodeRecords
{
    /// <summary>Nodes after the forward pass.</summary>
    /// <param name="tape">The run.</param>
    /// <param name="shown">The nodes to show, in topological order; null for all.</param>
    public static IEnumerable<EvaluatedNode> Evaluated(Tape tape, int[]? shown)
    {
        foreach (var index in Indices(tape, shown))
        {
            var node = tape.Graph[index];
            yield return new EvaluatedNode
            {
                Id = node.Id,
                Op = node.Operator.Name,
                Label = node.Label,
                Inputs = OperandIds(tape.Graph, index),
                Shape = node.Shape.Dimensions.ToArray(),
                Value = Value(tape, index),
            };
        }
    }

    /// <summary>Nodes after the backward pass.</summary>
    /// <param name="tape">The run.</param>
    /// <param name="shown">The nodes to show, in topological order; null for all.</param>
    public static IEnumerable<DifferentiatedNode> Differentiated(Tape tape, int[]? shown)
    {
        var locals = new LocalDerivatives(tape);
        foreach (var index in Indices(tape, shown))
        {
            var node = tape.Graph[index];
            yield return new DifferentiatedNode
            {
                Id = node.Id,
                Op = node.Operator.Name,
                Label = node.Label,
                Inputs = OperandIds(tape.Graph, index),
                Shape = node.Shape.Dimensions.ToArray(),
                Value = Value(tape, index),
                Gradient = node.IsConstant ? null : new ResultTensor(node.Shape, tape.GradientMemory(index)),
                Partials = tape.RecordsContributions && tape.Graph.Operands(index).Length > 0 ? Partials(tape, index, locals) : null,
            };
        }
    }

    /// <summary>A node's value.</summary>
    public static ResultTensor Value(Tape tape, int node) => new(tape.Graph[node].Shape, tape.ValueMemory(node));

    /// <summary>The layers of a network, or null where the computation was written in another form.</summary>
    public static IReadOnlyList<LayerNodesContract>? Layers(ExpandedNetwork? network) =>
        network is null ? null : [.. network.Layers.Select(layer => new LayerNodesContract { Number = layer.Number, Type = layer.Type.Name, Name = layer.Name, Nodes = layer.Nodes })];

    /// <summary>Warns about what an answer shows of its edges, and about every node, shown or not: what is not finite where it is shown often began where it is not.</summary>
    /// <param name="tape">The run.</param>
    /// <param name="shown">The nodes to show; null for all.</param>
    /// <param name="gradients">Whether a backward pass was run.</param>
    /// <param name="network">The network that the graph was made from, or null.</param>
    public static IReadOnlyList<WarningContract> Warn(Tape tape, int[]? shown, bool gradients, ExpandedNetwork? network)
    {
        var warnings = new Warnings(tape.Graph);
        if (tape.RecordsContributions)
        {
            WarnOfPartials(tape, shown, warnings);
        }

        for (var node = 0; node < tape.Graph.Count; node++)
        {
            warnings.LookAtValue(tape, node);
            if (gradients)
            {
                warnings.LookAtKinks(tape, node);
                warnings.LookFor(node, tape.Graph[node].Shape, tape.Gradient(node), "gradient");
            }
        }

        if (gradients && network is not null)
        {
            warnings.Add(LayerDiagnosis.Examine(network.Layers, network.Parameters, tape));
        }

        return warnings.ToList();
    }

    private static void WarnOfPartials(Tape tape, int[]? shown, Warnings warnings)
    {
        var locals = new LocalDerivatives(tape);
        foreach (var index in Indices(tape, shown))
        {
            var operands = tape.Graph.Operands(index);
            for (var position = 0; position < operands.Length; position++)
            {
                if (tape.Graph.IsActive(index, position))
                {
                    var operand = tape.Graph[operands[position]];
                    if (locals.Of(index, position) is { } local)
                    {
                        warnings.LookFor(index, local.Shape, local.Numbers.Span, "local derivative with respect to", operand.Id);
                    }

                    warnings.LookFor(index, operand.Shape, tape.Contribution(index, position), "contribution to", operand.Id);
                }
            }
        }
    }

    private static IEnumerable<PartialContract> Partials(Tape tape, int node, LocalDerivatives locals)
    {
        var count = tape.Graph.Operands(node).Length;
        for (var position = 0; position < count; position++)
        {
            if (tape.Graph.IsActive(node, position))
            {
                var operand = tape.Graph[tape.Graph.Operands(node)[position]];
                yield return new PartialContract
                {
                    Input = operand.Id,
                    Position = position,
                    Local = locals.Of(node, position),
                    Contribution = new ResultTensor(operand.Shape, tape.ContributionMemory(node, position)),
                };
            }
        }
    }

    private static IEnumerable<int> Indices(Tape tape, int[]? shown) => shown ?? Enumerable.Range(0, tape.Graph.Count);

    private static string[]? OperandIds(Graph graph, int node)
    {
        var operands = graph.Operands(node);
        if (operands.IsEmpty)
        {
            return null;
        }

        var ids = new string[operands.Length];
        for (var position = 0; position < ids.Length; position++)
        {
            ids[position] = graph[operands[position]].Id;
        }

        return ids;
    }

    /// <summary>Local derivatives, each in the place of the one before.</summary>
    private sealed class LocalDerivatives(Tape tape)
    {
        private double[] _numbers = [];

        /// <summary>∂node/∂operand where the node is elementwise, else null. It holds until the next is asked for.</summary>
        public ResultTensor? Of(int node, int position)
        {
            var shape = tape.Graph[node].Shape;
            if (tape.Graph[node].Kernel is not { IsElementwise: true } kernel)
            {
                return null;
            }

            var count = (int)shape.Count;
            if (_numbers.Length < count)
            {
                _numbers = new double[count];
            }

            kernel.Local(tape.Frame(node), position, _numbers.AsSpan(0, count));
            return new ResultTensor(shape, _numbers.AsMemory(0, count));
        }
    }
}
