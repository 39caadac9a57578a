namespace Backprop.Domain.Checking;

// docs/decisions/0320-three-witnesses.md
/// <summary>
/// Difference quotients over steps of every length that float64 has at the point, from far above the usual ones down to the spacing of x. They tell over
/// which steps the output follows its computed gradient, and whether a numeric derivative holds on all finer steps.
/// </summary>
internal sealed class StepSearch(OutputAlongEntry output)
{
    /// <summary>The largest step, in units of the scale.</summary>
    private const double Largest = 4096;

    /// <summary>From step to step.</summary>
    private const double Stride = 16;

    /// <summary>The fewest spacings of x that a step has: the two sides of a binade have different ones.</summary>
    private const double FewestSpacings = 4;

    /// <summary>The gradient is looked at this far from the point, in units of the finest step that a derivative is made of.</summary>
    private static readonly double[] Places = [1, -0.61, 0.37, -0.23, 0.11, -1e-2, 1e-3, -1e-5];

    private readonly List<(double Step, double Quotient, double Noise)> _found = [];

    /// <summary>Whether the steps went down to the spacing of x and rounding hid nothing there.</summary>
    public bool ReachedSpacing { get; private set; }

    /// <summary>The smallest step worth taking at x: the spacing of x limits it, and 0 has none.</summary>
    public static double Smallest(double x, double scale) =>
        Math.Max(FewestSpacings * Spacing(x), Math.Min(Math.ScaleB(scale, -56), Math.ScaleB(AdaptiveDerivative.OwnScale(x), -40)));

    /// <summary>The distance from |x| to the next larger number.</summary>
    public static double Spacing(double x) => Math.BitIncrement(Math.Abs(x)) - Math.Abs(x);

    /// <summary>Takes the quotients over steps from a quarter of the scale down to the spacing of x.</summary>
    public void SearchShorter(double scale, double rounding) => Search(scale / 4, Smallest(output.X, scale), rounding);

    /// <summary>Takes the quotients over steps beyond the scale: where the output is nearly straight they have less noise.</summary>
    public void SearchLonger(double scale, double rounding) => Search(scale * Largest, scale, rounding);

    private void Search(double largest, double smallest, double rounding)
    {
        _found.Clear();
        for (var h = largest; h >= smallest; h /= Stride)
        {
            Take(h, rounding);
        }
    }

    /// <summary>The step over which the output follows a gradient best, or 0 where no quotient is nearer than this.</summary>
    public double StepThatFollows(double gradient, double nearer)
    {
        var (best, least) = (0.0, nearer);
        foreach (var (step, quotient, noise) in _found)
        {
            var miss = Math.Abs(quotient - gradient) + noise;
            (best, least) = miss < least ? (step, miss) : (best, least);
        }

        return best;
    }

    /// <summary>Whether every finer quotient that rounding lets see it lies within a quarter of the difference from a derivative.</summary>
    public bool Holds(in Derivative derivative, double difference)
    {
        var seen = 0;
        ReachedSpacing = false;
        var holds = true;
        foreach (var (step, quotient, noise) in _found)
        {
            if (step <= derivative.Step && noise <= difference / 8)
            {
                seen++;
                holds &= Math.Abs(quotient - derivative.Value) <= difference / 4;
                ReachedSpacing |= step < FewestSpacings * Stride * Spacing(output.X);
            }
        }

        return holds && seen > 0;
    }

    /// <summary>Whether the gradient that the graph computes changes by less than a quarter of a difference over the points that a derivative is made of.</summary>
    public bool IsSteady(in Derivative derivative, double gradient, double difference)
    {
        foreach (var place in Places)
        {
            var there = output.GradientAt(output.X + (derivative.Step * place));
            if (output.Signature == output.SignatureAtPoint && !(Math.Abs(there - gradient) <= difference / 4))
            {
                return false;
            }
        }

        return true;
    }

    private void Take(double h, double rounding)
    {
        var above = output.ChangeAt(output.X + h);
        var hasRight = double.IsFinite(above) && output.Signature == output.SignatureAtPoint;
        var below = output.ChangeAt(output.X - h);
        var hasLeft = double.IsFinite(below) && output.Signature == output.SignatureAtPoint;
        if (!hasRight && !hasLeft)
        {
            return;
        }

        var divisor = (hasRight ? output.X + h : output.X) - (hasLeft ? output.X - h : output.X);
        var quotient = ((hasRight ? above : 0) - (hasLeft ? below : 0)) / divisor;
        var noise = AdaptiveDerivative.Noise(rounding, divisor, quotient);
        if (divisor > 0 && double.IsFinite(quotient) && double.IsFinite(noise))
        {
            _found.Add((h, quotient, noise));
        }
    }
}
