using Backprop.Domain.Exercises;

namespace Backprop.Domain.Grading;

// docs/decisions/0101-names-are-held-to-the-digits-written.md
/// <summary>
/// How near an answer has to come to a mistake's number. Many mistakes are tried, so the tolerance that decides what is right would name
/// one by chance too often: here an answer is held to the digits that were written down.
/// </summary>
internal static class DiagnosisMargin
{
    // What rounding in intermediate steps that were not written down may amount to.
    private const double Least = 1e-3;

    /// <summary>The largest difference between an answer and a mistake's number that names it.</summary>
    /// <param name="tolerance">The tolerance of the exercise, which is never exceeded.</param>
    /// <param name="answer">What was written.</param>
    /// <param name="candidate">What the mistake gives.</param>
    /// <param name="scale">The sum of the magnitudes of its terms.</param>
    /// <param name="upstreamPrecision">The relative precision of the numbers it was made from.</param>
    public static double Of(Tolerance tolerance, double answer, double candidate, double scale, double upstreamPrecision)
    {
        var size = Math.Max(Math.Abs(candidate), double.IsFinite(scale) ? scale : 0);
        return Math.Min(tolerance.Margin(candidate, scale), HalfUnit(answer) + (Math.Max(Least, upstreamPrecision) * size));
    }

    /// <summary>The largest relative precision of some numbers as written.</summary>
    public static double Precision(ReadOnlySpan<double> numbers)
    {
        const int Most = 16;
        var precision = 0.0;
        for (var i = 0; i < Math.Min(numbers.Length, Most); i++)
        {
            if (numbers[i] != 0 && double.IsFinite(numbers[i]))
            {
                precision = Math.Max(precision, HalfUnit(numbers[i]) / Math.Abs(numbers[i]));
            }
        }

        return precision;
    }

    /// <summary>Half a unit of the last digit of the shortest decimal that is this number.</summary>
    public static double HalfUnit(double number)
    {
        Span<char> text = stackalloc char[32];
        if (!double.IsFinite(number) || !number.TryFormat(text, out var length, default, CultureInfo.InvariantCulture))
        {
            return 0;
        }

        var digits = text[..length];
        var exponent = 0;
        var mark = digits.IndexOf('E');
        if (mark >= 0)
        {
            exponent = int.Parse(digits[(mark + 1)..], CultureInfo.InvariantCulture);
            digits = digits[..mark];
        }

        var point = digits.IndexOf('.');
        return 0.5 * Math.Pow(10, exponent - (point < 0 ? 0 : digits.Length - point - 1));
    }
}
