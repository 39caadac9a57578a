using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Operators.Numerics;
using Backprop.Domain.Symbolics;
using static Backprop.Domain.Operators.Sampling;

namespace Backprop.Domain.Operators.Families;

/// <summary>Activation functions of neural networks.</summary>
public static class Activations
{
    internal const string Family = "activations";

    // G. Klambauer et al., Self-Normalizing Neural Networks (2017), appendix: the fixed point of zero mean and unit variance.
    private const double SeluAlpha = 1.6732632423543772848170429916717;
    private const double SeluScale = 1.0507009873554804934193349852946;

    // D. Hendrycks, K. Gimpel, Gaussian Error Linear Units (2016): Φ(x) ≈ ½(1 + tanh(√(2/π)(x + 0.044715x³))) = σ(2√(2/π)(x + 0.044715x³)).
    private const double GeluCubic = 0.044715;
    private const double GeluSlope = 1.5957691216057308;

    // 2√(2/π) minus GeluSlope.
    private const double GeluSlopeTail = -9.96930880911092e-17;

    /// <summary>1 / (1 + e⁻ˣ)</summary>
    public static readonly Operator Sigmoid = Elementwise.Unary<SigmoidRule>("sigmoid", Family, "The logistic function.") with
    {
        Symbol = "σ",
        Notation = Operator.Function(@"\sigma"),
        Aliases = ["σ"],
        Symbolic = SymbolicRule.Unary(t => t.Y * (1 - t.Y)),
        Asymptotes = (0, 1),
        EquivalentForms = [(_, _, _, y) => y * (1 - y), (_, x, _, _) => SpecialFunctions.Sigmoid(x) * (1 - SpecialFunctions.Sigmoid(x))],
    };

    private readonly struct SigmoidRule : IUnaryRule
    {
        public static double Work => 16;
        public static double Roundings => 6;
        public static double Forward(double x) => SpecialFunctions.Sigmoid(x);
        public static double Derivative(double x, double y) => SpecialFunctions.SigmoidDerivative(x, y);
        public static UnaryLoop Loop => VectorFunctions.Sigmoid;
    }

    /// <summary>max(0, x)</summary>
    public static readonly Operator Relu = Elementwise.Unary<ReluRule>(
        "relu", Family, "The operand where it is positive, else 0.", kinks: "The derivative at 0 is 0.") with
    {
        Symbolic = SymbolicRule.Unary(t => t.Call("greater", t.A, t.Number(0)), definition: t => t.Call("max", t.Number(0), t.A)),
        FlatValue = 0,
    };

    private readonly struct ReluRule : IUnaryRule
    {
        public static double Work => 10;
        public static bool IsUnusedWhereFlat => true;
        public static double Roundings => 0;
        public static double Forward(double x) => Math.Max(x, 0);
        public static double Derivative(double x, double y) => x > 0 ? 1 : 0;
        public static Branch? Branch(double x) => Operators.Branch.Sign(x);
        public static UnaryLoop Loop => (x, y) => TensorPrimitives.Max(x, 0, y);
    }

    /// <summary>x where it is positive, else αx</summary>
    public static readonly Operator LeakyRelu = Elementwise.Unary(
        "leakyRelu", Family, "The operand where it is positive, else alpha times the operand.",
        [Alpha(0.01, "The slope where the operand is negative.")],
        (attributes, shape) => new UnaryKernel<LeakyReluFunction>(new LeakyReluFunction(attributes.Number("alpha")), shape),
        SampleDomain.Real,
        "The derivative at 0 is alpha, the left branch's slope.",
        Attributes(("alpha", Value(0.3))), Attributes(("alpha", Value(1)))) with
    {
        Symbolic = SymbolicRule.Unary(
            t => WherePositive(t, t.Number(1), t.Attribute("alpha")), definition: t => WherePositive(t, t.A, t.Attribute("alpha") * t.A)),
    };

    /// <summary>x where it is positive, else α(eˣ − 1)</summary>
    public static readonly Operator Elu = Elementwise.Unary(
        "elu", Family, "The operand where it is positive, else alpha times (e to the power of the operand minus 1).",
        [Alpha(1, "The scale where the operand is negative.")],
        (attributes, shape) => new UnaryKernel<EluFunction>(new EluFunction(attributes.Number("alpha")), shape),
        SampleDomain.Real,
        "The derivative at 0 is alpha, the left branch's slope; with alpha = 1 there is no kink.",
        Attributes(("alpha", Value(0.5)))) with
    {
        Symbolic = SymbolicRule.Unary(
            t => WherePositive(t, t.Number(1), t.Attribute("alpha") * t.Call("exp", t.A)),
            definition: t => WherePositive(t, t.A, t.Attribute("alpha") * (t.Call("exp", t.A) - 1))),
    };

    /// <summary>λx where x is positive, else λα(eˣ − 1)</summary>
    public static readonly Operator Selu = Elementwise.Unary<SeluRule>(
        "selu", Family, "The scaled exponential linear unit, λ = 1.0507… and α = 1.6732….",
        kinks: "The derivative at 0 is λα, the left branch's slope.") with
    {
        Symbolic = SymbolicRule.Unary(
            t => WherePositive(t, Scale(t), Scale(t) * t.Named("alpha", SeluAlpha) * t.Call("exp", t.A)),
            definition: t => WherePositive(t, Scale(t) * t.A, Scale(t) * t.Named("alpha", SeluAlpha) * (t.Call("exp", t.A) - 1))),
    };

    private readonly struct SeluRule : IUnaryRule
    {
        public static double Roundings => 7;
        public static double Forward(double x) => x > 0 ? SeluScale * x : SeluScale * SeluAlpha * SpecialFunctions.ExpMinusOne(x);
        public static double Derivative(double x, double y) => x > 0 ? SeluScale : SeluScale * SeluAlpha * Math.Exp(x);
        public static Branch? Branch(double x) => Operators.Branch.Sign(x);
    }

    /// <summary>x·Φ(x)</summary>
    public static readonly Operator Gelu = Elementwise.Unary(
        "gelu", Family, "The operand times the normal distribution function of it, or its approximation by tanh.",
        [new AttributeDefinition(
            "approximate",
            AttributeKind.Text,
            "'none' for the exact function, 'tanh' for ½x(1 + tanh(√(2/π)(x + 0.044715x³))).",
            new AttributeValue.Text("none"),
            Choices: ["none", "tanh"])],
        (attributes, shape) => attributes.Text("approximate") == "tanh" ? UnaryKernel.Of<GeluByTanhRule>(shape) : UnaryKernel.Of<GeluRule>(shape),
        SampleDomain.Real,
        null,
        Attributes(("approximate", Value("tanh")))) with
    {
        Symbolic = SymbolicRule.Unary(GeluSymbolicDerivative, definition: t => t.A / 2 * (1 + GeluSymmetric(t))),
    };

    /// <summary>x / (1 + |x|)</summary>
    public static readonly Operator Softsign = Elementwise.Unary<SoftsignRule>(
        "softsign", Family, "The operand divided by one plus its absolute value.") with
    {
        Symbolic = SymbolicRule.Unary(t => (1 + t.Call("abs", t.A)).Power(-2), definition: t => t.A / (1 + t.Call("abs", t.A))),
    };

    private readonly struct SoftsignRule : IUnaryRule
    {
        public static double Work => 12;
        public static double Roundings => 2;
        public static double Forward(double x) => double.IsInfinity(x) ? Math.Sign(x) : x / (1 + Math.Abs(x));
        public static double Derivative(double x, double y) => 1 / (1 + Math.Abs(x)) / (1 + Math.Abs(x));
        public static Branch? Branch(double x) => SmoothJoin(x);
    }

    /// <summary>x·σ(x)</summary>
    public static readonly Operator Silu = Elementwise.Unary<SiluRule>("silu", Family, "The operand times its logistic function (swish).") with
    {
        Symbolic = SymbolicRule.Unary(
            t => t.Call("sigmoid", t.A) + (t.A * t.Call("sigmoid", t.A) * (1 - t.Call("sigmoid", t.A))),
            definition: t => t.A * t.Call("sigmoid", t.A)),
    };

    private readonly struct SiluRule : IUnaryRule
    {
        public static double Roundings => 7;
        public static double Forward(double x) => double.IsNegativeInfinity(x) ? 0 : x * SpecialFunctions.Sigmoid(x);
        public static double Derivative(double x, double y)
        {
            var s = SpecialFunctions.Sigmoid(x);
            return s + Product(x, SpecialFunctions.SigmoidDerivative(x, s));
        }
    }

    /// <summary>x·tanh(softplus(x))</summary>
    public static readonly Operator Mish = Elementwise.Unary<MishRule>(
        "mish", Family, "The operand times the hyperbolic tangent of its softplus.") with
    {
        Symbolic = SymbolicRule.Unary(t => Gate(t) + (t.A * t.Call("sigmoid", t.A) * (1 - Gate(t).Power(2))), definition: t => t.A * Gate(t)),
    };

    private readonly struct MishRule : IUnaryRule
    {
        public static double Roundings => 10;

        // tanh(ln(1 + eˣ)) = n/(n + 2) with n = eˣ(eˣ + 2); for x > 0 both are divided by e²ˣ.
        public static double Forward(double x)
        {
            if (x > 0)
            {
                var t = Math.Exp(-x);
                return x * ((1 + (2 * t)) / (1 + (2 * t * (1 + t))));
            }

            var e = Math.Exp(x);
            var n = e * (e + 2);
            return Product(x, n / (n + 2));
        }

        // tanh(s) + x·4eˣ(1 + eˣ)/(n + 2)²
        public static double Derivative(double x, double y)
        {
            if (x > 0)
            {
                var t = Math.Exp(-x);
                var q = 1 + (2 * t * (1 + t));
                return ((1 + (2 * t)) / q) + Product(x, 4 * t * t * (1 + t) / (q * q));
            }

            var e = Math.Exp(x);
            var n = e * (e + 2);
            return (n / (n + 2)) + Product(x, 4 * e * (1 + e) / ((n + 2) * (n + 2)));
        }
    }

    /// <summary>αx + β, kept between 0 and 1</summary>
    public static readonly Operator HardSigmoid = Elementwise.Unary(
        "hardSigmoid", Family, "alpha times the operand plus beta, kept between 0 and 1.",
        [Alpha(0.2, "The slope between the bounds."), new AttributeDefinition("beta", AttributeKind.Number, "The value at 0.", new AttributeValue.Number(0.5))],
        (attributes, shape) => new UnaryKernel<HardSigmoidFunction>(new HardSigmoidFunction(attributes.Number("alpha"), attributes.Number("beta")), shape),
        SampleDomain.Real,
        "The derivative at a bound is alpha.",
        Attributes(("alpha", Value(0.4)), ("beta", Value(0.3)))) with
    {
        Symbolic = SymbolicRule.Unary(
            t => t.Attribute("alpha") * (1 - t.Call("less", Line(t), t.Number(0))) * (1 - t.Call("greater", Line(t), t.Number(1))),
            definition: t => t.Call("min", t.Call("max", Line(t), t.Number(0)), t.Number(1))),
    };

    private readonly struct LeakyReluFunction(double alpha) : IUnaryFunction
    {
        public double Work => 26;
        public bool IsUnusedWhereFlat => true;
        public double Roundings => 1;
        public double Forward(double x) => x > 0 ? x : alpha * x;
        public double Derivative(double x, double y) => x > 0 ? 1 : alpha;
        public Branch? Branch(double x) => alpha == 1 ? null : Operators.Branch.Sign(x);
    }

    private readonly struct EluFunction(double alpha) : IUnaryFunction
    {
        public double Work => 45;
        public bool IsUnusedWhereFlat => alpha == 0;
        public double Roundings => 6;
        public double Forward(double x) => x > 0 ? x : alpha * SpecialFunctions.ExpMinusOne(x);
        public double Derivative(double x, double y) => x > 0 ? 1 : alpha * Math.Exp(x);
        public Branch? Branch(double x) => alpha == 1 ? SmoothJoin(x) : Operators.Branch.Sign(x);
    }

    private readonly struct GeluRule : IUnaryRule
    {
        public static double Work => 90;
        public static double Roundings => 6;
        public static double Forward(double x) => double.IsNegativeInfinity(x) ? 0 : x * SpecialFunctions.NormalCdf(x);
        public static double Derivative(double x, double y) => SpecialFunctions.NormalCdf(x) + NormalDensityTimes(x);
    }

    private readonly struct GeluByTanhRule : IUnaryRule
    {
        public static double Work => 60;
        public static double Roundings => 10;

        public static double Forward(double x)
        {
            if (Math.Abs(x) > 1e3)
            {
                return x > 0 ? x : 0;
            }

            // The argument u + tail in twice the precision: σ magnifies an error of its argument by the argument itself.
            var square = x * x;
            var cubic = GeluCubic * square;
            var factor = 1 + cubic;
            var factorTail = Math.FusedMultiplyAdd(GeluCubic, square, -cubic) + (GeluCubic * Math.FusedMultiplyAdd(x, x, -square))
                + (cubic <= 1 ? cubic - (factor - 1) : 1 - (factor - cubic));
            var product = x * factor;
            var productTail = Math.FusedMultiplyAdd(x, factor, -product) + (x * factorTail);
            var u = GeluSlope * product;
            var tail = Math.FusedMultiplyAdd(GeluSlope, product, -u) + (GeluSlope * productTail) + (GeluSlopeTail * product);
            return x * (SpecialFunctions.Sigmoid(u) * (1 + (tail * SpecialFunctions.Sigmoid(-u))));
        }

        public static double Derivative(double x, double y)
        {
            var u = GeluSlope * x * (1 + (GeluCubic * x * x));
            var s = SpecialFunctions.Sigmoid(u);
            return s + Product(GeluSlope * x * (1 + (3 * GeluCubic * x * x)), SpecialFunctions.SigmoidDerivative(u, s));
        }
    }

    private readonly struct HardSigmoidFunction(double alpha, double beta) : IUnaryFunction
    {
        public double Work => 26;
        public bool IsUnusedWhereFlat => true;
        public double Roundings => 1;
        public double Forward(double x) => Selection.Clamp(Math.FusedMultiplyAdd(alpha, x, beta), 0, 1);
        public double Derivative(double x, double y) => Line(x) is >= 0 and <= 1 ? alpha : 0;
        public Branch? Branch(double x) => alpha == 0 ? null : Operators.Branch.Between(Line(x), 0, 1);

        // The value is rounded once, so that cancellation near the lower bound costs nothing; whether x = −2.5 is at
        // the bound is decided in plain arithmetic, in which 0.2 · 2.5 is 0.5.
        private double Line(double x) => (alpha * x) + beta;
    }

    // Two pieces that meet in value and slope: no kink, yet extrapolation from both sides together would converge slowly.
    private static Branch SmoothJoin(double x) => new(x > 0 ? 1 : 0, false);

    // x·y, and 0 where y has vanished before an infinite x.
    private static double Product(double x, double y) => y == 0 ? 0 : x * y;

    private static double NormalDensityTimes(double x) => Product(x, SpecialFunctions.OneOverSqrtTwoPi * Math.Exp(-0.5 * x * x));

    // 2Φ(x) − 1, whose derivative is 2φ(x).
    private static Term GeluSymmetric(SymbolicTerms t) => t.Text("approximate") == "tanh"
        ? t.Call("tanh", RootTwoOverPi(t) * (t.A + (GeluCubic * t.A.Power(3))))
        : t.Call("erf", t.A / t.Constant(@"\sqrt{2}", Math.Sqrt(2)));

    private static Term GeluSymbolicDerivative(SymbolicTerms t)
    {
        var symmetric = GeluSymmetric(t);
        var density = t.Text("approximate") == "tanh"
            ? RootTwoOverPi(t) / 2 * (1 + (3 * GeluCubic * t.A.Power(2))) * (1 - symmetric.Power(2))
            : t.Constant(@"\frac{1}{\sqrt{2 \pi}}", SpecialFunctions.OneOverSqrtTwoPi) * t.Call("exp", -0.5 * t.A.Power(2));
        return (0.5 * (1 + symmetric)) + (t.A * density);
    }

    private static Term RootTwoOverPi(SymbolicTerms t) => t.Constant(@"\sqrt{\frac{2}{\pi}}", GeluSlope / 2);

    private static Term Scale(SymbolicTerms t) => t.Named("lambda", SeluScale);

    private static Term Line(SymbolicTerms t) => (t.Attribute("alpha") * t.A) + t.Attribute("beta");

    private static Term Gate(SymbolicTerms t) => t.Call("tanh", t.Call("softplus", t.A));

    private static Term WherePositive(SymbolicTerms t, Term positive, Term otherwise) => t.Call("where", t.Call("greater", t.A, t.Number(0)), positive, otherwise);

    private static AttributeDefinition Alpha(double value, string description) =>
        new("alpha", AttributeKind.Number, description, new AttributeValue.Number(value));
}
