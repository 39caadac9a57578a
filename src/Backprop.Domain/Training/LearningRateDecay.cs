using Backprop.Domain.Operators;

namespace Backprop.Domain.Training;

/// <summary>How the learning rate falls from epoch to epoch: the one place to declare a schedule.</summary>
public sealed record LearningRateDecay
{
    private static readonly AttributeDefinition Rate = new("rate", AttributeKind.Number, "k, how fast it falls.", Required: true, Minimum: 0);

    /// <summary>The name; matched in any letter case.</summary>
    public required string Name { get; init; }

    /// <summary>The schedule, as CS231n defines it.</summary>
    public required string Summary { get; init; }

    /// <summary>The learning rate in epoch t, from 0, in LaTeX.</summary>
    public required string Formula { get; init; }

    /// <summary>The attributes that it takes.</summary>
    public required IReadOnlyList<AttributeDefinition> Attributes { get; init; }

    /// <summary>The factor of the learning rate in an epoch, the first of which is 0.</summary>
    public required Func<NodeAttributes, int, double> Factor { get; init; }

    /// <summary>Every schedule.</summary>
    public static IReadOnlyList<LearningRateDecay> All { get; } =
    [
        new()
        {
            Name = "exponential",
            Summary = "η·e^(−k·t) in epoch t, from 0.",
            Formula = """\eta_t = \eta e^{-k t}""",
            Attributes = [Rate],
            Factor = (attributes, epoch) => Math.Exp(-attributes.Number("rate") * epoch),
        },
        new()
        {
            Name = "inverseTime",
            Summary = "η/(1 + k·t) in epoch t, from 0.",
            Formula = """\eta_t = \frac{\eta}{1 + k t}""",
            Attributes = [Rate],
            Factor = (attributes, epoch) => 1 / (1 + (attributes.Number("rate") * epoch)),
        },
        new()
        {
            Name = "step",
            Summary = "η times factor once for every so many epochs that have passed.",
            Formula = """\eta_t = \eta f^{\lfloor t / n \rfloor}""",
            Attributes =
            [
                new("factor", AttributeKind.Number, "What the rate is multiplied by.", new AttributeValue.Number(0.5), Minimum: 0),
                new("every", AttributeKind.Integer, "Epochs between two steps.", Required: true, Minimum: 1),
            ],
            Factor = (attributes, epoch) => Math.Pow(attributes.Number("factor"), epoch / attributes.Integer("every")),
        },
    ];
}
