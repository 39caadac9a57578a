using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators;

/// <summary>All that is known of one operator. The expression language, the catalogue, the passes, the derivations and the tests read this declaration and nothing else.</summary>
public sealed record Operator
{
    private readonly int? _minimumArity;
    private readonly int? _maximumArity;

    /// <summary>The name: ONNX's in camelCase; matched in any letter case.</summary>
    public required string Name { get; init; }

    /// <summary>The family it is listed under.</summary>
    public required string Family { get; init; }

    /// <summary>What it computes, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The names of its operands, left out for one named x; the last one repeats up to <see cref="MaximumArity"/>.</summary>
    public IReadOnlyList<string> Operands { get; init; } = ["x"];

    /// <summary>The fewest operands it takes; as many as are named where nothing else is said.</summary>
    public int MinimumArity
    {
        get => _minimumArity ?? Operands.Count;
        init => _minimumArity = value;
    }

    /// <summary>The most operands it takes; as many as are named where nothing else is said, <see cref="int.MaxValue"/> where there is no bound.</summary>
    public int MaximumArity
    {
        get => _maximumArity ?? Operands.Count;
        init => _maximumArity = value;
    }

    /// <summary>The attributes it takes.</summary>
    public IReadOnlyList<AttributeDefinition> Attributes { get; init; } = [];

    /// <summary>Other names the expression language knows it by.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The node's value in LaTeX; an elementwise operator's is written from <see cref="Symbolic"/>. Null where there is none for numbers.</summary>
    public Func<LatexTerms, string?> Formula { get; init; } = _ => null;

    /// <summary>
    /// In LaTeX, by operand position: the contribution to the operand's gradient in terms of the upstream gradient; null where the operand is not
    /// differentiated, or where there is none for numbers. An elementwise operator's is written from <see cref="Symbolic"/>.
    /// </summary>
    public Func<LatexTerms, int, string?> Derivative { get; init; } = (_, _) => null;

    /// <summary>
    /// Whether <see cref="Formula"/> and <see cref="Derivative"/> can be computed as they stand once numbers are put in for their symbols; else
    /// only results are shown as numbers.
    /// </summary>
    public bool IsComputableInNumbers { get; init; }

    /// <summary>What stands before and after the operands where LaTeX calls it as a function.</summary>
    public (string Before, string After) Notation
    {
        get => field.Before is null ? Function($@"\operatorname{{{Name}}}") : field;
        init;
    }

    /// <summary>What stands in a node of this operator in a drawing: a sign such as ×, else the name.</summary>
    public string Symbol
    {
        get => field ?? Name;
        init;
    }

    /// <summary>
    /// The value and the local derivatives in the expression language, for elementwise operators: what symbolic derivatives are made of.
    /// Null where the operator is not elementwise.
    /// </summary>
    public SymbolicRule? Symbolic { get; init; }

    /// <summary>Whether the node is computed element by element, with operands broadcast (NumPy's rule).</summary>
    public bool IsElementwise { get; init; }

    /// <summary>Whether the result says yes or no (1 or 0): a node of this operator has gradient 0, as if no path led from it to the output.</summary>
    public bool IsOutcome { get; init; }

    /// <summary>The convention at kinks, ties and edges, in one sentence; null where there are none.</summary>
    public string? KinkConvention
    {
        get => field ?? Ties switch
        {
            TieRule.Shared => "Tied winners share the gradient evenly.",
            TieRule.First => "The first of tied winners in row-major order takes the gradient.",
            _ => null,
        };
        init;
    }

    /// <summary>Who gets the gradient where several operands or elements tie.</summary>
    public TieRule Ties { get; init; }

    /// <summary>What it is as a loss; null where it is none.</summary>
    public LossTraits? Loss { get; init; }

    /// <summary>The values that it only comes close to, where hardly any gradient passes; null where there are none.</summary>
    public (double Low, double High)? Asymptotes { get; init; }

    /// <summary>The value where it is constant, so no gradient passes; null where there is none.</summary>
    public double? FlatValue { get; init; }

    /// <summary>Ways to write the local derivative in terms of the operand or of the value: the same number at exact values, and not at rounded ones. Empty where there is only one.</summary>
    public IReadOnlyList<LocalForm> EquivalentForms { get; init; } = [];

    /// <summary>Makes the kernel for a node, or reports on the binding why there is none.</summary>
    public required Func<Binding, Kernel?> Bind { get; init; }

    /// <summary>The kernel for operands that are all numbers, where it does not depend on attributes: one for all such nodes.</summary>
    public Kernel? ScalarKernel { get; init; }

    /// <summary>Where tests sample the operator: operand shapes and domains away from kinks, with attributes. Empty only for leaves.</summary>
    public required IReadOnlyList<OperatorSample> Samples { get; init; }

    /// <summary>Whether nodes of this operator have no operands.</summary>
    public bool IsLeaf => MaximumArity == 0;

    /// <summary>The notation of a function that LaTeX calls by this name.</summary>
    public static (string Before, string After) Function(string name) => ($@"{name}\left(", @"\right)");

    /// <summary>The name of the operand at a position.</summary>
    public string OperandName(int position) => Operands[Math.Min(position, Operands.Count - 1)];

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Who gets the gradient where several tie.</summary>
public enum TieRule
{
    /// <summary>Nothing is chosen among operands or elements.</summary>
    None,

    /// <summary>All of them, in equal shares.</summary>
    Shared,

    /// <summary>The first in row-major order.</summary>
    First,
}

/// <summary>One way to write a local derivative.</summary>
/// <param name="position">The position of the operand that it is by.</param>
/// <param name="x">That operand.</param>
/// <param name="other">The other operand; 1 where there is none.</param>
/// <param name="y">The value.</param>
public delegate double LocalForm(int position, double x, double other, double y);

/// <summary>The symbols that a formula is written with.</summary>
/// <param name="X">The operands.</param>
/// <param name="Y">The node itself.</param>
/// <param name="G">The upstream gradient.</param>
public sealed record LatexTerms(IReadOnlyList<string> X, string Y, string G)
{
    /// <summary>The first operand.</summary>
    public string A => X[0];

    /// <summary>The second operand.</summary>
    public string B => X[1];

    /// <summary>The third operand.</summary>
    public string C => X[2];

    /// <summary>The attributes of the node that is written; null where the operator is written in general.</summary>
    public NodeAttributes? Attributes { get; init; }

    /// <summary>The node's shape; null where the operator is written in general.</summary>
    public Shape? Shape { get; init; }

    /// <summary>The operands' shapes; null where the operator is written in general.</summary>
    public IReadOnlyList<Shape>? Shapes { get; init; }

    /// <summary>Whether the operands are numbers, so that nothing may be left as a symbol.</summary>
    public bool AreNumbers { get; init; }

    /// <summary>A count that a formula calls n: the number of it where the operands are numbers.</summary>
    public string Count(string symbol, Func<IReadOnlyList<Shape>, double> count) => AreNumbers ? Number(count(Shapes!)) : symbol;

    /// <summary>How a number is written as an operand.</summary>
    public Func<double, string> Number { get; init; } = value => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A node about to be given a kernel: its operands' shapes, its attributes, and where to report what does not fit.</summary>
/// <param name="operands">The operands' shapes.</param>
/// <param name="attributes">The node's attributes.</param>
/// <param name="report">Takes a report: code, detail, operand position, attribute.</param>
public sealed class Binding(IReadOnlyList<Shape> operands, NodeAttributes attributes, Action<string, string, int?, string?> report)
{
    /// <summary>The operands' shapes.</summary>
    public IReadOnlyList<Shape> Operands { get; } = operands;

    /// <summary>The node's attributes.</summary>
    public NodeAttributes Attributes { get; } = attributes;

    /// <summary>Reports shapes that do not fit.</summary>
    /// <returns>Always null, so that a binder can return it.</returns>
    public Kernel? FailShape(string detail, int? operand = null)
    {
        report("shape-mismatch", detail, operand, null);
        return null;
    }

    /// <summary>Reports an attribute whose value does not fit the operands.</summary>
    /// <returns>Always null, so that a binder can return it.</returns>
    public Kernel? FailAttribute(string attribute, string detail)
    {
        report("invalid-attribute", detail, null, attribute);
        return null;
    }
}

/// <summary>The numbers that a test may draw for one operand.</summary>
/// <param name="Low">The smallest.</param>
/// <param name="High">The largest.</param>
/// <param name="Whole">Whether only whole numbers (indices, masks, conditions).</param>
public sealed record SampleDomain(double Low, double High, bool Whole = false)
{
    /// <summary>Away from zero on both sides as often as not: −2 to 2.</summary>
    public static readonly SampleDomain Real = new(-2, 2);

    /// <summary>Positive numbers away from zero.</summary>
    public static readonly SampleDomain Positive = new(0.3, 3);

    /// <summary>Probabilities away from 0 and 1.</summary>
    public static readonly SampleDomain Probability = new(0.1, 0.9);

    /// <summary>0 or 1.</summary>
    public static readonly SampleDomain Binary = new(0, 1, Whole: true);

    /// <summary>Indices below <paramref name="count"/>.</summary>
    public static SampleDomain Index(int count) => new(0, count - 1, Whole: true);
}

/// <summary>One operand of a sample.</summary>
public sealed record OperandSample(Shape Shape, SampleDomain Domain);

/// <summary>One way to call an operator in a test.</summary>
public sealed record OperatorSample(IReadOnlyList<OperandSample> Operands, IReadOnlyDictionary<string, AttributeValue>? Attributes = null);
