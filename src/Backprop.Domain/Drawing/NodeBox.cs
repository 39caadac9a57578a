namespace Backprop.Domain.Drawing;

/// <summary>The room that a node takes, around the middle of its shape.</summary>
/// <param name="ShapeWidth">The width of the shape.</param>
/// <param name="ShapeHeight">The height of the shape.</param>
/// <param name="Left">From the middle to the left end: half the shape and the texts of the edges that enter.</param>
/// <param name="Right">From the middle to the right end: half the shape and the texts of the wire that leaves.</param>
/// <param name="Top">From the middle to the top.</param>
/// <param name="Bottom">From the middle to the bottom.</param>
/// <param name="PortPitch">The distance between the places where edges enter.</param>
internal readonly record struct NodeBox(double ShapeWidth, double ShapeHeight, double Left, double Right, double Top, double Bottom, double PortPitch)
{
    public const double SymbolSize = 15;
    public const double CaptionSize = 11;
    public const double NumberSize = 12;
    public const double MaxSymbolWidth = 190;
    public const double MaxCaptionWidth = 110;
    public const double MaxNumberWidth = 150;

    private const double CircleDiameter = 36;
    private const double PillHeight = 30;
    private const double LineHeight = 15;
    private const double Gap = 6;

    /// <summary>Edges enter a node of many operands close together, so that it does not fill the page.</summary>
    private const double MaxPortsHeight = 600;

    public bool IsCircle => ShapeWidth == CircleDiameter && ShapeHeight == CircleDiameter;

    /// <summary>Where an edge enters, from the middle down.</summary>
    public double PortOffset(int port, int ports) => (port - ((ports - 1) / 2.0)) * PortPitch;

    public static NodeBox Of(DiagramNode node, double edgeTextWidth)
    {
        var symbolWidth = TextMetrics.Width(node.Symbol, SymbolSize);
        var round = node.Kind == DiagramNodeKind.Operation && symbolWidth <= CircleDiameter - 8;
        var pitch = node.Ports < 2 ? 0 : Math.Min(edgeTextWidth > 0 ? 2.4 * LineHeight : 14, MaxPortsHeight / (node.Ports - 1));
        var portsHeight = pitch * Math.Max(0, node.Ports - 1);
        var height = Math.Max(round ? CircleDiameter : PillHeight, portsHeight + 16);
        var width = round ? CircleDiameter : Math.Max(CircleDiameter, symbolWidth + 20);
        var captionWidth = node.Caption is null ? 0 : TextMetrics.Width(node.Caption, CaptionSize);
        var half = Math.Max(width, captionWidth) / 2;
        var numberWidth = Math.Max(Width(node.Above), Width(node.Below));
        var edgeRoom = edgeTextWidth > 0 ? LineHeight : 0;
        return new NodeBox(
            width,
            height,
            half + (edgeTextWidth > 0 ? edgeTextWidth + (2 * Gap) : Gap),
            half + (numberWidth > 0 ? numberWidth + (2 * Gap) : Gap),
            Math.Max((height / 2) + (node.Caption is null ? 0 : LineHeight), Math.Max(LineHeight, (portsHeight / 2) + edgeRoom)),
            Math.Max(height / 2, Math.Max(LineHeight, (portsHeight / 2) + edgeRoom)),
            pitch);
    }

    /// <summary>The width of a number or of an edge's text; 0 for none.</summary>
    public static double Width(string? text) => text is null ? 0 : TextMetrics.Width(text, NumberSize);
}
