using Backprop.Domain.Operators;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>
/// A mistake that people make, declared once: what it is called, where it can happen, and the rule that they follow in place of the chain
/// rule. The same backward pass runs with that rule put in; an answer that it meets, and the true rule does not, has its name.
/// </summary>
public sealed record Misconception
{
    /// <summary>A stable name.</summary>
    public required string Id { get; init; }

    /// <summary>A short name for people.</summary>
    public required string Title { get; init; }

    /// <summary>What goes wrong and what is right, for a teacher's page.</summary>
    public required string Explanation { get; init; }

    /// <summary>What a student is told, with <c>{node}</c> for the node asked, <c>{consumer}</c> for the node that the gradient comes from and <c>{operator}</c> for its operator.</summary>
    public required string Message { get; init; }

    /// <summary>The operators at which it happens; empty where it can happen at any.</summary>
    public IReadOnlyList<Operator> Operators { get; init; } = [];

    // docs/decisions/0104-a-precise-name-covers-a-general-one.md
    /// <summary>
    /// Those that say the same less precisely where both give the same numbers: a lost sign at a reciprocal is a lost sign. Both
    /// are reported, the precise one first, and the answer is not ambiguous for it.
    /// </summary>
    public IReadOnlyList<Misconception> Refines { get; init; } = [];

    /// <summary>Whether it never happens on all edges alike: leaving out every path is another mistake than leaving out one.</summary>
    public bool IsOfOneEdge { get; init; }

    /// <summary>What people compute instead, one rule for each form of the mistake.</summary>
    public required IReadOnlyList<ChangedRule> Rules { get; init; }

    /// <summary>Whether another one says nothing beside this one: it is less precise, or names no mistake.</summary>
    public bool Covers(Misconception other) => Refines.Contains(other) || (!NamesNothing && other.NamesNothing);

    /// <summary>Whether it only reports how the numbers hang together.</summary>
    private bool NamesNothing => Rules[0] is ChangedRule.OfAnswer { Relation: not AnswerRelation.Swapped };

    /// <summary>Whether it can happen at an operator.</summary>
    public bool BelongsTo(Operator operation) => Operators.Count == 0 || Operators.Contains(operation);
}

/// <summary>What an edge contributes instead, written to <paramref name="changed"/> in the operand's shape; false where the mistake cannot happen.</summary>
public delegate bool EdgeRule(in EdgeView edge, Span<double> changed);

/// <summary>What a node's gradient is taken to be instead, written to <paramref name="changed"/>; false where the mistake cannot happen.</summary>
public delegate bool NodeRule(in NodeView node, Span<double> changed);

/// <summary>What somebody computes in place of the chain rule.</summary>
public abstract record ChangedRule
{
    private ChangedRule()
    {
    }

    /// <summary>Another contribution of an edge.</summary>
    /// <param name="Rule">The contribution.</param>
    /// <param name="Together">Whether it is a mistake of all the edges to a node at once, as overwriting is, and never of one.</param>
    public sealed record OfEdge(EdgeRule Rule, bool Together = false) : ChangedRule;

    /// <summary>Another gradient in place of the sum of contributions.</summary>
    public sealed record OfNode(NodeRule Rule) : ChangedRule;

    /// <summary>A relation between an answer and the key that no rule of one node explains; see <see cref="AnswerRelation"/>.</summary>
    public sealed record OfAnswer(AnswerRelation Relation) : ChangedRule;
}

/// <summary>How wrong answers can hang together with the key.</summary>
public enum AnswerRelation
{
    /// <summary>Two parts have each other's numbers.</summary>
    Swapped,

    /// <summary>Two or more wrong entries are the right ones times one factor.</summary>
    ConstantFactor,

    /// <summary>An entry is the right one times a power of ten.</summary>
    PowerOfTen,
}
