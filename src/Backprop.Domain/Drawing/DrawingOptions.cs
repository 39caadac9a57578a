namespace Backprop.Domain.Drawing;

/// <summary>What a drawing shows.</summary>
public enum DrawingView
{
    /// <summary>The computation graph as a circuit.</summary>
    Graph,

    /// <summary>A network of dense layers as neurons and weights.</summary>
    Neurons,
}

/// <summary>The numbers that a drawing shows.</summary>
[Flags]
public enum DrawingNumbers
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Every node's value.</summary>
    Values = 1,

    /// <summary>Every node's gradient.</summary>
    Gradients = 2,

    /// <summary>Every edge's local derivative.</summary>
    Local = 4,

    /// <summary>Every edge's upstream gradient.</summary>
    Upstream = 8,

    /// <summary>What every edge contributes to its operand's gradient.</summary>
    Contributions = 16,
}

/// <summary>How a computation is drawn.</summary>
/// <param name="View">As a circuit or as neurons.</param>
/// <param name="Numbers">The numbers that are shown.</param>
/// <param name="Digits">Significant digits of the numbers.</param>
public sealed record DrawingOptions(DrawingView View = DrawingView.Graph, DrawingNumbers Numbers = DrawingNumbers.Values | DrawingNumbers.Gradients, int Digits = 4)
{
    /// <summary>The most nodes that are drawn.</summary>
    public const int MaxNodes = 20_000;

    /// <summary>The most edges that are drawn.</summary>
    public const int MaxEdges = 60_000;
}

/// <summary>The notation of a drawing.</summary>
public enum DrawingFormat
{
    /// <summary>Scalable Vector Graphics, a picture.</summary>
    Svg,

    /// <summary>The DOT language of Graphviz.</summary>
    Dot,

    /// <summary>A Mermaid flowchart.</summary>
    Mermaid,
}
