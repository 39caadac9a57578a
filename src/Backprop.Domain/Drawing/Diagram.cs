namespace Backprop.Domain.Drawing;

/// <summary>What stands in a drawing, before it has places.</summary>
/// <param name="Title">What the drawing shows, in a few words.</param>
/// <param name="Description">The same for people who do not see it.</param>
/// <param name="Nodes">The nodes; edges run from lower to higher indices.</param>
/// <param name="Edges">The edges.</param>
/// <param name="Legend">The kinds of numbers that the drawing shows.</param>
/// <param name="KeepsOrder">Whether nodes of one layer stand in the order in which they are listed.</param>
internal sealed record Diagram(
    string Title,
    string Description,
    IReadOnlyList<DiagramNode> Nodes,
    IReadOnlyList<DiagramEdge> Edges,
    IReadOnlyList<LegendEntry> Legend,
    bool KeepsOrder = false);

/// <summary>What a node is.</summary>
internal enum DiagramNodeKind
{
    /// <summary>A value that the client gives.</summary>
    Input,

    /// <summary>A value that training moves.</summary>
    Parameter,

    /// <summary>A fixed value.</summary>
    Constant,

    /// <summary>A computed value.</summary>
    Operation,

    /// <summary>Stands for nodes that are left out.</summary>
    Ellipsis,
}

/// <summary>A kind of number in a drawing, with a colour and a place of its own.</summary>
internal enum InkKind
{
    /// <summary>A value, above its wire.</summary>
    Value,

    /// <summary>A gradient, below its wire.</summary>
    Gradient,

    /// <summary>A local derivative, above the end of an edge.</summary>
    Local,

    /// <summary>An upstream gradient or a contribution, below the end of an edge.</summary>
    Upstream,
}

/// <summary>What a kind of number in a drawing is.</summary>
internal sealed record LegendEntry(InkKind Ink, string Text)
{
    /// <summary>The entries of what is shown.</summary>
    public static IReadOnlyList<LegendEntry> Shown(DrawingNumbers numbers, params IEnumerable<(DrawingNumbers Numbers, InkKind Ink, string Text)> entries) =>
        [.. entries.Where(entry => (numbers & entry.Numbers) != 0).Select(entry => new LegendEntry(entry.Ink, entry.Text))];
}

/// <summary>A node of a drawing; its texts are cut to the room that they have.</summary>
/// <param name="Id">The graph's node; null where it stands for no single one.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Symbol">The text inside.</param>
/// <param name="Caption">The text over it; null for none.</param>
/// <param name="Above">The text over the wire that leaves it; null for none.</param>
/// <param name="Below">The text under the wire that leaves it; null for none.</param>
/// <param name="Tooltip">All that is known of it, in one line.</param>
/// <param name="IsOutput">Whether the backward pass starts here.</param>
/// <param name="Ports">The number of edges that enter it.</param>
internal sealed record DiagramNode(string? Id, DiagramNodeKind Kind, string Symbol, string? Caption, string? Above, string? Below, string Tooltip, bool IsOutput, int Ports)
{
    public string Symbol { get; } = TextMetrics.Fit(Symbol, NodeBox.SymbolSize, NodeBox.MaxSymbolWidth);

    public string? Caption { get; } = TextMetrics.Fit(Caption, NodeBox.CaptionSize, NodeBox.MaxCaptionWidth);

    public string? Above { get; } = TextMetrics.Fit(Above, NodeBox.NumberSize, NodeBox.MaxNumberWidth);

    public string? Below { get; } = TextMetrics.Fit(Below, NodeBox.NumberSize, NodeBox.MaxNumberWidth);

    public string Tooltip { get; } = TextMetrics.Fit(Tooltip, NodeBox.CaptionSize, 1200);
}

/// <summary>An edge of a drawing; its texts are cut to the room that they have.</summary>
/// <param name="From">The node that it leaves.</param>
/// <param name="To">The node that it enters.</param>
/// <param name="Port">Which of the places where edges enter that node it takes, from the top.</param>
/// <param name="Above">The text over its end; null for none.</param>
/// <param name="Below">The text under its end; null for none.</param>
/// <param name="IsActive">Whether a gradient flows back along it.</param>
internal sealed record DiagramEdge(int From, int To, int Port, string? Above, string? Below, bool IsActive)
{
    public string? Above { get; } = TextMetrics.Fit(Above, NodeBox.NumberSize, NodeBox.MaxNumberWidth);

    public string? Below { get; } = TextMetrics.Fit(Below, NodeBox.NumberSize, NodeBox.MaxNumberWidth);
}
