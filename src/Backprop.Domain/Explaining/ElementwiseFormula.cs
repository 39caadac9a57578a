using System.Globalization;
using Backprop.Domain.Operators;
using Backprop.Domain.Symbolics;

namespace Backprop.Domain.Explaining;

/// <summary>The formulas of an elementwise operator in LaTeX, written from its terms: with symbols, or with numbers put in.</summary>
internal sealed class ElementwiseFormula
{
    private readonly SymbolicRule _rule;
    private readonly SymbolicTerms _terms;
    private readonly LatexWriter _writer;
    private readonly List<(string Letter, double Value)> _letters = [];

    /// <summary>The formulas of one node.</summary>
    /// <param name="operation">Its operator.</param>
    /// <param name="operands">What is shown for its operands.</param>
    /// <param name="own">What is shown for its own value.</param>
    /// <param name="attributes">Its attributes; null where the operator is written in general.</param>
    /// <param name="digits">The significant digits of numbers.</param>
    /// <param name="literals">The operands that are numbers of the formula itself; null for none.</param>
    /// <param name="inNumbers">Whether attributes and constants are shown as numbers, not by their letters.</param>
    public ElementwiseFormula(Operator operation, IReadOnlyList<LatexSymbol> operands, LatexSymbol own, NodeAttributes? attributes, int digits, IReadOnlyList<double?>? literals = null, bool inNumbers = false)
    {
        const string Own = "own";
        var pool = new TermPool();
        var symbols = new Dictionary<string, LatexSymbol>(StringComparer.Ordinal) { [Own] = own };
        var x = new Term[operands.Count];
        for (var position = 0; position < x.Length; position++)
        {
            // Equal operands stay two, so that x · x is not written as x².
            var name = position.ToString(CultureInfo.InvariantCulture);
            symbols[name] = operands[position];
            x[position] = pool.Variable(name);
        }

        _rule = operation.Symbolic!;
        _writer = new LatexWriter(symbols, digits);
        _terms = new SymbolicTerms(pool, x, attributes) { Y = pool.Variable(Own), Literals = literals, Letter = inNumbers ? null : Letter };
        Value = _writer.Write((_rule.Definition ?? _rule.Value)?.Invoke(_terms) ?? pool.Call(operation.Name, x));
        Letters = [.. _letters];

        Term Letter(string name, double? value)
        {
            var letter = Latex.Name(name);
            if (value is { } number && !_letters.Contains((letter, number)))
            {
                _letters.Add((letter, number));
            }

            return pool.Variable(letter);
        }
    }

    /// <summary>The node's value.</summary>
    public string Value { get; }

    /// <summary>The letters that <see cref="Value"/> is written with, and the numbers that they stand for.</summary>
    public IReadOnlyList<(string Letter, double Value)> Letters { get; }

    /// <summary>∂node/∂operand as a formula of its own; null where the operand is not differentiated.</summary>
    public string? Local(int position) => _rule.Derivative(_terms, position) is { } derivative ? _writer.Write(derivative) : null;

    /// <summary>∂node/∂operand as a factor of a product.</summary>
    public string? LocalFactor(int position) => _rule.Derivative(_terms, position) is { } derivative ? _writer.WriteFactor(derivative) : null;
}

/// <summary>Operators' formulas in general, with the names of their operands, y for the value and g for the upstream gradient.</summary>
public static class GeneralFormulas
{
    private const int Digits = 15;

    /// <summary>The operator's value.</summary>
    public static string Value(Operator operation) =>
        operation.IsElementwise ? Elementwise(operation).Value : operation.Formula(new LatexTerms([.. Operands(operation).Select(o => o.Text)], "y", "g"))!;

    /// <summary>
    /// The local derivative with respect to an operand where the operator is elementwise, else what the edge contributes to the operand's gradient; null
    /// where the operand is not differentiated.
    /// </summary>
    public static string? Derivative(Operator operation, int position) =>
        operation.IsElementwise ? Elementwise(operation).Local(position) : operation.Derivative(new LatexTerms([.. Operands(operation).Select(o => o.Text)], "y", "g"), position);

    private static ElementwiseFormula Elementwise(Operator operation) => new(operation, Operands(operation), new LatexSymbol("y"), null, Digits);

    private static LatexSymbol[] Operands(Operator operation)
    {
        var symbols = operation.Operands.Select(name => new LatexSymbol(Latex.Name(name)));
        return [.. operation.MaximumArity == int.MaxValue ? symbols.Append(LatexSymbol.Ellipsis) : symbols];
    }
}
