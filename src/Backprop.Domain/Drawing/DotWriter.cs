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
            var label = Quote(item.Caption is null ? item.Symbol : $"{item.Caption}: {item.Symbol}", item.Above, item.Below);
            dot.Append(CultureInfo.InvariantCulture, $"  n{node} [label={label}, shape={Shape(item)}, tooltip={Quote(item.Tooltip)}];\n");
        }

        foreach (var edge in diagram.Edges)
        {
            var label = edge.Above is null && edge.Below is null ? "" : $"label={Quote(edge.Above, edge.Below)}, ";
            dot.Append(CultureInfo.InvariantCulture, $"  n{edge.From} -> n{edge.To} [{label}style={(edge.IsActive ? "solid" : "dashed")}];\n");
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
