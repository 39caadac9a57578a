using Backprop.Domain.Graphs;

namespace Backprop.Domain.Tests.Expressions;

/// <summary>A small expression that says for itself how it is written and what its value is: what parsed text is compared with.</summary>
internal sealed record ExpressionTree(string Op, string Text, double Value, params ExpressionTree[] Operands)
{
    private const int SumLevel = 0;
    private const int ProductLevel = 1;
    private const int UnaryLevel = 2;
    private const int PowerLevel = 3;
    private const int AtomLevel = 4;

    public static readonly string[] Names = ["x", "y", "ŷ", "𝑥'"];

    /// <summary>A random tree; the same for the same source of randomness.</summary>
    public static ExpressionTree Grow(Random random, IReadOnlyDictionary<string, double> values, int depth)
    {
        if (depth == 0 || random.Next(6) == 0)
        {
            if (random.Next(2) == 0)
            {
                var name = Names[random.Next(Names.Length)];
                return new ExpressionTree("name", name, values[name]);
            }

            var text = new[] { "2", "0.5", ".25", "3.", "1e-1", "1.5E+1", "7" }[random.Next(7)];
            return new ExpressionTree("number", text, double.Parse(text, CultureInfo.InvariantCulture));
        }

        ExpressionTree Next() => Grow(random, values, depth - 1);
        switch (random.Next(9))
        {
            case 0:
                return Binary("add", (a, b) => a + b, Next(), Next());
            case 1:
                return Binary("sub", (a, b) => a - b, Next(), Next());
            case 2:
                return Binary("mul", (a, b) => a * b, Next(), Next());
            case 3:
                return Binary("div", (a, b) => a / b, Next(), Next());
            case 4 or 5:
                return Binary("pow", Math.Pow, Next(), Next());
            case 6:
                return Unary("abs", Math.Abs, Next());
            case 7:
                return Binary("max", Math.Max, Next(), Next());
            default:
                return Unary("neg", a => -a, Next());
        }
    }

    /// <summary>The form in which a parsed graph is compared: <c>op(operand, …)</c>.</summary>
    public string Canonical() => Operands.Length == 0 ? Value.ToString("R", CultureInfo.InvariantCulture) : $"{Op}({string.Join(",", Operands.Select(o => o.Canonical()))})";

    /// <summary>The canonical form of a node of a graph that was parsed.</summary>
    public static string Canonical(GraphSpec spec, string id, IReadOnlyDictionary<string, double> values)
    {
        var node = spec.Nodes.Single(n => n.Id == id);
        return node.Op switch
        {
            "input" => values[id].ToString("R", CultureInfo.InvariantCulture),
            "constant" => node.Value!.Data[0].ToString("R", CultureInfo.InvariantCulture),
            "identity" => Canonical(spec, node.Inputs[0], values),
            _ => $"{node.Op}({string.Join(",", node.Inputs.Select(input => Canonical(spec, input, values)))})",
        };
    }

    /// <summary>The tokens of the text with parentheses around everything.</summary>
    public IEnumerable<string> WithAllParentheses() => Op switch
    {
        "name" or "number" => [Text],
        "neg" => ["(", "-", .. Operands[0].WithAllParentheses(), ")"],
        "abs" => ["abs", "(", .. Operands[0].WithAllParentheses(), ")"],
        "max" => ["max", "(", .. Operands[0].WithAllParentheses(), ",", .. Operands[1].WithAllParentheses(), ")"],
        _ => ["(", .. Operands[0].WithAllParentheses(), Sign, .. Operands[1].WithAllParentheses(), ")"],
    };

    /// <summary>The tokens of the text with only the parentheses that the grammar needs.</summary>
    public IEnumerable<string> WithFewestParentheses() => Written(SumLevel);

    private int Level => Op switch
    {
        "add" or "sub" => SumLevel,
        "mul" or "div" => ProductLevel,
        "neg" => UnaryLevel,
        "pow" => PowerLevel,
        _ => AtomLevel,
    };

    private string Sign => Op switch
    {
        "add" => "+",
        "sub" => "-",
        "mul" => "*",
        "div" => "/",
        _ => "^",
    };

    private IEnumerable<string> Written(int least)
    {
        IEnumerable<string> tokens = Op switch
        {
            "name" or "number" => [Text],
            "neg" => ["-", .. Operands[0].Written(UnaryLevel)],
            "abs" => ["abs", "(", .. Operands[0].Written(SumLevel), ")"],
            "max" => ["max", "(", .. Operands[0].Written(SumLevel), ",", .. Operands[1].Written(SumLevel), ")"],
            "pow" => [.. Operands[0].Written(AtomLevel), Sign, .. Operands[1].Written(UnaryLevel)],
            _ => [.. Operands[0].Written(Level), Sign, .. Operands[1].Written(Level + 1)],
        };
        return Level < least ? ["(", .. tokens, ")"] : tokens;
    }

    private static ExpressionTree Binary(string op, Func<double, double, double> function, ExpressionTree a, ExpressionTree b) => new(op, "", function(a.Value, b.Value), a, b);

    private static ExpressionTree Unary(string op, Func<double, double> function, ExpressionTree a) => new(op, "", function(a.Value), a);
}
