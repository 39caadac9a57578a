using Backprop.Domain.Differentiation;

namespace Backprop.Domain.Networks;

/// <summary>Something about a layer that keeps it from learning.</summary>
/// <param name="Code">A stable name of the kind: <c>vanishing-gradient</c>, <c>exploding-gradient</c>, <c>saturated-units</c>, <c>dead-units</c>.</param>
/// <param name="Layer">The layer's number, from 1.</param>
/// <param name="Node">The node that shows it.</param>
/// <param name="Detail">What is the matter, with numbers.</param>
public sealed record LayerFinding(string Code, int Layer, string Node, string Detail);

// docs/decisions/0087-layer-thresholds.md
/// <summary>
/// Looks at a network after a forward and a backward pass for gradients that vanish or explode on their way back and for units that no
/// longer learn. The thresholds are meant to be silent on networks that train well.
/// </summary>
public static class LayerDiagnosis
{
    /// <summary>
    /// A gradient has vanished where its root mean square at a layer's result is less than this share of that at the last layer's (or, over
    /// time, of that at the last step), and has exploded where it is more than one over this.
    /// </summary>
    public const double VanishingShare = 1e-4;

    /// <summary>A unit is saturated within this share of the distance between its asymptotes from one of them for every example.</summary>
    public const double SaturationDistance = 0.01;

    /// <summary>Units are judged over at least so many examples: fewer may leave a sound unit on one side by chance.</summary>
    public const int FewestExamples = 10;

    /// <summary>The most findings of one look; a network of thousands of layers has thousands that say the same.</summary>
    public const int MostFindings = 50;

    private const int UnitsShown = 10;

    /// <summary>What is found, by layer; the first <see cref="MostFindings"/>.</summary>
    /// <param name="layers">The network's layers.</param>
    /// <param name="parameters">The network's parameters: layers without any are not judged by their gradient.</param>
    /// <param name="tape">The passes' results.</param>
    public static IReadOnlyList<LayerFinding> Examine(IReadOnlyList<LayerNodes> layers, IReadOnlyList<LayerParameterNode> parameters, Tape tape)
    {
        var trained = parameters.Where(p => p.Definition.IsTrained).Select(p => p.Layer).ToHashSet();
        var findings = new List<LayerFinding>();
        var last = layers.LastOrDefault(l => trained.Contains(l.Number));
        var lastGradient = last is null ? 0 : RootMeanSquare(tape, last.Nodes[^1]);
        foreach (var layer in layers)
        {
            if (trained.Contains(layer.Number) && layer != last)
            {
                CompareGradients(layer, layer.Nodes[^1], RootMeanSquare(tape, layer.Nodes[^1]), lastGradient, $"layer {Text(last!.Number)}", findings);
            }

            if (layer.Type.StateOverTime is { } state)
            {
                CompareSteps(layer, state, tape, findings);
            }

            ExamineUnits(layer, tape, findings);
            if (findings.Count >= MostFindings)
            {
                break;
            }
        }

        return findings;
    }

    private static void CompareSteps(LayerNodes layer, string state, Tape tape, List<LayerFinding> findings)
    {
        var states = layer.Nodes.Where(id => id.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{state}{layer.Number}_"), StringComparison.Ordinal)).Skip(1).ToList();
        if (states.Count > 1)
        {
            CompareGradients(layer, states[0], RootMeanSquare(tape, states[0]), RootMeanSquare(tape, states[^1]), $"the last step, {states[^1]}", findings);
        }
    }

    private static void CompareGradients(LayerNodes layer, string node, double gradient, double reference, string where, List<LayerFinding> findings)
    {
        var share = gradient / reference;
        if (share is < VanishingShare or > 1 / VanishingShare)
        {
            var (code, does, of) = share < 1 ? ("vanishing-gradient", "vanishes", "of") : ("exploding-gradient", "explodes", "times");
            findings.Add(new LayerFinding(code, layer.Number, node, FormattableString.Invariant($"The gradient {does} on its way back: at {node} (layer {layer.Number}) its root mean square is {gradient:0.##e0}, {share:0.##e0} {of} that at {where}.")));
        }
    }

    private static void ExamineUnits(LayerNodes layer, Tape tape, List<LayerFinding> findings)
    {
        var node = tape.Graph[tape.Graph.IndexOf(layer.Nodes[^1])];
        if (node.Shape.Rank < 2 || node.Shape[0] < FewestExamples)
        {
            return;
        }

        if (node.Operator.FlatValue is { } flat)
        {
            Report("dead-units", $"dead: {node.Operator} gives {Text(flat)} for every example, so no gradient passes", value => value == flat);
        }
        else if (node.Operator.Asymptotes is var (low, high))
        {
            var near = SaturationDistance * (high - low);
            Report("saturated-units", $"saturated: {node.Operator} is within {Text(near)} of {Text(low)} or {Text(high)} for every example, so hardly any gradient passes", value => Math.Min(value - low, high - value) < near);
        }

        void Report(string code, string matter, Predicate<double> isStuck)
        {
            var axis = layer.Type.ChannelAxis ?? node.Shape.Rank - 1;
            var stuck = StuckUnits(tape.Value(node.Index), node.Shape, axis, isStuck);
            if (stuck.Count > 0)
            {
                var units = string.Join(", ", stuck.Take(UnitsShown).Select(unit => Text(unit))) + (stuck.Count > UnitsShown ? ", …" : "");
                findings.Add(new LayerFinding(code, layer.Number, node.Id, $"{Text(stuck.Count)} of {Text(node.Shape[axis])} units of {node.Id} are {matter} (unit {units})."));
            }
        }
    }

    /// <summary>The units, by index along an axis, all of whose values are stuck.</summary>
    private static List<int> StuckUnits(ReadOnlySpan<double> values, Tensors.Shape shape, int axis, Predicate<double> isStuck)
    {
        var moves = new bool[shape[axis]];
        var stride = shape.Strides()[axis];
        for (var i = 0; i < values.Length; i++)
        {
            moves[i / stride % moves.Length] |= !isStuck(values[i]);
        }

        return [.. Enumerable.Range(0, moves.Length).Where(unit => !moves[unit])];
    }

    private static double RootMeanSquare(Tape tape, string id)
    {
        var gradient = tape.Gradient(tape.Graph.IndexOf(id));
        return TensorPrimitives.Norm<double>(gradient) / Math.Sqrt(gradient.Length);
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture).Replace('-', '−');
}
