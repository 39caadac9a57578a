using Backprop.Domain.Naming;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>An einsum equation matched with its operands' shapes: every letter's extent and, for every operand and the result, its stride along each letter (0 where it lacks it).</summary>
/// <param name="Extents">By letter.</param>
/// <param name="Strides">By operand, the result last; each by letter.</param>
/// <param name="Shape">The result's shape.</param>
internal sealed record EinsumEquation(int[] Extents, int[][] Strides, Shape Shape)
{
    private const string Arrow = "->";

    /// <summary>The multiply-adds of one operand's share: the product of all extents; saturates.</summary>
    public long Combinations => Shape.Of(Extents).Count;

    /// <summary>Reads a node's equation; null after a report where it has a mistake or does not fit the operands.</summary>
    public static EinsumEquation? Read(Binding binding)
    {
        var equation = binding.Attributes.Text("equation");
        var (terms, output) = Split(equation);
        var quote = Quotation.Shorten(equation);
        if (Mistake(equation, terms, output, binding.Operands.Count) is { } mistake)
        {
            binding.FailAttribute("equation", $"equation '{quote}' {mistake}");
            return null;
        }

        return ReadExtents(binding, quote, terms) is { } extents ? Match(binding.Operands, terms, output, extents) : null;
    }

    /// <summary>The letters of each operand, and those of the result.</summary>
    public static (string[] Terms, string Output) Split(string equation)
    {
        var text = string.Concat(equation.Where(c => !char.IsWhiteSpace(c)));
        var arrow = text.IndexOf(Arrow, StringComparison.Ordinal);
        return ((arrow < 0 ? text : text[..arrow]).Split(','), arrow < 0 ? ImplicitOutput(text) : text[(arrow + Arrow.Length)..]);
    }

    private static string ImplicitOutput(string text) => string.Concat(text.Where(c => c != ',').GroupBy(c => c).Where(g => g.Count() == 1).Select(g => g.Key).Order());

    private static string? Mistake(string text, string[] terms, string output, int operandCount)
    {
        var stranger = string.Concat(terms.Append(output)).FirstOrDefault(c => !char.IsAsciiLetter(c));
        var unmatched = output.FirstOrDefault(letter => !Array.Exists(terms, term => term.Contains(letter, StringComparison.Ordinal)));
        return text.Contains("...", StringComparison.Ordinal) ? "has an ellipsis, which is not supported; name every axis by a letter."
            : stranger != default ? $"has '{stranger}' where only letters a to z and A to Z, ',' and one '->' are allowed."
            : terms.Length != operandCount ? string.Create(CultureInfo.InvariantCulture, $"is for {terms.Length} operand{(terms.Length == 1 ? "" : "s")}, but the node has {operandCount}.")
            : Array.Find(terms, term => term.Distinct().Count() != term.Length) is { } repeating ? $"repeats a letter in {Quotation.Of(repeating)}; diagonals are not supported."
            : output.Distinct().Count() != output.Length ? $"repeats a letter in its result {Quotation.Of(output)}."
            : unmatched != default ? $"has '{unmatched}' in its result but in no operand."
            : null;
    }

    private static Dictionary<char, int>? ReadExtents(Binding binding, string equation, string[] terms)
    {
        var extents = new Dictionary<char, int>();
        var fits = true;
        for (var position = 0; position < terms.Length; position++)
        {
            var shape = binding.Operands[position];
            if (terms[position].Length != shape.Rank)
            {
                binding.FailShape(string.Create(CultureInfo.InvariantCulture, $"{Quotation.Of(terms[position])} of '{equation}' names {terms[position].Length} {(terms[position].Length == 1 ? "axis" : "axes")}, but the operand of shape {shape} has {shape.Rank}."), position);
                fits = false;
                continue;
            }

            for (var axis = 0; axis < shape.Rank; axis++)
            {
                var letter = terms[position][axis];
                if (!extents.TryAdd(letter, shape[axis]) && extents[letter] != shape[axis])
                {
                    binding.FailShape(string.Create(CultureInfo.InvariantCulture, $"'{letter}' of '{equation}' has the extent {extents[letter]} in an earlier operand, but {shape[axis]} in this one of shape {shape}."), position);
                    fits = false;
                }
            }
        }

        return fits ? extents : null;
    }

    /// <summary>Letters of extent 1 are left out: they neither move nor repeat anything.</summary>
    private static EinsumEquation Match(IReadOnlyList<Shape> operands, string[] terms, string output, Dictionary<char, int> extents)
    {
        var letters = extents.Keys.Where(letter => extents[letter] > 1).ToArray();
        var shape = Shape.Of([.. output.Select(letter => extents[letter])]);
        int[] StridesOf(string term, Shape operand)
        {
            var strides = operand.Strides();
            return [.. letters.Select(letter => term.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var axis ? strides[axis] : 0)];
        }

        return new EinsumEquation(
            [.. letters.Select(letter => extents[letter])],
            [.. terms.Select((term, position) => StridesOf(term, operands[position])), StridesOf(output, shape)],
            shape);
    }
}
