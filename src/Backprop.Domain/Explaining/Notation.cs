using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Explaining;

// docs/decisions/0121-networks-in-columns.md, docs/decisions/0231-local-derivatives-have-a-bar.md
/// <summary>
/// What everything in one derivation is called. A network of dense layers is written as textbooks do: layers as superscripts, one column per
/// example, δ for the gradient of a layer's weighted input (M. Nielsen, Neural Networks and Deep Learning, chapter 2).
/// </summary>
internal sealed class Notation
{
    /// <summary>The most operands that stand behind a bar.</summary>
    private const int MaxConditions = 6;

    private readonly string[] _symbols;
    private readonly string?[] _errors;
    private readonly Ancestors _ancestors;
    private readonly ElementwiseFormula?[] _formulas;

    public Notation(Tape tape, int digits)
    {
        Tape = tape;
        Digits = digits;
        Graph = tape.Graph;
        Layers = DenseNodes.Find(Graph);
        Consumers = Consumers.Differentiated(Graph);
        _ancestors = new Ancestors(Graph);
        _formulas = new ElementwiseFormula?[Graph.Count];
        _symbols = new string[Graph.Count];
        _errors = new string?[Graph.Count];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in Graph.Nodes)
        {
            _symbols[node.Index] = node.IsLiteral ? Latex.Operand(tape.Value(node.Index)[0], digits)
                : Layers.IsNetwork && LayerName(node) is { } name ? name
                : Latex.Name(node.Id);
            if (!node.IsLiteral && !taken.Add(_symbols[node.Index]))
            {
                // x1 and x_1 are two nodes, and need two symbols.
                _symbols[node.Index] = Latex.Text(node.Id);
            }

            if (Layers.IsNetwork && Layers.IsDense(node.Index))
            {
                _errors[node.Index] = LayerNumber(node.Id) is { Length: > 0 } layer ? $$"""\delta^{{{layer}}}""" : $$"""\delta_{{{_symbols[node.Index]}}}""";
            }
        }

        // The seed: a scalar output has the gradient 1 and names the quotients; anything else is weighted to one number first.
        var output = Graph.Output;
        IsPlainOutput = Graph.OutputNode.Shape.IsScalar && tape.Gradient(output)[0] == 1;
        Numerator = IsPlainOutput ? _symbols[output] : @"\mathcal{L}";
    }

    /// <summary>The passes that are written about.</summary>
    public Tape Tape { get; }

    public Graph Graph { get; }

    public int Digits { get; }

    public DenseNodes Layers { get; }

    public Consumers Consumers { get; }

    /// <summary>Whether the output is a number with an upstream gradient of 1, so that the gradients are derivatives of the output itself.</summary>
    public bool IsPlainOutput { get; }

    /// <summary>What is differentiated.</summary>
    public string Numerator { get; }

    /// <summary>A node's symbol; a literal is its number.</summary>
    public string Symbol(int node) => _symbols[node];

    /// <summary>The symbol of a node's gradient.</summary>
    public string Gradient(int node) => _errors[node] ?? Latex.Partial(Numerator, Symbol(node));

    /// <summary>A node's gradient as a quotient, whatever else it is called.</summary>
    public string Quotient(int node) => Latex.Partial(Numerator, Symbol(node));

    /// <summary>The symbol of one element, by its flat index: in a network the example comes last, and is left out where there is only one.</summary>
    public string Element(int node, int element) => Latex.Element(Symbol(node), ElementIndex(node, element));

    /// <summary>The symbol of one element's gradient.</summary>
    public string ElementGradient(int node, int element) =>
        _errors[node] is { } error ? Latex.Element(error, ElementIndex(node, element)) : ElementQuotient(node, element);

    /// <summary>One element's gradient as a quotient, whatever else it is called.</summary>
    public string ElementQuotient(int node, int element) => Latex.Partial(Numerator, Element(node, element));

    /// <summary>The local derivative of an edge as a number, where both its ends are numbers; else null.</summary>
    public double? LocalNumber(int node, int position)
    {
        if (!Graph[node].Shape.IsScalar || !Graph[Graph.Operands(node)[position]].Shape.IsScalar)
        {
            return null;
        }

        // From a number to a number, it is what an upstream gradient of 1 contributes.
        Span<double> local = [0];
        Graph[node].Kernel!.Backward(Tape.Frame(node), position, [1], local);
        return local[0];
    }

    /// <summary>The local derivative ∂node/∂operand of one edge, told apart from the total derivative where the two differ.</summary>
    public string Local(int node, int position) => Local(node, position, Latex.Partial(Symbol(node), Symbol(Graph.Operands(node)[position])));

    /// <summary>The local derivative of one element with respect to another, by their flat indices.</summary>
    public string ElementLocal(int node, int element, int position, int operandElement) =>
        Local(node, position, Latex.Partial(Element(node, element), Element(Graph.Operands(node)[position], operandElement)));

    // ∂f/∂a is the total derivative, over all paths. Behind a bar stands what is held fixed where a longer path leads from a to f as well, and
    // which of its positions is meant where a comes in more than once.
    private string Local(int node, int position, string partial)
    {
        var operands = Graph.Operands(node);
        var conditions = new List<string>();
        if (operands.Count(operands[position]) > 1)
        {
            conditions.Add((position + 1).ToString(CultureInfo.InvariantCulture));
        }

        foreach (var other in operands)
        {
            if (other != operands[position] && _ancestors.Contains(other, operands[position]) && !conditions.Contains(Symbol(other)))
            {
                if (conditions.Count == MaxConditions)
                {
                    conditions.Add(LatexSymbol.Ellipsis.Text);
                    break;
                }

                conditions.Add(Symbol(other));
            }
        }

        return conditions.Count == 0 ? partial : $$"""\left.{{partial}}\right|_{{{string.Join(", ", conditions)}}}""";
    }

    /// <summary>What is shown for a node in formulas with symbols.</summary>
    public LatexSymbol Shown(int node) => Graph[node].IsLiteral ? Latex.Symbol(Tape.Value(node)[0], Digits) : new LatexSymbol(Symbol(node), IsArray: !Graph[node].Shape.IsScalar);

    /// <summary>What is shown for numbers of a node's shape; null where there are too many to be shown.</summary>
    public LatexSymbol? Shown(int node, ReadOnlySpan<double> values, bool isTurned) => Graph[node].Shape.IsScalar ? Latex.Symbol(values[0], Digits)
        : Latex.Array(values, Graph[node].Shape, Digits, isTurned) is { } array ? new LatexSymbol(array, IsArray: true)
        : null;

    /// <summary>What is shown for a node in formulas with numbers; null where it is too large to be shown.</summary>
    public LatexSymbol? ShownNumber(int node) => Shown(node, Tape.Value(node), IsTurned(node));

    /// <summary>The formulas of an elementwise node.</summary>
    public ElementwiseFormula Formula(int node) => _formulas[node] ??= MakeFormula(node);

    private ElementwiseFormula MakeFormula(int node)
    {
        var operands = Graph.Operands(node).ToArray();
        double?[] literals = [.. operands.Select(operand => Graph[operand].IsLiteral ? Tape.Value(operand)[0] : (double?)null)];
        return new ElementwiseFormula(Graph[node].Operator, [.. operands.Select(Shown)], Shown(node), Graph[node].Attributes, Digits, literals);
    }

    /// <summary>The terms that the formula of a node that is not elementwise is written with.</summary>
    public LatexTerms Terms(int node)
    {
        var operands = Graph.Operands(node).ToArray();
        return new LatexTerms([.. operands.Select(operand => Shown(operand).Operand)], Symbol(node), Gradient(node))
        {
            Attributes = Graph[node].Attributes,
            Shapes = [.. operands.Select(operand => Graph[operand].Shape)],
            Shape = Graph[node].Shape,
            Number = value => Latex.Operand(value, Digits),
        };
    }

    /// <summary>The same with numbers; null where one of them is too large to be shown, or where the formula cannot be computed as it stands.</summary>
    public LatexTerms? NumberTerms(int node)
    {
        string?[] numbers = [.. Graph.Operands(node).ToArray().Select((operand, position) => Shown(operand, Tape.Value(operand), IsColumn(node, position))?.Operand)];
        return !numbers.Contains(null) && Graph[node].Operator.IsComputableInNumbers && Shown(node, Tape.Value(node), IsColumn(node)) is { } own
            ? Terms(node) with { X = numbers!, Y = own.Operand, G = Shown(node, Tape.Gradient(node), IsColumn(node))!.Value.Operand, AreNumbers = true }
            : null;
    }

    /// <summary>Whether a vector is written as a column where it is this operand: a product of matrices takes its second operand so.</summary>
    public bool IsColumn(int node, int position)
    {
        var operand = Graph.Operands(node)[position];
        return ReferenceEquals(Graph[node].Operator, LinearAlgebra.MatMul) && Graph[operand].Shape.Rank == 1 ? position == 1 : IsTurned(operand);
    }

    /// <summary>Whether a node is written turned where its own operator speaks of it: a matrix times a column gives a column.</summary>
    public bool IsColumn(int node) =>
        ReferenceEquals(Graph[node].Operator, LinearAlgebra.MatMul) && Graph[node].Shape.Rank == 1 ? Graph[Graph.Operands(node)[0]].Shape.Rank > 1 : IsTurned(node);

    public string Number(double value) => Latex.Number(value, Digits);

    public string Plain(double value) => Latex.Plain(value, Digits);

    /// <summary>A node's value, or null where it is too large to be shown.</summary>
    public string? Value(int node) => ShownNumber(node)?.Text;

    /// <summary>A node's gradient, or null where it is too large to be shown.</summary>
    public string? GradientValue(int node) => Shown(node, Tape.Gradient(node), IsTurned(node))?.Text;

    /// <summary>A value for a sentence.</summary>
    public string Spoken(int node) => Spoken(node, Tape.Value(node));

    /// <summary>A gradient for a sentence.</summary>
    public string SpokenGradient(int node) => Spoken(node, Tape.Gradient(node));

    private string Spoken(int node, ReadOnlySpan<double> numbers) => Graph[node].Shape.IsScalar ? Plain(numbers[0]) : $"a tensor of shape {Graph[node].Shape}";

    /// <summary>The set that a node's value and gradient are from, as they are written.</summary>
    public string Space(int node) => Latex.Space(Graph[node].Shape, IsTurned(node));

    /// <summary>Whether a node is stored with one row per example but written with one column per example.</summary>
    public bool IsTurned(int node) => Layers.IsNetwork && !Layers.IsWeight(node);

    private int[] ElementIndex(int node, int element)
    {
        var shape = Graph[node].Shape;
        var index = shape.IndexOf(element);
        return !IsTurned(node) || shape.Rank != 2 ? index : shape[0] == 1 ? [index[1]] : [index[1], index[0]];
    }

    private static string? LayerName(Node node)
    {
        var layer = LayerNumber(node.Id);
        return layer.Length > 0 && layer.Length + 1 == node.Id.Length && char.IsAsciiLetter(node.Id[0]) ? $@"{{{node.Id[0]}}}^{{{layer}}}" : null;
    }

    private static string LayerNumber(string id) => id[id.AsSpan().TrimEnd("0123456789").Length..];
}

/// <summary>From which nodes differentiated edges lead to which.</summary>
internal sealed class Ancestors
{
    private readonly ulong[] _bits;
    private readonly int _words;

    /// <summary>The ancestors of every node of a graph.</summary>
    public Ancestors(Graph graph)
    {
        _words = (graph.Count + 63) / 64;
        _bits = new ulong[_words * graph.Count];
        for (var node = 0; node < graph.Count; node++)
        {
            var own = _bits.AsSpan(node * _words, _words);
            var operands = graph.Operands(node);
            for (var position = 0; position < operands.Length; position++)
            {
                if (graph.IsActive(node, position))
                {
                    TensorPrimitives.BitwiseOr(own, _bits.AsSpan(operands[position] * _words, _words), own);
                    own[operands[position] / 64] |= 1UL << operands[position];
                }
            }
        }
    }

    /// <summary>Whether the node depends on this ancestor.</summary>
    public bool Contains(int node, int ancestor) => (_bits[(node * _words) + (ancestor / 64)] >> ancestor & 1) == 1;
}
