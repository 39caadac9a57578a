using Backprop.Domain.Tensors;

namespace Backprop.Domain.Exercises;

/// <summary>What a part asks for.</summary>
public enum PartKind
{
    /// <summary>A node's value.</summary>
    Value,

    /// <summary>A node's gradient.</summary>
    Gradient,
}

/// <summary>One thing that is asked for: a node's value or gradient.</summary>
public readonly record struct Part(PartKind Kind, int Node);

/// <summary>What somebody answered, as written.</summary>
/// <param name="Parts">Every part that is there, in the order in which it was written.</param>
public sealed record Answer(IReadOnlyList<AnsweredPart> Parts);

/// <summary>One part as written; the node may not exist.</summary>
public sealed record AnsweredPart(PartKind Kind, string Node, Submission Submission)
{
    /// <summary>The part's name, such as <c>gradients.x</c>.</summary>
    public string Name => PartName.Of(Kind, Node);
}

/// <summary>What stands in the place of one part.</summary>
public abstract record Submission
{
    private Submission()
    {
    }

    /// <summary>A number or an array.</summary>
    public sealed record Numbers(Tensor Value) : Submission;

    /// <summary>A formula in the expression language.</summary>
    public sealed record Formula(string Text) : Submission;

    /// <summary>Left empty.</summary>
    public sealed record Blank : Submission;

    /// <summary>Something that is not an answer at all.</summary>
    /// <param name="Written">What stands there, in one form of its own.</param>
    /// <param name="Detail">What is wrong with it.</param>
    public sealed record Unreadable(string Written, string Detail) : Submission;
}

/// <summary>Names of parts: <c>values.</c> or <c>gradients.</c> and the node's id.</summary>
public static class PartName
{
    private const string Values = "values.";
    private const string Gradients = "gradients.";

    /// <summary>The name of a part.</summary>
    public static string Of(PartKind kind, string node) => (kind == PartKind.Value ? Values : Gradients) + node;

    /// <summary>Takes a name apart; false where it begins otherwise.</summary>
    public static bool TryParse(string name, out PartKind kind, out string node)
    {
        kind = name.StartsWith(Values, StringComparison.Ordinal) ? PartKind.Value : PartKind.Gradient;
        var prefix = kind == PartKind.Value ? Values : Gradients;
        node = name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : "";
        return node.Length > 0;
    }
}
