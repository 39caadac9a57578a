namespace Backprop.Domain.Tests.Support;

/// <summary>
/// Reads printed LaTeX as a person with a calculator does, and computes it. It knows notation alone: nothing of the product's operators, terms
/// or kernels is used here.
/// </summary>
internal sealed partial class PrintedMath
{
    private readonly PrintedText _text;
    private readonly Dictionary<string, PrintedArray> _symbols;
    private readonly PrintedIndices? _indices;
    private readonly Func<string, string, IReadOnlyList<string>, double>? _partial;
    private (int Rows, int Columns, bool IsScalar)? _expected;

    private PrintedMath(string text, IReadOnlyDictionary<string, PrintedArray> symbols, Func<string, string, IReadOnlyList<string>, double>? partial, PrintedIndices? indices)
    {
        _text = new PrintedText(text);
        _symbols = new Dictionary<string, PrintedArray>(symbols);
        _partial = partial;
        _indices = indices;
    }

    /// <summary>The largest magnitude that came up on the way.</summary>
    public double Scale { get; private set; }

    /// <summary>Computes a formula of numbers, and of the symbols that are given.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="expected">What it is said to equal, whose shape decides what sums and rows of ones run over.</param>
    /// <param name="symbols">What symbols stand for, as they are printed.</param>
    /// <param name="partial">What a derivative ∂a/∂b is, with what stands behind its bar.</param>
    /// <param name="indices">Where the formula is written with indices: the tensors that have them, and how far sums over them run.</param>
    public static (PrintedArray Value, double Scale) Compute(
        string formula,
        PrintedArray? expected = null,
        IReadOnlyDictionary<string, PrintedArray>? symbols = null,
        Func<string, string, IReadOnlyList<string>, double>? partial = null,
        PrintedIndices? indices = null)
    {
        var reader = new PrintedMath(formula, symbols ?? new Dictionary<string, PrintedArray>(), partial, indices) { _expected = expected is null ? null : (expected.Rows, expected.Columns, expected.IsScalar) };
        var value = reader.Sum();
        if (reader._text.Next != '\0')
        {
            throw new FormatException($"'{reader._text.Rest}' is left over.");
        }

        return (value, reader.Scale);
    }

    private PrintedArray Sum()
    {
        var sum = _text.Accept("-") ? Product().Map(x => -x) : Product();
        while (true)
        {
            if (_text.Accept("+"))
            {
                sum = Seen(sum.Zip(Product(), (a, b) => a + b));
            }
            else if (_text.Accept("-"))
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
            if (_text.Accept(@"\cdot"))
            {
                var factor = Factor();
                product = product.IsScalar || factor.IsScalar ? product.Zip(factor, (a, b) => a * b) : throw new FormatException("A dot between two arrays.");
            }
            else if (_text.Accept(@"\odot"))
            {
                product = product.Zip(Factor(), (a, b) => a * b);
            }
            else if (_text.Accept("/"))
            {
                product = product.Zip(Factor(), (a, b) => a / b);
            }
            else if (_text.Accept(@"\,") || BeginsFactor())
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

    private bool BeginsFactor() => char.IsAsciiLetterOrDigit(_text.Next) || _text.Next is '{' or '(' ||
        (_text.Next == '\\' && !new[] { @"\right", @"\end", @"\\", @"\le", @"\ge", @"\ne", @"\text", @"\quad", @"\rfloor", @"\rceil", @"\times" }.Any(stop => _text.Stands(stop) && !_text.Stands(@"\left")));

    private PrintedArray Factor()
    {
        var value = Atom();
        while (true)
        {
            if (_text.Accept(@"^{\top}") || _text.Accept(@"^\top"))
            {
                value = value.Transpose();
            }
            else if (_text.Accept("^"))
            {
                value = Seen(value.Zip(Group(), Math.Pow));
            }
            else if (_text.Accept("_"))
            {
                // The index of an element under a sum: what follows is meant element by element.
                _text.Braces();
            }
            else
            {
                return value;
            }
        }
    }

    private PrintedArray Atom()
    {
        if (_text.Stands(@"\left.\frac{\partial") || _text.Stands(@"\frac{\partial"))
        {
            return PrintedArray.Scalar(Partial());
        }

        if (_indices?.Tensors.Keys.FirstOrDefault(_text.Stands) is { } tensor)
        {
            _text.Take(tensor.Length);
            return Seen(Element(_indices.Tensors[tensor]));
        }

        if (_symbols.Keys.Where(_text.Stands).MaxBy(key => key.Length) is { } symbol)
        {
            _text.Take(symbol.Length);
            return Seen(_symbols[symbol]);
        }

        if (char.IsAsciiDigit(_text.Next))
        {
            return Seen(PrintedArray.Scalar(_text.Number()));
        }

        if (_text.Next == '{')
        {
            return Group();
        }

        if (_text.Accept(@"\mathbf{1}"))
        {
            return _text.Accept(@"\left[") ? Condition(@"\right]") : PrintedArray.Scalar(1) with { IsScalar = false, IsOnes = true };
        }

        if (_text.Accept(@"\left("))
        {
            return Until(@"\right)");
        }

        if (_text.Accept("("))
        {
            return Until(")");
        }

        if (_text.Accept(@"\left|"))
        {
            return Until(@"\right|").Map(Math.Abs);
        }

        if (_text.Accept(@"\lfloor"))
        {
            return Until(@"\rfloor").Map(Math.Floor);
        }

        if (_text.Accept(@"\lceil"))
        {
            return Until(@"\rceil").Map(Math.Ceiling);
        }

        if (_text.Accept(@"\frac"))
        {
            var above = Group();
            return Seen(above.Zip(Group(), (a, b) => a / b));
        }

        if (_text.Accept(@"\sqrt"))
        {
            return Group().Map(Math.Sqrt);
        }

        if (_text.Accept("e^"))
        {
            return Seen(Group().Map(Math.Exp));
        }

        if (_text.Accept(@"\pi"))
        {
            return PrintedArray.Scalar(Math.PI);
        }

        if (_text.Accept(@"\sum"))
        {
            return Reduce(data => data.Sum());
        }

        if (_text.Accept(@"\prod"))
        {
            return Reduce(data => data.Aggregate(1.0, (a, b) => a * b));
        }

        if (_text.Accept(@"\begin{bmatrix}"))
        {
            return Matrix();
        }

        if (_text.Accept(@"\begin{cases}"))
        {
            return Cases();
        }

        return Call();
    }

    private PrintedArray Call()
    {
        if (_text.Stands(@"\max_") && _text.Accept(@"\max"))
        {
            return Reduce(data => data.Max());
        }

        if (_text.Stands(@"\min_") && _text.Accept(@"\min"))
        {
            return Reduce(data => data.Min());
        }

        if (_text.Accept(@"\max\left("))
        {
            return Arguments().Aggregate((a, b) => a.Zip(b, Math.Max));
        }

        if (_text.Accept(@"\min\left("))
        {
            return Arguments().Aggregate((a, b) => a.Zip(b, Math.Min));
        }

        if (_text.Accept(@"\operatorname{sum}\left("))
        {
            return SumTo(Until(@"\right)"));
        }

        foreach (var shaping in new[] { "reshape", "flatten", "squeeze", "unsqueeze", "vec" })
        {
            if (_text.Accept($@"\operatorname{{{shaping}}}"))
            {
                var value = Atom();
                return new PrintedArray(_expected!.Value.Rows, _expected.Value.Columns, value.Data, _expected.Value.IsScalar);
            }
        }

        foreach (var (name, function) in PrintedFunctions.ByName.OrderByDescending(f => f.Key.Length))
        {
            if (_text.Accept(name[0] == '\\' ? name : $@"\operatorname{{{name}}}"))
            {
                return Seen((_text.Stands(@"\left(") || _text.Next == '(' ? Atom() : Product()).Map(function));
            }
        }

        throw new FormatException($"'{_text.Rest}' cannot be read.");
    }

    // ∂a/∂b, with a bar and what stands behind it where there is one.
    private double Partial()
    {
        var isLocal = _text.Accept(@"\left.");
        _text.Expect(@"\frac{\partial ");
        var above = _text.UntilBrace();
        _text.Expect(@"{\partial ");
        var below = _text.UntilBrace();
        IReadOnlyList<string> fixedParts = [];
        if (isLocal)
        {
            _text.Expect(@"\right|_");
            fixedParts = _text.Braces().Split(", ");
        }

        var value = (_partial ?? throw new FormatException("A derivative among the numbers."))(above, below, fixedParts);
        Scale = Math.Max(Scale, Math.Abs(value));
        return value;
    }

    private List<PrintedArray> Arguments()
    {
        var arguments = new List<PrintedArray> { Sum() };
        while (_text.Accept(","))
        {
            arguments.Add(Sum());
        }

        _text.Expect(@"\right)");
        return arguments;
    }

    private PrintedArray Reduce(Func<IReadOnlyList<double>, double> reduce)
    {
        var over = _text.Accept("_") ? _text.Braces() : "";
        return Seen(PrintedArray.Scalar(reduce(_indices is null ? Product().Data : [.. Each(over.Split(','), _indices)])));
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

    // What LaTeX takes as an argument: a group, or a single digit or letter.
    private PrintedArray Group()
    {
        if (char.IsAsciiDigit(_text.Next))
        {
            return PrintedArray.Scalar(_text.Take(1)[0] - '0');
        }

        if (char.IsAsciiLetter(_text.Next))
        {
            return _symbols[_text.Take(1)];
        }

        _text.Expect("{");
        return Until("}");
    }

    private PrintedArray Until(string end)
    {
        var value = Sum();
        _text.Expect(end);
        return value;
    }

    private PrintedArray Seen(PrintedArray value)
    {
        Scale = Math.Max(Scale, value.Largest);
        return value;
    }
}
