using Backprop.Domain.Tensors;

namespace Backprop.Domain.Checking;

/// <summary>How the derivative is computed that a gradient is compared with.</summary>
public enum CheckMethod
{
    /// <summary>Extrapolated central differences whose steps and error bound come from the graph itself.</summary>
    Adaptive,

    /// <summary>(f(x + h) − f(x − h)) / 2h with one step for all.</summary>
    Central,

    /// <summary>(f(x + h) − f(x)) / h with one step for all.</summary>
    Forward,
}

/// <summary>What difference passes: |analytic − numeric| ≤ absolute + relative · max(|analytic|, |numeric|).</summary>
/// <param name="Relative">The relative part, 0 or more.</param>
/// <param name="Absolute">The absolute part, 0 or more.</param>
public sealed record CheckTolerance(double Relative = CheckTolerance.DefaultRelative, double Absolute = CheckTolerance.DefaultAbsolute)
{
    /// <summary>The relative part where none is given: a tenth of what CS231n calls suspicious.</summary>
    public const double DefaultRelative = 1e-4;

    /// <summary>The absolute part where none is given.</summary>
    public const double DefaultAbsolute = 1e-7;

    /// <summary>What the textbook methods use where none is given.</summary>
    public static readonly CheckTolerance Default = new();

    /// <summary>The largest difference that passes between two derivatives.</summary>
    public double Allowed(double analytic, double numeric) => Absolute + (Relative * Math.Max(Math.Abs(analytic), Math.Abs(numeric)));
}

/// <summary>What a gradient check does. Nodes are given by their index in the graph; <see cref="GradientCheckTargets"/> finds them by id.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>The step of <see cref="CheckMethod.Central"/> where none is given: near the cube root of 2⁻⁵³, where truncation and rounding balance.</summary>
    public const double DefaultCentralStep = 1e-5;

    /// <summary>The step of <see cref="CheckMethod.Forward"/> where none is given: near the square root of 2⁻⁵³.</summary>
    public const double DefaultForwardStep = 1e-7;

    /// <summary>The method.</summary>
    public CheckMethod Method { get; init; } = CheckMethod.Adaptive;

    /// <summary>The step of the textbook methods, positive; null for the method's default. The adaptive method chooses its own.</summary>
    public double? Step { get; init; }

    /// <summary>What difference passes; null for the default of the textbook methods and for the adaptive method's own bound.</summary>
    public CheckTolerance? Tolerance { get; init; }

    /// <summary>The gradient of the output, in its shape; null for 1, and for <see cref="CheckDirection"/> where the output is not a single number.</summary>
    public Tensor? Upstream { get; init; }

    /// <summary>The input and parameter nodes whose gradients are checked, in the order of the result.</summary>
    public required IReadOnlyList<int> Wrt { get; init; }

    /// <summary>Gradients that are checked instead of the computed ones, by node.</summary>
    public IReadOnlyDictionary<int, Tensor> Claims { get; init; } = new Dictionary<int, Tensor>();

    /// <summary>The most threads that work on the entries. The result does not depend on it.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
