using System.Numerics.Tensors;
using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Operators.Numerics;

namespace Backprop.Domain.Operators.Families;

/// <summary>Exponentials, logarithms, roots and the error function.</summary>
public static class Exponentials
{
    private const string Family = "exponentials";

    /// <summary>eˣ</summary>
    public static readonly Operator Exp = Elementwise.Unary(
        "exp", Family, "e to the power of the operand.",
        new UnaryRule(Math.Exp, (_, y) => y, TensorPrimitives.Exp, Roundings: 4),
        SampleDomain.Real) with
    {
        Notation = ("e^{", "}"),
        Symbolic = SymbolicRule.Unary(t => t.Y),
    };

    /// <summary>ln x</summary>
    public static readonly Operator Log = Elementwise.Unary(
        "log", Family, "The natural logarithm.",
        new UnaryRule(Math.Log, (x, _) => 1 / x, TensorPrimitives.Log, Roundings: 4),
        SampleDomain.Positive) with
    {
        Notation = Operator.Function(@"\ln"),
        Symbol = "ln",
        Aliases = ["ln"],
        Symbolic = SymbolicRule.Unary(t => 1 / t.A),
    };

    /// <summary>√x</summary>
    public static readonly Operator Sqrt = Elementwise.Unary(
        "sqrt", Family, "The square root.",
        new UnaryRule(Math.Sqrt, (_, y) => 0.5 / Math.Abs(y), TensorPrimitives.Sqrt, Roundings: 1),
        SampleDomain.Positive,
        "The derivative at 0 is +∞, which is reported as not finite.") with
    {
        Symbol = "√",
        Notation = (@"\sqrt{", "}"),
        Symbolic = SymbolicRule.Unary(t => 0.5 / t.Y),
    };

    /// <summary>ln(1 + eˣ)</summary>
    public static readonly Operator Softplus = Elementwise.Unary(
        "softplus", Family, "The logarithm of one plus e to the power of the operand: a smooth relu.",
        new UnaryRule(SpecialFunctions.Softplus, (x, _) => SpecialFunctions.Sigmoid(x), Roundings: 6),
        SampleDomain.Real) with
    {
        Symbolic = SymbolicRule.Unary(t => t.Call("sigmoid", t.A), definition: t => t.Call("log", 1 + t.Call("exp", t.A))),
    };

    /// <summary>2/√π ∫₀ˣ e^(−t²) dt</summary>
    public static readonly Operator Erf = Elementwise.Unary(
        "erf", Family, "The error function.",
        new UnaryRule(SpecialFunctions.Erf, (x, _) => SpecialFunctions.TwoOverSqrtPi * Math.Exp(-x * x), Roundings: 2),
        SampleDomain.Real) with
    {
        Symbolic = SymbolicRule.Unary(t => t.Constant(@"\frac{2}{\sqrt{\pi}}", SpecialFunctions.TwoOverSqrtPi) * t.Call("exp", -t.A.Power(2))),
    };
}
