using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Api.Writers;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Explaining;

namespace Backprop.Api.Features.Derivations;

/// <summary>The passes of a computation, written out.</summary>
/// <param name="Output">The id of the output.</param>
/// <param name="Value">The output's value.</param>
/// <param name="Steps">The steps, forward then backward.</param>
/// <param name="Latex">All steps as one block of aligned equations.</param>
/// <param name="Paths">The paths from each input and parameter to the output.</param>
/// <param name="Symbolic">Each input's and parameter's derivative as an expression; only where asked for.</param>
/// <param name="Warnings">Numbers that are not finite, and nodes that sit exactly on a kink.</param>
internal sealed record DerivationContract(
    string Output, ResultTensor Value, IReadOnlyList<DerivationStep> Steps, string Latex, IEnumerable<NodePathsContract> Paths,
    IEnumerable<SymbolicDerivativeContract>? Symbolic, IReadOnlyList<WarningContract> Warnings)
{
    /// <summary>A derivation of the run that it is about.</summary>
    public static DerivationContract Of(Tape tape, Derivation derivation, bool listsPaths) => new(
        Output: tape.Graph.OutputNode.Id, Value: new ResultTensor(tape.Graph.OutputNode.Shape, tape.ValueMemory(tape.Graph.Output)),
        derivation.Steps, derivation.Latex,
        Paths: derivation.Paths.Select(paths => NodePathsContract.Of(paths, listsPaths)),
        Symbolic: derivation.Symbolic?.Select(derivative => new SymbolicDerivativeContract(derivative.Node, derivative.Expression, derivative.Reason)),
        Warnings: Warn(tape));

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

/// <summary>The paths from an input or parameter to the output.</summary>
/// <param name="Node">The input or parameter.</param>
/// <param name="Count">How many paths there are: exact, in decimal digits, for it doubles at each fork.</param>
/// <param name="Complete">Whether all paths are listed; only where they were asked for.</param>
/// <param name="Paths">The paths; only where they were asked for.</param>
internal sealed record NodePathsContract(string Node, string Count, bool? Complete = null, IEnumerable<GraphPathContract>? Paths = null)
{
    /// <summary>The paths of one input or parameter, listed or counted.</summary>
    public static NodePathsContract Of(NodePaths paths, bool lists) => new(
        paths.Node, Count: paths.Count.ToString(CultureInfo.InvariantCulture), Complete: lists ? paths.Count == paths.Paths.Count : null,
        Paths: lists ? paths.Paths.Select(GraphPathContract.Of) : null);
}

/// <summary>A path along which a gradient flows back.</summary>
/// <param name="Nodes">The nodes from the input to the output.</param>
/// <param name="Positions">For each node but the first, the operand position at which the path enters it.</param>
/// <param name="Latex">The product of local derivatives in symbols, from the output on.</param>
/// <param name="LatexNumbers">The product with numbers substituted; only where every node on the path is a single number.</param>
/// <param name="Product">The product's value; only where every node on the path is a single number; <c>null</c> where it is not finite.</param>
internal sealed record GraphPathContract(
    IReadOnlyList<string> Nodes, IReadOnlyList<int> Positions, string Latex, string? LatexNumbers = null,
    [property: MayBeNotFinite] double? Product = null)
{
    /// <summary>A path.</summary>
    public static GraphPathContract Of(GraphPath path) => new(path.Nodes, path.Positions, path.Latex, path.LatexNumbers, path.Product);
}

/// <summary>The derivative of the output with respect to an input or parameter, as an expression of the inputs.</summary>
/// <param name="Node">The input or parameter.</param>
/// <param name="Expression">The derivative in the expression language; <c>null</c> where there is none to give.</param>
/// <param name="Reason">Why there is none; only where there is none.</param>
internal sealed record SymbolicDerivativeContract(
    string Node, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Expression, string? Reason = null);
