using Backprop.Domain.Operators;

namespace Backprop.Domain.Training.Optimizers;

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
