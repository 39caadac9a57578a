using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Api.Writers;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Explaining;

namespace Backprop.Api.Features.Derivations;

/// <summary>The passes of a computation, written out.</summary>
internal sealed record DerivationContract
{
    /// <summary>The id of the output.</summary>
    public required string Output { get; init; }

    /// <summary>The output's value.</summary>
    public required ResultTensor Value { get; init; }

    /// <summary>The steps, forward then backward.</summary>
    public required IEnumerable<DerivationStepContract> Steps { get; init; }

    /// <summary>All steps as one block of aligned equations.</summary>
    public required string Latex { get; init; }

    /// <summary>The paths from each input and parameter to the output.</summary>
    public required IEnumerable<NodePathsContract> Paths { get; init; }

    /// <summary>Each input's and parameter's derivative as an expression; only where asked for.</summary>
    public IEnumerable<SymbolicDerivativeContract>? Symbolic { get; init; }

    /// <summary>Numbers that are not finite, and nodes that sit exactly on a kink.</summary>
    public required IReadOnlyList<WarningContract> Warnings { get; init; }

    /// <summary>A derivation of the run that it is about.</summary>
    public static DerivationContract Of(Tape tape, Derivation derivation, bool listsPaths) => new()
    {
        Output = tape.Graph.OutputNode.Id,
        Value = new ResultTensor(tape.Graph.OutputNode.Shape, tape.ValueMemory(tape.Graph.Output)),
        Steps = derivation.Steps.Select(DerivationStepContract.Of),
        Latex = derivation.Latex,
        Paths = derivation.Paths.Select(paths => NodePathsContract.Of(paths, listsPaths)),
        Symbolic = derivation.Symbolic?.Select(derivative => new SymbolicDerivativeContract { Node = derivative.Node, Expression = derivative.Expression, Reason = derivative.Reason }),
        Warnings = Warn(tape),
    };

    private static IReadOnlyList<WarningContract> Warn(Tape tape)
    {
        var warnings = new Warnings(tape.Graph);
        foreach (var node in tape.Graph.Nodes)
        {
            warnings.LookAtValue(tape, node.Index);
            warnings.LookFor(node.Index, node.Shape, tape.Gradient(node.Index), "gradient");
            warnings.LookAtKinks(tape, node.Index);
        }

        return warnings.ToList();
    }
}

/// <summary>One step of a derivation.</summary>
internal sealed record DerivationStepContract
{
    /// <summary>The node that the step is about.</summary>
    public required string Node { get; init; }

    /// <summary>The index of the element that it is about; only in derivations by elements.</summary>
    public IReadOnlyList<int>? Index { get; init; }

    /// <summary>The pass that it belongs to.</summary>
    public required DerivationPhase Phase { get; init; }

    /// <summary>The formula in symbols.</summary>
    public required string Latex { get; init; }

    /// <summary>The formula with numbers substituted.</summary>
    public required string LatexNumbers { get; init; }

    /// <summary>The step in one plain sentence.</summary>
    public required string Text { get; init; }

    /// <summary>A step.</summary>
    public static DerivationStepContract Of(DerivationStep step) => new()
    {
        Node = step.Node,
        Index = step.Index,
        Phase = step.Phase,
        Latex = step.Latex,
        LatexNumbers = step.LatexNumbers,
        Text = step.Text,
    };
}

/// <summary>The paths from an input or parameter to the output.</summary>
internal sealed record NodePathsContract
{
    /// <summary>The input or parameter.</summary>
    public required string Node { get; init; }

    /// <summary>How many paths there are: exact, in decimal digits, for it doubles at each fork.</summary>
    public required string Count { get; init; }

    /// <summary>Whether all paths are listed; only where they were asked for.</summary>
    public bool? Complete { get; init; }

    /// <summary>The paths; only where they were asked for.</summary>
    public IEnumerable<GraphPathContract>? Paths { get; init; }

    /// <summary>The paths of one input or parameter, listed or counted.</summary>
    public static NodePathsContract Of(NodePaths paths, bool lists) => new()
    {
        Node = paths.Node,
        Count = paths.Count.ToString(CultureInfo.InvariantCulture),
        Complete = lists ? paths.Count == paths.Paths.Count : null,
        Paths = lists ? paths.Paths.Select(GraphPathContract.Of) : null,
    };
}

/// <summary>A path along which a gradient flows back.</summary>
internal sealed record GraphPathContract
{
    /// <summary>The nodes from the input to the output.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>For each node but the first, the operand position at which the path enters it.</summary>
    public required IReadOnlyList<int> Positions { get; init; }

    /// <summary>The product of local derivatives in symbols, from the output on.</summary>
    public required string Latex { get; init; }

    /// <summary>The product with numbers substituted; only where every node on the path is a single number.</summary>
    public string? LatexNumbers { get; init; }

    /// <summary>The product's value; only where every node on the path is a single number; <c>null</c> where it is not finite.</summary>
    [MayBeNotFinite]
    public double? Product { get; init; }

    /// <summary>A path.</summary>
    public static GraphPathContract Of(GraphPath path) => new()
    {
        Nodes = path.Nodes,
        Positions = path.Positions,
        Latex = path.Latex,
        LatexNumbers = path.LatexNumbers,
        Product = path.Product,
    };
}

/// <summary>The derivative of the output with respect to an input or parameter, as an expression of the inputs.</summary>
internal sealed record SymbolicDerivativeContract
{
    /// <summary>The input or parameter.</summary>
    public required string Node { get; init; }

    /// <summary>The derivative in the expression language; <c>null</c> where there is none to give.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Expression { get; init; }

    /// <summary>Why there is none; only where there is none.</summary>
    public string? Reason { get; init; }
}
