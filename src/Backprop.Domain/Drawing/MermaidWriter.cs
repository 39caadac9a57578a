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
            var label = Quote(item.Caption is null ? item.Symbol : $"{item.Caption}: {item.Symbol}", item.Above, item.Below);
            mermaid.Append(CultureInfo.InvariantCulture, $"  n{node}{open}{label}{close}\n");
        }

        foreach (var edge in diagram.Edges)
        {
            var label = edge.Above is null && edge.Below is null ? "" : $"|{Quote(edge.Above, edge.Below)}|";
            mermaid.Append(CultureInfo.InvariantCulture, $"  n{edge.From} {(edge.IsActive ? "-->" : "-.->")}{label} n{edge.To}\n");
        }

        return mermaid.ToString();
    }

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
                var isPlain = Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or ',' or '=' or '−' or '…';
                quoted.Append(isPlain ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"#{rune.Value};"));
            }
        }

        return quoted.Append('"').ToString();
    }
}
