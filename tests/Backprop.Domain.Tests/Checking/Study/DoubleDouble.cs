namespace Backprop.CheckStudy;

/// <summary>
/// The unevaluated sum of two doubles: about 32 decimal digits. Independent of the product's functions: transcendental ones are series here.
/// (T. J. Dekker, A floating-point technique for extending the available precision, 1971.)
/// </summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static readonly DoubleDouble Pi = new(3.141592653589793116e+00, 1.224646799147353207e-16);
    public static readonly DoubleDouble LogTwo = new(6.931471805599452862e-01, 2.319046813846299558e-17);
    public static readonly DoubleDouble One = 1;
    public static readonly DoubleDouble Zero = 0;

    public static implicit operator DoubleDouble(double x) => new(x, 0);

    public static explicit operator double(DoubleDouble x) => x.High + x.Low;

    public bool IsFinite => double.IsFinite(High);

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var (high, highError) = TwoSum(a.High, b.High);
        var (low, lowError) = TwoSum(a.Low, b.Low);
        (high, highError) = FastTwoSum(high, highError + low);
        return Normal(high, highError + lowError);
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var product = a.High * b.High;
        var error = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return Normal(product, error + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        var first = a.High / b.High;
        if (!double.IsFinite(first))
        {
            return first;
        }

        var rest = a - (b * first);
        var second = rest.High / b.High;
        rest -= b * second;
        return (DoubleDouble)first + second + (rest.High / b.High);
    }

    public static bool operator <(DoubleDouble a, DoubleDouble b) => a.High < b.High || (a.High == b.High && a.Low < b.Low);

    public static bool operator >(DoubleDouble a, DoubleDouble b) => b < a;

    public static bool operator <=(DoubleDouble a, DoubleDouble b) => a < b || a == b;

    public static bool operator >=(DoubleDouble a, DoubleDouble b) => b <= a;

    public static DoubleDouble Abs(DoubleDouble x) => x < 0 ? -x : x;

    public static DoubleDouble Max(DoubleDouble a, DoubleDouble b) => a < b ? b : a;

    public static DoubleDouble Min(DoubleDouble a, DoubleDouble b) => b < a ? b : a;

    public static DoubleDouble Floor(DoubleDouble x)
    {
        var high = Math.Floor(x.High);
        return high == x.High ? Normal(high, Math.Floor(x.Low)) : high;
    }

    public static DoubleDouble Round(DoubleDouble x)
    {
        var floor = Floor(x);
        var fraction = x - floor;
        var up = fraction > 0.5 || (fraction == 0.5 && Floor(floor * 0.5) * 2 != floor);
        return up ? floor + 1 : floor;
    }

    public static DoubleDouble Sqrt(DoubleDouble x)
    {
        if (!(x > 0))
        {
            return Math.Sqrt(x.High);
        }

        DoubleDouble y = Math.Sqrt(x.High);
        y += (x - (y * y)) / (y * 2);
        return y + ((x - (y * y)) / (y * 2));
    }

    public static DoubleDouble Exp(DoubleDouble x)
    {
        if (!(Math.Abs(x.High) < 700))
        {
            return Math.Exp(x.High);
        }

        // eˣ = 2ᵏ·(eʳ)⁵¹² with r small; (eʳ − 1) is squared as 2s + s² to keep its digits.
        var k = Math.Round(x.High / LogTwo.High);
        var r = (x - (LogTwo * k)) * (1.0 / 512);
        var term = r;
        var s = r;
        for (var n = 2; n < 14; n++)
        {
            term = term * r / n;
            s += term;
        }

        for (var i = 0; i < 9; i++)
        {
            s = (s * 2) + (s * s);
        }

        s += 1;
        return new DoubleDouble(Math.ScaleB(s.High, (int)k), Math.ScaleB(s.Low, (int)k));
    }

    public static DoubleDouble Log(DoubleDouble x)
    {
        if (!(x > 0) || !x.IsFinite)
        {
            return Math.Log(x.High);
        }

        DoubleDouble y = Math.Log(x.High);
        y += (x * Exp(-y)) - 1;
        return y + ((x * Exp(-y)) - 1);
    }

    public static (DoubleDouble Sin, DoubleDouble Cos) SinCos(DoubleDouble x)
    {
        if (!x.IsFinite)
        {
            return (double.NaN, double.NaN);
        }

        var half = Pi * 0.5;
        var turns = Math.Round(x.High / half.High);
        var r = x - (half * turns);
        var square = r * r;
        var sine = r;
        var cosine = One;
        var sineTerm = r;
        var cosineTerm = One;
        for (var n = 1; n < 16; n++)
        {
            cosineTerm = -(cosineTerm * square) / ((2.0 * n) * ((2 * n) - 1));
            sineTerm = -(sineTerm * square) / ((2.0 * n) * ((2 * n) + 1));
            cosine += cosineTerm;
            sine += sineTerm;
        }

        return ((((long)turns % 4) + 4) % 4) switch
        {
            0 => (sine, cosine),
            1 => (cosine, -sine),
            2 => (-sine, -cosine),
            _ => (-cosine, sine),
        };
    }

    public static DoubleDouble Atan(DoubleDouble x)
    {
        DoubleDouble y = Math.Atan(x.High);
        for (var i = 0; i < 2; i++)
        {
            var (sine, cosine) = SinCos(y);
            y += ((x * cosine) - sine) / (cosine + (x * sine));
        }

        return y;
    }

    public static DoubleDouble Asin(DoubleDouble x) => Abs(x) < 1 ? Atan(x / Sqrt((1 - x) * (1 + x))) : Math.Asin(x.High);

    public static DoubleDouble Tanh(DoubleDouble x)
    {
        var e = Exp(-(Abs(x) * 2));
        var t = (1 - e) / (1 + e);
        return x < 0 ? -t : t;
    }

    public static DoubleDouble Sigmoid(DoubleDouble x)
    {
        var e = Exp(-Abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    public static DoubleDouble Softplus(DoubleDouble x) => Max(x, 0) + LogOnePlus(Exp(-Abs(x)));

    private static DoubleDouble LogOnePlus(DoubleDouble x)
    {
        if (Math.Abs(x.High) > 1e-4)
        {
            return Log(1 + x);
        }

        // x − x²/2 + x³/3 − …
        var sum = Zero;
        for (var n = 9; n >= 1; n--)
        {
            sum = x * ((One / n) - sum);
        }

        return sum;
    }

    // erf x = 2/√π · e^(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n + 1)): positive terms, nothing cancels.
    public static DoubleDouble Erf(DoubleDouble x)
    {
        if (Math.Abs(x.High) > 9)
        {
            return Math.Sign(x.High);
        }

        var square = x * x;
        var term = x;
        var sum = x;
        for (var n = 1; n < 400 && Math.Abs(term.High) > 1e-36 * Math.Abs(sum.High); n++)
        {
            term = term * square * 2 / ((2.0 * n) + 1);
            sum += term;
        }

        return sum * Exp(-square) * 2 / Sqrt(Pi);
    }

    private static DoubleDouble Normal(double high, double low)
    {
        if (!double.IsFinite(high))
        {
            return new DoubleDouble(high, 0);
        }

        var (sum, error) = FastTwoSum(high, low);
        return new DoubleDouble(sum, error);
    }

    private static (double Sum, double Error) TwoSum(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return (sum, (a - (sum - part)) + (b - part));
    }

    private static (double Sum, double Error) FastTwoSum(double a, double b)
    {
        var sum = a + b;
        return (sum, b - (sum - a));
    }
}
