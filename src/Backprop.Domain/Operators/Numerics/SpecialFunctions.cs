namespace Backprop.Domain.Operators.Numerics;

// docs/decisions/0021-own-numerics-where-the-library-is-rough.md
/// <summary>Functions of one number that <see cref="Math"/> lacks, accurate to a few units in the last place over the whole range.</summary>
public static class SpecialFunctions
{
    /// <summary>2/√π</summary>
    internal const double TwoOverSqrtPi = 1.1283791670955126;

    /// <summary>1/√(2π)</summary>
    internal const double OneOverSqrtTwoPi = 0.3989422804014327;

    private const double SqrtHalf = 0.7071067811865476;

    // √½ minus SqrtHalf.
    private const double SqrtHalfTail = -4.833646656726457e-17;

    /// <summary>ln(1 + x), accurate for small x (W. Kahan: the error of 1 + x cancels in the quotient).</summary>
    public static double LogOnePlus(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : double.IsPositiveInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>eˣ − 1, accurate for small x (W. Kahan: the error of eˣ cancels in the quotient).</summary>
    public static double ExpMinusOne(double x)
    {
        if (Math.Abs(x) > 1)
        {
            return Math.Exp(x) - 1;
        }

        var u = Math.Exp(x);
        return u == 1 ? x : (u - 1) * (x / Math.Log(u));
    }

    /// <summary>1 / (1 + e⁻ˣ), without overflow and without loss in either tail.</summary>
    public static double Sigmoid(double x)
    {
        if (x >= 0)
        {
            return 1 / (1 + Math.Exp(-x));
        }

        var e = Math.Exp(x);
        return e / (1 + e);
    }

    /// <summary>σ(x)·(1 − σ(x)) from x and y = σ(x); 1 − y is σ(−x), which keeps its digits where y is near 1.</summary>
    public static double SigmoidDerivative(double x, double y) => y <= 0.9 ? y * (1 - y) : y * Sigmoid(-x);

    /// <summary>ln(1 + eˣ), without overflow and without loss in the left tail.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>1/cosh²(x) from x and y = tanh(x), without loss where y is near ±1.</summary>
    public static double TanhDerivative(double x, double y)
    {
        if (Math.Abs(y) <= 0.9)
        {
            return 1 - (y * y);
        }

        var cosh = Math.Cosh(x);
        return 1 / cosh / cosh;
    }

    /// <summary>The error function 2/√π ∫₀ˣ e^(−t²) dt. Rational approximations of Sun Microsystems' fdlibm (s_erf.c), under one unit in the last place.</summary>
    public static double Erf(double x)
    {
        var a = Math.Abs(x);
        if (a < 0.84375)
        {
            // Below 2⁻²⁸ the series ends at its first term; 8x keeps subnormals exact.
            return a < 3.7252902984619140625e-9 ? 0.125 * ((8 * x) + (8 * ErfMinusOneSlope * x)) : x + (x * ErfNearZero(x));
        }

        var magnitude = a < 1.25 ? ErfAtOne + ErfNearOne(a) : a < 6 ? 1 - ErfcTail(a) : double.IsNaN(x) ? x : 1;
        return x < 0 ? -magnitude : magnitude;
    }

    /// <summary>1 − erf(x), with full relative accuracy in the right tail (fdlibm's s_erf.c).</summary>
    public static double Erfc(double x)
    {
        var a = Math.Abs(x);
        if (a < 0.84375)
        {
            var y = x * ErfNearZero(x);
            return x < 0.25 ? 1 - (x + y) : 0.5 - (x - 0.5 + y);
        }

        if (a < 1.25)
        {
            return x >= 0 ? 1 - ErfAtOne - ErfNearOne(a) : 1 + (ErfAtOne + ErfNearOne(a));
        }

        return double.IsNaN(x) ? x : x < -6 ? 2 : x < 0 ? 2 - ErfcTail(a) : x < 28 ? ErfcTail(a) : 0;
    }

    /// <summary>The cumulative distribution function of the normal distribution, with full relative accuracy in the left tail.</summary>
    public static double NormalCdf(double x)
    {
        // −x/√2 as an unevaluated sum z + tail: erfc magnifies an error of its argument by 2z², so the tail counts.
        var z = -x * SqrtHalf;
        if (!double.IsFinite(z) || z > 28)
        {
            return double.IsNaN(z) ? z : z < 0 ? 1 : 0;
        }

        var tail = Math.FusedMultiplyAdd(-x, SqrtHalf, -z) - (x * SqrtHalfTail);
        return 0.5 * (Erfc(z) - (tail * TwoOverSqrtPi * Math.Exp(-z * z)));
    }

    // 2/√π − 1
    private const double ErfMinusOneSlope = 1.28379167095512586316e-01;

    // erf(1) in single precision
    private const double ErfAtOne = 8.45062911510467529297e-01;

    // erf(x)/x − 1 for |x| < 0.84375
    private static double ErfNearZero(double x)
    {
        var z = x * x;
        var p = 1.28379167095512558561e-01 + (z * (-3.25042107247001499370e-01 + (z * (-2.84817495755985104766e-02
            + (z * (-5.77027029648944159157e-03 + (z * -2.37630166566501626084e-05)))))));
        var q = 1 + (z * (3.97917223959155352819e-01 + (z * (6.50222499887672944485e-02 + (z * (5.08130628187576562776e-03
            + (z * (1.32494738004321644526e-04 + (z * -3.96022827877536812320e-06)))))))));
        return p / q;
    }

    // erf(x) − ErfAtOne for 0.84375 ≤ x < 1.25
    private static double ErfNearOne(double x)
    {
        var s = x - 1;
        var p = -2.36211856075265944077e-03 + (s * (4.14856118683748331666e-01 + (s * (-3.72207876035701323847e-01
            + (s * (3.18346619901161753674e-01 + (s * (-1.10894694282396677476e-01 + (s * (3.54783043256182359371e-02
            + (s * -2.16637559486879084300e-03)))))))))));
        var q = 1 + (s * (1.06420880400844228286e-01 + (s * (5.40397917702171048937e-01 + (s * (7.18286544141962662868e-02
            + (s * (1.26171219808761642112e-01 + (s * (1.36370839120290507362e-02 + (s * 1.19844998467991074170e-02)))))))))));
        return p / q;
    }

    // erfc(x) for 1.25 ≤ x < 28
    private static double ErfcTail(double x)
    {
        var s = 1 / (x * x);
        double r;
        double q;
        if (x < 1 / 0.35)
        {
            r = -9.86494403484714822705e-03 + (s * (-6.93858572707181764372e-01 + (s * (-1.05586262253232909814e+01
                + (s * (-6.23753324503260060396e+01 + (s * (-1.62396669462573470355e+02 + (s * (-1.84605092906711035994e+02
                + (s * (-8.12874355063065934246e+01 + (s * -9.81432934416914548592e+00)))))))))))));
            q = 1 + (s * (1.96512716674392571292e+01 + (s * (1.37657754143519042600e+02 + (s * (4.34565877475229228821e+02
                + (s * (6.45387271733267880336e+02 + (s * (4.29008140027567833386e+02 + (s * (1.08635005541779435134e+02
                + (s * (6.57024977031928170135e+00 + (s * -6.04244152148580987438e-02)))))))))))))));
        }
        else
        {
            r = -9.86494292470009928597e-03 + (s * (-7.99283237680523006574e-01 + (s * (-1.77579549177547519889e+01
                + (s * (-1.60636384855821916062e+02 + (s * (-6.37566443368389627722e+02 + (s * (-1.02509513161107724954e+03
                + (s * -4.83519191608651397019e+02)))))))))));
            q = 1 + (s * (3.03380607434824582924e+01 + (s * (3.25792512996573918826e+02 + (s * (1.53672958608443695994e+03
                + (s * (3.19985821950859553908e+03 + (s * (2.55305040643316442583e+03 + (s * (4.74528541206955367215e+02
                + (s * -2.24409524465858183362e+01)))))))))))));
        }

        // e^(−x²) in two factors: z is x without its low half, so z² is exact.
        var z = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) & unchecked((long)0xFFFFFFFF00000000));
        return Math.Exp((-z * z) - 0.5625) * Math.Exp(((z - x) * (z + x)) + (r / q)) / x;
    }
}
