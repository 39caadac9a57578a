using System.Numerics;

namespace Backprop.CheckStudy;

/// <summary>
/// Mantissa · 2^exponent with 120 decimal digits, over whole numbers of any length: no function of float64 takes part but as a first guess that
/// Newton's method corrects. What overflows or leaves a domain is not a number.
/// </summary>
internal readonly struct BigFloat
{
    private const int Bits = 400;

    /// <summary>Fraction bits of π and log 2: the sine of a number as large as 2⁴⁰⁰ keeps its digits.</summary>
    private const int ConstantBits = 768;

    private static readonly BigInteger PiFraction = (16 * ArcTangentOfInverse(5)) - (4 * ArcTangentOfInverse(239));

    private static readonly BigFloat LogTwo = new(LogTwoFraction(), -ConstantBits);

    private readonly BigInteger _mantissa;
    private readonly int _exponent;

    private BigFloat(BigInteger mantissa, long exponent, bool isNaN = false)
    {
        var excess = (int)mantissa.GetBitLength() - Bits;
        if (excess > 0)
        {
            mantissa = ((mantissa >> (excess - 1)) + 1) >> 1;
            exponent += excess;
        }

        IsNaN = isNaN || Math.Abs(exponent) > 1_000_000_000;
        _mantissa = mantissa;
        _exponent = (int)exponent;
    }

    public static readonly BigFloat Pi = new(PiFraction, -ConstantBits);

    public static readonly BigFloat NaN = new(0, 0, isNaN: true);

    public bool IsNaN { get; }

    public int Sign => _mantissa.Sign;

    private long Magnitude => _mantissa.GetBitLength() + _exponent;

    public static implicit operator BigFloat(double x)
    {
        if (!double.IsFinite(x))
        {
            return NaN;
        }

        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var fraction = bits & 0xFFFFFFFFFFFFF;
        var mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        return new BigFloat(bits < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075);
    }

    public static explicit operator double(BigFloat x)
    {
        if (x.IsNaN)
        {
            return double.NaN;
        }

        var size = BigInteger.Abs(x._mantissa);
        var excess = (int)Math.Max(0, size.GetBitLength() - 64);
        var top = (double)(ulong)(size >> excess);
        return x.Sign * Math.ScaleB(top, Math.Clamp(x._exponent + excess, -5000, 5000));
    }

    public static BigFloat operator -(BigFloat a) => new(-a._mantissa, a._exponent, a.IsNaN);

    public static BigFloat operator +(BigFloat a, BigFloat b)
    {
        if (a._mantissa.IsZero || b._mantissa.IsZero)
        {
            return a.IsNaN || b.IsNaN ? NaN : a._mantissa.IsZero ? b : a;
        }

        var (large, small) = a.Magnitude >= b.Magnitude ? (a, b) : (b, a);
        if (large.Magnitude - small.Magnitude > 2 * Bits)
        {
            return a.IsNaN || b.IsNaN ? NaN : large;
        }

        var exponent = Math.Min(a._exponent, b._exponent);
        return new BigFloat((a._mantissa << (a._exponent - exponent)) + (b._mantissa << (b._exponent - exponent)), exponent, a.IsNaN || b.IsNaN);
    }

    public static BigFloat operator -(BigFloat a, BigFloat b) => a + -b;

    public static BigFloat operator *(BigFloat a, BigFloat b) => new(a._mantissa * b._mantissa, (long)a._exponent + b._exponent, a.IsNaN || b.IsNaN);

    public static BigFloat operator /(BigFloat a, BigFloat b)
    {
        if (b._mantissa.IsZero || a.IsNaN || b.IsNaN)
        {
            return NaN;
        }

        var shift = (int)Math.Max(0, Bits + 8 + b._mantissa.GetBitLength() - a._mantissa.GetBitLength());
        return new BigFloat((a._mantissa << shift) / b._mantissa, (long)a._exponent - shift - b._exponent);
    }

    public static bool operator <(BigFloat a, BigFloat b) => (a - b).Sign < 0;

    public static bool operator >(BigFloat a, BigFloat b) => (a - b).Sign > 0;

    public static bool operator <=(BigFloat a, BigFloat b) => !(a > b);

    public static bool operator >=(BigFloat a, BigFloat b) => !(a < b);

    public static BigFloat Abs(BigFloat x) => x.Sign < 0 ? -x : x;

    public static BigFloat Max(BigFloat a, BigFloat b) => a.IsNaN || a > b ? a : b;

    public static BigFloat Min(BigFloat a, BigFloat b) => a.IsNaN || a < b ? a : b;

    public static BigFloat Floor(BigFloat x) => x._exponent >= 0 ? x : new BigFloat(x._mantissa >> -x._exponent, 0, x.IsNaN);

    public static BigFloat Round(BigFloat x)
    {
        var floor = Floor(x);
        var twice = Scale(x - floor, 1) - 1;
        return twice.Sign > 0 || (twice.Sign == 0 && (Scale(Floor(Scale(floor, -1)), 1) - floor).Sign != 0) ? floor + 1 : floor;
    }

    public static BigFloat Scale(BigFloat x, int power) => new(x._mantissa, (long)x._exponent + power, x.IsNaN);

    public static BigFloat Sqrt(BigFloat x)
    {
        if (x.Sign <= 0)
        {
            return x.Sign < 0 ? NaN : x;
        }

        var shift = (int)(((2 * Bits) + 2 - x._mantissa.GetBitLength()) / 2 * 2);
        shift = (x._exponent - shift) % 2 == 0 ? shift : shift + 1;
        var square = shift > 0 ? x._mantissa << shift : x._mantissa >> -shift;
        var root = new BigInteger(Math.Sqrt((double)(square >> (int)(square.GetBitLength() - 60) / 2 * 2))) << ((int)(square.GetBitLength() - 60) / 2);
        for (var i = 0; i < 5; i++)
        {
            root = (root + (square / root)) >> 1;
        }

        return new BigFloat(root, (x._exponent - shift) / 2);
    }

    public static BigFloat Exp(BigFloat x)
    {
        const int Halvings = 16;
        if (x.IsNaN || x.Magnitude > 28)
        {
            return x.IsNaN || x.Sign > 0 ? NaN : 0;
        }

        // eˣ = 2ᵏ·(eʳ)^(2¹⁶); eʳ − 1 is squared as 2s + s² to keep its digits.
        var k = Math.Round((double)x / Math.Log(2));
        var r = Scale(x - (LogTwo * k), -Halvings);
        var (term, sum) = (r, r);
        for (var n = 2; !term._mantissa.IsZero && term.Magnitude > sum.Magnitude - Bits; n++)
        {
            term = term * r / n;
            sum += term;
        }

        for (var i = 0; i < Halvings; i++)
        {
            sum = Scale(sum, 1) + (sum * sum);
        }

        return Scale(sum + 1, (int)k);
    }

    public static BigFloat Log(BigFloat x)
    {
        if (x.IsNaN || x.Sign <= 0)
        {
            return NaN;
        }

        var mantissa = Scale(x, (int)-x.Magnitude);
        BigFloat y = Math.Log((double)mantissa);
        for (var i = 0; i < 3; i++)
        {
            var e = Exp(y);
            y += Scale((mantissa - e) / (mantissa + e), 1);
        }

        return y + (LogTwo * x.Magnitude);
    }

    public static (BigFloat Sin, BigFloat Cos) SinCos(BigFloat x)
    {
        if (x.IsNaN || x.Magnitude > 400)
        {
            return (NaN, NaN);
        }

        var (r, quarter) = (x, 0);
        if (x.Magnitude > -1)
        {
            var halfPi = PiFraction >> 1;
            var shift = ConstantBits + x._exponent;
            var fixedPoint = shift >= 0 ? x._mantissa << shift : x._mantissa >> -shift;
            var turns = BigInteger.Divide((2 * fixedPoint) + (x.Sign * halfPi), 2 * halfPi);
            r = new BigFloat(fixedPoint - (turns * halfPi), -ConstantBits);
            quarter = (int)(((turns % 4) + 4) % 4);
        }

        var square = r * r;
        var (sine, cosine, sineTerm, cosineTerm) = (r, (BigFloat)1, r, (BigFloat)1);
        for (var n = 1; !cosineTerm._mantissa.IsZero && cosineTerm.Magnitude > -Bits - 8; n++)
        {
            cosineTerm = -(cosineTerm * square) / (2.0 * n * ((2 * n) - 1));
            sineTerm = -(sineTerm * square) / (2.0 * n * ((2 * n) + 1));
            cosine += cosineTerm;
            sine += sineTerm;
        }

        return quarter switch { 0 => (sine, cosine), 1 => (cosine, -sine), 2 => (-sine, -cosine), _ => (-cosine, sine) };
    }

    public static BigFloat Atan(BigFloat x)
    {
        if (x.Magnitude > 1)
        {
            return (x.Sign < 0 ? -Pi : Pi) * 0.5 - Atan(1 / x);
        }

        BigFloat y = Math.Atan((double)x);
        for (var i = 0; i < 3; i++)
        {
            var (sine, cosine) = SinCos(y);
            y += ((x * cosine) - sine) / (cosine + (x * sine));
        }

        return y;
    }

    public static BigFloat Asin(BigFloat x) => Abs(x) < 1 ? Atan(x / Sqrt((1 - x) * (1 + x))) : NaN;

    public static BigFloat Acos(BigFloat x) => Abs(x) < 1 ? 2 * Atan(Sqrt((1 - x) / (1 + x))) : NaN;

    public static BigFloat Tanh(BigFloat x)
    {
        var e = Exp(-Scale(Abs(x), 1));
        var t = (1 - e) / (1 + e);
        return x.Sign < 0 ? -t : t;
    }

    public static BigFloat Sigmoid(BigFloat x)
    {
        var e = Exp(-Abs(x));
        return x.Sign < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    public static BigFloat Softplus(BigFloat x) => Max(x, 0) + LogOnePlus(Exp(-Abs(x)));

    private static BigFloat LogOnePlus(BigFloat x)
    {
        if (x.Magnitude > -20)
        {
            return Log(1 + x);
        }

        // x − x²/2 + x³/3 − …
        var (power, sum) = (x, x);
        for (var n = 2; !power._mantissa.IsZero && power.Magnitude > x.Magnitude - Bits; n++)
        {
            power = -(power * x);
            sum += power / n;
        }

        return sum;
    }

    // erf x = 2/√π · e^(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n + 1)): positive terms, nothing cancels.
    public static BigFloat Erf(BigFloat x)
    {
        if (x.IsNaN || Abs(x) > 18)
        {
            return x.IsNaN ? NaN : x.Sign;
        }

        var square = x * x;
        var (term, sum) = (x, x);
        for (var n = 1; !term._mantissa.IsZero && term.Magnitude > sum.Magnitude - Bits; n++)
        {
            term = Scale(term * square, 1) / ((2.0 * n) + 1);
            sum += term;
        }

        return Scale(sum * Exp(-square), 1) / Sqrt(Pi);
    }

    // atan(1/k) = Σ (−1)ⁿ / ((2n + 1)·k²ⁿ⁺¹)
    private static BigInteger ArcTangentOfInverse(int k)
    {
        var power = (BigInteger.One << (ConstantBits + 32)) / k;
        var sum = power;
        for (var n = 1; !power.IsZero; n++)
        {
            power /= -k * k;
            sum += power / ((2 * n) + 1);
        }

        return sum >> 32;
    }

    // log 2 = Σ 1 / (n·2ⁿ)
    private static BigInteger LogTwoFraction()
    {
        var sum = BigInteger.Zero;
        for (var n = 1; n < ConstantBits + 32; n++)
        {
            sum += (BigInteger.One << (ConstantBits + 32 - n)) / n;
        }

        return sum >> 32;
    }
}
