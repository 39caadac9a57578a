namespace Backprop.Domain.Checking;

/// <summary>An element of a gradient as the graph computes it.</summary>
/// <param name="Value">The element.</param>
/// <param name="Rounding">A bound of what rounding has done to it; 0 where the method does not ask.</param>
internal readonly record struct ComputedGradient(double Value, double Rounding);

/// <summary>Checks one entry after another by one method. Belongs to one thread.</summary>
internal abstract class EntryCheck(OutputAlongEntry output)
{
    /// <summary>The output along the entry that is checked.</summary>
    protected OutputAlongEntry Output { get; } = output;

    /// <summary>Checks the entry that the output is turned to.</summary>
    /// <param name="node">The node.</param>
    /// <param name="element">The element's flat position.</param>
    /// <param name="analytic">The gradient under test.</param>
    /// <param name="computed">The computed gradient, and a bound of its rounding: the same gradient, unless a claim is under test.</param>
    public abstract CheckedEntry Check(int node, int element, double analytic, ComputedGradient computed);

    /// <summary>The method's check.</summary>
    /// <param name="options">The method and what belongs to it.</param>
    /// <param name="output">The output along the entries.</param>
    /// <param name="magnitude">Σ|upstream · output| at the point.</param>
    /// <param name="spare">Evaluations that disputed entries may take beside those that the estimate counts for each.</param>
    public static EntryCheck For(GradientCheckOptions options, OutputAlongEntry output, double magnitude, long spare) => options.Method switch
    {
        CheckMethod.Adaptive => new AdaptiveCheck(output, new BoundVerdict(options.Tolerance, magnitude), spare),
        CheckMethod.Central => new TextbookCheck(output, Side.Both, options.Step ?? GradientCheckOptions.DefaultCentralStep, options.Tolerance ?? CheckTolerance.Default),
        CheckMethod.Forward => new TextbookCheck(output, Side.Right, options.Step ?? GradientCheckOptions.DefaultForwardStep, options.Tolerance ?? CheckTolerance.Default),
        _ => throw new ArgumentOutOfRangeException(nameof(options)),
    };

    /// <summary>−0 as 0.</summary>
    protected static double Unsigned(double zero) => zero == 0 ? 0 : zero;

    /// <summary>An entry where the derivatives from left and right differ; the nodes that leave a kink within the step are named, none for a step of 0.</summary>
    protected CheckedEntry Kink(CheckedEntry entry, string reason, double left, double right, double room, double step) => entry with
    {
        Verdict = CheckVerdict.Kink,
        Reason = reason,
        Left = Unsigned(left),
        Right = Unsigned(right),
        Between = entry.Analytic >= Math.Min(left, right) - room && entry.Analytic <= Math.Max(left, right) + room,
        KinkNodes = step > 0 ? Output.KinksLeftBetween(Output.X - step, Output.X + step) : [],
    };
}
