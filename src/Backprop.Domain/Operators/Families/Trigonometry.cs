using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Operators.Numerics;

namespace Backprop.Domain.Operators.Families;

/// <summary>Trigonometric and hyperbolic functions, angles in radians.</summary>
public static class Trigonometry
{
    private const string Family = "trigonometry";

    private static readonly SampleDomain InsideUnit = new(-0.9, 0.9);

    /// <summary>sin x</summary>
    public static readonly Operator Sin = Elementwise.Unary<SinRule>("sin", Family, "The sine of an angle in radians.") with
    {
        Notation = Operator.Function(@"\sin"),
        Symbolic = SymbolicRule.Unary(t => t.Call("cos", t.A)),
    };

    private readonly struct SinRule : IUnaryRule
    {
        public static double Forward(double x) => Math.Sin(x);
        public static double Derivative(double x, double y) => Math.Cos(x);
        public static UnaryLoop Loop => TensorPrimitives.Sin;
    }

    /// <summary>cos x</summary>
    public static readonly Operator Cos = Elementwise.Unary<CosRule>("cos", Family, "The cosine of an angle in radians.") with
    {
        Notation = Operator.Function(@"\cos"),
        Symbolic = SymbolicRule.Unary(t => -t.Call("sin", t.A)),
    };

    private readonly struct CosRule : IUnaryRule
    {
        public static double Forward(double x) => Math.Cos(x);
        public static double Derivative(double x, double y) => -Math.Sin(x);
        public static UnaryLoop Loop => TensorPrimitives.Cos;
    }

    /// <summary>tan x</summary>
    public static readonly Operator Tan = Elementwise.Unary<TanRule>(
        "tan", Family, "The tangent of an angle in radians.", new SampleDomain(-1.2, 1.2)) with
    {
        Notation = Operator.Function(@"\tan"),
        Symbolic = SymbolicRule.Unary(t => 1 + t.Y.Power(2)),
    };

    private readonly struct TanRule : IUnaryRule
    {
        public static double Work => 20;
        public static double Roundings => 4;
        public static double Forward(double x) => Math.Tan(x);
        public static double Derivative(double x, double y) => 1 + (y * y);
        public static UnaryLoop Loop => TensorPrimitives.Tan;
    }

    /// <summary>arcsin x</summary>
    public static readonly Operator Asin = Elementwise.Unary<AsinRule>(
        "asin", Family, "The angle between −π/2 and π/2 whose sine is the operand.", InsideUnit) with
    {
        Notation = Operator.Function(@"\arcsin"),
        Symbolic = SymbolicRule.Unary(t => 1 / t.Call("sqrt", 1 - t.A.Power(2))),
    };

    private readonly struct AsinRule : IUnaryRule
    {
        public static double Forward(double x) => Math.Asin(x);
        public static double Derivative(double x, double y) => 1 / Math.Sqrt((1 - x) * (1 + x));
    }

    /// <summary>arccos x</summary>
    public static readonly Operator Acos = Elementwise.Unary<AcosRule>(
        "acos", Family, "The angle between 0 and π whose cosine is the operand.", InsideUnit) with
    {
        Notation = Operator.Function(@"\arccos"),
        Symbolic = SymbolicRule.Unary(t => -1 / t.Call("sqrt", 1 - t.A.Power(2))),
    };

    private readonly struct AcosRule : IUnaryRule
    {
        public static double Forward(double x) => Math.Acos(x);
        public static double Derivative(double x, double y) => -1 / Math.Sqrt((1 - x) * (1 + x));
    }

    /// <summary>arctan x</summary>
    public static readonly Operator Atan = Elementwise.Unary<AtanRule>(
        "atan", Family, "The angle between −π/2 and π/2 whose tangent is the operand.") with
    {
        Notation = Operator.Function(@"\arctan"),
        Symbolic = SymbolicRule.Unary(t => 1 / (1 + t.A.Power(2))),
    };

    private readonly struct AtanRule : IUnaryRule
    {
        public static double Forward(double x) => Math.Atan(x);
        public static double Derivative(double x, double y) => 1 / (1 + (x * x));
    }

    /// <summary>sinh x</summary>
    public static readonly Operator Sinh = Elementwise.Unary<SinhRule>("sinh", Family, "The hyperbolic sine.") with
    {
        Notation = Operator.Function(@"\sinh"),
        Symbolic = SymbolicRule.Unary(t => t.Call("cosh", t.A)),
    };

    private readonly struct SinhRule : IUnaryRule
    {
        public static double Work => 60;
        public static double Roundings => 4;
        public static double Forward(double x) => Math.Sinh(x);
        public static double Derivative(double x, double y) => Math.Cosh(x);
    }

    /// <summary>cosh x</summary>
    public static readonly Operator Cosh = Elementwise.Unary<CoshRule>("cosh", Family, "The hyperbolic cosine.") with
    {
        Notation = Operator.Function(@"\cosh"),
        Symbolic = SymbolicRule.Unary(t => t.Call("sinh", t.A)),
    };

    private readonly struct CoshRule : IUnaryRule
    {
        public static double Work => 60;
        public static double Roundings => 4;
        public static double Forward(double x) => Math.Cosh(x);
        public static double Derivative(double x, double y) => Math.Sinh(x);
    }

    /// <summary>tanh x</summary>
    public static readonly Operator Tanh = Elementwise.Unary<TanhRule>("tanh", Family, "The hyperbolic tangent.") with
    {
        Notation = Operator.Function(@"\tanh"),
        Symbolic = SymbolicRule.Unary(t => 1 - t.Y.Power(2)),
        Asymptotes = (-1, 1),
        EquivalentForms = [(_, _, _, y) => 1 - (y * y), (_, x, _, _) => 1 - (Math.Tanh(x) * Math.Tanh(x))],
    };

    private readonly struct TanhRule : IUnaryRule
    {
        public static double Roundings => 5;
        public static double Forward(double x) => Math.Tanh(x);
        public static double Derivative(double x, double y) => SpecialFunctions.TanhDerivative(x, y);
        public static UnaryLoop Loop => VectorFunctions.Tanh;
    }
}
