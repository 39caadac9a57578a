using System.Collections.Frozen;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Explaining;

/// <summary>
/// Writes names, numbers and arrays in the part of LaTeX that KaTeX renders. Nothing that a user named can act as a command: what is not a plain
/// letter, digit or known symbol ends up as text, escaped character by character.
/// </summary>
internal static class Latex
{
    /// <summary>Arrays with more rows or columns are named by their shape.</summary>
    private const int MaxExtent = 6;

    private static readonly string[] GreekNames =
    [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi",
        "rho", "varsigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ];

    private const string GreekCapitals = "ΓΔΘΛΞΠΣΥΦΨΩ";

    private static readonly FrozenDictionary<string, string> Greek = GreekSymbols();

    /// <summary>A node's name as a symbol: <c>x1</c> and <c>x_1</c> get an index, Greek letters may be spelt out, a long name is set as one word.</summary>
    public static string Name(string id)
    {
        var word = id.AsSpan().TrimEnd('\'');
        var primes = new string('\'', id.Length - word.Length);
        var end = word.TrimEnd("0123456789").Length;
        var underscore = word.IndexOf('_');
        var (stem, index) = underscore > 0 && underscore < word.Length - 1
            ? (word[..underscore].ToString(), word[(underscore + 1)..].ToString())
            : end > 0 && end < word.Length && word[..end].IndexOf('_') < 0 ? (word[..end].ToString(), word[end..].ToString()) : (word.ToString(), "");
        if (Stem(stem) is not { } symbol)
        {
            return Text(id);
        }

        return index.Length == 0 && primes.Length == 0 ? symbol
            : index.Length == 0 ? $"{{{symbol}{primes}}}"
            : $"{{{symbol}{primes}_{{{Index(index)}}}}}";
    }

    /// <summary>A node's name as it is written.</summary>
    public static string Text(string id) => $@"\text{{{Escape(id)}}}";

    /// <summary>A number with so many significant digits, powers of ten where it is very large or small.</summary>
    public static string Number(double value, int digits) => Symbol(value, digits).Text;

    /// <summary>A number as it is shown in a formula.</summary>
    public static LatexSymbol Symbol(double value, int digits)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? new LatexSymbol(@"\text{undefined}") : value > 0 ? new LatexSymbol(@"\infty") : new LatexSymbol(@"-\infty", IsLoose: true);
        }

        var (mantissa, exponent) = Decimal(value, digits);
        return exponent == 0
            ? new LatexSymbol(mantissa, IsLoose: mantissa[0] == '-')
            : new LatexSymbol(string.Create(CultureInfo.InvariantCulture, $@"{mantissa} \times 10^{{{exponent}}}"), IsLoose: true);
    }

    /// <summary>A number as an operand: in parentheses where a sign or a power of ten would be misread.</summary>
    public static string Operand(double value, int digits) => Symbol(value, digits).Operand;

    /// <summary>A tensor's numbers where they fit on paper, else null. A vector is a row, or a column where <paramref name="transposed"/>; so are matrices turned.</summary>
    public static string? Array(ReadOnlySpan<double> values, Shape shape, int digits, bool transposed = false)
    {
        if (shape.IsScalar)
        {
            return Number(values[0], digits);
        }

        var rows = shape.Rank == 1 ? 1 : shape[0];
        var columns = shape[shape.Rank - 1];
        if (shape.Rank > 2 || rows > MaxExtent || columns > MaxExtent || values.IsEmpty)
        {
            return null;
        }

        var text = new StringBuilder(@"\begin{bmatrix} ");
        for (var row = 0; row < (transposed ? columns : rows); row++)
        {
            text.Append(row == 0 ? "" : @" \\ ");
            for (var column = 0; column < (transposed ? rows : columns); column++)
            {
                text.Append(column == 0 ? "" : " & ").Append(Number(values[transposed ? (column * columns) + row : (row * columns) + column], digits));
            }
        }

        return text.Append(@" \end{bmatrix}").ToString();
    }

    /// <summary>The set of tensors of a shape; of matrices that are written turned, the last axis first.</summary>
    public static string Space(Shape shape, bool turned)
    {
        var extents = shape.Dimensions.ToArray().Select(extent => extent.ToString(CultureInfo.InvariantCulture));
        return shape.IsScalar ? @"\mathbb{R}" : $@"\mathbb{{R}}^{{{string.Join(@" \times ", turned && shape.Rank == 2 ? extents.Reverse() : extents)}}}";
    }

    /// <summary>A symbol with the index of one element, counted from 1.</summary>
    public static string Element(string symbol, ReadOnlySpan<int> index)
    {
        if (index.IsEmpty)
        {
            return symbol;
        }

        var separator = index.ToArray().All(i => i < 9) ? "" : ",";
        return $"{{{symbol}}}_{{{string.Join(separator, index.ToArray().Select(i => (i + 1).ToString(CultureInfo.InvariantCulture)))}}}";
    }

    /// <summary>A partial derivative.</summary>
    public static string Partial(string above, string below) => $@"\frac{{\partial {above}}}{{\partial {below}}}";

    /// <summary>A number for a sentence.</summary>
    public static string Plain(double value, int digits)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "undefined" : value > 0 ? "∞" : "−∞";
        }

        var (mantissa, exponent) = Decimal(value, digits);
        mantissa = mantissa.Replace('-', '−');
        return exponent == 0
            ? mantissa
            : mantissa + "×10" + string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
    }

    private static (string Mantissa, int Exponent) Decimal(double value, int digits)
    {
        var scientific = value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var split = scientific.IndexOf('E');
        var exponent = int.Parse(scientific.AsSpan(split + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (value == 0 || (exponent >= -4 && exponent < digits))
        {
            var rounded = Trim(value.ToString("F" + Math.Max(0, digits - 1 - exponent).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
            return (rounded == "-0" ? "0" : rounded, 0);
        }

        return (Trim(scientific[..split]), exponent);
    }

    private static string Trim(string number) => number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;

    private static string? Stem(string stem) => stem switch
    {
        [var letter] when char.IsAsciiLetter(letter) => stem,
        _ when Greek.TryGetValue(stem, out var greek) => greek,
        { Length: > 1 } when stem.All(char.IsAsciiLetter) => $@"\mathit{{{stem}}}",
        _ => null,
    };

    private static string Index(string index) =>
        index.All(char.IsAsciiDigit) || index is [>= 'a' and <= 'z' or >= 'A' and <= 'Z'] ? index : $@"\text{{{Escape(index)}}}";

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '\\' => @"\textbackslash{}",
                '{' => @"\{",
                '}' => @"\}",
                '$' => @"\$",
                '&' => @"\&",
                '#' => @"\#",
                '%' => @"\%",
                '_' => @"\_",
                '^' => @"\textasciicircum{}",
                '~' => @"\textasciitilde{}",
                ' ' => @"\ ",
                >= ' ' and < 127 => rune.ToString(),
                var code when IsLetterOfKnownScript(code) => rune.ToString(),
                // KaTeX in its strict mode refuses to guess at the width of anything else: it is named by its number.
                var code => string.Create(CultureInfo.InvariantCulture, $"[U+{code:X4}]"),
            });
        }

        return escaped.ToString();
    }

    /// <summary>The ranges that KaTeX sets as text without complaint: Latin, Cyrillic, Armenian, Indic scripts, Georgian, CJK, Hangul.</summary>
    private static bool IsLetterOfKnownScript(int code) => code is
        (>= 0xC0 and <= 0x24F and not 0xD7 and not 0xF7) or (>= 0x400 and <= 0x4FF) or (>= 0x530 and <= 0x58F) or (>= 0x900 and <= 0x10FF) or
        (>= 0x3000 and <= 0x30FF) or (>= 0x4E00 and <= 0x9FAF) or (>= 0xAC00 and <= 0xD7AF);

    private static FrozenDictionary<string, string> GreekSymbols()
    {
        var symbols = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < GreekNames.Length; i++)
        {
            var command = GreekNames[i] == "omicron" ? "o" : "\\" + GreekNames[i];
            symbols[GreekNames[i]] = command;
            symbols[((char)('α' + i)).ToString()] = command;
            if (GreekCapitals.Contains((char)('Α' + i), StringComparison.Ordinal))
            {
                var name = char.ToUpperInvariant(GreekNames[i][0]) + GreekNames[i][1..];
                symbols[name] = "\\" + name;
                symbols[((char)('Α' + i)).ToString()] = "\\" + name;
            }
        }

        return symbols.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
