using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Explaining;

/// <summary>Writes out the passes of a graph step by step, as formulas and sentences.</summary>
public static class Explanation
{
    /// <summary>The work of writing a node.</summary>
    private const long WorkOfNode = 100_000;

    /// <summary>Says why there is no such derivation of the graph, or null where there is one.</summary>
    public static Issue? Check(Graph graph, DerivationOptions options)
    {
        if (graph.Count > DerivationOptions.MaxNodes)
        {
            return TooLarge(graph, string.Create(CultureInfo.InvariantCulture, $"A derivation is written for at most {DerivationOptions.MaxNodes} nodes; this graph has {graph.Count}."));
        }

        var steps = ElementSteps.CountSteps(graph);
        return options.Detail != DerivationDetail.Elements ? null
            : steps > DerivationOptions.MaxSteps
            ? TooLarge(graph, string.Create(CultureInfo.InvariantCulture, $"Element by element this would take {steps} steps; at most {DerivationOptions.MaxSteps} are written. Ask for detail \"nodes\"."))
            : ElementSteps.EstimateWork(graph) > ElementSteps.MaxWork
                ? TooLarge(graph, "Element by element this takes too much work. Ask for detail \"nodes\".")
                : null;
    }

    /// <summary>Estimated work of a derivation, without the passes.</summary>
    public static long EstimateWork(Graph graph, DerivationOptions options) =>
        (graph.Count * WorkOfNode) + (options.Detail == DerivationDetail.Elements ? (ElementSteps.CountSteps(graph) * WorkOfNode) + (long)ElementSteps.EstimateWork(graph) : 0);

    /// <summary>Explains a tape on which both passes have run and whose graph <see cref="Check"/> has found right.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Derivation Derive(Tape tape, DerivationOptions options, CancellationToken cancellationToken)
    {
        var graph = tape.Graph;
        var notation = new Notation(tape, options.Digits);
        var pathCounts = GraphPaths.Count(notation);
        var backward = new BackwardSteps(notation, pathCounts);
        var elements = new ElementSteps(notation);
        var sheet = new Sheet();
        for (var node = 0; node < graph.Count; node++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (graph[node].IsLiteral)
            {
                continue;
            }

            if (options.Detail == DerivationDetail.Elements && !graph[node].Shape.IsScalar)
            {
                elements.WriteForward(node, sheet);
            }
            else
            {
                sheet.Add(graph[node].Id, null, DerivationPhase.Forward, ForwardSteps.Write(notation, node), ForwardSteps.Say(notation, node));
            }
        }

        for (var node = graph.Count - 1; node >= 0; node--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (graph[node].IsConstant)
            {
                continue;
            }

            if (options.Detail == DerivationDetail.Elements && !(graph[node].Shape.IsScalar && elements.HasNumbersOnly(node)))
            {
                elements.WriteBackward(node, sheet);
            }
            else
            {
                sheet.Add(graph[node].Id, null, DerivationPhase.Backward, backward.Write(node), backward.Say(node));
            }
        }

        return new Derivation(
            sheet.Steps,
            sheet.Latex,
            GraphPaths.List(notation, pathCounts, options.Paths ? options.MaxPaths : 0, cancellationToken),
            options.Symbolic ? SymbolicDifferentiation.Differentiate(graph, tape.Gradient(graph.Output)[0], options.MaxExpressionLength, cancellationToken) : null);
    }

    private static Issue TooLarge(Graph graph, string detail) => new("derivation-too-large", graph.Spec.Locator.Nodes, detail);
}

/// <summary>The steps as they are written, with the block of all their equations.</summary>
internal sealed class Sheet
{
    private readonly List<DerivationStep> _steps = [];
    private readonly StringBuilder _rows = new();

    public IReadOnlyList<DerivationStep> Steps => _steps;

    public string Latex => $@"\begin{{aligned}} {_rows} \end{{aligned}}";

    public void Add(string node, int[]? index, DerivationPhase phase, Equation equation, string text)
    {
        _steps.Add(new DerivationStep(node, index, phase, equation.InSymbols, equation.InNumbers, text));
        _rows.Append(_rows.Length == 0 ? "" : @" \\ ").Append(equation.Row);
    }
}
