namespace Backprop.Domain.Solving;

/// <summary>What is asked of a solution.</summary>
/// <param name="Target">The number that the output is to meet.</param>
/// <param name="Variables">The leaves that may be moved, by index in the graph.</param>
/// <param name="Tolerance">How far from the target the output may stay.</param>
/// <param name="MaxIterations">The most steps.</param>
public sealed record SolutionTask(double Target, IReadOnlyList<int> Variables, double Tolerance, int MaxIterations);

/// <summary>How a solution ended.</summary>
public enum SolutionReason
{
    /// <summary>The output is within the tolerance of the target.</summary>
    Converged,

    /// <summary>The steps were used up, no step came nearer to the target, or the step vanished beside the variables.</summary>
    NotConverged,

    /// <summary>The output does not depend on any variable here, so that there is no step to take.</summary>
    ZeroGradient,

    /// <summary>The output or its gradient is not finite at the start, or at every step that could be taken.</summary>
    LeftDomain,
}

/// <summary>One state on the way and the step taken from it.</summary>
/// <param name="Number">0 for the start.</param>
/// <param name="Values">The graph's arena of values: all nodes, one after another.</param>
/// <param name="Gradients">The graph's arena of gradients.</param>
/// <param name="Value">The output.</param>
/// <param name="Error">Output − target.</param>
/// <param name="Damping">The share of the Newton step that was taken: 1, ½, ¼, …; null where no step was taken from here.</param>
/// <param name="Deltas">The arena of first-order increments that the step asks for; null where no step was taken from here. NaN where a node has no influence on the output.</param>
public sealed record SolutionIteration(int Number, double[] Values, double[] Gradients, double Value, double Error, double? Damping, double[]? Deltas);

/// <summary>The way to a solution.</summary>
/// <param name="Reason">How it ended.</param>
/// <param name="Iterations">Every state, the start first.</param>
/// <param name="IsBelowRounding">Whether the tolerance is less than half the distance between neighbouring floating-point numbers at the target.</param>
/// <param name="StepVanished">Whether the last step asked for was shorter than the distance between neighbouring floating-point numbers at every variable.</param>
public sealed record Solution(SolutionReason Reason, IReadOnlyList<SolutionIteration> Iterations, bool IsBelowRounding, bool StepVanished)
{
    /// <summary>Whether the target was met.</summary>
    public bool Converged => Reason == SolutionReason.Converged;
}
