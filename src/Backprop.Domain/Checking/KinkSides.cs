namespace Backprop.Domain.Checking;

// docs/decisions/0070-the-free-side-of-a-kink.md
/// <summary>The derivatives from the left and from the right of a point on a tie, or where the slopes of the two sides were seen to differ.</summary>
internal sealed class KinkSides(OutputAlongEntry output, AdaptiveDerivative derivative)
{
    /// <summary>How far from the point the sides are looked at, in units of the scale.</summary>
    private const double NextToPoint = 1.0 / (1 << 21);

    /// <summary>From a step to the next finer one, where it is seen whether the sides keep their derivatives.</summary>
    private const double Stride = 64;

    /// <summary>A tie that holds this many numbers to both sides is one of rounding: (x + 1e7) − 1e7 is 0 for many x.</summary>
    private const double SpacingsOfATie = 64;

    private double _rounding = output.Rounding;

    /// <summary>From the left.</summary>
    public Derivative Left { get; private set; }

    /// <summary>From the right.</summary>
    public Derivative Right { get; private set; }

    /// <summary>How far from the point the sides were looked at.</summary>
    public double Offset { get; private set; }

    /// <summary>|left − right|; infinite or not a number at a jump.</summary>
    public double Difference => Math.Abs(Left.Value - Right.Value);

    /// <summary>Whether both are the derivative, within their bounds.</summary>
    public bool Agree => double.IsFinite(Difference)
        && Difference <= (BoundVerdict.BoundsAllowed * (Left.Error + Right.Error)) + (BoundVerdict.AnalyticRounding * Math.Abs(Left.Value));

    /// <summary>The derivative that both are.</summary>
    public Derivative Both =>
        new((Left.Value + Right.Value) / 2, Math.Max(Left.Error, Right.Error) + (Difference / 2), Math.Max(Left.Noise, Right.Noise), Math.Min(Left.Step, Right.Step));

    /// <summary>Whether the output leaves the branch of the point next to it.</summary>
    public bool LeaveBranch(double scale) => Leaves(scale * NextToPoint);

    /// <summary>Whether the tie is wider than the numbers beside x, so that nobody knows on which side of it x lies.</summary>
    public bool TieIsOfRounding() => output.X != 0 && !Leaves(SpacingsOfATie * StepSearch.Spacing(output.X));

    /// <summary>
    /// Measures both sides at ever smaller scales until what they say holds over every finer step that float64 has there: something else 1e-9 away is not
    /// taken for the point's own kink. False where it holds nowhere.
    /// </summary>
    public bool TryMeasure(double scale)
    {
        const double Finer = 1.0 / 4096;
        const int MostScales = 5;
        var smallest = StepSearch.Smallest(output.X, scale);

        // On a tie the gradient may be 0 by convention, and the first-order rounding with it: that beside the tie counts.
        output.ChangeAt(output.X + (scale * NextToPoint));
        var beside = output.RoundingAtLastPoint();
        _rounding = double.IsFinite(beside) ? Math.Max(output.Rounding, beside) : output.Rounding;
        for (var (i, at) = (0, scale); i < MostScales && (i == 0 || at * NextToPoint > Stride * smallest); i++, at *= Finer)
        {
            Offset = at * NextToPoint;
            Left = FromSide(Side.Left, at);
            Right = FromSide(Side.Right, at);
            if (double.IsInfinity(Left.Error) || double.IsInfinity(Right.Error) || Agree || Hold(smallest))
            {
                return true;
            }
        }

        return false;
    }

    private bool Leaves(double offset)
    {
        foreach (var x in (ReadOnlySpan<double>)[output.X + offset, output.X - offset])
        {
            output.ChangeAt(x);
            if (output.Signature != output.SignatureAtPoint)
            {
                return true;
            }
        }

        return false;
    }

    // The one-sided derivative; infinite where the output jumps.
    private Derivative FromSide(Side side, double scale)
    {
        var direction = side == Side.Left ? -1 : 1;
        var near = output.ChangeAt(output.X + (direction * scale * NextToPoint));
        var signature = output.Signature;
        var far = output.ChangeAt(output.X + (direction * scale * NextToPoint * 8));
        if (double.IsFinite(near) && double.IsFinite(far) && Math.Abs(near) > 100 * _rounding && Math.Abs(near) > 0.9 * Math.Abs(far)
            && Math.Abs(near - far) < 0.1 * Math.Abs(near))
        {
            return new Derivative(direction * near > 0 ? double.PositiveInfinity : double.NegativeInfinity, 0, 0, 0);
        }

        var found = derivative.Estimate(side, signature, scale, _rounding);
        return scale < 0.5 && found.Error > 0.1 * BoundVerdict.LargestRelativeBound * Math.Abs(found.Value) && scale >= AdaptiveDerivative.Scale(output.X)
            ? Derivative.Better(found, derivative.Estimate(side, signature, 1, _rounding))
            : found;
    }

    // A corner keeps its slopes, and a jump its height, however near one comes.
    private bool Hold(double smallest)
    {
        var (heightLeft, heightRight) = (output.ChangeAt(output.X - Offset), output.ChangeAt(output.X + Offset));
        for (var h = Offset / Stride; h >= smallest; h /= Stride)
        {
            if (!Holds(Left, -h, heightLeft) || !Holds(Right, h, heightRight))
            {
                return false;
            }
        }

        return true;
    }

    private bool Holds(in Derivative side, double h, double height)
    {
        var x = output.X + h;
        var moved = x - output.X;
        var change = output.ChangeAt(x);
        if (double.IsInfinity(side.Value))
        {
            return Math.Abs(change - height) <= Math.Abs(height) / 2;
        }

        var noise = AdaptiveDerivative.Noise(_rounding, Math.Abs(moved), change / moved);
        var room = (double.IsFinite(Difference) ? Difference : Math.Max(Math.Abs(side.Value), noise)) / 4;
        return noise > room / 2 || Math.Abs((change / moved) - side.Value) <= room + side.Error;
    }
}
