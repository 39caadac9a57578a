namespace Backprop.Domain.Drawing;

/// <summary>
/// Writes a diagram in the DOT language (graphviz.org/doc/info/lang.html). Every text is a quoted string with quotes and backslashes escaped, so
/// that it is text and no escape sequence; nodes are named by number.
/// </summary>
internal static class DotWriter
{
    public static string Write(Diagram diagram)
    {
        var dot = new StringBuilder("digraph backprop {\n");
        dot.Append("  label=").Append(Quote(diagram.Title)).Append(";\n  rankdir=LR;\n  node [fontname=\"Helvetica\", fontsize=12];\n  edge [fontname=\"Helvetica\", fontsize=10];\n");
        for (var node = 0; node < diagram.Nodes.Count; node++)
        {
            var item = diagram.Nodes[node];
            dot.Append("  n").Append(Number(node)).Append(" [label=").Append(Quote(item.Caption is null ? item.Symbol : $"{item.Caption}: {item.Symbol}", item.Above, item.Below))
                .Append(", shape=").Append(Shape(item)).Append(", tooltip=").Append(Quote(item.Tooltip)).Append("];\n");
        }

        foreach (var edge in diagram.Edges)
        {
            dot.Append("  n").Append(Number(edge.From)).Append(" -> n").Append(Number(edge.To)).Append(" [");
            if (edge.Above is not null || edge.Below is not null)
            {
                dot.Append("label=").Append(Quote(edge.Above, edge.Below)).Append(", ");
            }

            dot.Append("style=").Append(edge.IsActive ? "solid" : "dashed").Append("];\n");
        }

        return dot.Append("}\n").ToString();
    }

    private static string Shape(DiagramNode node) => node.Kind switch
    {
        DiagramNodeKind.Input or DiagramNodeKind.Parameter => "box",
        DiagramNodeKind.Constant => "box, style=dashed",
        DiagramNodeKind.Ellipsis => "plaintext",
        _ => node.IsOutput ? "ellipse, peripheries=2" : "ellipse",
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Lines of text as one quoted string.</summary>
    private static string Quote(params ReadOnlySpan<string?> lines)
    {
        var quoted = new StringBuilder("\"");
        foreach (var line in lines)
        {
            if (line is not null)
            {
                quoted.Append(quoted.Length == 1 ? "" : @"\n").Append(line.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));
            }
        }

        return quoted.Append('"').ToString();
    }
}
