namespace Backprop.Domain.Expressions;

/// <summary>A name is assigned once, before it is used, and every statement but a single one has a name.</summary>
internal static class NameRules
{
    /// <summary>Reports every place that breaks a rule.</summary>
    public static void Check(Syntax syntax, NameTable names, ExpressionSource source, IssueLog issues)
    {
        for (var index = 0; index < syntax.Statements.Count; index++)
        {
            var statement = syntax.Statements[index];
            if (statement.Name == NameTable.None)
            {
                if (syntax.Statements.Count > 1 && statement.PartEnd > statement.PartStart && !statement.IsTorn)
                {
                    var token = syntax.Tokens[statement.First];
                    var goingOn = index > 0 && token is { Kind: TokenKind.Minus, LineBreakBefore: true } ? SyntaxReader.ToGoOn : "";
                    issues.Report(token.Start, "unnamed-statement", $"When there are several statements, each must assign a name. Write 'name = ' before this one.{goingOn}");
                }
            }
            else if (names.AssignedBy(statement.Name) is var first && first != index)
            {
                var token = syntax.Tokens[statement.First];
                issues.Report(token.Start, "name-assigned-twice", string.Create(CultureInfo.InvariantCulture, $"The name '{issues.Show(token)}' is already assigned on line {LineOf(first)}. Give this one a name of its own."));
            }

            for (var part = statement.PartStart; part < statement.PartEnd; part++)
            {
                if (syntax.Parts[part] is { Kind: SyntaxKind.Name } use && names.AssignedBy(use.Name) is var assignment && assignment >= index)
                {
                    var token = syntax.Tokens[use.Anchor];
                    var (code, mistake, advice) = assignment == index
                        ? ("recursive-assignment", "is assigned from itself", "Give the result another name.")
                        : ("used-before-assignment", "is used before its assignment", "Move that statement up.");
                    issues.Report(token.Start, code, string.Create(CultureInfo.InvariantCulture, $"'{issues.Show(token)}' {mistake} on line {LineOf(assignment)}. {advice}"));
                }
            }
        }

        int LineOf(int statement) => source.Line(syntax.Tokens[syntax.Statements[statement].First].Start);
    }
}
