namespace Backprop.Domain.Checking;

/// <summary>Compares a gradient with a numeric derivative and its bound.</summary>
/// <param name="tolerance">What difference the caller lets pass, or null.</param>
/// <param name="magnitude">Σ|upstream · output| at the point.</param>
internal sealed class BoundVerdict(CheckTolerance? tolerance, double magnitude)
{
    /// <summary>A difference within this many error bounds passes.</summary>
    public const double BoundsAllowed = 3;

    /// <summary>Roundings of the analytic derivative itself.</summary>
    public const double AnalyticRounding = 1e-12;

    /// <summary>The largest relative error bound with which an entry passes.</summary>
    public const double LargestRelativeBound = 1e-6;

    // docs/decisions/0075-zero-is-confirmed-beside-the-output.md
    /// <summary>The largest error bound with which zero passes, in units of |output| / |x|.</summary>
    private const double LargestScaledBound = 1e-9;

    /// <summary>The largest error bound with which any entry passes, whatever its scale.</summary>
    public const double LargestAbsoluteBound = 1e-12;

    /// <summary>The smallest normal number: below it doubles lose their digits.</summary>
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>A difference beyond this many error bounds fails although the bound is too large to pass anything.</summary>
    private const double BoundsBeyondDoubt = 30;

    /// <summary>Whether the bound is small enough for a gradient to pass.</summary>
    public bool IsSharp(in Derivative derivative, double analytic, double scale) => derivative.Error <= LargestBound(derivative, analytic, scale);

    /// <summary>
    /// A gradient's own length, |output / gradient|, over which a function that it belongs to changes by about itself; never so short that this share of the
    /// rounding hides the gradient.
    /// </summary>
    public double LengthOf(double gradient, double rounding) => Math.Max(magnitude, rounding) / Math.Abs(gradient);

    /// <summary>Pass, fail, or inconclusive for a reason that the caller adds; a derivative without a bound is none.</summary>
    public CheckedEntry Judge(CheckedEntry entry, in Derivative derivative, double scale, string reason)
    {
        if (double.IsInfinity(derivative.Error))
        {
            return entry with { Verdict = CheckVerdict.Inconclusive, Reason = reason };
        }

        var allowed = (BoundsAllowed * derivative.Error) + (AnalyticRounding * Math.Abs(entry.Analytic)) + SmallestNormal;
        var difference = Math.Abs(entry.Analytic - derivative.Value);
        var sharp = IsSharp(derivative, entry.Analytic, scale);
        if (tolerance is not null)
        {
            var tolerated = tolerance.Allowed(entry.Analytic, derivative.Value);
            sharp |= BoundsAllowed * derivative.Error <= tolerated;
            allowed += tolerated;
        }

        var judged = entry with { Numeric = derivative.Value == 0 ? 0 : derivative.Value, ErrorBound = derivative.Error };
        return sharp && difference <= allowed ? judged with { Verdict = CheckVerdict.Pass }
            : sharp || difference > allowed + (BoundsBeyondDoubt * derivative.Error) ? judged with { Verdict = CheckVerdict.Fail }
            : judged with { Verdict = CheckVerdict.Inconclusive, Reason = reason };
    }

    // Zero cannot be confirmed to a share of itself: it is confirmed beside what a derivative here could be.
    private double LargestBound(in Derivative derivative, double analytic, double scale)
    {
        var size = Math.Max(Math.Abs(analytic), Math.Abs(derivative.Value));
        var forZero = analytic == 0 && scale > 0 ? LargestScaledBound * magnitude / scale : 0;
        return Math.Max(LargestRelativeBound * size, Math.Max(LargestAbsoluteBound, forZero));
    }
}
