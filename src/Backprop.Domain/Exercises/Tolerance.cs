namespace Backprop.Domain.Exercises;

/// <summary>How far an answer may be from the number that it should be.</summary>
public abstract record Tolerance
{
    // What one more or one less rounding of a double may change in a number that lies on the edge of half a unit.
    private const double Slack = 1e-9;

    private Tolerance()
    {
    }

    /// <summary>For numbers typed by people: 1 %, and 1e-8 near zero.</summary>
    public static readonly Tolerance Default = new Mixed(0.01, 1e-8);

    /// <summary>Whether an answer meets a number. A number that is not finite is met only by itself.</summary>
    /// <param name="answer">What was answered.</param>
    /// <param name="key">What it should be.</param>
    /// <param name="scale">The sum of the magnitudes of the terms whose sum the number is, so that cancellation does not punish rounding.</param>
    public bool Accepts(double answer, double key, double scale) =>
        double.IsFinite(key) ? Math.Abs(answer - key) <= Margin(key, scale) : answer.Equals(key);

    /// <summary>Whether any of these numbers is told from its counterpart, at these scales (none for 0).</summary>
    internal bool Tells(ReadOnlySpan<double> numbers, ReadOnlySpan<double> from, ReadOnlySpan<double> scales)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if (Math.Abs(numbers[i] - from[i]) > Margin(from[i], scales.IsEmpty ? 0 : scales[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The largest difference that passes: none from a number that is not finite.</summary>
    public double Margin(double key, double scale)
    {
        if (!double.IsFinite(key))
        {
            return 0;
        }

        var size = double.IsFinite(scale) ? Math.Max(Math.Abs(key), scale) : Math.Abs(key);
        return Of(size) + (Slack * Math.Min(size, Of(size)));
    }

    /// <summary>The largest difference that passes for a number of this size.</summary>
    protected abstract double Of(double size);

    /// <summary>absolute + relative · size.</summary>
    public sealed record Mixed(double Relative, double Absolute) : Tolerance
    {
        /// <inheritdoc/>
        protected override double Of(double size) => Absolute + (Relative * size);
    }

    /// <summary>Half a unit of the last of so many significant digits.</summary>
    public sealed record SignificantDigits(int Digits) : Tolerance
    {
        /// <inheritdoc/>
        protected override double Of(double size) => size == 0 ? 0 : 0.5 * Math.Pow(10, Math.Floor(Math.Log10(size)) - Digits + 1);
    }

    /// <summary>Half a unit of the last of so many digits after the point.</summary>
    public sealed record Decimals(int Places) : Tolerance
    {
        /// <inheritdoc/>
        protected override double Of(double size) => 0.5 * Math.Pow(10, -Places);
    }
}
