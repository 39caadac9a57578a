using System.Runtime.Intrinsics;
using Backprop.Domain.Operators.Kernels;

namespace Backprop.Domain.Operators.Families;

/// <summary>Sums, products, powers and what belongs to them.</summary>
public static class Arithmetic
{
    private const string Family = "arithmetic";

    /// <summary>a + b + …</summary>
    public static readonly Operator Add = Elementwise.Variadic<AddRule>(
        "add", Family, "The sum of two or more operands.",
        (shape, operands) => new SumKernel(shape, operands)) with
    {
        Symbol = "+",
        Symbolic = new SymbolicRule((t, _) => t.Number(1), t => t.X.Aggregate((a, b) => a + b)),
    };

    private readonly struct AddRule : IBinaryRule
    {
        public static bool IsVectorized => true;
        public static bool HasVectorDerivatives => true;
        public static double Forward(double a, double b) => a + b;
        public static double DerivativeA(double a, double b, double y) => 1;
        public static double DerivativeB(double a, double b, double y) => 1;
        public static void Forward(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> y) => TensorPrimitives.Add(a, b, y);
        public static Vector512<double> DerivativeA(Vector512<double> a, Vector512<double> b, Vector512<double> y) => Vector512<double>.One;
        public static Vector512<double> DerivativeB(Vector512<double> a, Vector512<double> b, Vector512<double> y) => Vector512<double>.One;
    }

    /// <summary>a − b</summary>
    public static readonly Operator Sub = Elementwise.Binary<SubRule>(
        "sub", Family, "The first operand minus the second.") with
    {
        Symbol = "−",
        Symbolic = new SymbolicRule((t, position) => t.Number(position == 0 ? 1 : -1), t => t.A - t.B),
    };

    private readonly struct SubRule : IBinaryRule
    {
        public static bool IsVectorized => true;
        public static bool HasVectorDerivatives => true;
        public static double Forward(double a, double b) => a - b;
        public static double DerivativeA(double a, double b, double y) => 1;
        public static double DerivativeB(double a, double b, double y) => -1;
        public static void Forward(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> y) => TensorPrimitives.Subtract(a, b, y);
        public static Vector512<double> DerivativeA(Vector512<double> a, Vector512<double> b, Vector512<double> y) => Vector512<double>.One;
        public static Vector512<double> DerivativeB(Vector512<double> a, Vector512<double> b, Vector512<double> y) => -Vector512<double>.One;
    }

    /// <summary>a · b · …</summary>
    public static readonly Operator Mul = Elementwise.Variadic<MulRule>(
        "mul", Family, "The product of two or more operands, element by element.",
        (shape, operands) => new ProductKernel(shape, operands)) with
    {
        Symbol = "×",
        Symbolic = new SymbolicRule((t, position) => t.X.Where((_, other) => other != position).Aggregate((a, b) => a * b), t => t.X.Aggregate((a, b) => a * b)),
    };

    private readonly struct MulRule : IBinaryRule
    {
        public static bool IsVectorized => true;
        public static bool HasVectorDerivatives => true;
        public static double Forward(double a, double b) => a * b;
        public static double DerivativeA(double a, double b, double y) => b;
        public static double DerivativeB(double a, double b, double y) => a;
        public static void Forward(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> y) => TensorPrimitives.Multiply(a, b, y);
        public static Vector512<double> DerivativeA(Vector512<double> a, Vector512<double> b, Vector512<double> y) => b;
        public static Vector512<double> DerivativeB(Vector512<double> a, Vector512<double> b, Vector512<double> y) => a;
    }

    /// <summary>a / b</summary>
    public static readonly Operator Div = Elementwise.Binary<DivRule>(
        "div", Family, "The first operand divided by the second.",
        SampleDomain.Real, SampleDomain.Positive) with
    {
        Symbol = "÷",
        Symbolic = new SymbolicRule((t, position) => position == 0 ? 1 / t.B : -t.A / t.B.Power(2), t => t.A / t.B),
        EquivalentForms = [(position, x, _, y) => position == 0 ? y / x : -y / x, (position, x, other, _) => position == 0 ? 1 / other : -other / (x * x)],
    };

    private readonly struct DivRule : IBinaryRule
    {
        public static bool IsVectorized => true;
        public static bool HasVectorDerivatives => true;
        public static double Forward(double a, double b) => a / b;
        public static double DerivativeA(double a, double b, double y) => 1 / b;
        public static double DerivativeB(double a, double b, double y) => -y / b;
        public static void Forward(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> y) => TensorPrimitives.Divide(a, b, y);
        public static Vector512<double> DerivativeA(Vector512<double> a, Vector512<double> b, Vector512<double> y) => Vector512<double>.One / b;
        public static Vector512<double> DerivativeB(Vector512<double> a, Vector512<double> b, Vector512<double> y) => -y / b;
    }

    /// <summary>aᵇ</summary>
    public static readonly Operator Pow = Elementwise.Binary<PowRule>(
        "pow", Family, "The first operand to the power of the second.",
        SampleDomain.Positive, SampleDomain.Real,
        "∂/∂a is 0 where the exponent is 0; ∂/∂b is 0 where a = 0 and b ≥ 0; a < 0 with an exponent that is not whole is not finite.")
        with
    {
        Symbol = "^",
        Symbolic = new SymbolicRule(
            (t, position) => position == 1 ? t.Y * t.Call("log", t.A) : t.Known(1).Is(0) ? t.Number(0) : t.Known(1) * t.A.Power(t.Known(1) - 1),
            t => t.A.Power(t.B))
    };

    private readonly struct PowRule : IBinaryRule
    {
        public static double Roundings => 4;
        public static double Forward(double a, double b) => Math.Pow(a, b);
        public static double DerivativeA(double a, double b, double y) => b == 0 ? 0 : b * Math.Pow(a, b - 1);
        public static double DerivativeB(double a, double b, double y) => a == 0 && b >= 0 ? 0 : y * Math.Log(a);
    }

    /// <summary>The largest of two or more operands.</summary>
    public static readonly Operator Max = Elementwise.Variadic<MaxRule>(
        "max", Family, "The largest of two or more operands, element by element.",
        (shape, operands) => new ExtremumKernel(shape, operands, largest: true)) with
    {
        Notation = Operator.Function(@"\max"),
        Symbolic = new SymbolicRule((t, position) => t.Call("equal", t.X[position], t.Y) / t.X.Select(x => t.Call("equal", x, t.Y)).Aggregate((a, b) => a + b)),
        Ties = TieRule.Shared,
    };

    private readonly struct MaxRule : IBinaryRule
    {
        public static bool IsVectorized => true;
        public static double Roundings => 0;
        public static double Forward(double a, double b) => Math.Max(a, b);
        public static double DerivativeA(double a, double b, double y) => a > b ? 1 : a == b ? 0.5 : 0;
        public static double DerivativeB(double a, double b, double y) => b > a ? 1 : a == b ? 0.5 : 0;
        public static Branch? Branch(double a, double b) => Operators.Branch.Sign(a - b);
        public static void Forward(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> y) => TensorPrimitives.Max(a, b, y);
    }

    /// <summary>The smallest of two or more operands.</summary>
    public static readonly Operator Min = Elementwise.Variadic<MinRule>(
        "min", Family, "The smallest of two or more operands, element by element.",
        (shape, operands) => new ExtremumKernel(shape, operands, largest: false)) with
    {
        Notation = Operator.Function(@"\min"),
        Symbolic = new SymbolicRule((t, position) => t.Call("equal", t.X[position], t.Y) / t.X.Select(x => t.Call("equal", x, t.Y)).Aggregate((a, b) => a + b)),
        Ties = TieRule.Shared,
    };

    private readonly struct MinRule : IBinaryRule
    {
        public static bool IsVectorized => true;
        public static double Roundings => 0;
        public static double Forward(double a, double b) => Math.Min(a, b);
        public static double DerivativeA(double a, double b, double y) => a < b ? 1 : a == b ? 0.5 : 0;
        public static double DerivativeB(double a, double b, double y) => b < a ? 1 : a == b ? 0.5 : 0;
        public static Branch? Branch(double a, double b) => Operators.Branch.Sign(a - b);
        public static void Forward(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> y) => TensorPrimitives.Min(a, b, y);
    }

    /// <summary>−x</summary>
    public static readonly Operator Neg = Elementwise.Unary<NegRule>(
        "neg", Family, "The operand with its sign changed.") with
    {
        Symbol = "−x",
        Symbolic = SymbolicRule.Unary(t => t.Number(-1), t => -t.A),
    };

    private readonly struct NegRule : IUnaryRule
    {
        public static bool IsVectorized => true;
        public static double Roundings => 0;
        public static double Forward(double x) => -x;
        public static double Derivative(double x, double y) => -1;
        public static void Forward(ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Negate(x, y);
    }

    /// <summary>|x|</summary>
    public static readonly Operator Abs = Elementwise.Unary<AbsRule>(
        "abs", Family, "The absolute value.",
        SampleDomain.Positive,
        "The derivative at 0 is 0.") with
    {
        Symbol = "|x|",
        Notation = (@"\left|", @"\right|"),
        Symbolic = SymbolicRule.Unary(t => t.Call("sign", t.A)),
    };

    private readonly struct AbsRule : IUnaryRule
    {
        public static bool IsVectorized => true;
        public static double Roundings => 0;
        public static double Forward(double x) => Math.Abs(x);
        public static double Derivative(double x, double y) => x > 0 ? 1 : x < 0 ? -1 : 0;
        public static Branch? Branch(double x) => Operators.Branch.Sign(x);
        public static void Forward(ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Abs(x, y);
    }

    /// <summary>−1, 0 or 1</summary>
    public static readonly Operator Sign = Elementwise.Unary<SignRule>(
        "sign", Family, "−1, 0 or 1 by the sign of the operand.",
        SampleDomain.Positive,
        "The derivative is 0 everywhere, at the jump at 0 too.") with
    {
        Symbolic = SymbolicRule.Unary(t => t.Number(0)),
    };

    private readonly struct SignRule : IUnaryRule
    {
        public static double Roundings => 0;
        public static double Forward(double x) => double.IsNaN(x) ? x : Math.Sign(x);
        public static double Derivative(double x, double y) => 0;
        public static Branch? Branch(double x) => Operators.Branch.Sign(x);
    }

    /// <summary>1 / x</summary>
    public static readonly Operator Reciprocal = Elementwise.Unary<ReciprocalRule>(
        "reciprocal", Family, "One divided by the operand.",
        SampleDomain.Positive) with
    {
        Symbol = "1/x",
        Symbolic = SymbolicRule.Unary(t => -t.A.Power(-2), t => 1 / t.A),
        EquivalentForms = [(_, _, _, y) => -y * y, (_, x, _, _) => -1 / (x * x)],
    };

    private readonly struct ReciprocalRule : IUnaryRule
    {
        public static bool IsVectorized => true;
        public static double Roundings => 1;
        public static double Forward(double x) => 1 / x;
        public static double Derivative(double x, double y) => -y * y;
        public static void Forward(ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Reciprocal(x, y);
    }

    /// <summary>x²</summary>
    public static readonly Operator Square = Elementwise.Unary<SquareRule>(
        "square", Family, "The operand times itself.") with
    {
        Symbol = "x²",
        Symbolic = SymbolicRule.Unary(t => 2 * t.A, t => t.A.Power(2)),
    };

    private readonly struct SquareRule : IUnaryRule
    {
        public static bool IsVectorized => true;
        public static double Roundings => 1;
        public static double Forward(double x) => x * x;
        public static double Derivative(double x, double y) => 2 * x;
        public static void Forward(ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Multiply(x, x, y);
    }

    /// <summary>x</summary>
    public static readonly Operator Identity = Elementwise.Unary<IdentityRule>(
        "identity", Family, "The operand itself.") with
    {
        Symbol = "id",
        Symbolic = SymbolicRule.Unary(t => t.Number(1), t => t.A),
    };

    private readonly struct IdentityRule : IUnaryRule
    {
        public static bool IsVectorized => true;
        public static double Roundings => 0;
        public static double Forward(double x) => x;
        public static double Derivative(double x, double y) => 1;
        public static void Forward(ReadOnlySpan<double> x, Span<double> y) => x.CopyTo(y);
    }
}
