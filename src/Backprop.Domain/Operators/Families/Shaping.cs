using static Backprop.Domain.Operators.Sampling;

namespace Backprop.Domain.Operators.Families;

/// <summary>The same numbers in another shape, another place, or several places.</summary>
public static class Shaping
{
    private const string Family = "shaping";

    /// <summary>The operand's elements in row-major order in another shape.</summary>
    public static readonly Operator Reshape = Declare(
        "reshape", "The elements in row-major order in another shape with as many.", ShapingBinding.Reshape, Back("reshape"),
        [new("shape", AttributeKind.Integers, "The shape; one extent may be -1 and follows from the others.", Required: true, Minimum: -1)],
        [
            Of(Real(2, 3)).With(("shape", Values(3, 2))), Of(Real(2, 3, 4)).With(("shape", Values(4, -1))), Of(Real()).With(("shape", Values(1, 1))), Of(Real(1)).With(("shape", Values())),
        ]);

    /// <summary>The operand as a matrix: axes before one make the rows, the others the columns.</summary>
    public static readonly Operator Flatten = Declare(
        "flatten", "The operand as a matrix: the axes before axis make the rows, the others the columns.", ShapingBinding.Flatten, Back("reshape"),
        [new("axis", AttributeKind.Integer, "The first axis that goes into the columns; negative counts from the end.", new AttributeValue.Number(1))],
        [Of(Real(2, 3)), Of(Real(2, 3, 4)), Of(Real(2, 3, 4)).With(("axis", Value(0))), Of(Real(2, 3, 2, 2)).With(("axis", Value(-1))), Of(Real(3)).With(("axis", Value(1)))]);

    /// <summary>The operand without axes of extent 1.</summary>
    public static readonly Operator Squeeze = Declare(
        "squeeze", "The operand without these axes of extent 1, by default all such.", ShapingBinding.Squeeze, Back("reshape"),
        [new("axes", AttributeKind.Integers, "The axes to drop; each must have extent 1; left out: every axis of extent 1. Negative axes count from the end.")],
        [Of(Real(1, 3, 1)), Of(Real(1, 1)), Of(Real(2, 3)), Of(Real(1, 3, 1)).With(("axes", Values(-1))), Of(Real(1, 3, 1)).With(("axes", Values(2, 0)))]);

    /// <summary>The operand with additional axes of extent 1.</summary>
    public static readonly Operator Unsqueeze = Declare(
        "unsqueeze", "The operand with additional axes of extent 1.", ShapingBinding.Unsqueeze, Back("reshape"),
        [new("axes", AttributeKind.Integers, "Which axes of the result are new; negative axes count from its end.", Required: true)],
        [Of(Real(3)).With(("axes", Values(0))), Of(Real(2, 3)).With(("axes", Values(1, -1))), Of(Real()).With(("axes", Values(0, 1)))]);

    /// <summary>The operand repeated to a larger shape by broadcasting.</summary>
    public static readonly Operator Expand = Declare(
        "expand", "The operand broadcast with a shape: axes of extent 1 and missing axes are repeated.", ShapingBinding.Expand, SumOfRepeated,
        [new("shape", AttributeKind.Integers, "The shape to broadcast with; an extent of 1 keeps the operand's own.", Required: true, Minimum: 1)],
        [
            Of(Real()).With(("shape", Values(2, 3))), Of(Real(3)).With(("shape", Values(2, 3))), Of(Real(2, 1)).With(("shape", Values(2, 3))), Of(Real(3, 1)).With(("shape", Values(2, 1, 4))),
        ]);

    /// <summary>The operands one after another along an axis.</summary>
    public static readonly Operator Concat = Declare(
        "concat", "The operands one after another along an axis; every other axis must be equal.", ShapingBinding.Concat, (t, position) => string.Create(CultureInfo.InvariantCulture, $@"\operatorname{{part}}_{{{position + 1}}}\left({t.G}\right)"),
        [new("axis", AttributeKind.Integer, "The axis along which they are joined; negative counts from the end.", new AttributeValue.Number(0))],
        [
            Of(Real(2), Real(3)), Of(Real(2, 3), Real(2, 1)).With(("axis", Value(1))), Of(Real(2, 2, 2), Real(2, 1, 2), Real(2, 3, 2)).With(("axis", Value(-2))), Of(Real(2, 3)),
        ]) with
    {
        MaximumArity = int.MaxValue,
    };

    /// <summary>A part of the operand: along some axes every step-th element from a start to before an end.</summary>
    public static readonly Operator Slice = Declare(
        "slice", "Along some axes, every step-th element from a start to before an end; negative indices count from the end and indices beyond the ends are clamped, as in NumPy.", ShapingBinding.Slice, Back("place"),
        [
            new("starts", AttributeKind.Integers, "Where to start, one per axis.", Required: true),
            new("ends", AttributeKind.Integers, "Before which index to end, one per axis; anything large for the rest.", Required: true),
            new("axes", AttributeKind.Integers, "The axes; left out: the first ones. Negative axes count from the end."),
            new("steps", AttributeKind.Integers, "How far from one element to the next, one per axis; left out: 1.", Minimum: 1),
        ],
        [
            Of(Real(5)).With(("starts", Values(1)), ("ends", Values(4))),
            Of(Real(5)).With(("starts", Values(-4)), ("ends", Values(100)), ("steps", Values(2))),
            Of(Real(3, 4)).With(("starts", Values(1, 0)), ("ends", Values(3, -1))),
            Of(Real(3, 4)).With(("starts", Values(0)), ("ends", Values(4)), ("axes", Values(-1)), ("steps", Values(3))),
        ]);

    /// <summary>Slices of the operand along an axis, by index.</summary>
    public static readonly Operator Gather = new()
    {
        Name = "gather",
        Family = Family,
        Summary = "The slices of data along an axis that the indices name, in the indices' shape; negative indices count from the end.",
        Operands = ["data", "indices"],
        Attributes = [new("axis", AttributeKind.Integer, "The axis of data that is indexed; negative counts from the end.", new AttributeValue.Number(0))],
        Formula = t => $@"{{{t.A}}}_{{[{t.B}]}}",
        Derivative = (t, position) => position == 0 ? $@"\sum_{{i : {{{t.B}}}_i = j}} {{{t.G}}}_i" : null,
        KinkConvention = "Indices have no gradient; a slice that is taken several times gets the sum.",
        Bind = ShapingBinding.Gather,
        Samples =
        [
            Of(Real(4), Index(4, 3)), Of(Real(3, 2), Index(3)), Of(Real(3, 2), Index(3, 2, 2)), Of(Real(2, 3), Index(3, 4)).With(("axis", Value(1))), Of(Real(2, 3, 2), Index(3, 2)).With(("axis", Value(-2))),
        ],
    };

    /// <summary>The operand with a border of a constant.</summary>
    public static readonly Operator Pad = Declare(
        "pad", "The operand with a border of a constant.", ShapingBinding.Pad, Back("crop"),
        [
            new("pads", AttributeKind.Integers, "The width before each axis, then the width after each axis.", Required: true, Minimum: 0),
            new("value", AttributeKind.Number, "The border's value.", new AttributeValue.Number(0)),
        ],
        [Of(Real(3)).With(("pads", Values(1, 2))), Of(Real(2, 3)).With(("pads", Values(1, 0, 0, 2)), ("value", Value(-1.5))), Of(Real(2, 2, 2)).With(("pads", Values(0, 1, 0, 0, 1, 3)))]);

    /// <summary>The operand repeated along each axis.</summary>
    public static readonly Operator Tile = Declare(
        "tile", "The operand repeated as a whole along each axis; axes are added in front where there are more repeats, as in NumPy.", ShapingBinding.Tile, SumOfRepeated,
        [new("repeats", AttributeKind.Integers, "How often along each axis; counted from the last axis where there are fewer.", Required: true, Minimum: 1)],
        [
            Of(Real(3)).With(("repeats", Values(2))), Of(Real(2, 3)).With(("repeats", Values(2, 3))), Of(Real(2, 1, 2)).With(("repeats", Values(1, 3, 2))),
            Of(Real(3)).With(("repeats", Values(2, 2))), Of(Real(2, 3)).With(("repeats", Values(2))), Of(Real()).With(("repeats", Values(3))),
        ]);

    private static Operator Declare(
        string name, string summary, Func<Binding, Kernel?> bind, Func<LatexTerms, int, string> contribution,
        IReadOnlyList<AttributeDefinition> attributes, IReadOnlyList<OperatorSample> samples) => new()
        {
            Name = name,
            Family = Family,
            Summary = summary,
            Attributes = attributes,
            Formula = t => Call(name, string.Join(", ", t.X)),
            Derivative = contribution,
            Bind = bind,
            Samples = samples,
        };

    private static string SumOfRepeated(LatexTerms t, int position) => $@"\sum_{{\text{{repeated}}}} {t.G}";

    private static Func<LatexTerms, int, string> Back(string function) => (t, _) => Call(function, t.G);

    private static string Call(string function, string argument) => $@"\operatorname{{{function}}}\left({argument}\right)";
}
