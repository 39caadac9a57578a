using System.Runtime.Intrinsics;

namespace Backprop.Domain.Operators.Numerics;

// docs/decisions/0021-own-numerics-where-the-library-is-rough.md
/// <summary>Vectorised functions that <see cref="TensorPrimitives"/> lacks, or has with too few right digits.</summary>
internal static class VectorFunctions
{
    // Long enough to amortise a call, short enough to stay in the first-level cache.
    private const int Block = 512;

    /// <summary>
    /// tanh x within 2 units in the last place. Below 0.625 the rational function of S. Moshier's Cephes library (tanh.c), above it
    /// 1 − 2/(e²ˣ + 1); <see cref="TensorPrimitives"/> takes e⁻²ˣ − 1 and so loses half the digits of small arguments.
    /// </summary>
    public static void Tanh(ReadOnlySpan<double> x, Span<double> y) => ByExponential<TanhOf>(x, y);

    /// <summary>1/(1 + e⁻ˣ) within 3 units in the last place, in the left tail too, where <see cref="TensorPrimitives"/> gives 0.</summary>
    public static void Sigmoid(ReadOnlySpan<double> x, Span<double> y) => ByExponential<SigmoidOf>(x, y);

    private static void ByExponential<TFunction>(ReadOnlySpan<double> x, Span<double> y)
        where TFunction : struct, IOfExponential
    {
        Span<double> exponentials = stackalloc double[Block];
        for (var start = 0; start < x.Length; start += Block)
        {
            var length = Math.Min(Block, x.Length - start);
            var source = x.Slice(start, length);
            var target = y.Slice(start, length);
            var e = exponentials[..length];
            TFunction.Exponent(source, e);
            TensorPrimitives.Exp<double>(e, e);
            var i = 0;
            for (; i <= length - Vector512<double>.Count; i += Vector512<double>.Count)
            {
                TFunction.Value(Vector512.Create<double>(source[i..]), Vector512.Create<double>(e[i..])).CopyTo(target[i..]);
            }

            for (; i < length; i++)
            {
                target[i] = TFunction.Value(Vector512.Create(source[i]), Vector512.Create(e[i]))[0];
            }
        }
    }

    private interface IOfExponential
    {
        static abstract void Exponent(ReadOnlySpan<double> x, Span<double> exponent);

        static abstract Vector512<double> Value(Vector512<double> x, Vector512<double> exponential);
    }

    private readonly struct SigmoidOf : IOfExponential
    {
        public static void Exponent(ReadOnlySpan<double> x, Span<double> exponent)
        {
            TensorPrimitives.Abs(x, exponent);
            TensorPrimitives.Negate<double>(exponent, exponent);
        }

        public static Vector512<double> Value(Vector512<double> x, Vector512<double> exponential)
        {
            var numerator = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<double>.Zero), exponential, Vector512<double>.One);
            return numerator / (Vector512<double>.One + exponential);
        }
    }

    private readonly struct TanhOf : IOfExponential
    {
        public static void Exponent(ReadOnlySpan<double> x, Span<double> exponent)
        {
            TensorPrimitives.Abs(x, exponent);
            TensorPrimitives.Add<double>(exponent, exponent, exponent);
        }

        public static Vector512<double> Value(Vector512<double> x, Vector512<double> exponential)
        {
            var square = x * x;
            var p = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(Vector512.Create(-9.64399179425052238628e-1), square, Vector512.Create(-9.92877231001918586564e1)), square, Vector512.Create(-1.61468768441708447952e3));
            var q = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(square + Vector512.Create(1.12811678491632931402e2), square, Vector512.Create(2.23548839060100448583e3)), square, Vector512.Create(4.84406305325125486048e3));
            var near = x + (x * square * (p / q));
            var far = Vector512.CopySign(Vector512<double>.One - (Vector512.Create(2.0) / (exponential + Vector512<double>.One)), x);
            return Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(0.625)), near, far);
        }
    }
}
