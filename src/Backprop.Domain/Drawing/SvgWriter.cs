namespace Backprop.Domain.Drawing;

/// <summary>
/// Writes a layout as SVG. Only shapes, text and one style sheet: no script, no link, no reference to anything outside. Colours follow the reader's
/// light or dark setting, and each kind of number has a place as well as a colour (bluish green and vermilion of Okabe and Ito's palette, darkened or
/// lightened to a contrast of 4.5 to 1 or more), so that nothing depends on telling colours apart.
/// </summary>
internal sealed class SvgWriter(Layout layout)
{
    private const double LegendLine = 18;

    private const string Style = """
        .bp{--paper:#fff;--ink:#1b1f24;--soft:#57606a;--line:#8c959f;--gate:#f6f8fa;--leaf:#ddf4ff;--leafline:#0969da;--weight:#fff8c5;--weightline:#9a6700;--value:#006e4f;--gradient:#b33c00;--local:#5a3fc0;--upstream:#8a4a00}
        @media(prefers-color-scheme:dark){.bp{--paper:#0d1117;--ink:#e6edf3;--soft:#9da7b3;--line:#6e7681;--gate:#1c2128;--leaf:#0c2d4d;--leafline:#58a6ff;--weight:#3b2f0b;--weightline:#d4a72c;--value:#4fd6a6;--gradient:#ff9b6a;--local:#b8a5ff;--upstream:#f2b56b}}
        .bp{font-family:Arial,Helvetica,"Liberation Sans",sans-serif}
        .bp-paper{fill:var(--paper)}.bp text{fill:var(--ink);text-anchor:middle}
        .bp-edge,.bp-wire{fill:none;stroke:var(--line);stroke-width:1.4}.bp-passive{stroke-dasharray:2 3}.bp-arrow{fill:var(--line)}
        .bp-gate{fill:var(--gate);stroke:var(--ink);stroke-width:1.4}.bp-output .bp-gate{stroke-width:2.6}
        .bp-input .bp-gate{fill:var(--leaf);stroke:var(--leafline)}.bp-parameter .bp-gate{fill:var(--weight);stroke:var(--weightline)}
        .bp-constant .bp-gate{fill:none;stroke:var(--soft);stroke-dasharray:4 3}.bp-ellipsis .bp-gate{fill:none;stroke:none}
        .bp .bp-symbol{font-size:15px}.bp .bp-caption{font-size:11px;fill:var(--soft)}
        .bp .bp-value,.bp .bp-gradient,.bp .bp-local,.bp .bp-upstream,.bp .bp-legend{font-size:12px;text-anchor:start}
        .bp .bp-value{fill:var(--value)}.bp .bp-gradient{fill:var(--gradient)}.bp .bp-local{fill:var(--local)}.bp .bp-upstream{fill:var(--upstream)}.bp .bp-legend{fill:var(--soft)}
        .bp-swatch.bp-value{fill:var(--value)}.bp-swatch.bp-gradient{fill:var(--gradient)}.bp-swatch.bp-local{fill:var(--local)}.bp-swatch.bp-upstream{fill:var(--upstream)}
        """;

    private readonly Diagram _diagram = layout.Graph.Diagram;
    private readonly StringBuilder _svg = new();

    /// <summary>Where the path that is being written has come to.</summary>
    private double _x;
    private double _y;

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static string Write(Layout layout, CancellationToken cancellationToken)
    {
        var writer = new SvgWriter(layout);
        writer.WriteHead();
        cancellationToken.ThrowIfCancellationRequested();
        writer.WriteEdges();
        cancellationToken.ThrowIfCancellationRequested();
        for (var node = 0; node < writer._diagram.Nodes.Count; node++)
        {
            writer.WriteNode(node);
        }

        writer.WriteLegend();
        return writer._svg.Append("</svg>\n").ToString();
    }

    private static double LegendWidth(Diagram diagram) => diagram.Legend.Count == 0 ? 0 : diagram.Legend.Max(entry => TextMetrics.Width(entry.Text, NodeBox.NumberSize)) + 60;

    private void WriteHead()
    {
        var width = Math.Max(layout.Width, LegendWidth(_diagram));
        var height = layout.Height + (_diagram.Legend.Count * LegendLine) + (_diagram.Legend.Count > 0 ? 8 : 0);
        var (w, h) = (Number(Math.Ceiling(width)), Number(Math.Ceiling(height)));
        _svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bp\" role=\"img\" aria-label=\"").Append(Escape(_diagram.Title))
            .Append("\" width=\"").Append(w).Append("\" height=\"").Append(h).Append("\" viewBox=\"0 0 ").Append(w).Append(' ').Append(h).Append("\">\n<title>")
            .Append(Escape(_diagram.Title)).Append("</title>\n<desc>").Append(Escape(_diagram.Description)).Append("</desc>\n<style>")
            .Append(Style.ReplaceLineEndings("\n")).Append("</style>\n<rect class=\"bp-paper\" width=\"").Append(w).Append("\" height=\"").Append(h).Append("\"/>\n");
    }

    private void WriteEdges()
    {
        var arrows = new StringBuilder();
        var texts = new StringBuilder();
        _svg.Append("<g class=\"bp-edges\">\n");
        WriteTrunks();
        for (var index = 0; index < _diagram.Edges.Count; index++)
        {
            var edge = _diagram.Edges[index];
            var box = layout.Boxes[edge.To];
            var y = layout.PortY(edge);
            var tip = layout.X(edge.To) - Inset(box, y - layout.Y[edge.To]);
            var entry = layout.ColumnLeft[layout.Graph.Layer[edge.To]];
            _svg.Append("<path class=\"bp-edge").Append(edge.IsActive ? "" : " bp-passive").Append("\" data-from=\"").Append(Escape(_diagram.Nodes[edge.From].Id ?? ""))
                .Append("\" data-to=\"").Append(Escape(_diagram.Nodes[edge.To].Id ?? "")).Append("\" data-position=\"").Append(edge.Port.ToString(CultureInfo.InvariantCulture)).Append("\" d=\"");
            AppendRoute(edge, layout.Graph.WayPoints[index]);
            Curve(entry, y);
            _svg.Append('H').Append(Number(tip - 6)).Append("\"/>\n");
            arrows.Append('M').Append(Number(tip)).Append(',').Append(Number(y)).Append("l-7,-3.5v7z");
            AppendText(texts, "local", edge.Above, entry + 4, y - 4);
            AppendText(texts, "upstream", edge.Below, entry + 4, y + 12);
        }

        _svg.Append("<path class=\"bp-arrow\" d=\"").Append(arrows).Append("\"/>\n</g>\n").Append(texts);
    }

    /// <summary>The shared way of the edges that leave a node is drawn once where they are many; each edge then begins at its last way point.</summary>
    private void WriteTrunks()
    {
        var carries = new bool[_diagram.Nodes.Count];
        foreach (var edge in _diagram.Edges)
        {
            carries[edge.From] |= edge.IsActive;
        }

        for (var node = 0; node < _diagram.Nodes.Count; node++)
        {
            var vertex = node;
            var path = new StringBuilder();
            var (x, y) = Start(node);
            path.Append('M').Append(Number(x)).Append(',').Append(Number(y));
            var length = 0;
            while (layout.Graph.Right[vertex].FindIndex(segment => layout.Graph.IsWayPoint(segment.To)) is >= 0 and var next)
            {
                vertex = layout.Graph.Right[vertex][next].To;
                var layer = layout.Graph.Layer[vertex];
                Curve(path, ref x, ref y, layout.ColumnLeft[layer], layout.Y[vertex]);
                x = layout.ColumnRight[layer];
                path.Append('H').Append(Number(x));
                length++;
            }

            if (length > 0)
            {
                _svg.Append("<path class=\"bp-edge").Append(carries[node] ? "" : " bp-passive").Append("\" data-from=\"").Append(Escape(_diagram.Nodes[node].Id ?? "")).Append("\" d=\"").Append(path).Append("\"/>\n");
            }
        }
    }

    /// <summary>Where edges leave a node or a way point.</summary>
    private (double X, double Y) Start(int vertex) => (layout.ColumnRight[layout.Graph.Layer[vertex]], layout.Y[vertex]);

    private void AppendRoute(DiagramEdge edge, int[]? wayPoints)
    {
        (_x, _y) = Start(wayPoints is [.., var last] ? last : edge.From);
        _svg.Append('M').Append(Number(_x)).Append(',').Append(Number(_y));
    }

    private void Curve(double x, double y) => Curve(_svg, ref _x, ref _y, x, y);

    private static void Curve(StringBuilder path, ref double x, ref double y, double toX, double toY)
    {
        var middle = (x + toX) / 2;
        path.Append(Math.Abs(toY - y) < 0.05
            ? string.Create(CultureInfo.InvariantCulture, $"H{toX:0.#}")
            : string.Create(CultureInfo.InvariantCulture, $"C{middle:0.#},{y:0.#} {middle:0.#},{toY:0.#} {toX:0.#},{toY:0.#}"));
        (x, y) = (toX, toY);
    }

    /// <summary>How far from the middle a shape begins at a height.</summary>
    private static double Inset(NodeBox box, double offset)
    {
        var half = box.ShapeWidth / 2;
        return box.IsCircle ? Math.Sqrt(Math.Max(0, (half * half) - (offset * offset))) : half;
    }

    private void WriteNode(int index)
    {
        var node = _diagram.Nodes[index];
        var box = layout.Boxes[index];
        var (x, y) = (layout.X(index), layout.Y[index]);
        _svg.Append("<g class=\"bp-node bp-").Append(node.Kind.ToString().ToLowerInvariant()).Append(node.IsOutput ? " bp-output" : "").Append('"');
        if (node.Id is not null)
        {
            _svg.Append(" data-node=\"").Append(Escape(node.Id)).Append('"');
        }

        _svg.Append("><title>").Append(Escape(node.Tooltip)).Append("</title>");
        var right = layout.ColumnRight[layout.Graph.Layer[index]];
        if (node.Above is not null || node.Below is not null || layout.Graph.Right[index].Count > 0)
        {
            _svg.Append("<path class=\"bp-wire\" d=\"M").Append(Number(x + (box.ShapeWidth / 2))).Append(',').Append(Number(y)).Append('H').Append(Number(right)).Append("\"/>");
        }

        var radius = node.Kind == DiagramNodeKind.Operation ? 12 : 6;
        _svg.Append(box.IsCircle
            ? string.Create(CultureInfo.InvariantCulture, $"""<circle class="bp-gate" cx="{x:0.#}" cy="{y:0.#}" r="{box.ShapeWidth / 2:0.#}"/>""")
            : string.Create(CultureInfo.InvariantCulture, $"""<rect class="bp-gate" x="{x - (box.ShapeWidth / 2):0.#}" y="{y - (box.ShapeHeight / 2):0.#}" width="{box.ShapeWidth:0.#}" height="{box.ShapeHeight:0.#}" rx="{radius}"/>"""));

        AppendText(_svg, "symbol", node.Symbol, x, y + 5);
        AppendText(_svg, "caption", node.Caption, x, y - (box.ShapeHeight / 2) - 4);
        var numbers = x + NumberStart(node, box);
        AppendText(_svg, "value", node.Above, numbers, y - 4);
        AppendText(_svg, "gradient", node.Below, numbers, y + 13);
        _svg.Append("</g>\n");
    }

    private static double NumberStart(DiagramNode node, NodeBox box) =>
        (Math.Max(box.ShapeWidth, node.Caption is null ? 0 : TextMetrics.Width(node.Caption, NodeBox.CaptionSize)) / 2) + 6;

    private void WriteLegend()
    {
        var y = layout.Height + 4;
        foreach (var (ink, text) in _diagram.Legend)
        {
            var name = ink.ToString().ToLowerInvariant();
            _svg.Append("<rect class=\"bp-swatch bp-").Append(name).Append("\" x=\"16\" y=\"").Append(Number(y - 4)).Append("\" width=\"22\" height=\"4\" rx=\"2\"/>");
            AppendText(_svg, "legend", text, 46, y + 2);
            _svg.Append('\n');
            y += LegendLine;
        }
    }

    private static void AppendText(StringBuilder target, string kind, string? text, double x, double y)
    {
        if (!string.IsNullOrEmpty(text))
        {
            target.Append("<text class=\"bp-").Append(kind).Append("\" x=\"").Append(Number(x)).Append("\" y=\"").Append(Number(y)).Append("\">").Append(Escape(text)).Append("</text>");
        }
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Text as XML: what means something to a parser is named, and what XML does not allow is left out.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                < ' ' or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF => escaped,
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
