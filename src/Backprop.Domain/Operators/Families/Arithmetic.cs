using System.Numerics.Tensors;
using Backprop.Domain.Operators.Kernels;

namespace Backprop.Domain.Operators.Families;

/// <summary>Sums, products, powers and what belongs to them.</summary>
public static class Arithmetic
{
    private const string Family = "arithmetic";

    /// <summary>a + b + …</summary>
    public static readonly Operator Add = Elementwise.Variadic(
        "add", Family, "The sum of two or more operands.",
        new BinaryRule(
            (a, b) => a + b,
            (_, _, _) => 1,
            (_, _, _) => 1,
            TensorPrimitives.Add,
            (_, _, _, local) => local.Fill(1),
            (_, _, _, local) => local.Fill(1)),
        (shape, operands) => new SumKernel(shape, operands)) with
    {
        Symbol = "+",
        Symbolic = new SymbolicRule((t, _) => t.Number(1), t => t.X.Aggregate((a, b) => a + b)),
    };

    /// <summary>a − b</summary>
    public static readonly Operator Sub = Elementwise.Binary(
        "sub", Family, "The first operand minus the second.",
        new BinaryRule(
            (a, b) => a - b,
            (_, _, _) => 1,
            (_, _, _) => -1,
            TensorPrimitives.Subtract,
            (_, _, _, local) => local.Fill(1),
            (_, _, _, local) => local.Fill(-1)),
        SampleDomain.Real, SampleDomain.Real) with
    {
        Symbol = "−",
        Symbolic = new SymbolicRule((t, position) => t.Number(position == 0 ? 1 : -1), t => t.A - t.B),
    };

    /// <summary>a · b · …</summary>
    public static readonly Operator Mul = Elementwise.Variadic(
        "mul", Family, "The product of two or more operands, element by element.",
        new BinaryRule(
            (a, b) => a * b,
            (_, b, _) => b,
            (a, _, _) => a,
            TensorPrimitives.Multiply,
            (_, b, _, local) => b.CopyTo(local),
            (a, _, _, local) => a.CopyTo(local)),
        (shape, operands) => new ProductKernel(shape, operands)) with
    {
        Symbol = "×",
        Symbolic = new SymbolicRule((t, position) => t.X.Where((_, other) => other != position).Aggregate((a, b) => a * b), t => t.X.Aggregate((a, b) => a * b)),
    };

    /// <summary>a / b</summary>
    public static readonly Operator Div = Elementwise.Binary(
        "div", Family, "The first operand divided by the second.",
        new BinaryRule(
            (a, b) => a / b,
            (_, b, _) => 1 / b,
            (_, b, y) => -y / b,
            TensorPrimitives.Divide,
            (_, b, _, local) => TensorPrimitives.Reciprocal(b, local)),
        SampleDomain.Real, SampleDomain.Positive) with
    {
        Symbol = "÷",
        Symbolic = new SymbolicRule((t, position) => position == 0 ? 1 / t.B : -t.A / t.B.Power(2), t => t.A / t.B),
    };

    /// <summary>aᵇ</summary>
    public static readonly Operator Pow = Elementwise.Binary(
        "pow", Family, "The first operand to the power of the second.",
        new BinaryRule(
            Math.Pow,
            (a, b, _) => b == 0 ? 0 : b * Math.Pow(a, b - 1),
            (a, b, y) => a == 0 && b >= 0 ? 0 : y * Math.Log(a),
            Roundings: 4),
        SampleDomain.Positive, SampleDomain.Real,
        "∂/∂a is 0 where the exponent is 0; ∂/∂b is 0 where a = 0 and b ≥ 0; a < 0 with an exponent that is not whole is not finite.")
        with
    {
        Symbol = "^",
        Symbolic = new SymbolicRule(
            (t, position) => position == 1 ? t.Y * t.Call("log", t.A) : t.Known(1).Is(0) ? t.Number(0) : t.Known(1) * t.A.Power(t.Known(1) - 1),
            t => t.A.Power(t.B))
    };

    /// <summary>The largest of two or more operands.</summary>
    public static readonly Operator Max = Elementwise.Variadic(
        "max", Family, "The largest of two or more operands, element by element.",
        new BinaryRule(
            Math.Max,
            (a, b, _) => a > b ? 1 : a == b ? 0.5 : 0,
            (a, b, _) => b > a ? 1 : a == b ? 0.5 : 0,
            TensorPrimitives.Max,
            Branch: (a, b) => Branch.Sign(a - b),
            Roundings: 0),
        (shape, operands) => new ExtremumKernel(shape, operands, largest: true),
        "Tied winners share the gradient evenly.") with
    {
        Notation = Operator.Function(@"\max"),
        Symbolic = new SymbolicRule((t, position) => t.Call("equal", t.X[position], t.Y) / t.X.Select(x => t.Call("equal", x, t.Y)).Aggregate((a, b) => a + b)),
    };

    /// <summary>The smallest of two or more operands.</summary>
    public static readonly Operator Min = Elementwise.Variadic(
        "min", Family, "The smallest of two or more operands, element by element.",
        new BinaryRule(
            Math.Min,
            (a, b, _) => a < b ? 1 : a == b ? 0.5 : 0,
            (a, b, _) => b < a ? 1 : a == b ? 0.5 : 0,
            TensorPrimitives.Min,
            Branch: (a, b) => Branch.Sign(a - b),
            Roundings: 0),
        (shape, operands) => new ExtremumKernel(shape, operands, largest: false),
        "Tied winners share the gradient evenly.") with
    {
        Notation = Operator.Function(@"\min"),
        Symbolic = new SymbolicRule((t, position) => t.Call("equal", t.X[position], t.Y) / t.X.Select(x => t.Call("equal", x, t.Y)).Aggregate((a, b) => a + b)),
    };

    /// <summary>−x</summary>
    public static readonly Operator Neg = Elementwise.Unary(
        "neg", Family, "The operand with its sign turned.",
        new UnaryRule(x => -x, (_, _) => -1, TensorPrimitives.Negate, Roundings: 0),
        SampleDomain.Real) with
    {
        Symbol = "−x",
        Symbolic = SymbolicRule.Unary(t => t.Number(-1), t => -t.A),
    };

    /// <summary>|x|</summary>
    public static readonly Operator Abs = Elementwise.Unary(
        "abs", Family, "The absolute value.",
        new UnaryRule(Math.Abs, (x, _) => x > 0 ? 1 : x < 0 ? -1 : 0, TensorPrimitives.Abs, Branch.Sign, 0),
        SampleDomain.Positive,
        "The derivative at 0 is 0.") with
    {
        Symbol = "|x|",
        Notation = (@"\left|", @"\right|"),
        Symbolic = SymbolicRule.Unary(t => t.Call("sign", t.A)),
    };

    /// <summary>−1, 0 or 1</summary>
    public static readonly Operator Sign = Elementwise.Unary(
        "sign", Family, "−1, 0 or 1 by the sign of the operand.",
        new UnaryRule(x => double.IsNaN(x) ? x : Math.Sign(x), (_, _) => 0, null, Branch.Sign, 0),
        SampleDomain.Positive,
        "The derivative is 0 everywhere, at the jump at 0 too.") with
    {
        Symbolic = SymbolicRule.Unary(t => t.Number(0)),
    };

    /// <summary>1 / x</summary>
    public static readonly Operator Reciprocal = Elementwise.Unary(
        "reciprocal", Family, "One divided by the operand.",
        new UnaryRule(x => 1 / x, (_, y) => -y * y, TensorPrimitives.Reciprocal, Roundings: 1),
        SampleDomain.Positive) with
    {
        Symbol = "1/x",
        Symbolic = SymbolicRule.Unary(t => -t.A.Power(-2), t => 1 / t.A),
    };

    /// <summary>x²</summary>
    public static readonly Operator Square = Elementwise.Unary(
        "square", Family, "The operand times itself.",
        new UnaryRule(x => x * x, (x, _) => 2 * x, (x, y) => TensorPrimitives.Multiply(x, x, y), Roundings: 1),
        SampleDomain.Real) with
    {
        Symbol = "x²",
        Symbolic = SymbolicRule.Unary(t => 2 * t.A, t => t.A.Power(2)),
    };

    /// <summary>x</summary>
    public static readonly Operator Identity = Elementwise.Unary(
        "identity", Family, "The operand itself.",
        new UnaryRule(x => x, (_, _) => 1, (x, y) => x.CopyTo(y), Roundings: 0),
        SampleDomain.Real) with
    {
        Symbol = "id",
        Symbolic = SymbolicRule.Unary(t => t.Number(1), t => t.A),
    };
}
