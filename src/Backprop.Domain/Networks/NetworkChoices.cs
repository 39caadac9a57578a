using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Networks;

/// <summary>Finds what a network names: activations, losses, initializers.</summary>
internal static class NetworkChoices
{
    /// <summary>The operator that follows a layer, or null with a report. Any operator of one operand that keeps its shape will do.</summary>
    public static Operator? FindActivation(NamedChoice choice, Place place, IssueCollector issues)
    {
        var operation = OperatorCatalog.Find(choice.Type);
        if (operation is { MinimumArity: <= 1, IsLeaf: false })
        {
            return operation;
        }

        var suggestion = operation is null ? issues.Suggest(choice.Type, OperatorCatalog.All.Where(o => o is { MinimumArity: 1, IsLeaf: false }).Select(o => o.Name)) : "";
        var detail = operation is null
            ? $"There is no activation {Quotation.Of(choice.Type)}.{suggestion} Any operator of one operand can be named, such as sigmoid, tanh or relu."
            : $"{operation.Name} is no activation: it takes more than one operand. Name an operator of one operand, such as sigmoid, tanh or relu.";
        issues.Report(place, "unknown-activation", detail);
        return null;
    }

    /// <summary>The loss, or null with a report.</summary>
    public static NetworkLoss? FindLoss(NamedChoice choice, Place place, IssueCollector issues)
    {
        if (OperatorCatalog.Find(choice.Type) is { Loss: not null } operation)
        {
            return new NetworkLoss(operation);
        }

        var names = OperatorCatalog.All.Where(o => o.Loss is not null).Select(o => o.Name).ToList();
        issues.Report(place, "unknown-loss", $"{issues.Missing("loss", choice.Type, names)} There are {string.Join(", ", names)}.");
        return null;
    }

    /// <summary>The initializer and its attributes; the attributes are null after a report.</summary>
    public static (Initializer Initializer, NodeAttributes? Attributes) FindInitializer(NamedChoice? choice, Place place, IssueCollector issues)
    {
        choice ??= new NamedChoice(Initializers.All[0].Name);
        var initializer = Initializers.All.FirstOrDefault(i => i.Name.Equals(choice.Type, StringComparison.OrdinalIgnoreCase));
        if (initializer is null)
        {
            var names = Initializers.All.Select(i => i.Name).ToList();
            issues.Report(place, "unknown-initializer", $"{issues.Missing("initializer", choice.Type, names)} There are {string.Join(", ", names)}.");
            return (Initializers.All[0], null);
        }

        return (initializer, AttributeReader.Read(initializer.Name, initializer.Attributes, choice.Attributes, issues.Missing, (code, detail, name) =>
            issues.Report(name is null ? place : place[name], code, detail)));
    }
}
