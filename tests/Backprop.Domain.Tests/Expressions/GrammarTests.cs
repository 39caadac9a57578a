using Backprop.Domain.Expressions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators.Families;
using static Backprop.Domain.Tests.Expressions.Parsing;

namespace Backprop.Domain.Tests.Expressions;

public sealed class GrammarTests
{
    [Theory]
    [InlineData("q = x + y; f = q * z", "x; y; q = add(x, y); z; f = mul(q, z)")]
    [InlineData("q = x + y\nf = q * z", "x; y; q = add(x, y); z; f = mul(q, z)")]
    [InlineData("q = x + y\r\nf = q * z\r\n", "x; y; q = add(x, y); z; f = mul(q, z)")]
    [InlineData("q = x + y\rf = q * z", "x; y; q = add(x, y); z; f = mul(q, z)")]
    [InlineData(";;\n; q = x + y ;\n\n; f = q * z; # the end", "x; y; q = add(x, y); z; f = mul(q, z)")]
    [InlineData("# first\nq = x + y # sum\n# between; nothing = 1\nf = q * z", "x; y; q = add(x, y); z; f = mul(q, z)")]
    public void Parse_statements_becomeNodesInOrderOfFirstAppearance(string text, string nodes) => Assert.Equal(nodes, Outline(Spec(text)));

    [Theory]
    [InlineData("a - b + c", "a; b; t1 = sub(a, b); c; out = add(t1, c)")]
    [InlineData("a + b * c", "a; b; c; t1 = mul(b, c); out = add(a, t1)")]
    [InlineData("a * b / c @ d", "a; b; t1 = mul(a, b); c; t2 = div(t1, c); d; out = matMul(t2, d)")]
    [InlineData("a ^ b ^ c", "a; b; c; t1 = pow(b, c); out = pow(a, t1)")]
    [InlineData("a ** b ** c", "a; b; c; t1 = pow(b, c); out = pow(a, t1)")]
    [InlineData("(a ^ b) ^ c", "a; b; t1 = pow(a, b); c; out = pow(t1, c)")]
    [InlineData("-x^2", "x; c1 = 2; t1 = pow(x, c1); out = neg(t1)")]
    [InlineData("(-x)^2", "x; t1 = neg(x); c1 = 2; out = pow(t1, c1)")]
    [InlineData("2^-3", "c1 = 2; c2 = 3; t1 = neg(c2); out = pow(c1, t1)")]
    [InlineData("a*-b", "a; b; t1 = neg(b); out = mul(a, t1)")]
    [InlineData("-a*b", "a; t1 = neg(a); b; out = mul(t1, b)")]
    [InlineData("a*-b*c", "a; b; t1 = neg(b); t2 = mul(a, t1); c; out = mul(t2, c)")]
    [InlineData("a - -b", "a; b; t1 = neg(b); out = sub(a, t1)")]
    [InlineData("--a", "a; t1 = neg(a); out = neg(t1)")]
    [InlineData("a^-b^c", "a; b; c; t1 = pow(b, c); t2 = neg(t1); out = pow(a, t2)")]
    [InlineData("a^-b*c", "a; b; t1 = neg(b); t2 = pow(a, t1); c; out = mul(t2, c)")]
    [InlineData("a^-b+c", "a; b; t1 = neg(b); t2 = pow(a, t1); c; out = add(t2, c)")]
    [InlineData("a-b-c", "a; b; t1 = sub(a, b); c; out = sub(t1, c)")]
    [InlineData("a/b/c", "a; b; t1 = div(a, b); c; out = div(t1, c)")]
    [InlineData("a*(b+c)", "a; b; c; t1 = add(b, c); out = mul(a, t1)")]
    [InlineData("((((a))))*b", "a; b; out = mul(a, b)")]
    [InlineData("(a\n+ # inside parentheses a line end is white space\n\n b)", "a; b; out = add(a, b)")]
    public void Parse_operators_bindByPrecedence(string text, string nodes) => Assert.Equal(nodes, Outline(Spec(text)));

    [Theory]
    [InlineData("x*x", "x; out = mul(x, x)")]
    [InlineData("2 + 2", "c1 = 2; c2 = 2; out = add(c1, c2)")]
    [InlineData("0*x + 1*x", "c1 = 0; x; t1 = mul(c1, x); c2 = 1; t2 = mul(c2, x); out = add(t1, t2)")]
    [InlineData("(x+y)*(x+y)", "x; y; t1 = add(x, y); t2 = add(x, y); out = mul(t1, t2)")]
    [InlineData("x = 2; y = x + x", "x = 2; y = add(x, x)")]
    public void Parse_anyText_isNotSharedFoldedOrReordered(string text, string nodes) => Assert.Equal(nodes, Outline(Spec(text)));

    [Theory]
    [InlineData("y = x", "x; y = identity(x)")]
    [InlineData("y = (x)", "x; y = identity(x)")]
    [InlineData("y = 3", "y = 3")]
    [InlineData("y = -3", "c1 = 3; y = neg(c1)")]
    [InlineData("z = (x + y)", "x; y; z = add(x, y)")]
    [InlineData("x", "x; out = identity(x)")]
    [InlineData("7", "out = 7")]
    [InlineData("f = x; g = f; h = g*g", "x; f = identity(x); g = identity(f); h = mul(g, g)")]
    public void Parse_statement_isOneNodeOfItsName(string text, string nodes) => Assert.Equal(nodes, Outline(Spec(text)));

    [Theory]
    [InlineData("t1*2 + c1", "t1; c2 = 2; t2 = mul(t1, c2); c1; out = add(t2, c1)")]
    [InlineData("y = a*b + 1; t2 = y + 2", "a; b; t1 = mul(a, b); c1 = 1; y = add(t1, c1); c2 = 2; t2 = add(y, c2)")]
    [InlineData("out + 1", "out; c1 = 1; out1 = add(out, c1)")]
    [InlineData("out*out1 + 1", "out; out1; t1 = mul(out, out1); c1 = 1; out2 = add(t1, c1)")]
    public void Parse_generatedNames_skipNamesOfTheText(string text, string nodes) => Assert.Equal(nodes, Outline(Spec(text)));

    [Fact]
    public void Parse_generatedNames_skipNamesOfInputs() =>
        Assert.Equal("x; c2 = 2; t2 = mul(x, c2); c3 = 1; out1 = add(t2, c3)", Outline(Spec("x*2 + 1", "x", "t1", "c1", "out")));

    [Theory]
    [InlineData("2*pi + pi", "c1 = 2; pi = 3.141592653589793; t1 = mul(c1, pi); out = add(t1, pi)")]
    [InlineData("y = pi", "pi = 3.141592653589793; y = identity(pi)")]
    [InlineData("pi = 3; y = pi*2", "pi = 3; c1 = 2; y = mul(pi, c1)")]
    [InlineData("Pi + PI", "Pi; PI; out = add(Pi, PI)")]
    public void Parse_pi_isTheConstantUnlessAssigned(string text, string nodes) => Assert.Equal(nodes, Outline(Spec(text)));

    [Fact]
    public void Parse_piAmongTheInputs_isAnInput() => Assert.Equal("pi; c1 = 2; out = mul(pi, c1)", Outline(Spec("pi*2", "pi")));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("1.5", 1.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("007", 7)]
    [InlineData("1e-3", 1e-3)]
    [InlineData("1E+3", 1e3)]
    [InlineData("2.e1", 20)]
    [InlineData(".5e1", 5)]
    [InlineData("1e-400", 0)]
    [InlineData("0e999999999999", 0)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("0.1000000000000000055511151231257827", 0.1)]
    public void Parse_number_isAConstant(string text, double value) => Assert.Equal(value, Assert.Single(Spec(text).Nodes).Value!.Data[0]);

    [Theory]
    [InlineData("x1")]
    [InlineData("_")]
    [InlineData("_x")]
    [InlineData("x'")]
    [InlineData("x''2")]
    [InlineData("ŷ")]
    [InlineData("y\u0302")]
    [InlineData("δ²x", false)]
    [InlineData("переменная")]
    [InlineData("価格")]
    [InlineData("मूल्य")]
    [InlineData("𝑥")]
    [InlineData("x١")]
    [InlineData("max")]
    [InlineData("e1")]
    public void Parse_name_hasLettersOfAnyScript(string name, bool isName = true) =>
        Assert.Equal(isName, Parse(name).Spec is { } spec && spec.Nodes[0].Id == name);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Parse_name_countsCharactersNotCodeUnits(int length, bool fits) =>
        Assert.Equal(fits, Parse(string.Concat(Enumerable.Repeat("𝑥", length))).Spec is not null);

    [Theory]
    [InlineData("exp(x)", "x; out = exp(x)")]
    [InlineData("EXP(x) + Ln(y) + σ(z)", "x; t1 = exp(x); y; t2 = log(y); t3 = add(t1, t2); z; t4 = sigmoid(z); out = add(t3, t4)")]
    [InlineData("sum(x) + Mean(x) + PROD(x)", "x; t1 = reduceSum(x); t2 = reduceMean(x); t3 = add(t1, t2); t4 = reduceProd(x); out = add(t3, t4)")]
    [InlineData("max(x, y, 0)", "x; y; c1 = 0; out = max(x, y, c1)")]
    [InlineData("Max(x) + MIN(x)", "x; t1 = reduceMax(x); t2 = reduceMin(x); out = add(t1, t2)")]
    [InlineData("max = 3; y = max(max, max)", "max = 3; y = max(max, max)")]
    [InlineData("exp (x)", "x; out = exp(x)")]
    [InlineData("(exp\n(x))", "x; out = exp(x)")]
    [InlineData("f = max(\n  x, # first\n  -y\n)", "x; y; t1 = neg(y); f = max(x, t1)")]
    [InlineData("relu(-relu(-x))", "x; t1 = neg(x); t2 = relu(t1); t3 = neg(t2); out = relu(t3)")]
    public void Parse_functions_areTheOperatorsOfTheCatalogue(string text, string nodes) => Assert.Equal(nodes, Outline(Spec(text)));

    [Fact]
    public void Parse_everyOperatorWithOperands_isAFunctionByItsNameAndAliasesInAnyLetterCase() => Assert.All(
        OperatorCatalog.All.Where(o => !o.IsLeaf).SelectMany(o => o.Aliases.Append(o.Name).Append(o.Name.ToUpperInvariant()).Append(o.Name.ToLowerInvariant()), (o, name) => (Operator: o, Name: name)),
        function => Assert.Equal(function.Operator.Name, Spec($"{function.Name}(x, y)").Nodes[^1].Op));

    [Theory]
    [InlineData("leakyRelu(x, alpha=0.2)", "x; out = leakyRelu(x, alpha=0.2)")]
    [InlineData("leakyRelu(x, ALPHA = -1.5e-2)", "x; out = leakyRelu(x, ALPHA=-0.015)")]
    [InlineData("clip(x, min=-1, max=1)", "x; out = clip(x, min=-1, max=1)")]
    [InlineData("gelu(x, approximate='tanh')", "x; out = gelu(x, approximate=\"tanh\")")]
    [InlineData("gelu(x, approximate=\"tanh\")", "x; out = gelu(x, approximate=\"tanh\")")]
    [InlineData("max(x, axes=[0, -1], keepDims=True)", "x; out = reduceMax(x, axes=[0 -1], keepDims=true)")]
    [InlineData("max(x, axes=[], keepDims=false)", "x; out = reduceMax(x, axes=[], keepDims=false)")]
    [InlineData("max(x,\n axes\n=\n[0\n,\n1]\n)", "x; out = reduceMax(x, axes=[0 1])")]
    [InlineData("x = 1; y = clip(x, x=x', min=0)", null)]
    public void Parse_keywordArguments_areAttributes(string text, string? nodes) => Assert.Equal(nodes, Parse(text).Spec is { } spec ? Outline(spec) : null);

    [Theory]
    [InlineData("q = x+y; f = (q  *\tz)", "q", "x+y")]
    [InlineData("q = x+y; f = (q  *\tz)", "f", "q * z")]
    [InlineData("f = ((x + 1)) * y", "f", "((x + 1)) * y")]
    [InlineData("f = ((x + 1)) * y", "t1", "x + 1")]
    [InlineData("f = max( x,\n  # why\r\n  2 )", "f", "max( x, 2 )")]
    [InlineData("f = -(x)^2.50", "f", "-(x)^2.50")]
    [InlineData("f = -(x)^2.50", "t1", "(x)^2.50")]
    [InlineData("f = -(x)^2.50", "c1", "2.50")]
    [InlineData("f = -(x)^2.50", "x", "x")]
    [InlineData("f = (x)", "f", "x")]
    [InlineData("f = pi*2", "pi", "pi")]
    public void Parse_everyNode_hasItsSourceTextAsLabel(string text, string node, string label) =>
        Assert.Equal(label, Spec(text).Nodes.Single(n => n.Id == node).Label);

    [Fact]
    public void Parse_longLabel_isCut()
    {
        var text = string.Join(" + ", Enumerable.Range(0, 1_000).Select(i => $"x{i}"));

        Assert.Equal(text[..120] + "…", Spec(text).Nodes[^1].Label);
    }

    [Fact]
    public void Parse_longLabel_isCutBetweenCharacters()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("+𝑥", 100));

        Assert.Equal(text[..119] + "…", Spec(text).Nodes[^1].Label);
        Assert.Equal("(" + text[..119] + "…", Spec("(" + text + ")*2").Nodes[^1].Label);
    }

    [Fact]
    public void Parse_lastStatement_isTheOutput() => Assert.Equal("g", Spec("f = x*y; g = x + 1").Output);

    [Fact]
    public void Parse_issues_carryThePointerOfTheRequest() =>
        Assert.Equal("answer.gradients.z", ExpressionParser.Parse("x +", [], ExpressionLimits.Default, Place.Whole["answer"]["gradients"]["z"]).Issues[0].Place.ToString());
}
