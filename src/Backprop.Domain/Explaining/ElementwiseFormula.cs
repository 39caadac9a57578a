using System.Collections.Concurrent;
using Backprop.Domain.Operators;
using Backprop.Domain.Symbolics;

namespace Backprop.Domain.Explaining;

// docs/decisions/0230-formulas-are-written-from-terms.md
/// <summary>The formulas of an elementwise operator in LaTeX, written from its terms: with symbols, or with numbers put in.</summary>
internal sealed class ElementwiseFormula
{
    private const string Own = "own";

    /// <summary>The terms of operators that do not depend on attributes, of few operands, by whether they are for numbers.</summary>
    private static readonly ConcurrentDictionary<(string Operator, int Operands, bool InNumbers), OperatorTerms> Plain = new();

    private readonly OperatorTerms _terms;
    private readonly LatexWriter _writer;

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
        const int FewOperands = 3;
        var isPlain = operation.Attributes.Count == 0 && operands.Count <= FewOperands && (literals is null || literals.All(literal => literal is null));
        _terms = !isPlain ? new OperatorTerms(operation, operands.Count, attributes, literals, inNumbers)
            : Plain.GetOrAdd((operation.Name, operands.Count, inNumbers), static (key, operation) => new OperatorTerms(operation, key.Operands, null, null, key.InNumbers).Complete(), operation);
        var symbols = new Dictionary<string, LatexSymbol>(StringComparer.Ordinal) { [Own] = own };
        for (var position = 0; position < operands.Count; position++)
        {
            symbols[position.ToString(CultureInfo.InvariantCulture)] = operands[position];
        }

        _writer = new LatexWriter(symbols, digits);
    }

    /// <summary>The node's value.</summary>
    public string Value => _writer.Write(_terms.Value);

    /// <summary>The letters that <see cref="Value"/> is written with, and the numbers that they stand for.</summary>
    public IReadOnlyList<(string Letter, double Value)> Letters => _terms.Letters;

    /// <summary>∂node/∂operand as a formula of its own; null where the operand is not differentiated.</summary>
    public string? Local(int position) => _terms.Local(position) is { } derivative ? _writer.Write(derivative) : null;

    /// <summary>∂node/∂operand as a factor of a product.</summary>
    public string? LocalFactor(int position) => _terms.Local(position) is { } derivative ? _writer.WriteFactor(derivative) : null;

    /// <summary>An operator's terms with a variable for each operand and for its own value.</summary>
    private sealed class OperatorTerms
    {
        private readonly Operator _operation;
        private readonly SymbolicTerms _terms;
        private readonly List<(string Letter, double Value)> _letters = [];
        private Term?[]? _locals;

        public OperatorTerms(Operator operation, int operands, NodeAttributes? attributes, IReadOnlyList<double?>? literals, bool inNumbers)
        {
            // Equal operands are two variables, so that x · x is not written as x².
            var pool = new TermPool();
            Term[] x = [.. Enumerable.Range(0, operands).Select(position => pool.Variable(position.ToString(CultureInfo.InvariantCulture)))];
            _operation = operation;
            _terms = new SymbolicTerms(pool, x, attributes) { Y = pool.Variable(Own), Literals = literals, Letter = inNumbers ? null : Letter };
            Value = (operation.Symbolic!.Definition ?? operation.Symbolic.Value)?.Invoke(_terms) ?? pool.Call(operation.Name, x);
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

        public Term Value { get; }

        public IReadOnlyList<(string Letter, double Value)> Letters { get; }

        public Term? Local(int position) => _locals is null ? _operation.Symbolic!.Derivative(_terms, position) : _locals[position];

        /// <summary>With all derivatives made, so that nothing is added to the pool any more and threads can share the terms.</summary>
        public OperatorTerms Complete()
        {
            _locals = [.. Enumerable.Range(0, _terms.X.Count).Select(Local)];
            return this;
        }
    }
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
