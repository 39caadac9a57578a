namespace Backprop.Domain.Drawing;

/// <summary>
/// Writes a diagram as a Mermaid flowchart (mermaid.js.org/syntax/flowchart.html). Texts are quoted, with every character that Mermaid, Markdown or
/// HTML could read as more than itself written as an entity code; nodes are named by number.
/// </summary>
internal static class MermaidWriter
{
    public static string Write(Diagram diagram)
    {
        var mermaid = new StringBuilder("flowchart LR\n");
        for (var node = 0; node < diagram.Nodes.Count; node++)
        {
            var item = diagram.Nodes[node];
            var (open, close) = item.Kind switch
            {
                DiagramNodeKind.Operation => item.IsOutput ? ("(((", ")))") : ("((", "))"),
                DiagramNodeKind.Constant => ("([", "])"),
                _ => ("[", "]"),
            };
            mermaid.Append("  n").Append(Number(node)).Append(open)
                .Append(Quote(item.Caption is null ? item.Symbol : $"{item.Caption}: {item.Symbol}", item.Above, item.Below)).Append(close).Append('\n');
        }

        foreach (var edge in diagram.Edges)
        {
            mermaid.Append("  n").Append(Number(edge.From)).Append(edge.IsActive ? " -->" : " -.->");
            if (edge.Above is not null || edge.Below is not null)
            {
                mermaid.Append('|').Append(Quote(edge.Above, edge.Below)).Append('|');
            }

            mermaid.Append(" n").Append(Number(edge.To)).Append('\n');
        }

        return mermaid.ToString();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Quote(params ReadOnlySpan<string?> lines)
    {
        var quoted = new StringBuilder("\"");
        foreach (var line in lines)
        {
            if (line is null)
            {
                continue;
            }

            quoted.Append(quoted.Length == 1 ? "" : "<br/>");
            foreach (var rune in line.EnumerateRunes())
            {
                if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or ',' or '=' or '−' or '…')
                {
                    quoted.Append(rune.ToString());
                }
                else
                {
                    quoted.Append('#').Append(Number(rune.Value)).Append(';');
                }
            }
        }

        return quoted.Append('"').ToString();
    }
}
