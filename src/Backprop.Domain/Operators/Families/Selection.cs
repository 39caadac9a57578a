using Backprop.Domain.Operators.Kernels;
using static Backprop.Domain.Operators.Sampling;

namespace Backprop.Domain.Operators.Families;

/// <summary>Rounding, comparison and selection: functions made of pieces.</summary>
public static class Selection
{
    private const string Family = "rounding, comparison, selection";

    private const string NoGradient = "The derivative is 0 everywhere, at the jumps too.";

    /// <summary>The largest whole number not above x</summary>
    public static readonly Operator Floor = Elementwise.Unary<FloorRule>(
        "floor", Family, "The largest whole number that is not above the operand.", kinks: NoGradient) with
    {
        Notation = (@"\lfloor ", @" \rfloor"),
        Symbolic = SymbolicRule.Unary(t => t.Number(0)),
    };

    private readonly struct FloorRule : IUnaryRule
    {
        public static double Work => 10;
        public static bool IsUnusedWhereFlat => true;
        public static double Roundings => 0;
        public static double Forward(double x) => Math.Floor(x);
        public static double Derivative(double x, double y) => 0;
        public static Branch? Branch(double x) => JumpsAtWholeNumbers(x);
        public static UnaryLoop Loop => TensorPrimitives.Floor;
    }

    /// <summary>The smallest whole number not below x</summary>
    public static readonly Operator Ceil = Elementwise.Unary<CeilRule>(
        "ceil", Family, "The smallest whole number that is not below the operand.", kinks: NoGradient) with
    {
        Notation = (@"\lceil ", @" \rceil"),
        Symbolic = SymbolicRule.Unary(t => t.Number(0)),
    };

    private readonly struct CeilRule : IUnaryRule
    {
        public static double Work => 10;
        public static bool IsUnusedWhereFlat => true;
        public static double Roundings => 0;
        public static double Forward(double x) => Math.Ceiling(x);
        public static double Derivative(double x, double y) => 0;
        public static Branch? Branch(double x) => JumpsAtWholeNumbers(x);
        public static UnaryLoop Loop => TensorPrimitives.Ceiling;
    }

    /// <summary>The whole number nearest to x, halves to the even one</summary>
    public static readonly Operator Round = Elementwise.Unary<RoundRule>(
        "round", Family, "The nearest whole number, halves to the even one.", kinks: NoGradient) with
    {
        Symbolic = SymbolicRule.Unary(t => t.Number(0)),
    };

    private readonly struct RoundRule : IUnaryRule
    {
        public static double Work => 10;
        public static bool IsUnusedWhereFlat => true;
        public static double Roundings => 0;
        public static double Forward(double x) => Math.Round(x);
        public static double Derivative(double x, double y) => 0;
        public static Branch? Branch(double x) => JumpsAtHalves(x);
        public static UnaryLoop Loop => TensorPrimitives.Round;
    }

    /// <summary>1 where a > b, else 0</summary>
    public static readonly Operator Greater = Compare<Comparison<IsGreater>>("greater", "1 where the first operand is greater than the second, else 0.", ">");

    /// <summary>1 where a &lt; b, else 0</summary>
    public static readonly Operator Less = Compare<Comparison<IsLess>>("less", "1 where the first operand is less than the second, else 0.", "<");

    /// <summary>1 where a = b, else 0</summary>
    public static readonly Operator Equal = Compare<Comparison<IsEqual>>("equal", "1 where the operands are equal, else 0.", "=");

    /// <summary>a where the condition is not 0, else b</summary>
    public static readonly Operator Where = new()
    {
        Name = "where",
        Symbol = "if",
        Family = Family,
        Summary = "The second operand where the first, the condition, is not 0; else the third.",
        Operands = ["condition", "a", "b"],
        IsElementwise = true,
        Symbolic = new SymbolicRule((t, position) => position switch
        {
            0 => null,
            1 => 1 - t.Call("equal", t.A, t.Number(0)),
            _ => t.Call("equal", t.A, t.Number(0)),
        }),
        KinkConvention = "The condition has no gradient.",
        Bind = binding => Elementwise.BroadcastShape(binding) is { } shape ? new WhereKernel(shape, binding.Operands) : null,
        Samples = [Of(Binary(), Real(), Real()), Of(Binary(2, 3), Real(2, 3), Real(2, 3)), Of(Binary(3), Real(), Real(2, 1)), Of(Binary(2, 1), Real(3), Real(2, 2, 3))],
    };

    /// <summary>x, kept between two bounds</summary>
    public static readonly Operator Clip = Elementwise.Unary(
        "clip", Family, "The operand, kept between min and max; max everywhere where min is above it.",
        [
            new AttributeDefinition("min", AttributeKind.Number, "The lower bound; none where it is left out."),
            new AttributeDefinition("max", AttributeKind.Number, "The upper bound; none where it is left out."),
        ],
        (attributes, shape) => new UnaryKernel<ClipFunction>(new ClipFunction(Bounds(attributes)), shape),
        SampleDomain.Real,
        "The derivative at a bound is 1.",
        Attributes(("min", Value(-1)), ("max", Value(1))), Attributes(("min", Value(0.2))), Attributes(("max", Value(0.7))), Attributes(("min", Value(2)), ("max", Value(1)))) with
    {
        Symbolic = SymbolicRule.Unary(
            t => (t.Has("min") ? 1 - t.Call("less", t.A, t.Attribute("min")) : t.Number(1)) * (t.Has("max") ? 1 - t.Call("greater", t.A, t.Attribute("max")) : t.Number(1)),
            definition: t =>
            {
                var raised = t.Has("min") ? t.Call("max", t.A, t.Attribute("min")) : t.A;
                return t.Has("max") ? t.Call("min", raised, t.Attribute("max")) : raised;
            }),
    };

    /// <summary>x, raised to low and then lowered to high; not a number stays so.</summary>
    internal static double Clamp(double x, double low, double high)
    {
        var raised = x < low ? low : x;
        return raised > high ? high : raised;
    }

    private static Operator Compare<TRule>(string name, string summary, string symbol)
        where TRule : IBinaryRule => Elementwise.Binary<TRule>(
        name, Family, summary, kinks: "The outcome carries no gradient: it is 0 for the node and for its operands.") with
        {
            IsOutcome = true,
            Symbol = symbol,
            Symbolic = new SymbolicRule((t, _) => t.Number(0)),
        };

    private interface IRelation
    {
        static abstract bool Holds(double a, double b);
    }

    private readonly struct IsGreater : IRelation
    {
        public static bool Holds(double a, double b) => a > b;
    }

    private readonly struct IsLess : IRelation
    {
        public static bool Holds(double a, double b) => a < b;
    }

    private readonly struct IsEqual : IRelation
    {
        public static bool Holds(double a, double b) => a == b;
    }

    private readonly struct Comparison<TRelation> : IBinaryRule
        where TRelation : IRelation
    {
        public static bool IsUnusedWhereFlat => true;
        public static double Roundings => 0;
        public static double Forward(double a, double b) => TRelation.Holds(a, b) ? 1 : 0;
        public static double DerivativeA(double a, double b, double y) => 0;
        public static double DerivativeB(double a, double b, double y) => 0;
        public static Branch? Branch(double a, double b) => Operators.Branch.Sign(a - b);
    }

    private readonly struct ClipFunction((double Low, double High) bounds) : IUnaryFunction
    {
        public double Work => 26;
        public bool IsUnusedWhereFlat => true;
        public double Roundings => 0;
        public double Forward(double x) => Clamp(x, bounds.Low, bounds.High);
        public double Derivative(double x, double y) => x >= bounds.Low && x <= bounds.High ? 1 : 0;
        public Branch? Branch(double x) => bounds.Low > bounds.High ? null : Operators.Branch.Between(x, bounds.Low, bounds.High);
    }

    private static Branch JumpsAtWholeNumbers(double x) => Jumps(x, fraction => fraction == 0 ? (0, true) : (1, false));

    private static Branch JumpsAtHalves(double x) => Jumps(x, fraction => (fraction < 0.5 ? 0 : fraction == 0.5 ? 1 : 2, fraction == 0.5));

    // From 2⁵² on every float64 is whole, and each is a step of its own.
    private static Branch Jumps(double x, Func<double, (int Region, bool AtJump)> branch)
    {
        if (Math.Abs(x) >= 1L << 52)
        {
            return new Branch(BitConverter.DoubleToInt64Bits(x), true);
        }

        var whole = Math.Floor(x);
        var (region, atJump) = branch(x - whole);
        return new Branch((long)((2 * whole) + region), atJump);
    }

    private static (double Low, double High) Bounds(NodeAttributes attributes) => (
        attributes.Has("min") ? attributes.Number("min") : double.NegativeInfinity,
        attributes.Has("max") ? attributes.Number("max") : double.PositiveInfinity);
}
