using System.Numerics.Tensors;
using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Operators.Numerics;

namespace Backprop.Domain.Operators.Families;

/// <summary>Trigonometric and hyperbolic functions, angles in radians.</summary>
public static class Trigonometry
{
    private const string Family = "trigonometry";

    private static readonly SampleDomain InsideUnit = new(-0.9, 0.9);

    /// <summary>sin x</summary>
    public static readonly Operator Sin = Elementwise.Unary(
        "sin", Family, "The sine of an angle in radians.",
        new UnaryRule(Math.Sin, (x, _) => Math.Cos(x), TensorPrimitives.Sin),
        SampleDomain.Real) with
    {
        Notation = Operator.Function(@"\sin"),
        Symbolic = SymbolicRule.Unary(t => t.Call("cos", t.A)),
    };

    /// <summary>cos x</summary>
    public static readonly Operator Cos = Elementwise.Unary(
        "cos", Family, "The cosine of an angle in radians.",
        new UnaryRule(Math.Cos, (x, _) => -Math.Sin(x), TensorPrimitives.Cos),
        SampleDomain.Real) with
    {
        Notation = Operator.Function(@"\cos"),
        Symbolic = SymbolicRule.Unary(t => -t.Call("sin", t.A)),
    };

    /// <summary>tan x</summary>
    public static readonly Operator Tan = Elementwise.Unary(
        "tan", Family, "The tangent of an angle in radians.",
        new UnaryRule(Math.Tan, (_, y) => 1 + (y * y), TensorPrimitives.Tan, Roundings: 4),
        new SampleDomain(-1.2, 1.2)) with
    {
        Notation = Operator.Function(@"\tan"),
        Symbolic = SymbolicRule.Unary(t => 1 + t.Y.Power(2)),
    };

    /// <summary>arcsin x</summary>
    public static readonly Operator Asin = Elementwise.Unary(
        "asin", Family, "The angle between −π/2 and π/2 whose sine is the operand.",
        new UnaryRule(Math.Asin, (x, _) => 1 / Math.Sqrt((1 - x) * (1 + x))),
        InsideUnit) with
    {
        Notation = Operator.Function(@"\arcsin"),
        Symbolic = SymbolicRule.Unary(t => 1 / t.Call("sqrt", 1 - t.A.Power(2))),
    };

    /// <summary>arccos x</summary>
    public static readonly Operator Acos = Elementwise.Unary(
        "acos", Family, "The angle between 0 and π whose cosine is the operand.",
        new UnaryRule(Math.Acos, (x, _) => -1 / Math.Sqrt((1 - x) * (1 + x))),
        InsideUnit) with
    {
        Notation = Operator.Function(@"\arccos"),
        Symbolic = SymbolicRule.Unary(t => -1 / t.Call("sqrt", 1 - t.A.Power(2))),
    };

    /// <summary>arctan x</summary>
    public static readonly Operator Atan = Elementwise.Unary(
        "atan", Family, "The angle between −π/2 and π/2 whose tangent is the operand.",
        new UnaryRule(Math.Atan, (x, _) => 1 / (1 + (x * x))),
        SampleDomain.Real) with
    {
        Notation = Operator.Function(@"\arctan"),
        Symbolic = SymbolicRule.Unary(t => 1 / (1 + t.A.Power(2))),
    };

    /// <summary>sinh x</summary>
    public static readonly Operator Sinh = Elementwise.Unary(
        "sinh", Family, "The hyperbolic sine.",
        new UnaryRule(Math.Sinh, (x, _) => Math.Cosh(x), Roundings: 4),
        SampleDomain.Real) with
    {
        Notation = Operator.Function(@"\sinh"),
        Symbolic = SymbolicRule.Unary(t => t.Call("cosh", t.A)),
    };

    /// <summary>cosh x</summary>
    public static readonly Operator Cosh = Elementwise.Unary(
        "cosh", Family, "The hyperbolic cosine.",
        new UnaryRule(Math.Cosh, (x, _) => Math.Sinh(x), Roundings: 4),
        SampleDomain.Real) with
    {
        Notation = Operator.Function(@"\cosh"),
        Symbolic = SymbolicRule.Unary(t => t.Call("sinh", t.A)),
    };

    /// <summary>tanh x</summary>
    public static readonly Operator Tanh = Elementwise.Unary(
        "tanh", Family, "The hyperbolic tangent.",
        new UnaryRule(Math.Tanh, SpecialFunctions.TanhDerivative, VectorFunctions.Tanh, Roundings: 5),
        SampleDomain.Real) with
    {
        Notation = Operator.Function(@"\tanh"),
        Symbolic = SymbolicRule.Unary(t => 1 - t.Y.Power(2)),
    };
}
