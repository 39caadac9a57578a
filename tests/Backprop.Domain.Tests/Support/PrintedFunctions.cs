namespace Backprop.Domain.Tests.Support;

/// <summary>Functions of one number, by the name that they are printed with.</summary>
internal static class PrintedFunctions
{
    public static readonly IReadOnlyDictionary<string, Func<double, double>> ByName = new Dictionary<string, Func<double, double>>
    {
        [@"\sin"] = Math.Sin,
        [@"\cos"] = Math.Cos,
        [@"\tan"] = Math.Tan,
        [@"\arcsin"] = Math.Asin,
        [@"\arccos"] = Math.Acos,
        [@"\arctan"] = Math.Atan,
        [@"\sinh"] = Math.Sinh,
        [@"\cosh"] = Math.Cosh,
        [@"\tanh"] = Math.Tanh,
        [@"\ln"] = Math.Log,
        [@"\sigma"] = x => 1 / (1 + Math.Exp(-x)),
        ["sign"] = x => Math.Sign(x),
        ["round"] = x => Math.Round(x, MidpointRounding.ToEven),
        ["softplus"] = x => Math.Log(1 + Math.Exp(x)),
        ["erf"] = Erf,
    };

    // Abramowitz and Stegun 7.1.5, summed to the last digit.
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        var (term, sum) = (x, x);
        for (var n = 1; n < 200; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
