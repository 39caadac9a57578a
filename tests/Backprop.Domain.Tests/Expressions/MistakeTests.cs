using Backprop.Domain.Expressions;
using static Backprop.Domain.Tests.Expressions.Parsing;

namespace Backprop.Domain.Tests.Expressions;

public sealed class MistakeTests
{
    [Theory]
    // Nothing there.
    [InlineData("", 1, 1, "empty-expression", "x*y + 1")]
    [InlineData(" \n\t# only a comment\n;;", 1, 1, "empty-expression", "is empty")]

    // Multiplication that was not written.
    [InlineData("2x", 1, 2, "missing-operator", "2*x")]
    [InlineData("y + 2.5e2pi", 1, 10, "missing-operator", "2.5e2*pi")]
    [InlineData("2e", 1, 2, "missing-operator", "2*e. An exponent needs digits: 2e3")]
    [InlineData("0x10", 1, 2, "missing-operator", "Numbers are decimal")]
    [InlineData("2(x)", 1, 2, "missing-operator", "between the number 2 and '('. Multiplication is written with *: 2*(…)")]
    [InlineData("(a)(b)", 1, 4, "missing-operator", "(…)*(…)")]
    [InlineData("(a) b", 1, 5, "missing-operator", "(…)*b")]
    [InlineData("x 2", 1, 3, "missing-operator", "x*2")]
    [InlineData("x y z 3", 1, 3, "missing-operator", "x*y")]
    [InlineData("abs x", 1, 5, "missing-operator", "A function's operands stand in parentheses: abs(…)")]
    [InlineData("max(x y)", 1, 7, "missing-operator", "between the name 'x' and the name 'y'")]

    // Operands that are missing.
    [InlineData("x +", 1, 4, "syntax-error", "Expected an operand after '+', found the end of the expression.")]
    [InlineData("y = x *\nz = 3", 1, 8, "syntax-error", "found the end of the line. Put a statement that continues on the next line in parentheses.")]
    [InlineData("y = x + # comment\n 1", 1, 8, "syntax-error", "found the end of the line")]
    [InlineData("y = x *; z = 3", 1, 8, "syntax-error", "found ';'")]
    [InlineData("y =", 1, 4, "syntax-error", "after '='")]
    [InlineData("y =\n x", 1, 4, "syntax-error", "on the next line in parentheses")]
    [InlineData("y = x\n * 2", 2, 2, "syntax-error", "Expected a statement, found '*'. Put a statement that continues on the next line in parentheses.")]
    [InlineData("y = x\n - 2", 2, 2, "unnamed-statement", "on the next line in parentheses")]
    [InlineData("y = x\n + 2", 2, 2, "syntax-error", "no unary +. Leave it out. Put a statement that continues")]
    [InlineData("* x", 1, 1, "syntax-error", "Expected a statement, found '*'.")]
    [InlineData("x * / y", 1, 5, "syntax-error", "Expected an operand after '*', found '/'.")]
    [InlineData("a *** b", 1, 5, "syntax-error", "after '**', found '*'")]
    [InlineData("a // b", 1, 4, "syntax-error", "floor(a / b)")]
    [InlineData("-", 1, 2, "syntax-error", "after '-'")]
    [InlineData("+x", 1, 1, "syntax-error", "no unary +")]
    [InlineData("x*+y", 1, 3, "syntax-error", "no unary +")]
    [InlineData("()", 1, 2, "syntax-error", "parentheses are empty")]
    [InlineData("max(x,)", 1, 7, "syntax-error", "Remove the last comma")]
    [InlineData("max(,x)", 1, 5, "syntax-error", "Expected an operand after '(', found ','.")]

    // Parentheses that do not match.
    [InlineData("(x", 1, 1, "syntax-error", "This '(' is never closed: expected ')' before the end of the expression.")]
    [InlineData("x*max(y, (z)", 1, 6, "syntax-error", "never closed")]
    [InlineData("y = (x; z = 3", 1, 5, "syntax-error", "expected ')' before ';'")]
    [InlineData("y = (x + 1\nz = y * 2", 1, 5, "syntax-error", "expected ')' before the name 'z'")]
    [InlineData("y = (x +\nz = 2", 1, 5, "syntax-error", "never closed")]
    [InlineData("y = max(x, min=2\nz = 2", 1, 8, "syntax-error", "never closed")]
    [InlineData("x)", 1, 2, "syntax-error", "This ')' has no matching")]
    [InlineData("x]", 1, 2, "syntax-error", "This ']' has no matching")]
    [InlineData("(x]", 1, 3, "syntax-error", "Expected ')', found ']'")]

    // Assignments.
    [InlineData("= 3", 1, 1, "syntax-error", "Expected a name before '='")]
    [InlineData("3 = x", 1, 3, "syntax-error", "Only a name can stand before '='")]
    [InlineData("x + y = 3", 1, 7, "syntax-error", "Only a name can stand before '='")]
    [InlineData("a = b = 3", 1, 7, "syntax-error", "A statement assigns one name")]
    [InlineData("(x = 3)", 1, 4, "syntax-error", "Unexpected '='")]
    [InlineData("a == 3", 1, 4, "syntax-error", "compare with equal(a, b)")]
    [InlineData("a + b == 3", 1, 7, "syntax-error", "equal(a, b)")]
    [InlineData("abs(x) = 3", 1, 8, "syntax-error", "Functions cannot be defined. Assign to a name: abs = ….")]
    [InlineData("a = 1; b = 2; a = b", 1, 15, "name-assigned-twice", "'a' is already assigned on line 1")]
    [InlineData("a = 1\n\nb = 2\na = b", 4, 1, "name-assigned-twice", "already assigned on line 1")]
    [InlineData("a = b*2\nb = 1", 1, 5, "used-before-assignment", "'b' is used before its assignment on line 2")]
    [InlineData("a = b; b = a", 1, 5, "used-before-assignment", "line 1")]
    [InlineData("y = 1\nx = y*x + 1", 2, 7, "recursive-assignment", "'x' is assigned from itself on line 2")]
    [InlineData("x + 1; y = 2", 1, 1, "unnamed-statement", "'name = '")]
    [InlineData("y = 2\ny + 1", 2, 1, "unnamed-statement", "'name = '")]

    // Functions.
    [InlineData("sigmod(x)", 1, 1, "unknown-function", "Did you mean 'sigmoid'?")]
    [InlineData("2*LM(x)", 1, 3, "unknown-function", "Did you mean 'ln'?")]
    [InlineData("x(y)", 1, 1, "unknown-function", "'x' is a value, not a function. Multiplication is written with *: x*(…)")]
    [InlineData("w = 3; v = w(2)", 1, 12, "unknown-function", "w*(…)")]
    [InlineData("pi(2)", 1, 1, "unknown-function", "pi*(…)")]
    [InlineData("input(x)", 1, 1, "unknown-function", "a name that is never assigned is an input")]
    [InlineData("constant(3)", 1, 1, "unknown-function", "a number is a constant")]
    [InlineData("parameter(w)", 1, 1, "unknown-function", "is not a function")]
    [InlineData("Σ(x)", 1, 1, "unknown-function", "'sum'")]

    // Attributes.
    [InlineData("clip(x, min=0, x)", 1, 16, "positional-after-keyword", "Operands come before attributes")]
    [InlineData("clip(x, min=0, MIN=1)", 1, 16, "duplicate-attribute", "'MIN' is given twice")]
    [InlineData("clip(x, min=y)", 1, 13, "syntax-error", "as the value of the attribute 'min', found the name 'y'")]
    [InlineData("clip(x, min=1+1)", 1, 14, "syntax-error", "Expected ',' or ')' after an attribute, found '+'")]
    [InlineData("clip(x, min=(0))", 1, 13, "syntax-error", "without parentheses")]
    [InlineData("clip(x, min=None)", 1, 13, "syntax-error", "leave out 'min='")]
    [InlineData("clip(x, min=", 1, 13, "syntax-error", "found the end of the expression")]
    [InlineData("clip(x, min=-)", 1, 14, "syntax-error", "Expected a number, found ')'")]
    [InlineData("clip(x, min=--1)", 1, 14, "syntax-error", "Expected a number, found '-'")]
    [InlineData("clip(x, min=-1e400)", 1, 14, "non-finite-number", "1e400")]
    [InlineData("max(x, axes=[0,)", 1, 16, "syntax-error", "Expected a number in the list, found ')'")]
    [InlineData("max(x, axes=[0 1])", 1, 16, "syntax-error", "Expected ',' or ']' in the list")]
    [InlineData("max(x, axes=[[0]])", 1, 14, "syntax-error", "can hold only numbers")]
    [InlineData("max(x, axes=[0", 1, 13, "syntax-error", "This '[' is never closed")]
    [InlineData("max(x, min=0 max=1)", 1, 14, "syntax-error", "Expected ',' or ')'")]

    // Numbers and names.
    [InlineData("1.5.2", 1, 1, "invalid-number", "one decimal point")]
    [InlineData("1_000", 1, 1, "invalid-number", "without _")]
    [InlineData("x + 1e400", 1, 5, "non-finite-number", "64-bit")]
    [InlineData("1,5", 1, 2, "syntax-error", "decimals are written with a point")]
    [InlineData("(x, y)", 1, 3, "syntax-error", "separates arguments of a call")]
    [InlineData("x.T", 1, 2, "unexpected-character", "Names have no dots")]
    [InlineData("a123456789b123456789c123456789d123456789e123456789f123456789g1234", 1, 1, "invalid-name", "has 65 characters; a name has at most 64")]

    // What belongs elsewhere.
    [InlineData("[1, 2] * x", 1, 1, "array-literal", "under inputs")]
    [InlineData("x * [[1, 2], [3, 4]]", 1, 5, "array-literal", "under inputs")]
    [InlineData("x[0]", 1, 2, "syntax-error", "slice(x")]
    [InlineData("\"abc\" + 1", 1, 1, "unexpected-string", "can only be an attribute's value")]
    [InlineData("x + 'y", 1, 5, "unterminated-string", "no closing '")]
    [InlineData("(W)'", 1, 4, "unterminated-string", "transpose(x)")]

    // Signs of other alphabets and languages.
    [InlineData("x × y", 1, 3, "unexpected-character", "'×' (U+00D7). Multiplication is written with *.")]
    [InlineData("x · y", 1, 3, "unexpected-character", "written with *")]
    [InlineData("x ÷ y", 1, 3, "unexpected-character", "Division is written with /")]
    [InlineData("x − y", 1, 3, "unexpected-character", "Minus is written with -")]
    [InlineData("x²", 1, 2, "unexpected-character", "Write a power with ^: ^2.")]
    [InlineData("x⁻¹⁰", 1, 2, "unexpected-character", "^-10")]
    [InlineData("x₁", 1, 2, "unexpected-character", "_1")]
    [InlineData("x′", 1, 2, "unexpected-character", "apostrophe")]
    [InlineData("√x", 1, 1, "unexpected-character", "sqrt(x)")]
    [InlineData("x ≤ y", 1, 3, "unexpected-character", "less(a, b)")]
    [InlineData("x % 2", 1, 3, "unexpected-character", "0.1")]
    [InlineData("٣ + x", 1, 1, "unexpected-character", "digits 0 to 9")]
    [InlineData("x ＋ y", 1, 3, "unexpected-character", "Plus is written with +")]
    [InlineData("x\u200B*y", 1, 2, "unexpected-character", "(U+200B). Delete it")]
    [InlineData("x = 2\u2028y = 3", 1, 6, "unexpected-character", "ordinary line end")]
    [InlineData("x $ y", 1, 3, "unexpected-character", "'$' (U+0024)")]
    public void Parse_mistake_isNamedWithItsPlaceAndItsCure(string text, int line, int column, string code, string detail)
    {
        var issue = Assert.Single(Parse(text, "x", "y").Issues, i => i.Code == code);

        Assert.Equal((line, column), (issue.Place.Line, issue.Place.Column));
        Assert.Contains(detail, issue.Detail, StringComparison.Ordinal);
        Assert.Equal("expression", issue.Place.ToString());
        Assert.Null(Parse(text, "x", "y").Spec);
    }

    [Fact]
    public void Parse_allMistakes_areFoundAtOnceInTheOrderOfTheText()
    {
        var issues = Parse("a = 2x\nb = foo(a) +\nc = (a*3; d = 1e999 × e; a = 4\nlast").Issues;

        Assert.Equal(
            ["1:6 missing-operator", "2:5 unknown-function", "2:13 syntax-error", "3:5 syntax-error", "3:15 non-finite-number", "3:21 unexpected-character", "3:26 name-assigned-twice"],
            issues.Take(7).Select(i => $"{i.Place.Line}:{i.Place.Column} {i.Code}"));
        Assert.Equal("4:1 unnamed-statement", Assert.Single(issues.Skip(7).Select(i => $"{i.Place.Line}:{i.Place.Column} {i.Code}")));
    }

    [Theory]
    [InlineData("a = (b\nb = (c\nc = 1", "1:5 2:5")]
    [InlineData("a = ((((\n2\nb = )\nc = 3 3", "1:8 3:5 4:7")]
    [InlineData("a = max(x,\n  y))\nb = a", "2:5")]
    [InlineData("a = max(x,\n  y$,\n  z)\nb = a 3", "2:4 4:7")]
    [InlineData("x × y × z", "1:3 1:7")]
    [InlineData("a b c d", "1:3")]
    [InlineData("softmax(x, axis=2x)", "1:18")]
    [InlineData("max(x, axes=[0, 2x])", "1:18")]
    [InlineData("+ + + a", "1:1")]
    [InlineData("$$$$ + $$", "1:1 1:8")]
    [InlineData("y = x +\n 2 +\n 3", "1:8 2:5")]
    public void Parse_oneMistake_bringsNoOthersWithIt(string text, string places) =>
        Assert.Equal(places, string.Join(' ', Parse(text, "x").Issues.Select(i => $"{i.Place.Line}:{i.Place.Column}")));

    [Theory]
    [InlineData("\n\n  $", 3, 3)]
    [InlineData("x = 1\r\ny = $", 2, 5)]
    [InlineData("x = 1\ry = $", 2, 5)]
    [InlineData("x = 1\n\ry = $", 3, 5)]
    [InlineData("𝑥 = $", 1, 5)]
    [InlineData("# 𝑥𝑥𝑥𝑥\n𝑥𝑥𝑥 * $", 2, 7)]
    [InlineData("e\u0301 $", 1, 4)]
    [InlineData("\t$", 1, 2)]
    public void Parse_columns_countCodePointsFromOne(string text, int line, int column)
    {
        var issue = Assert.Single(Parse(text).Issues);

        Assert.Equal((line, column), (issue.Place.Line, issue.Place.Column));
    }

    [Fact]
    public void Parse_columnsFarIntoALine_countCodePoints()
    {
        var text = string.Concat(Enumerable.Repeat("𝑥 + ", 1_000)) + "$";

        Assert.Equal(4_001, Assert.Single(Parse(text).Issues).Place.Column);
    }

    [Fact]
    public void Parse_moreThanAHundredMistakes_areCounted()
    {
        var issues = Parse(string.Concat(Enumerable.Repeat("$\n", 150))).Issues;

        Assert.Equal(101, issues.Count);
        Assert.Equal("more-issues", issues[^1].Code);
        Assert.StartsWith("50 more", issues[^1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12345678901", 9, "expression-too-long")]
    [InlineData("1234567890", 9, null)]
    [InlineData("(((((x", 9, "nesting-too-deep")]
    [InlineData("abs(((((x", 9, "nesting-too-deep")]
    [InlineData("abs(((x)))", 9, null)]
    [InlineData("x*x*x*x", 3, "too-many-nodes")]
    [InlineData("x*x*x*x", 4, null)]
    [InlineData("a+b+c", 4, "too-many-nodes")]
    [InlineData("a+b+c", 5, null)]
    [InlineData("1+1+1", 4, "too-many-nodes")]
    [InlineData("-----a", 5, "too-many-nodes")]
    public void Parse_overALimit_isRefused(string text, int nodes, string? code)
    {
        var result = ExpressionParser.Parse(text, [], new ExpressionLimits(MaxLength: 10, MaxNesting: 4, nodes));

        Assert.Equal(code, result.Issues.SingleOrDefault()?.Code);
        Assert.Equal(code is null, result.Spec is not null);
    }
}
