using Backprop.Domain.Naming;
using Backprop.Domain.Operators;

namespace Backprop.Domain.Training;

/// <summary>How the learning rate falls from epoch to epoch: the one place to declare a schedule.</summary>
/// <param name="Name">The name; matched in any letter case.</param>
/// <param name="Summary">The schedule in words.</param>
/// <param name="Formula">The learning rate of epoch t, from 0, in LaTeX.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="Attributes">The attributes that it takes.</param>
/// <param name="Factor">The factor of the learning rate in an epoch, the first of which is 0.</param>
public sealed record LearningRateDecay(
    string Name, string Summary, string Formula, string Source, IReadOnlyList<AttributeDefinition> Attributes, Func<NodeAttributes, int, double> Factor);

/// <summary>Every way in which the learning rate can fall.</summary>
public static class LearningRateDecays
{
    private const string Cs231n = "CS231n, notes on annealing the learning rate";

    private static readonly AttributeDefinition Rate = new("rate", AttributeKind.Number, "k, how fast it falls.", Required: true, Minimum: 0);

    /// <summary>By the same factor each epoch.</summary>
    public static readonly LearningRateDecay Exponential = new(
        "exponential",
        "The learning rate falls by the same factor each epoch.",
        @"\eta_t = \eta \, e^{-k t}",
        Cs231n,
        [Rate],
        (attributes, epoch) => Math.Exp(-attributes.Number("rate") * epoch));

    /// <summary>By one over the time.</summary>
    public static readonly LearningRateDecay InverseTime = new(
        "inverseTime",
        "The learning rate falls as one over the number of epochs.",
        @"\eta_t = \frac{\eta}{1 + k t}",
        Cs231n,
        [Rate],
        (attributes, epoch) => 1 / (1 + (attributes.Number("rate") * epoch)));

    /// <summary>By a factor every so many epochs.</summary>
    public static readonly LearningRateDecay Step = new(
        "step",
        "The learning rate is multiplied by factor once for every so many epochs that have passed.",
        @"\eta_t = \eta \cdot \text{factor}^{\lfloor t / \text{every} \rfloor}",
        Cs231n,
        [
            new("factor", AttributeKind.Number, "What the rate is multiplied by.", new AttributeValue.Number(0.5), Minimum: 0),
            new("every", AttributeKind.Integer, "Epochs between two steps.", Required: true, Minimum: 1),
        ],
        (attributes, epoch) => Math.Pow(attributes.Number("factor"), epoch / attributes.Integer("every")));

    /// <summary>Every schedule, in the order in which they are listed.</summary>
    public static IReadOnlyList<LearningRateDecay> All { get; } = [Exponential, InverseTime, Step];

    /// <summary>Every schedule by its name.</summary>
    public static NameIndex<LearningRateDecay> ByName { get; } = new("learning-rate decay", All, d => d.Name);
}
