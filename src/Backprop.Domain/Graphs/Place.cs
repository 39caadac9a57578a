namespace Backprop.Domain.Graphs;

// docs/decisions/0250-places-are-paths.md
/// <summary>
/// A place in what somebody gave: the members and positions that lead to it from the outside in, and in a text the line and column.
/// How places are written down is for who reports them.
/// </summary>
/// <param name="Outer">What it is in; null for everything that was given.</param>
/// <param name="Member">Its name there; null where it has a position instead.</param>
/// <param name="Position">Its position there, from 0.</param>
/// <param name="Line">In a text: the line, from 1.</param>
/// <param name="Column">In a text: the column, from 1.</param>
public sealed record Place(Place? Outer, string? Member, int Position = 0, int? Line = null, int? Column = null)
{
    /// <summary>Everything that was given.</summary>
    public static readonly Place Whole = new(null, null);

    /// <summary>The values given to inputs.</summary>
    public static readonly Place Inputs = Whole["inputs"];

    /// <summary>The member of this name.</summary>
    public Place this[string member] => new(this, member);

    /// <summary>What is at this position, from 0.</summary>
    public Place this[int position] => new(this, null, position);

    /// <summary>The element at this index of a tensor.</summary>
    public Place Element(IEnumerable<int> index) => index.Aggregate(this, (place, position) => place[position]);

    /// <summary>For people who read a log or a test: <c>graph.nodes[3].op</c>.</summary>
    public override string ToString() => (Outer, Member) switch
    {
        (null, _) => "",
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"{Outer}[{Position}]"),
        _ => Outer == Whole ? Member : $"{Outer}.{Member}",
    };
}
