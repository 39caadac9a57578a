using Backprop.Domain.Operators.Kernels;

namespace Backprop.Domain.Operators.Families;

/// <summary>Sums, products, powers and what belongs to them.</summary>
public static class Arithmetic
{
    private const string Family = "arithmetic";

    /// <summary>a + b + …</summary>
    public static readonly Operator Add = Elementwise.Variadic<AddRule>(
        "add", Family, "The sum of two or more operands.", (shape, operands) => new SumKernel(shape, operands)) with
    {
        Symbol = "+",
        Symbolic = new SymbolicRule((t, _) => t.Number(1), t => t.X.Aggregate((a, b) => a + b)),
    };

    private readonly struct AddRule : IBinaryRule
    {
        public static double Forward(double a, double b) => a + b;
        public static double DerivativeA(double a, double b, double y) => 1;
        public static double DerivativeB(double a, double b, double y) => 1;
        public static BinaryLoop Loop => TensorPrimitives.Add;
        public static DerivativeLoop LoopA => (_, _, _, local) => local.Fill(1);
        public static DerivativeLoop LoopB => (_, _, _, local) => local.Fill(1);
    }

    /// <summary>a − b</summary>
    public static readonly Operator Sub = Elementwise.Binary<SubRule>("sub", Family, "The first operand minus the second.") with
    {
        Symbol = "−",
        Symbolic = new SymbolicRule((t, position) => t.Number(position == 0 ? 1 : -1), t => t.A - t.B),
    };

    private readonly struct SubRule : IBinaryRule
    {
        public static double Forward(double a, double b) => a - b;
        public static double DerivativeA(double a, double b, double y) => 1;
        public static double DerivativeB(double a, double b, double y) => -1;
        public static BinaryLoop Loop => TensorPrimitives.Subtract;
        public static DerivativeLoop LoopA => (_, _, _, local) => local.Fill(1);
        public static DerivativeLoop LoopB => (_, _, _, local) => local.Fill(-1);
    }

    /// <summary>a · b · …</summary>
    public static readonly Operator Mul = Elementwise.Variadic<MulRule>(
        "mul", Family, "The product of two or more operands, element by element.", (shape, operands) => new ProductKernel(shape, operands)) with
    {
        Symbol = "×",
        Symbolic = new SymbolicRule((t, position) => t.X.Where((_, other) => other != position).Aggregate((a, b) => a * b), t => t.X.Aggregate((a, b) => a * b)),
    };

    private readonly struct MulRule : IBinaryRule
    {
        public static double Forward(double a, double b) => a * b;
        public static double DerivativeA(double a, double b, double y) => b;
        public static double DerivativeB(double a, double b, double y) => a;
        public static BinaryLoop Loop => TensorPrimitives.Multiply;
        public static DerivativeLoop LoopA => (_, b, _, local) => b.CopyTo(local);
        public static DerivativeLoop LoopB => (a, _, _, local) => a.CopyTo(local);
    }

    /// <summary>a / b</summary>
    public static readonly Operator Div = Elementwise.Binary<DivRule>(
        "div", Family, "The first operand divided by the second.", SampleDomain.Real, SampleDomain.Positive) with
    {
        Symbol = "÷",
        Symbolic = new SymbolicRule((t, position) => position == 0 ? 1 / t.B : -t.A / t.B.Power(2), t => t.A / t.B),
        EquivalentForms = [(position, x, _, y) => position == 0 ? y / x : -y / x, (position, x, other, _) => position == 0 ? 1 / other : -other / (x * x)],
    };

    private readonly struct DivRule : IBinaryRule
    {
        public static double Forward(double a, double b) => a / b;
        public static double DerivativeA(double a, double b, double y) => 1 / b;
        public static double DerivativeB(double a, double b, double y) => -y / b;
        public static BinaryLoop Loop => TensorPrimitives.Divide;
        public static DerivativeLoop LoopA => (_, b, _, local) => TensorPrimitives.Reciprocal(b, local);
        public static DerivativeLoop LoopB => (_, b, y, local) =>
        {
            TensorPrimitives.Divide(y, b, local);
            TensorPrimitives.Negate(local, local);
        };
    }

    /// <summary>aᵇ</summary>
    public static readonly Operator Pow = Elementwise.Binary<PowRule>(
        "pow", Family, "The first operand to the power of the second.",
        SampleDomain.Positive, SampleDomain.Real,
        "∂/∂a is 0 where the exponent is 0; ∂/∂b is 0 where a = 0 and b ≥ 0; a < 0 with an exponent that is not whole is not finite.") with
    {
        Symbol = "^",
        Symbolic = new SymbolicRule(
            (t, position) => position == 1 ? t.Y * t.Call("log", t.A) : t.Known(1).Is(0) ? t.Number(0) : t.Known(1) * t.A.Power(t.Known(1) - 1),
            t => t.A.Power(t.B))
    };

    private readonly struct PowRule : IBinaryRule
    {
        public static double Work => 65;
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
        public static double Work => 32;
        public static bool IsUnusedWhereFlat => true;
        public static double Roundings => 0;
        public static double Forward(double a, double b) => Math.Max(a, b);
        public static double DerivativeA(double a, double b, double y) => a > b ? 1 : a == b ? 0.5 : 0;
        public static double DerivativeB(double a, double b, double y) => b > a ? 1 : a == b ? 0.5 : 0;
        public static Branch? Branch(double a, double b) => Operators.Branch.Sign(a - b);
        public static BinaryLoop Loop => TensorPrimitives.Max;
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
        public static double Work => 32;
        public static bool IsUnusedWhereFlat => true;
        public static double Roundings => 0;
        public static double Forward(double a, double b) => Math.Min(a, b);
        public static double DerivativeA(double a, double b, double y) => a < b ? 1 : a == b ? 0.5 : 0;
        public static double DerivativeB(double a, double b, double y) => b < a ? 1 : a == b ? 0.5 : 0;
        public static Branch? Branch(double a, double b) => Operators.Branch.Sign(a - b);
        public static BinaryLoop Loop => TensorPrimitives.Min;
    }

    /// <summary>−x</summary>
    public static readonly Operator Neg = Elementwise.Unary<NegRule>("neg", Family, "The operand with its sign changed.") with
    {
        Symbol = "−x",
        Symbolic = SymbolicRule.Unary(t => t.Number(-1), t => -t.A),
    };

    private readonly struct NegRule : IUnaryRule
    {
        public static double Work => 10;
        public static double Roundings => 0;
        public static double Forward(double x) => -x;
        public static double Derivative(double x, double y) => -1;
        public static UnaryLoop Loop => TensorPrimitives.Negate;
    }

    /// <summary>|x|</summary>
    public static readonly Operator Abs = Elementwise.Unary<AbsRule>(
        "abs", Family, "The absolute value.", SampleDomain.Positive, "The derivative at 0 is 0.") with
    {
        Symbol = "|x|",
        Notation = (@"\left|", @"\right|"),
        Symbolic = SymbolicRule.Unary(t => t.Call("sign", t.A)),
    };

    private readonly struct AbsRule : IUnaryRule
    {
        public static double Work => 10;
        public static double Roundings => 0;
        public static double Forward(double x) => Math.Abs(x);
        public static double Derivative(double x, double y) => x > 0 ? 1 : x < 0 ? -1 : 0;
        public static Branch? Branch(double x) => Operators.Branch.Sign(x);
        public static UnaryLoop Loop => TensorPrimitives.Abs;
    }

    /// <summary>−1, 0 or 1</summary>
    public static readonly Operator Sign = Elementwise.Unary<SignRule>(
        "sign", Family, "−1, 0 or 1 by the sign of the operand.", SampleDomain.Positive, "The derivative is 0 everywhere, at the jump at 0 too.") with
    {
        Symbolic = SymbolicRule.Unary(t => t.Number(0)),
    };

    private readonly struct SignRule : IUnaryRule
    {
        public static double Work => 12;
        public static bool IsUnusedWhereFlat => true;
        public static double Roundings => 0;
        public static double Forward(double x) => x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : x;
        public static double Derivative(double x, double y) => 0;
        public static Branch? Branch(double x) => Operators.Branch.Sign(x);
    }

    /// <summary>1 / x</summary>
    public static readonly Operator Reciprocal = Elementwise.Unary<ReciprocalRule>(
        "reciprocal", Family, "One divided by the operand.", SampleDomain.Positive) with
    {
        Symbol = "1/x",
        Symbolic = SymbolicRule.Unary(t => -t.A.Power(-2), t => 1 / t.A),
        EquivalentForms = [(_, _, _, y) => -y * y, (_, x, _, _) => -1 / (x * x)],
    };

    private readonly struct ReciprocalRule : IUnaryRule
    {
        public static double Work => 10;
        public static double Roundings => 1;
        public static double Forward(double x) => 1 / x;
        public static double Derivative(double x, double y) => -y * y;
        public static UnaryLoop Loop => TensorPrimitives.Reciprocal;
    }

    /// <summary>x²</summary>
    public static readonly Operator Square = Elementwise.Unary<SquareRule>("square", Family, "The operand times itself.") with
    {
        Symbol = "x²",
        Symbolic = SymbolicRule.Unary(t => 2 * t.A, t => t.A.Power(2)),
    };

    private readonly struct SquareRule : IUnaryRule
    {
        public static double Work => 10;
        public static double Roundings => 1;
        public static double Forward(double x) => x * x;
        public static double Derivative(double x, double y) => 2 * x;
        public static UnaryLoop Loop => (x, y) => TensorPrimitives.Multiply(x, x, y);
    }

    /// <summary>x</summary>
    public static readonly Operator Identity = Elementwise.Unary<IdentityRule>("identity", Family, "The operand itself.") with
    {
        Symbol = "id",
        Symbolic = SymbolicRule.Unary(t => t.Number(1), t => t.A),
    };

    private readonly struct IdentityRule : IUnaryRule
    {
        public static double Work => 10;
        public static double Roundings => 0;
        public static double Forward(double x) => x;
        public static double Derivative(double x, double y) => 1;
        public static UnaryLoop Loop => (x, y) => x.CopyTo(y);
    }
}
