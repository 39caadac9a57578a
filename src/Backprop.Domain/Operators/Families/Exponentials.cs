using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Operators.Numerics;

namespace Backprop.Domain.Operators.Families;

/// <summary>Exponentials, logarithms, roots and the error function.</summary>
public static class Exponentials
{
    private const string Family = "exponentials";

    /// <summary>eˣ</summary>
    public static readonly Operator Exp = Elementwise.Unary<ExpRule>("exp", Family, "e to the power of the operand.") with
    {
        Notation = ("e^{", "}"),
        Symbolic = SymbolicRule.Unary(t => t.Y),
        EquivalentForms = [(_, _, _, y) => y, (_, x, _, _) => Math.Exp(x)],
    };

    private readonly struct ExpRule : IUnaryRule
    {
        public static double Work => 14;
        public static double Roundings => 4;
        public static double Forward(double x) => Math.Exp(x);
        public static double Derivative(double x, double y) => y;
        public static UnaryLoop Loop => TensorPrimitives.Exp;
    }

    /// <summary>ln x</summary>
    public static readonly Operator Log = Elementwise.Unary<LogRule>("log", Family, "The natural logarithm.", SampleDomain.Positive) with
    {
        Notation = Operator.Function(@"\ln"),
        Symbol = "ln",
        Aliases = ["ln"],
        Symbolic = SymbolicRule.Unary(t => 1 / t.A),
    };

    private readonly struct LogRule : IUnaryRule
    {
        public static double Work => 20;
        public static double Roundings => 4;
        public static double Forward(double x) => Math.Log(x);
        public static double Derivative(double x, double y) => 1 / x;
        public static UnaryLoop Loop => TensorPrimitives.Log;
    }

    /// <summary>√x</summary>
    public static readonly Operator Sqrt = Elementwise.Unary<SqrtRule>(
        "sqrt", Family, "The square root.", SampleDomain.Positive, "The derivative at 0 is +∞, which is reported as not finite.") with
    {
        Symbol = "√",
        Notation = (@"\sqrt{", "}"),
        Symbolic = SymbolicRule.Unary(t => 0.5 / t.Y),
        EquivalentForms = [(_, _, _, y) => 0.5 / y, (_, x, _, _) => 0.5 / Math.Sqrt(x)],
    };

    private readonly struct SqrtRule : IUnaryRule
    {
        public static double Work => 10;
        public static double Roundings => 1;
        public static double Forward(double x) => Math.Sqrt(x);
        public static double Derivative(double x, double y) => 0.5 / Math.Abs(y);
        public static UnaryLoop Loop => TensorPrimitives.Sqrt;
    }

    /// <summary>ln(1 + eˣ)</summary>
    public static readonly Operator Softplus = Elementwise.Unary<SoftplusRule>(
        "softplus", Family, "The logarithm of one plus e to the power of the operand: a smooth relu.") with
    {
        Symbolic = SymbolicRule.Unary(t => t.Call("sigmoid", t.A), definition: t => t.Call("log", 1 + t.Call("exp", t.A))),
        EquivalentForms = [(_, _, _, y) => 1 - Math.Exp(-y), (_, x, _, _) => SpecialFunctions.Sigmoid(x)],
    };

    private readonly struct SoftplusRule : IUnaryRule
    {
        public static double Roundings => 6;
        public static double Forward(double x) => SpecialFunctions.Softplus(x);
        public static double Derivative(double x, double y) => SpecialFunctions.Sigmoid(x);
    }

    /// <summary>2/√π ∫₀ˣ e^(−t²) dt</summary>
    public static readonly Operator Erf = Elementwise.Unary<ErfRule>("erf", Family, "The error function.") with
    {
        Symbolic = SymbolicRule.Unary(t => t.Constant(@"\frac{2}{\sqrt{\pi}}", SpecialFunctions.TwoOverSqrtPi) * t.Call("exp", -t.A.Power(2))),
    };

    private readonly struct ErfRule : IUnaryRule
    {
        public static double Work => 60;
        public static double Roundings => 2;
        public static double Forward(double x) => SpecialFunctions.Erf(x);
        public static double Derivative(double x, double y) => SpecialFunctions.TwoOverSqrtPi * Math.Exp(-x * x);
    }
}
