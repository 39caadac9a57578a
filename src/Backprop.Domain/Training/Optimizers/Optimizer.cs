using Backprop.Domain.Operators;

namespace Backprop.Domain.Training.Optimizers;

/// <summary>All that is known of one optimizer: the one place to declare it.</summary>
/// <param name="Name">The name; matched in any letter case.</param>
/// <param name="Summary">What it does, and the difference between sources where there is one.</param>
/// <param name="Formula">The update in LaTeX: the gradient <c>g</c> moves the parameter <c>w</c>.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="Attributes">The attributes that it takes; the learning rate is one of them.</param>
/// <param name="Slots">How many numbers it remembers for each parameter: 0 to 2, all zero at the start.</param>
/// <param name="Bind">Makes the update for these attributes.</param>
public sealed record Optimizer(
    string Name, string Summary, string Formula, string Source, IReadOnlyList<AttributeDefinition> Attributes, int Slots, Func<NodeAttributes, UpdateRule> Bind);

/// <summary>Moves a parameter by its gradient.</summary>
public delegate void UpdateRule(in UpdateFrame frame);

/// <summary>What an update sees of one parameter tensor.</summary>
public readonly ref struct UpdateFrame(int step, double learningRate, Span<double> parameter, ReadOnlySpan<double> gradient, Span<double> first, Span<double> second)
{
    /// <summary>The step, from 1.</summary>
    public int Step { get; } = step;

    /// <summary>The learning rate of this step, decay applied.</summary>
    public double LearningRate { get; } = learningRate;

    /// <summary>The parameter, to be moved.</summary>
    public Span<double> Parameter { get; } = parameter;

    /// <summary>Its gradient.</summary>
    public ReadOnlySpan<double> Gradient { get; } = gradient;

    /// <summary>The first number remembered for each element; empty where the optimizer has no slot.</summary>
    public Span<double> First { get; } = first;

    /// <summary>The second number remembered for each element; empty where the optimizer has one slot or none.</summary>
    public Span<double> Second { get; } = second;
}

/// <summary>Attributes that optimizers share.</summary>
internal static class OptimizerAttributes
{
    /// <summary>The name of the learning rate; every optimizer has one.</summary>
    public const string LearningRateName = "learningRate";

    /// <summary>What is added to a root.</summary>
    public static readonly AttributeDefinition Epsilon = new("epsilon", AttributeKind.Number, "ε, added to the root.", new AttributeValue.Number(1e-8), Minimum: 0);

    /// <summary>The learning rate, with what it is where it is left out.</summary>
    public static AttributeDefinition LearningRate(double value) => new(LearningRateName, AttributeKind.Number, "η, the learning rate.", new AttributeValue.Number(value), Minimum: 0);
}
