namespace Backprop.Domain.Tests.Support;

/// <summary>Matrices, formulas by cases, and the conditions in them.</summary>
internal sealed partial class PrintedMath
{
    private PrintedArray Matrix()
    {
        var rows = new List<List<double>> { new() };
        while (true)
        {
            rows[^1].Add(Sum().Data[0]);
            if (_text.Accept(@"\\"))
            {
                rows.Add([]);
            }
            else if (!_text.Accept("&"))
            {
                _text.Expect(@"\end{bmatrix}");
                return Seen(new PrintedArray(rows.Count, rows[0].Count, [.. rows.SelectMany(row => row)]));
            }
        }
    }

    private PrintedArray Cases()
    {
        var then = Sum();
        _text.Expect("&");
        var condition = Relation();
        _text.Expect(@"\\");
        var otherwise = Sum();
        _text.Expect(@"& \text{otherwise} \end{cases}");
        var zero = condition.Map(_ => 0);
        return Seen(condition.Zip(zero.Zip(then, (_, a) => a), (c, a) => c != 0 ? a : 0).Zip(condition.Zip(zero.Zip(otherwise, (_, b) => b), (c, b) => c != 0 ? 0 : b), (a, b) => a + b));
    }

    private PrintedArray Condition(string end)
    {
        var value = Relation();
        _text.Expect(end);
        return value;
    }

    private PrintedArray Relation()
    {
        var left = Sum();
        foreach (var (sign, holds) in new (string, Func<double, double, bool>)[]
        {
            (@"\le", (a, b) => a <= b), (@"\ge", (a, b) => a >= b), (@"\ne", (a, b) => a != b), (">", (a, b) => a > b), ("<", (a, b) => a < b), ("=", (a, b) => a == b),
        })
        {
            if (_text.Accept(sign))
            {
                return left.Zip(Sum(), (a, b) => holds(a, b) ? 1 : 0);
            }
        }

        throw new FormatException($"No relation at '{_text.Rest}'.");
    }
}
