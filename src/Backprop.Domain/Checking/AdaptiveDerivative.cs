namespace Backprop.Domain.Checking;

/// <summary>The points that a difference quotient uses.</summary>
internal enum Side
{
    /// <summary>x − h and x + h.</summary>
    Both,

    /// <summary>x − h and x.</summary>
    Left,

    /// <summary>x and x + h.</summary>
    Right,
}

/// <summary>A numeric derivative.</summary>
/// <param name="Value">The derivative.</param>
/// <param name="Error">A bound of its error, infinite where there is no usable difference quotient.</param>
/// <param name="Noise">The part of the bound that is rounding.</param>
/// <param name="Step">The step of the finest difference quotient it is made of.</param>
internal readonly record struct Derivative(double Value, double Error, double Noise, double Step)
{
    public static readonly Derivative None = new(double.NaN, double.PositiveInfinity, 0, 0);

    /// <summary>Whether both can be bounds of one number.</summary>
    public bool AgreesWith(in Derivative other) => Math.Abs(Value - other.Value) <= 2 * (Error + other.Error);

    /// <summary>With further rounding in its bound.</summary>
    public Derivative With(double rounding) => this with { Error = Error + rounding, Noise = Noise + rounding };

    /// <summary>The sharper of two, if they can be bounds of one number.</summary>
    public static Derivative Better(in Derivative first, in Derivative second) =>
        second.Error < first.Error && (double.IsInfinity(first.Error) || first.AgreesWith(second)) ? second : first;
}

// docs/decisions/0070-the-free-side-of-a-kink.md
/// <summary>
/// Romberg's extrapolation of difference quotients to step 0, with an error bound that includes the rounding of the output, and three fine
/// probes that unmask a table that settled on a plateau beside a steep step (after C. J. F. Ridders, Accurate computation of F'(x) and F'(x)F''(x), 1982,
/// who has neither the noise nor the probes).
/// </summary>
internal sealed class AdaptiveDerivative(OutputAlongEntry output)
{
    private const int Columns = 7;
    private const int MostRows = 26;

    /// <summary>How many times ε_f two roundings of the output differ at most, with room for what first order leaves out.</summary>
    private const double NoiseFactor = 3;

    /// <summary>A relative error below which nobody needs more.</summary>
    private const double Sufficient = 1e-9;

    /// <summary>The largest error, as a share of a witness that agrees, with which no probes are taken.</summary>
    private const double Confirmed = 1e-7;

    private static readonly double[] ProbeScales = [1e-4, 1e-5, 1e-6];

    private readonly Derivative[] _candidates = new Derivative[MostRows + ProbeScales.Length];
    private double[] _row = new double[Columns];
    private double[] _above = new double[Columns];
    private double[] _rowNoise = new double[Columns];
    private double[] _aboveNoise = new double[Columns];
    private readonly (double Difference, double Noise)[] _bends = new (double, double)[ProbeScales.Length];
    private int _count;
    private (double Difference, double Noise) _bend;
    private Side _side;
    private ulong _signature;
    private double _rounding;

    /// <summary>Whether a point was dropped because the output was infinite there, since the last reset.</summary>
    public bool MetInfinity { get; private set; }

    /// <summary>Whether a point was dropped because the output was not a number there, since the last reset.</summary>
    public bool MetNotANumber { get; private set; }

    /// <summary>Whether a point was dropped because it lay on another branch, since the last reset.</summary>
    public bool MetBranch { get; private set; }

    /// <summary>
    /// Whether the slopes of the two sides differ by more than rounding and hardly less over the finest steps than over ten times those: a corner that
    /// no operator declares. A smooth function's difference is ten times smaller there.
    /// </summary>
    public bool MetBend { get; private set; }

    /// <summary>Forgets what was met.</summary>
    public void Reset() => MetInfinity = MetNotANumber = MetBranch = false;

    /// <summary>A bound of what rounding does to a difference quotient.</summary>
    public static double Noise(double rounding, double divisor, double quotient) =>
        (NoiseFactor * rounding / divisor) + (4 * OutputAlongEntry.UnitRoundoff * Math.Abs(quotient));

    /// <summary>
    /// The length over which the output is explored: |x|, at least 0.01, down to the next power of two, so that x ± h is exact and the stencil stands even.
    /// </summary>
    public static double Scale(double x) => Math.ScaleB(1, Math.ILogB(Math.Max(Math.Abs(x), 0.01)));

    /// <summary>|x|, down to the next power of two, for points where a function changes over |x| itself; the scale of 0 is that of 0.01.</summary>
    public static double OwnScale(double x) => x == 0 ? Scale(x) : Math.ScaleB(1, Math.Max(-1000, Math.ILogB(x)));

    /// <summary>
    /// Estimates the derivative from the points of one or both sides that are on the branch of this signature. Where the table and a witness agree
    /// sharply, two points next to x that look for a bend take the place of the probes.
    /// </summary>
    public Derivative Estimate(Side side, ulong signature, double scale, double rounding, double witness = double.NaN)
    {
        _side = side;
        _signature = signature;
        _rounding = rounding;
        _count = 0;
        _bend = (double.NaN, double.NaN);
        FillTable(scale);
        var coarse = _bend;
        if (side == Side.Both && Choose() is var chosen && chosen.Error <= Confirmed * Math.Abs(witness) && Math.Abs(chosen.Value - witness) <= chosen.Error)
        {
            MetBend = TryQuotient(Even(scale * ProbeScales[^1]), out _, out _) && Bends(_bend, coarse);
            return chosen;
        }

        for (var probe = 0; probe < ProbeScales.Length; probe++)
        {
            Probe(probe, Even(scale * ProbeScales[probe]));
        }

        MetBend = side == Side.Both && (Bends(_bends[2], _bends[1]) || (!IsSeen(_bends[2]) && Bends(_bends[1], _bends[0])));
        return Choose();
    }

    // A one-sided slope has twice the noise of the central one, and four of them are compared.
    private static bool IsSeen((double Difference, double Noise) bend) => Math.Abs(bend.Difference) > 16 * bend.Noise;

    private static bool Bends((double Difference, double Noise) fine, (double Difference, double Noise) coarse) =>
        IsSeen(fine) && Math.Abs(fine.Difference) > 0.8 * Math.Abs(coarse.Difference);

    // x ± h is exact for powers of two that are no shorter than this.
    private double SmallestStep => 4 * StepSearch.Spacing(output.X);

    private double Even(double h) => Math.Max(OwnScale(h), 2 * SmallestStep);

    private double Ratio => _side == Side.Both ? 4 : 2;

    // Rows for s/4, s/8, …: column j removes the error term of order 2j (central quotients) or j (one-sided ones). A point that cannot be used
    // ends the table: what is above it bridged something that the function does there, so it starts again below.
    private void FillTable(double scale)
    {
        var smallest = Math.Max(scale * 1e-8, SmallestStep);
        var rows = 0;
        var best = Derivative.None;
        for (var h = scale / 4; h >= smallest && _count < MostRows; h /= rows == 0 ? 4 : 2)
        {
            if (!TryQuotient(h, out var quotient, out var noise))
            {
                rows = 0;
                _count = 0;
                best = Derivative.None;
                continue;
            }

            (_row, _above) = (_above, _row);
            (_rowNoise, _aboveNoise) = (_aboveNoise, _rowNoise);
            _row[0] = quotient;
            _rowNoise[0] = noise;
            var bestOfRow = Extrapolate(Math.Min(rows, Columns - 1), h);
            rows++;
            if (rows == 1)
            {
                continue;
            }

            _candidates[_count++] = bestOfRow;
            best = bestOfRow.Error < best.Error ? bestOfRow : best;

            // The next row has twice the noise. Three rows before the error is believed at all.
            if (rows >= 3 && (best.Error <= Math.Max(4 * noise, Sufficient * Math.Abs(best.Value)) || (rows >= 6 && noise > 30 * best.Error)))
            {
                return;
            }
        }
    }

    private Derivative Extrapolate(int columns, double h)
    {
        var best = Derivative.None;
        var power = 1.0;
        for (var column = 1; column <= columns; column++)
        {
            power *= Ratio;
            _row[column] = _row[column - 1] + ((_row[column - 1] - _above[column - 1]) / (power - 1));
            _rowNoise[column] = ((power * _rowNoise[column - 1]) + _aboveNoise[column - 1]) / (power - 1);
            var error = Math.Max(Math.Abs(_row[column] - _row[column - 1]), Math.Abs(_row[column] - _above[column - 1])) + _rowNoise[column];
            if (error < best.Error)
            {
                best = new Derivative(_row[column], error, _rowNoise[column], h);
            }
        }

        return best;
    }

    private void Probe(int index, double h)
    {
        _bends[index] = (double.NaN, double.NaN);
        if (TryQuotient(h, out var whole, out var wholeNoise) && TryQuotient(h / 2, out var half, out var halfNoise))
        {
            _bends[index] = _bend;
            var value = half + ((half - whole) / (Ratio - 1));
            var noise = ((Ratio * halfNoise) + wholeNoise) / (Ratio - 1);
            _candidates[_count++] = new Derivative(value, Math.Max(Math.Abs(value - half), Math.Abs(value - whole)) + noise, noise, h / 2);
        }
    }

    private bool TryQuotient(double h, out double quotient, out double noise)
    {
        var upper = _side == Side.Left ? output.X : output.X + h;
        var lower = _side == Side.Right ? output.X : output.X - h;

        // What was really moved, not what was meant: x + h is rounded.
        var divisor = upper - lower;
        quotient = noise = 0;
        if (!(divisor > 0) || !double.IsFinite(divisor))
        {
            return false;
        }

        var above = 0.0;
        var below = 0.0;
        if ((_side != Side.Left && !TryMove(upper, out above)) || (_side != Side.Right && !TryMove(lower, out below)))
        {
            return false;
        }

        quotient = (above - below) / divisor;
        noise = Noise(_rounding, divisor, quotient);
        _bend = ((above / (upper - output.X)) + (below / (output.X - lower)), noise);
        return double.IsFinite(quotient) && double.IsFinite(noise);
    }

    private bool TryMove(double x, out double change)
    {
        change = output.ChangeAt(x);
        MetInfinity |= double.IsInfinity(change);
        MetNotANumber |= double.IsNaN(change);
        MetBranch |= output.Signature != _signature;
        return double.IsFinite(change) && output.Signature == _signature;
    }

    // The candidate of smallest error that agrees with every finer one.
    private Derivative Choose()
    {
        var candidates = _candidates.AsSpan(0, _count);
        candidates.Sort((a, b) => b.Step.CompareTo(a.Step));
        var chosen = Derivative.None;
        for (var i = 0; i < candidates.Length; i++)
        {
            var agrees = candidates[i].Error < chosen.Error;
            for (var finer = i + 1; agrees && finer < candidates.Length; finer++)
            {
                agrees = candidates[i].AgreesWith(candidates[finer]);
            }

            chosen = agrees ? candidates[i] : chosen;
        }

        return chosen;
    }
}
