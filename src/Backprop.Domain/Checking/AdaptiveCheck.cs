namespace Backprop.Domain.Checking;

// docs/decisions/0320-three-witnesses.md
/// <summary>
/// Compares a gradient with <see cref="AdaptiveDerivative"/> and its bound, and looks at kinks from both sides. The gradient that the graph computes
/// is a third witness: where it and the numeric derivative disagree, something may be finer than the steps, and nobody fails or passes before that is known.
/// </summary>
internal sealed class AdaptiveCheck(OutputAlongEntry output, BoundVerdict verdict, long spare) : EntryCheck(output)
{
    /// <summary>Evaluations of an entry that the estimate of a check counts with; most entries take fewer, disputed ones more.</summary>
    public const int Evaluations = 32;

    /// <summary>Spacings of x below which no step fits into a length.</summary>
    private const double FewestSpacings = 4;

    /// <summary>A length of fewer spacings of x leaves no room for steps.</summary>
    private const double SpacingsOfALength = 64;

    private readonly AdaptiveDerivative _derivative = new(output);
    private readonly StepSearch _steps = new(output);
    private long _left = spare;

    public override CheckedEntry Check(int node, int element, double analytic, ComputedGradient computed)
    {
        _left += Evaluations;
        var entry = Compare(node, element, analytic, computed);
        _left -= Output.Evaluations;

        // What turns from each number to the next is seen by no step.
        return entry is { Verdict: CheckVerdict.Fail, Numeric: { } numeric } && Math.Abs(numeric - computed.Value) > Math.Abs(computed.Value) / 2
            && verdict.LengthOf(computed.Value, 0) is > 0 and var length && length < FewestSpacings * StepSearch.Spacing(Output.X)
            ? new CheckedEntry(node, element, analytic, CheckVerdict.Inconclusive) { Reason = CheckReason.Resolution }
            : entry;
    }

    /// <summary>Whether more may be tried: a dispute takes hundreds of evaluations, and all together no more than the estimate has room for.</summary>
    private bool CanGoOn => _left >= Output.Evaluations;

    private CheckedEntry Compare(int node, int element, double analytic, ComputedGradient computed)
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
        var sides = Output.OnKink ? new KinkSides(Output, _derivative) : null;
        return sides is not null && sides.LeaveBranch(scale) ? CheckKink(entry, computed, sides, scale) : CheckSmooth(entry, computed, scale);
    }

    private CheckedEntry CheckSmooth(CheckedEntry entry, ComputedGradient computed, double scale)
    {
        var derivative = EstimateOnBranch(Math.Min(scale, OwnScale(computed)), Output.Rounding, entry.Analytic, computed.Value);
        derivative = !CanGoOn || IsGood(derivative, entry.Analytic, scale) ? derivative : Sharpen(derivative, entry.Analytic, scale);
        var bends = _derivative.MetBend;
        var confirmed = Confirms(derivative, computed);
        if (!confirmed || !verdict.IsSharp(derivative, entry.Analytic, scale))
        {
            if (!CanGoOn)
            {
                return entry with { Reason = CheckReason.NotConverged };
            }

            if (!TryResolve(ref derivative, computed, entry.Analytic, scale) && double.IsFinite(derivative.Error))
            {
                return CheckAlone(entry, derivative, computed, scale, bends);
            }

            bends = _derivative.MetBend;
        }

        var judged = bends && Corner(entry, scale) is { } kink ? kink : Judge(entry, Witnessed(derivative, computed), ScaleOfZero(derivative, computed, scale));
        if (judged.Verdict == CheckVerdict.Pass && IsHidden(entry.Analytic, derivative.Error, computed))
        {
            return judged with { Verdict = CheckVerdict.Inconclusive, Reason = CheckReason.Noise };
        }

        var isShort = !confirmed || verdict.LengthOf(computed.Value, Output.Rounding) < SpacingsOfALength * StepSearch.Spacing(Output.X);
        return isShort && judged is { Verdict: CheckVerdict.Inconclusive, Reason: CheckReason.Noise } ? judged with { Reason = CheckReason.Resolution } : judged;
    }

    // Where the computed gradient is 0 as well, zero is confirmed beside what a derivative could be over the steps that were usable: on a plateau beside a pole they are short.
    private static double ScaleOfZero(in Derivative derivative, ComputedGradient computed, double scale)
    {
        const double StepsOfAScale = 64;
        return computed.Value == 0 && derivative.Step > 0 ? Math.Min(scale, StepsOfAScale * derivative.Step) : scale;
    }

    // A gradient that is small beside its bound passes only where the computed one is the same: the numeric derivative says no more than that both are small.
    // Zero stands for whatever is too small to matter at any scale.
    private static bool IsHidden(double analytic, double error, ComputedGradient computed)
    {
        const double Same = 1e-7;
        return double.IsFinite(computed.Value) && error > BoundVerdict.LargestRelativeBound * Math.Max(Math.Abs(analytic), Math.Abs(computed.Value))
            && Math.Abs(analytic - computed.Value) > (Same * Math.Abs(computed.Value)) + computed.Rounding + (analytic == 0 ? BoundVerdict.LargestAbsoluteBound : 0);
    }

    // Beside a pole, on a cliff and where the output oscillates, the gradient's own length is short. Steps of it drown in rounding nowhere.
    private double OwnScale(ComputedGradient computed)
    {
        const double RoundingsOfALength = 1e7;
        const double LengthsOfAScale = 16;
        var length = verdict.LengthOf(computed.Value, RoundingsOfALength * Output.Rounding);
        return length > 0 && double.IsFinite(length)
            ? Math.Max(AdaptiveDerivative.OwnScale(LengthsOfAScale * length), AdaptiveDerivative.OwnScale(SpacingsOfALength * StepSearch.Spacing(Output.X)))
            : double.PositiveInfinity;
    }

    // Steps of the length over which the output follows its computed gradient, where there is one: beside a pole, or where x is large, it is short.
    private bool TryResolve(ref Derivative derivative, ComputedGradient computed, double analytic, double scale)
    {
        if (!double.IsFinite(computed.Value))
        {
            return false;
        }

        var confirmed = Confirms(derivative, computed);
        var longer = confirmed && derivative.Noise > derivative.Error / 4;
        if (longer)
        {
            _steps.SearchLonger(scale, Output.Rounding);
        }
        else
        {
            _steps.SearchShorter(scale, Output.Rounding);
        }

        var step = _steps.StepThatFollows(computed.Value, longer ? derivative.Error : double.PositiveInfinity);
        if (step == 0)
        {
            return confirmed;
        }

        // The table begins at a quarter of its scale. Long steps have less noise, and those that were found are the safe ones.
        var doubt = confirmed ? derivative.Error : Math.Abs(derivative.Value - computed.Value);
        var rounding = Math.Min(Output.Rounding, Output.RoundingOfWhatMovesTo(Output.X + step));
        foreach (var stepsAScale in (ReadOnlySpan<double>)[2048, 128, 4])
        {
            var found = EstimateOnBranch(step * stepsAScale, rounding, analytic);
            var says = verdict.IsSharp(found, analytic, scale) || !(BoundVerdict.BoundsAllowed * found.Error >= doubt);
            if (Confirms(found, computed) && (confirmed ? found.Error < doubt : says))
            {
                (derivative, confirmed, doubt) = (found, true, found.Error);
            }

            if (confirmed && verdict.IsSharp(derivative, analytic, scale))
            {
                break;
            }
        }

        return confirmed;
    }

    // docs/decisions/0071-nobody-fails-on-one-table.md
    // The numeric derivative against the computed gradient: it is believed if it holds on every finer step, the computed gradient does not change over its
    // points, and other steps say the same. A product whose rule is wrong is found so; structure that is finer than the steps is not.
    private CheckedEntry CheckAlone(CheckedEntry entry, in Derivative derivative, ComputedGradient computed, double scale, bool bends)
    {
        var known = double.IsFinite(computed.Value);
        var difference = Math.Abs(derivative.Value - (known ? computed.Value : entry.Analytic));
        if (!known)
        {
            if (bends && Corner(entry, scale) is { } kink)
            {
                return kink;
            }

            _steps.SearchShorter(scale, Output.Rounding);
        }

        var holds = difference <= BoundVerdict.BoundsAllowed * derivative.Error
            || (_steps.Holds(derivative, difference) && (!known || _steps.IsSteady(derivative, computed.Value, difference)));
        if (holds)
        {
            Output.ChangeAt(Output.X + Math.Max(derivative.Step, scale / 16));
            var rounding = Math.Max(Output.Rounding, Output.RoundingAtLastPoint());
            var second = EstimateOnBranch(scale * 0.6180339887498949, double.IsFinite(rounding) ? rounding : Output.Rounding, entry.Analytic);
            if (double.IsFinite(second.Error) && derivative.AgreesWith(second))
            {
                return Judge(entry, (second with { Error = Math.Max(second.Error, Math.Abs(second.Value - derivative.Value)) }).With(computed.Rounding), scale);
            }
        }

        return entry with { Reason = CheckReason.Resolution };
    }

    private static bool Confirms(in Derivative derivative, ComputedGradient computed) =>
        Math.Abs(derivative.Value - computed.Value) <= (BoundVerdict.BoundsAllowed * derivative.Error) + (BoundVerdict.AnalyticRounding * Math.Abs(computed.Value)) + computed.Rounding;

    // What the two witnesses differ by is a part of the bound, and so is the rounding that both suffer alike.
    private static Derivative Witnessed(in Derivative derivative, ComputedGradient computed) =>
        (double.IsFinite(computed.Value) && double.IsFinite(derivative.Error) ? derivative with { Error = Math.Max(derivative.Error, Math.Abs(derivative.Value - computed.Value)) } : derivative).With(computed.Rounding);

    // What the usual steps leave open, others may decide.
    private Derivative Sharpen(Derivative derivative, double analytic, double scale)
    {
        if (derivative.Noise > derivative.Error / 4)
        {
            // Rounding hides it: whose rounding is it, of all rows of a batch or of this one? And beside x = 0, longer steps rise above it.
            var moved = Math.Min(Output.Rounding, Output.RoundingOfWhatMovesTo(Output.X + (scale / 16)));
            derivative = moved < 0.5 * Output.Rounding ? EstimateOnBranch(scale, moved, analytic) : derivative;
            if (scale < 0.5 && !verdict.IsSharp(derivative, analytic, scale))
            {
                derivative = Derivative.Better(derivative, EstimateOnBranch(1, moved, analytic));
            }

            return derivative;
        }

        // Beside log(1e-9) steps of 0.01 are large.
        var own = AdaptiveDerivative.OwnScale(Output.X);
        return own < scale / 2 ? Derivative.Better(derivative, EstimateOnBranch(own, Output.Rounding, analytic)) : derivative;
    }

    private bool IsGood(in Derivative derivative, double analytic, double scale) =>
        verdict.IsSharp(derivative, analytic, scale) && derivative.Error <= BoundVerdict.LargestRelativeBound * Math.Abs(derivative.Value);

    // Next to a kink or the edge of a domain, the free side alone gives the derivative of the branch that the point is on.
    private Derivative EstimateOnBranch(double scale, double rounding, double analytic, double witness = double.NaN)
    {
        var best = _derivative.Estimate(Side.Both, Output.SignatureAtPoint, scale, rounding, witness);
        if (!(_derivative.MetBranch || _derivative.MetNotANumber || _derivative.MetInfinity) || verdict.IsSharp(best, analytic, scale) || !CanGoOn)
        {
            return best;
        }

        foreach (var side in (ReadOnlySpan<Side>)[Side.Right, Side.Left])
        {
            var oneSided = _derivative.Estimate(side, Output.SignatureAtPoint, scale, rounding);
            best = oneSided.Error < best.Error ? oneSided : best;
            if (verdict.IsSharp(best, analytic, scale))
            {
                break;
            }
        }

        return best;
    }

    // A corner that no operator declares: √(x²) at 0.
    private CheckedEntry? Corner(CheckedEntry entry, double scale)
    {
        var sides = new KinkSides(Output, _derivative);
        if (!sides.TryMeasure(scale))
        {
            return entry with { Reason = CheckReason.Resolution };
        }

        return sides.Agree || double.IsInfinity(sides.Left.Error) || double.IsInfinity(sides.Right.Error) ? null
            : MeetsComputed(sides, StepSearch.Smallest(Output.X, scale)) ? Kink(entry, sides)
            : entry with { Reason = CheckReason.Resolution };
    }

    // Where the gradient that is computed next to the point is not the slope that was seen from afar, something smooth is finer than the steps.
    private bool MeetsComputed(KinkSides sides, double beside) =>
        double.IsFinite(sides.Difference) && Meets(sides.Left, Output.X - beside, sides.Difference) && Meets(sides.Right, Output.X + beside, sides.Difference);

    private bool Meets(in Derivative side, double x, double difference) => Output.GradientAt(x) is var there && (!double.IsFinite(there) || Math.Abs(there - side.Value) <= difference / 4);

    private CheckedEntry CheckKink(CheckedEntry entry, ComputedGradient computed, KinkSides sides, double scale)
    {
        if (!sides.TryMeasure(scale))
        {
            return entry with { Reason = CheckReason.Resolution };
        }

        if (double.IsInfinity(sides.Left.Error) || double.IsInfinity(sides.Right.Error))
        {
            // The output exists on one side only: the derivative there is all there is.
            return OrUnresolved(Judge(entry, (double.IsInfinity(sides.Left.Error) ? sides.Right : sides.Left).With(computed.Rounding), scale));
        }

        if (sides.Agree)
        {
            var judged = Judge(entry, sides.Both.With(computed.Rounding), scale);

            // relu(x) − relu(−x) at 0: the derivative exists, but not as what the conventions at the two kinks add up to.
            if (judged.Verdict != CheckVerdict.Fail || IsConfirmed())
            {
                return judged;
            }
        }

        return sides.TieIsOfRounding() ? entry with { Reason = CheckReason.KinkNearby } : Kink(entry, sides);

        bool IsConfirmed() => Confirms(sides.Both, computed);

        CheckedEntry OrUnresolved(CheckedEntry judged) => judged.Verdict == CheckVerdict.Fail && double.IsFinite(computed.Value)
            && !Confirms(double.IsInfinity(sides.Left.Error) ? sides.Right : sides.Left, computed) ? entry with { Reason = CheckReason.Resolution } : judged;
    }

    private CheckedEntry Kink(CheckedEntry entry, KinkSides sides)
    {
        var room = BoundVerdict.BoundsAllowed * (Bound(sides.Left) + Bound(sides.Right));
        return Kink(entry, double.IsFinite(sides.Difference) ? CheckReason.Corner : CheckReason.Jump, sides.Left.Value, sides.Right.Value, room, sides.Offset);

        static double Bound(in Derivative derivative) => double.IsFinite(derivative.Value) ? derivative.Error : 0;
    }

    private CheckedEntry Judge(CheckedEntry entry, in Derivative derivative, double scale) => verdict.Judge(entry, derivative, scale, ReasonFor(derivative));

    private string ReasonFor(in Derivative derivative) =>
        derivative.Noise > derivative.Error / 4 && double.IsFinite(derivative.Error) ? CheckReason.Noise
        : _derivative.MetNotANumber ? CheckReason.Domain
        : _derivative.MetInfinity ? CheckReason.Overflow
        : _derivative.MetBranch ? CheckReason.KinkNearby
        : double.IsFinite(derivative.Error) ? CheckReason.NotConverged
        : CheckReason.Noise;
}
