namespace Backprop.Domain.Checking;

// docs/decisions/0071-nobody-fails-on-one-table.md
/// <summary>Compares a gradient with <see cref="AdaptiveDerivative"/> and its bound, and looks at kinks from both sides.</summary>
internal sealed class AdaptiveCheck(OutputAlongEntry output, CheckTolerance? tolerance, double magnitude) : EntryCheck(output)
{
    /// <summary>A difference within this many error bounds passes.</summary>
    private const double BoundsAllowed = 3;

    /// <summary>Roundings of the analytic derivative itself.</summary>
    private const double AnalyticRounding = 1e-12;

    /// <summary>The largest relative error bound with which an entry passes.</summary>
    private const double LargestRelativeBound = 1e-6;

    // docs/decisions/0075-zero-is-confirmed-beside-the-output.md
    /// <summary>The largest error bound with which zero passes, in units of |output| / |x|.</summary>
    private const double LargestScaledBound = 1e-9;

    /// <summary>The largest error bound with which any entry passes, whatever its scale.</summary>
    private const double LargestAbsoluteBound = 1e-12;

    /// <summary>A difference beyond this many error bounds fails although the bound is too large to pass anything.</summary>
    private const double BoundsBeyondDoubt = 30;

    /// <summary>How far from the point the sides of a kink are looked at, in units of <see cref="AdaptiveDerivative.Scale"/>.</summary>
    private const double NextToPoint = 1.0 / (1 << 21);

    private readonly AdaptiveDerivative _derivative = new(output);

    public override CheckedEntry Check(int node, int element, double analytic, double computed)
    {
        var entry = new CheckedEntry(node, element, analytic, CheckVerdict.Inconclusive);
        if (!double.IsFinite(analytic))
        {
            return entry with { Reason = CheckReason.NotFinite };
        }

        if (!Output.Reaches)
        {
            return Judge(entry, new Derivative(0, 0, 0, 0), 0);
        }

        _derivative.Reset();
        var scale = AdaptiveDerivative.Scale(Output.X);
        return Output.OnKink && LeavesBranch(scale) ? CheckKink(entry, computed, scale) : CheckSmooth(entry, scale);
    }

    private bool LeavesBranch(double scale)
    {
        foreach (var x in (ReadOnlySpan<double>)[Output.X + (scale * NextToPoint), Output.X - (scale * NextToPoint)])
        {
            Output.ChangeAt(x);
            if (Output.Signature != Output.SignatureAtPoint)
            {
                return true;
            }
        }

        return false;
    }

    private CheckedEntry CheckSmooth(CheckedEntry entry, double scale)
    {
        var derivative = EstimateOnBranch(scale, Output.Rounding, entry.Analytic);
        derivative = IsSharp(derivative, entry.Analytic, scale) && derivative.Error <= LargestRelativeBound * Math.Abs(derivative.Value)
            ? derivative
            : Sharpen(derivative, entry.Analytic, scale);
        var judged = Judge(entry, derivative, scale);
        if (judged.Verdict != CheckVerdict.Fail)
        {
            return judged;
        }

        // Nobody is told that they are wrong on one table's word: other steps, and the rounding at the points used, not at the point of the check.
        Output.ChangeAt(Output.X + Math.Max(derivative.Step, scale / 16));
        var rounding = Math.Max(Output.Rounding, Output.RoundingAtLastPoint());
        var second = EstimateOnBranch(scale * 0.6180339887498949, double.IsFinite(rounding) ? rounding : Output.Rounding, entry.Analytic);
        var again = Judge(entry, second, scale);
        return again.Verdict == CheckVerdict.Fail && !derivative.AgreesWith(second)
            ? again with { Verdict = CheckVerdict.Inconclusive, Reason = CheckReason.NotConverged }
            : again;
    }

    // What the usual steps leave open, others may decide.
    private Derivative Sharpen(Derivative derivative, double analytic, double scale)
    {
        if (derivative.Noise > derivative.Error / 4)
        {
            // Rounding hides it: whose rounding is it, of all rows of a batch or of this one? And beside x = 0, longer steps rise above it.
            var moved = Math.Min(Output.Rounding, Output.RoundingOfWhatMovesTo(Output.X + (scale / 16)));
            derivative = moved < 0.5 * Output.Rounding ? EstimateOnBranch(scale, moved, analytic) : derivative;
            if (scale < 0.5 && !IsSharp(derivative, analytic, scale))
            {
                derivative = Better(derivative, EstimateOnBranch(1, moved, analytic));
            }

            return derivative;
        }

        // Beside log(1e-9) steps of 0.01 are large.
        var own = AdaptiveDerivative.OwnScale(Output.X);
        return own < scale / 2 ? Better(derivative, EstimateOnBranch(own, Output.Rounding, analytic)) : derivative;
    }

    // The sharper one, if they can be bounds of one number.
    private static Derivative Better(in Derivative first, in Derivative second) =>
        second.Error < first.Error && (double.IsInfinity(first.Error) || first.AgreesWith(second)) ? second : first;

    // Next to a kink or the edge of a domain, the free side alone gives the derivative of the branch that the point is on.
    private Derivative EstimateOnBranch(double scale, double rounding, double analytic)
    {
        var best = _derivative.Estimate(Side.Both, Output.SignatureAtPoint, scale, rounding);
        if (!(_derivative.MetBranch || _derivative.MetNotANumber || _derivative.MetInfinity) || IsSharp(best, analytic, scale))
        {
            return best;
        }

        foreach (var side in (ReadOnlySpan<Side>)[Side.Right, Side.Left])
        {
            var oneSided = _derivative.Estimate(side, Output.SignatureAtPoint, scale, rounding);
            best = oneSided.Error < best.Error ? oneSided : best;
            if (IsSharp(best, analytic, scale))
            {
                break;
            }
        }

        return best;
    }

    private CheckedEntry CheckKink(CheckedEntry entry, double computed, double scale)
    {
        var left = FromSide(Side.Left, scale);
        var right = FromSide(Side.Right, scale);
        if (double.IsInfinity(left.Error) || double.IsInfinity(right.Error))
        {
            // The output exists on one side only: the derivative there is all there is.
            return Judge(entry, double.IsInfinity(left.Error) ? right : left, scale);
        }

        var difference = Math.Abs(left.Value - right.Value);
        if (double.IsFinite(difference) && difference <= (BoundsAllowed * (left.Error + right.Error)) + (AnalyticRounding * Math.Abs(left.Value)))
        {
            var error = Math.Max(left.Error, right.Error) + (difference / 2);
            var both = new Derivative((left.Value + right.Value) / 2, error, Math.Max(left.Noise, right.Noise), 0);
            var judged = Judge(entry, both, scale);

            // relu(x) − relu(−x) at 0: the derivative exists, but not as what the conventions at the two kinks add up to.
            if (judged.Verdict != CheckVerdict.Fail || Judge(entry with { Analytic = computed }, both, scale).Verdict != CheckVerdict.Fail)
            {
                return judged;
            }
        }

        var room = BoundsAllowed * (Bound(left) + Bound(right));
        return Kink(entry, double.IsFinite(difference) ? CheckReason.Corner : CheckReason.Jump, left.Value, right.Value, room, scale * NextToPoint);

        static double Bound(in Derivative derivative) => double.IsFinite(derivative.Value) ? derivative.Error : 0;
    }

    // The one-sided derivative; infinite where the output jumps.
    private Derivative FromSide(Side side, double scale)
    {
        var direction = side == Side.Left ? -1 : 1;
        var near = Output.ChangeAt(Output.X + (direction * scale * NextToPoint));
        var signature = Output.Signature;
        var far = Output.ChangeAt(Output.X + (direction * scale * NextToPoint * 8));
        if (double.IsFinite(near) && double.IsFinite(far) && Math.Abs(near) > 100 * Output.Rounding && Math.Abs(near) > 0.9 * Math.Abs(far)
            && Math.Abs(near - far) < 0.1 * Math.Abs(near))
        {
            return new Derivative(direction * near > 0 ? double.PositiveInfinity : double.NegativeInfinity, 0, 0, 0);
        }

        var derivative = _derivative.Estimate(side, signature, scale, Output.Rounding);
        return scale < 0.5 && derivative.Error > 0.1 * LargestRelativeBound * Math.Abs(derivative.Value)
            ? Better(derivative, _derivative.Estimate(side, signature, 1, Output.Rounding))
            : derivative;
    }

    private bool IsSharp(in Derivative derivative, double analytic, double scale) => derivative.Error <= LargestBound(derivative, analytic, scale);

    // Zero cannot be confirmed to a share of itself: it is confirmed beside what a derivative here could be.
    private double LargestBound(in Derivative derivative, double analytic, double scale)
    {
        var size = Math.Max(Math.Abs(analytic), Math.Abs(derivative.Value));
        var forZero = analytic == 0 && scale > 0 ? LargestScaledBound * magnitude / scale : 0;
        return Math.Max(LargestRelativeBound * size, Math.Max(LargestAbsoluteBound, forZero));
    }

    private CheckedEntry Judge(CheckedEntry entry, in Derivative derivative, double scale)
    {
        if (double.IsInfinity(derivative.Error))
        {
            return entry with { Verdict = CheckVerdict.Inconclusive, Reason = ReasonFor(derivative) };
        }

        var allowed = (BoundsAllowed * derivative.Error) + (AnalyticRounding * Math.Abs(entry.Analytic));
        var difference = Math.Abs(entry.Analytic - derivative.Value);
        var sharp = IsSharp(derivative, entry.Analytic, scale);
        if (tolerance is not null)
        {
            var tolerated = tolerance.Allowed(entry.Analytic, derivative.Value);
            sharp |= BoundsAllowed * derivative.Error <= tolerated;
            allowed += tolerated;
        }

        var judged = entry with { Numeric = Unsigned(derivative.Value), ErrorBound = derivative.Error };
        return sharp && difference <= allowed ? judged with { Verdict = CheckVerdict.Pass }
            : sharp || difference > allowed + (BoundsBeyondDoubt * derivative.Error) ? judged with { Verdict = CheckVerdict.Fail }
            : judged with { Verdict = CheckVerdict.Inconclusive, Reason = ReasonFor(derivative) };
    }

    private string ReasonFor(in Derivative derivative) =>
        derivative.Noise > derivative.Error / 4 && double.IsFinite(derivative.Error) ? CheckReason.Noise
        : _derivative.MetNotANumber ? CheckReason.Domain
        : _derivative.MetInfinity ? CheckReason.Overflow
        : _derivative.MetBranch ? CheckReason.KinkNearby
        : double.IsFinite(derivative.Error) ? CheckReason.NotConverged
        : CheckReason.Noise;
}
