namespace Backprop.Domain.Tests.Support;

/// <summary>A number or an array of numbers as a reader of a formula sees it: rows and columns.</summary>
internal sealed record PrintedArray(int Rows, int Columns, double[] Data, bool IsScalar = false, bool IsOnes = false)
{
    public static PrintedArray Scalar(double value) => new(1, 1, [value], IsScalar: true);

    public double this[int row, int column] => Data[((Rows == 1 ? 0 : row) * Columns) + (Columns == 1 ? 0 : column)];

    public double Largest => Data.Select(Math.Abs).Append(0).Max();

    public PrintedArray Map(Func<double, double> function) => this with { Data = [.. Data.Select(function)], IsOnes = false };

    public PrintedArray Transpose() => new(Columns, Rows, [.. from column in Enumerable.Range(0, Columns) from row in Enumerable.Range(0, Rows) select this[row, column]], IsScalar);

    /// <summary>Element by element; what is smaller is repeated.</summary>
    public PrintedArray Zip(PrintedArray other, Func<double, double, double> function)
    {
        var (rows, columns) = (Math.Max(Rows, other.Rows), Math.Max(Columns, other.Columns));
        if ((Rows != rows && Rows != 1) || (Columns != columns && Columns != 1) || (other.Rows != rows && other.Rows != 1) || (other.Columns != columns && other.Columns != 1))
        {
            throw new FormatException($"{Rows}×{Columns} and {other.Rows}×{other.Columns} do not fit.");
        }

        return new PrintedArray(
            rows,
            columns,
            [.. from row in Enumerable.Range(0, rows) from column in Enumerable.Range(0, columns) select function(this[row, column], other[row, column])],
            IsScalar && other.IsScalar,
            IsOnes || other.IsOnes);
    }

    public PrintedArray MatrixProduct(PrintedArray other)
    {
        if (other.IsOnes)
        {
            return new PrintedArray(Rows, 1, [.. Enumerable.Range(0, Rows).Select(row => Enumerable.Range(0, Columns).Sum(column => this[row, column]))]);
        }

        if (Columns != other.Rows)
        {
            throw new FormatException($"A {Rows}×{Columns} matrix times a {other.Rows}×{other.Columns} one.");
        }

        return new PrintedArray(
            Rows,
            other.Columns,
            [.. from row in Enumerable.Range(0, Rows) from column in Enumerable.Range(0, other.Columns) select Enumerable.Range(0, Columns).Sum(k => this[row, k] * other[k, column])]);
    }
}

/// <summary>
/// Reads printed LaTeX as a person with a calculator does, and computes it. It knows notation alone: nothing of the product's operators, terms
/// or kernels is used here.
/// </summary>
internal sealed class PrintedMath
{
    private static readonly Dictionary<string, Func<double, double>> Functions = new()
    {
        [@"\sin"] = Math.Sin,
        [@"\cos"] = Math.Cos,
        [@"\tan"] = Math.Tan,
        [@"\arcsin"] = Math.Asin,
        [@"\arccos"] = Math.Acos,
        [@"\arctan"] = Math.Atan,
        [@"\sinh"] = Math.Sinh,
        [@"\cosh"] = Math.Cosh,
        [@"\tanh"] = Math.Tanh,
        [@"\ln"] = Math.Log,
        [@"\sigma"] = x => 1 / (1 + Math.Exp(-x)),
        ["sign"] = x => Math.Sign(x),
        ["round"] = x => Math.Round(x, MidpointRounding.ToEven),
        ["softplus"] = x => Math.Log(1 + Math.Exp(x)),
        ["erf"] = Erf,
    };

    private readonly string _text;
    private readonly IReadOnlyDictionary<string, double> _symbols;
    private readonly Func<string, string, IReadOnlyList<string>, double>? _partial;
    private (int Rows, int Columns, bool IsScalar)? _expected;
    private int _at;

    private PrintedMath(string text, IReadOnlyDictionary<string, double> symbols, Func<string, string, IReadOnlyList<string>, double>? partial)
    {
        _text = text;
        _symbols = symbols;
        _partial = partial;
    }

    /// <summary>The largest magnitude that came up on the way.</summary>
    public double Scale { get; private set; }

    /// <summary>Computes a formula of numbers, and of the symbols that are given.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="expected">What it is said to equal, whose shape decides what sums and rows of ones run over.</param>
    /// <param name="symbols">What symbols stand for, as they are printed.</param>
    /// <param name="partial">What a derivative ∂a/∂b is, with what stands behind its bar.</param>
    public static (PrintedArray Value, double Scale) Compute(
        string formula,
        PrintedArray? expected = null,
        IReadOnlyDictionary<string, double>? symbols = null,
        Func<string, string, IReadOnlyList<string>, double>? partial = null)
    {
        var reader = new PrintedMath(formula, symbols ?? new Dictionary<string, double>(), partial) { _expected = expected is null ? null : (expected.Rows, expected.Columns, expected.IsScalar) };
        var value = reader.Sum();
        if (reader.Skip() < formula.Length)
        {
            throw new FormatException($"'{formula[reader._at..]}' is left over.");
        }

        return (value, reader.Scale);
    }

    /// <summary>What stands between the equals signs of a line that are not inside of brackets, without a remark in parentheses behind it.</summary>
    public static IReadOnlyList<string> Sides(string line)
    {
        var remark = line.IndexOf(@" \quad \left(", StringComparison.Ordinal);
        line = remark < 0 ? line : line[..remark] + line[(line.IndexOf(@"\right)", remark, StringComparison.Ordinal) + 7)..];
        var sides = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < line.Length; i++)
        {
            depth += line[i] == '{' || Is(@"\left", i) || Is(@"\begin", i) ? 1 : line[i] == '}' || Is(@"\right", i) || Is(@"\end", i) ? -1 : 0;
            if (line[i] == '=' && depth == 0)
            {
                sides.Add(line[start..i].Trim());
                start = i + 1;
            }
        }

        sides.Add(line[start..].Trim());
        return sides;

        bool Is(string command, int at) => line.AsSpan(at).StartsWith(command, StringComparison.Ordinal) && !(at + command.Length < line.Length && char.IsAsciiLetter(line[at + command.Length]));
    }

    // Abramowitz and Stegun 7.1.5, summed to the last digit.
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        var (term, sum) = (x, x);
        for (var n = 1; n < 200; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private PrintedArray Sum()
    {
        var sum = Accept("-") ? Product().Map(x => -x) : Product();
        while (true)
        {
            if (Accept("+"))
            {
                sum = Seen(sum.Zip(Product(), (a, b) => a + b));
            }
            else if (Accept("-"))
            {
                sum = Seen(sum.Zip(Product(), (a, b) => a - b));
            }
            else
            {
                return sum;
            }
        }
    }

    private PrintedArray Product()
    {
        var product = Factor();
        while (true)
        {
            if (Accept(@"\cdot"))
            {
                var factor = Factor();
                product = product.IsScalar || factor.IsScalar ? product.Zip(factor, (a, b) => a * b) : throw new FormatException("A dot between two arrays.");
            }
            else if (Accept(@"\odot"))
            {
                product = product.Zip(Factor(), (a, b) => a * b);
            }
            else if (Accept(@"\,") || BeginsFactor())
            {
                var factor = Factor();
                product = product.IsScalar || factor.IsScalar ? product.Zip(factor, (a, b) => a * b) : product.MatrixProduct(factor);
            }
            else
            {
                return Seen(product);
            }
        }
    }

    private bool BeginsFactor()
    {
        Skip();
        return _at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '{' ||
            (_text[_at] == '\\' && !new[] { @"\right", @"\end", @"\\", @"\le", @"\ge", @"\ne", @"\text", @"\quad", @"\rfloor", @"\rceil", @"\times" }.Any(stop => Stands(stop) && !Stands(@"\left"))));
    }

    private PrintedArray Factor()
    {
        var value = Atom();
        while (true)
        {
            if (Accept(@"^{\top}"))
            {
                value = value.Transpose();
            }
            else if (Accept("^"))
            {
                value = Seen(value.Zip(Group(), Math.Pow));
            }
            else if (Accept("_"))
            {
                // The index of an element under a sum: what follows is meant element by element.
                Braces();
            }
            else
            {
                return value;
            }
        }
    }

    private PrintedArray Atom()
    {
        Skip();
        if (Stands(@"\left.\frac{\partial") || Stands(@"\frac{\partial"))
        {
            return PrintedArray.Scalar(Partial());
        }

        if (_symbols.Keys.Where(Stands).MaxBy(key => key.Length) is { } symbol)
        {
            _at += symbol.Length;
            return Seen(PrintedArray.Scalar(_symbols[symbol]));
        }

        if (char.IsAsciiDigit(_text[_at]))
        {
            return Seen(PrintedArray.Scalar(Number()));
        }

        if (_text[_at] == '{')
        {
            return Group();
        }

        if (Accept(@"\mathbf{1}"))
        {
            return Accept(@"\left[") ? Condition(@"\right]") : PrintedArray.Scalar(1) with { IsScalar = false, IsOnes = true };
        }

        if (Accept(@"\left("))
        {
            return Until(@"\right)");
        }

        if (Accept(@"\left|"))
        {
            return Until(@"\right|").Map(Math.Abs);
        }

        if (Accept(@"\lfloor"))
        {
            return Until(@"\rfloor").Map(Math.Floor);
        }

        if (Accept(@"\lceil"))
        {
            return Until(@"\rceil").Map(Math.Ceiling);
        }

        if (Accept(@"\frac"))
        {
            var above = Group();
            return Seen(above.Zip(Group(), (a, b) => a / b));
        }

        if (Accept(@"\sqrt"))
        {
            return Group().Map(Math.Sqrt);
        }

        if (Accept("e^"))
        {
            return Seen(Group().Map(Math.Exp));
        }

        if (Accept(@"\pi"))
        {
            return PrintedArray.Scalar(Math.PI);
        }

        if (Accept(@"\sum"))
        {
            return Reduce(data => data.Sum());
        }

        if (Accept(@"\prod"))
        {
            return Reduce(data => data.Aggregate(1.0, (a, b) => a * b));
        }

        if (Accept(@"\begin{bmatrix}"))
        {
            return Matrix();
        }

        if (Accept(@"\begin{cases}"))
        {
            return Cases();
        }

        return Call();
    }

    private PrintedArray Call()
    {
        if (Accept(@"\max_"))
        {
            _at--;
            return Reduce(data => data.Max());
        }

        if (Accept(@"\min_"))
        {
            _at--;
            return Reduce(data => data.Min());
        }

        if (Accept(@"\max\left("))
        {
            return Arguments().Aggregate((a, b) => a.Zip(b, Math.Max));
        }

        if (Accept(@"\min\left("))
        {
            return Arguments().Aggregate((a, b) => a.Zip(b, Math.Min));
        }

        if (Accept(@"\operatorname{sum}\left("))
        {
            return SumTo(Until(@"\right)"));
        }

        foreach (var shaping in new[] { "reshape", "flatten", "squeeze", "unsqueeze" })
        {
            if (Accept($@"\operatorname{{{shaping}}}\left("))
            {
                var value = Until(@"\right)");
                return new PrintedArray(_expected!.Value.Rows, _expected.Value.Columns, value.Data, _expected.Value.IsScalar);
            }
        }

        foreach (var (name, function) in Functions.OrderByDescending(f => f.Key.Length))
        {
            if (Accept(name[0] == '\\' ? name : $@"\operatorname{{{name}}}"))
            {
                return Seen((Accept(@"\left(") ? Until(@"\right)") : Product()).Map(function));
            }
        }

        throw new FormatException($"'{_text[_at..]}' cannot be read.");
    }

    // ∂a/∂b, with a bar and what stands behind it where there is one.
    private double Partial()
    {
        var isLocal = Accept(@"\left.");
        Expect(@"\frac{\partial ");
        var above = UntilBrace();
        Expect(@"{\partial ");
        var below = UntilBrace();
        IReadOnlyList<string> fixedParts = [];
        if (isLocal)
        {
            Expect(@"\right|_");
            fixedParts = Braces().Split(", ");
        }

        var value = (_partial ?? throw new FormatException("A derivative among the numbers."))(above, below, fixedParts);
        Scale = Math.Max(Scale, Math.Abs(value));
        return value;
    }

    private List<PrintedArray> Arguments()
    {
        var arguments = new List<PrintedArray> { Sum() };
        while (Accept(","))
        {
            arguments.Add(Sum());
        }

        Expect(@"\right)");
        return arguments;
    }

    private PrintedArray Reduce(Func<IReadOnlyList<double>, double> reduce)
    {
        if (Accept("_"))
        {
            Braces();
        }

        return Seen(PrintedArray.Scalar(reduce(Product().Data)));
    }

    private PrintedArray SumTo(PrintedArray value)
    {
        if (_expected is not var (rows, columns, isScalar))
        {
            throw new FormatException("A sum to a shape that nobody shows.");
        }

        var data = new double[rows * columns];
        for (var row = 0; row < value.Rows; row++)
        {
            for (var column = 0; column < value.Columns; column++)
            {
                data[((rows == 1 ? 0 : row) * columns) + (columns == 1 ? 0 : column)] += value[row, column];
            }
        }

        return Seen(new PrintedArray(rows, columns, data, isScalar));
    }

    private PrintedArray Matrix()
    {
        var rows = new List<List<double>> { new() };
        while (true)
        {
            rows[^1].Add(Sum().Data[0]);
            if (Accept(@"\\"))
            {
                rows.Add([]);
            }
            else if (!Accept("&"))
            {
                Expect(@"\end{bmatrix}");
                return Seen(new PrintedArray(rows.Count, rows[0].Count, [.. rows.SelectMany(row => row)]));
            }
        }
    }

    private PrintedArray Cases()
    {
        var then = Sum();
        Expect("&");
        var condition = Relation();
        Expect(@"\\");
        var otherwise = Sum();
        Expect(@"& \text{otherwise} \end{cases}");
        var zero = condition.Map(_ => 0);
        return Seen(condition.Zip(zero.Zip(then, (_, a) => a), (c, a) => c != 0 ? a : 0).Zip(condition.Zip(zero.Zip(otherwise, (_, b) => b), (c, b) => c != 0 ? 0 : b), (a, b) => a + b));
    }

    private PrintedArray Condition(string end)
    {
        var value = Relation();
        Expect(end);
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
            if (Accept(sign))
            {
                return left.Zip(Sum(), (a, b) => holds(a, b) ? 1 : 0);
            }
        }

        throw new FormatException($"No relation at '{_text[_at..]}'.");
    }

    private double Number()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
        {
            _at++;
        }

        var digits = _text[start.._at];
        return double.Parse(Accept(@"\times 10^") ? $"{digits}e{Braces()}" : digits, CultureInfo.InvariantCulture);
    }

    // What LaTeX takes as an argument: a group, or a single digit.
    private PrintedArray Group()
    {
        if (char.IsAsciiDigit(_text[Skip()]))
        {
            return PrintedArray.Scalar(_text[_at++] - '0');
        }

        Expect("{");
        return Until("}");
    }

    private PrintedArray Until(string end)
    {
        var value = Sum();
        Expect(end);
        return value;
    }

    private string Braces()
    {
        Expect("{");
        return UntilBrace();
    }

    private string UntilBrace()
    {
        var start = _at;
        for (var depth = 1; depth > 0; _at++)
        {
            depth += _text[_at] == '{' ? 1 : _text[_at] == '}' ? -1 : 0;
        }

        return _text[start..(_at - 1)];
    }

    private PrintedArray Seen(PrintedArray value)
    {
        Scale = Math.Max(Scale, value.Largest);
        return value;
    }

    private int Skip()
    {
        while (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }

        return _at;
    }

    private bool Stands(string token) => _text.AsSpan(_at).StartsWith(token, StringComparison.Ordinal);

    private bool Accept(string token)
    {
        Skip();
        var isWord = token[0] == '\\' && char.IsAsciiLetter(token[^1]);
        if (!Stands(token) || (isWord && _at + token.Length < _text.Length && char.IsAsciiLetter(_text[_at + token.Length])))
        {
            return false;
        }

        _at += token.Length;
        return true;
    }

    private void Expect(string token)
    {
        if (!Accept(token))
        {
            throw new FormatException($"'{token}' expected at '{_text[_at..]}'.");
        }
    }
}
