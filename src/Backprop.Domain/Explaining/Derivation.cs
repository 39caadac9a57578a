using System.Numerics;

namespace Backprop.Domain.Explaining;

/// <summary>How much of a derivation is written.</summary>
public enum DerivationDetail
{
    /// <summary>One step per node: numbers as numbers, tensors in matrix form.</summary>
    Nodes,

    /// <summary>One step per element: every weight by itself.</summary>
    Elements,
}

/// <summary>What a derivation holds.</summary>
/// <param name="Detail">One step per node, or one per element.</param>
/// <param name="Digits">Significant digits of the numbers in formulas and sentences.</param>
/// <param name="Paths">Whether paths from inputs to the output are listed.</param>
/// <param name="MaxPaths">The most paths that are listed for one input.</param>
/// <param name="Symbolic">Whether each input's derivative is given as one expression.</param>
/// <param name="MaxExpressionLength">The longest such expression, in characters.</param>
public sealed record DerivationOptions(
    DerivationDetail Detail = DerivationDetail.Nodes,
    int Digits = 6,
    bool Paths = false,
    int MaxPaths = 100,
    bool Symbolic = false,
    int MaxExpressionLength = 10_000)
{
    /// <summary>The most nodes of a graph that is derived: beyond it nobody reads, and the answer grows past what a page can show.</summary>
    public const int MaxNodes = 2_000;

    /// <summary>The most steps that a derivation by elements may have.</summary>
    public const int MaxSteps = 5_000;
}

/// <summary>Which pass a step belongs to.</summary>
public enum DerivationPhase
{
    /// <summary>From operands to values.</summary>
    Forward,

    /// <summary>From the output to gradients.</summary>
    Backward,
}

/// <summary>One step of a derivation.</summary>
/// <param name="Node">The node that the step is about.</param>
/// <param name="Index">The index of the element that it is about; only in derivations by elements.</param>
/// <param name="Phase">The pass that it belongs to.</param>
/// <param name="Latex">The formula in symbols.</param>
/// <param name="LatexNumbers">The formula with numbers substituted.</param>
/// <param name="Text">The step in one plain sentence.</param>
public sealed record DerivationStep(string Node, int[]? Index, DerivationPhase Phase, string Latex, string LatexNumbers, string Text);

/// <summary>A computation's passes written out.</summary>
/// <param name="Steps">The steps, forward then backward.</param>
/// <param name="Latex">All of it as one block of aligned equations.</param>
/// <param name="Paths">How many paths lead from each input and parameter to the output, with the paths themselves where asked for.</param>
/// <param name="Symbolic">Each input's and parameter's derivative as one expression; null where not asked for.</param>
public sealed record Derivation(
    IReadOnlyList<DerivationStep> Steps,
    string Latex,
    IReadOnlyList<NodePaths> Paths,
    IReadOnlyList<SymbolicDerivative>? Symbolic);

/// <summary>The paths from one input or parameter to the output.</summary>
/// <param name="Node">The input's or parameter's id.</param>
/// <param name="Count">How many there are, exactly: the number doubles at every fork, so it can have hundreds of digits.</param>
/// <param name="Paths">The paths, or as many of them as may be listed.</param>
public sealed record NodePaths(string Node, BigInteger Count, IReadOnlyList<GraphPath> Paths);

/// <summary>One path along which a gradient flows.</summary>
/// <param name="Nodes">The ids from the input to the output.</param>
/// <param name="Positions">For each node but the first, the operand position at which the path enters it.</param>
/// <param name="Latex">The product of the local derivatives, in symbols.</param>
/// <param name="LatexNumbers">The product with numbers substituted; null where there is no such product.</param>
/// <param name="Product">Its value; null where a node on the path is no number, so that there is no such product of numbers.</param>
public sealed record GraphPath(IReadOnlyList<string> Nodes, IReadOnlyList<int> Positions, string Latex, string? LatexNumbers, double? Product);
