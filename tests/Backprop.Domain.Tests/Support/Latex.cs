using System.Text.RegularExpressions;

namespace Backprop.Domain.Tests.Support;

/// <summary>What must hold of a formula for KaTeX to render it.</summary>
internal static partial class Latex
{
    /// <summary>Whether braces nest, every \left has its \right, every \begin its \end, and no atom has two superscripts or two subscripts.</summary>
    public static bool IsBalanced(string formula)
    {
        var depth = 0;
        foreach (var c in formula.Replace(@"\{", "", StringComparison.Ordinal).Replace(@"\}", "", StringComparison.Ordinal))
        {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0)
            {
                return false;
            }
        }

        return depth == 0
            && Left().Count(formula) == Right().Count(formula)
            && Begin().Matches(formula).Select(m => m.Groups[1].Value).Order().SequenceEqual(End().Matches(formula).Select(m => m.Groups[1].Value).Order())
            && !DoubleScript().IsMatch(formula);
    }

    [GeneratedRegex(@"\\left(?![a-z])")]
    private static partial Regex Left();

    [GeneratedRegex(@"\\right(?![a-z])")]
    private static partial Regex Right();

    [GeneratedRegex(@"\\begin\{(\w+)\}")]
    private static partial Regex Begin();

    [GeneratedRegex(@"\\end\{(\w+)\}")]
    private static partial Regex End();

    [GeneratedRegex(@"([_^])(\{[^{}]*\}|[^{}\\])\s*\1")]
    private static partial Regex DoubleScript();
}
