using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Networks;

/// <summary>Finds what a network or its training names: activations, losses, initializers, optimizers.</summary>
public static class NetworkChoices
{
    /// <summary>Every loss by its name.</summary>
    public static NameIndex<Operator> Losses { get; } = new("loss", OperatorCatalog.All.Where(o => o.Loss is not null), o => o.Name);

    /// <summary>The operators that a layer can be followed by, whatever its shape: of one operand, keeping its shape.</summary>
    public static IReadOnlyList<Operator> Activations { get; } =
        [.. OperatorCatalog.All.Where(o => o is { IsElementwise: true, MinimumArity: 1, MaximumArity: 1 } || o.Family == Softmaxes.Softmax.Family)];

    /// <summary>The operator that follows a layer, or null with a report. Any operator with one operand that keeps the operand's shape will do.</summary>
    internal static Operator? FindActivation(NamedChoice choice, Place place, IssueCollector issues)
    {
        var operation = OperatorCatalog.Find(choice.Type);
        if (operation is { MinimumArity: <= 1, IsLeaf: false })
        {
            return operation;
        }

        var suggestion = operation is null ? issues.Suggest(choice.Type, OperatorCatalog.All.Where(o => o is { MinimumArity: 1, IsLeaf: false }).Select(o => o.Name)) : "";
        var detail = operation is null
            ? $"There is no activation {Quotation.Of(choice.Type)}.{suggestion} Any operator with one operand can be used, such as sigmoid, tanh or relu."
            : $"{operation.Name} is not an activation: it takes more than one operand. Name an operator with one operand, such as sigmoid, tanh or relu.";
        issues.Report(NameOf(choice, place), "unknown-activation", detail);
        return null;
    }

    /// <summary>The loss, or null with a report.</summary>
    internal static Operator? FindLoss(NamedChoice choice, Place place, IssueCollector issues)
    {
        var loss = Losses.Find(choice.Type);
        if (loss is null)
        {
            issues.Report(NameOf(choice, place), "unknown-loss", Losses.Missing(choice.Type, issues.Missing));
        }

        return loss;
    }

    /// <summary>What a choice names, with its attributes; null after every mistake was reported.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="index">What can be named.</param>
    /// <param name="attributes">The attributes that one of them takes.</param>
    /// <param name="place">Where the choice stands.</param>
    /// <param name="issues">Where mistakes go.</param>
    internal static (T Choice, NodeAttributes Attributes)? Find<T>(
        NamedChoice choice, NameIndex<T> index, Func<T, IReadOnlyList<AttributeDefinition>> attributes, Place place, IssueCollector issues)
        where T : class
    {
        if (index.Find(choice.Type) is not { } found)
        {
            issues.Report(NameOf(choice, place), $"unknown-{index.Kind.Replace(' ', '-')}", index.Missing(choice.Type, issues.Missing));
            return null;
        }

        var read = AttributeReader.Read(index.NameOf(found), attributes(found), choice.Attributes, issues.Missing, (code, detail, member) =>
            issues.Report(member is null ? place : place[member], code, detail));
        return read is null ? null : (found, read);
    }

    /// <summary>Where a choice's name stands: a name alone is the choice itself.</summary>
    private static Place NameOf(NamedChoice choice, Place place) => choice.Attributes is null ? place : place["type"];
}
