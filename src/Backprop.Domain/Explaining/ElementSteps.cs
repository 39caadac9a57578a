using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Explaining;

/// <summary>
/// Writes tensors element by element. The local derivative of one element with respect to another comes from the operator's own backward rule,
/// run with an upstream gradient of 1 for one element and 0 for the others, so that every operator is covered.
/// </summary>
internal sealed class ElementSteps(Notation notation)
{
    /// <summary>The most work that the backward rules may take for all elements.</summary>
    public const long MaxWork = 2_000_000_000;

    /// <summary>Sums of more terms are written with their middle left out.</summary>
    private const int MaxTerms = 6;

    private readonly Tape _tape = notation.Tape;
    private readonly Graph _graph = notation.Graph;

    /// <summary>The number of steps that a derivation by elements would have.</summary>
    public static long CountSteps(Graph graph) => graph.Nodes.ToArray().Sum(node => (node.IsConstant ? 1 : 2) * node.Shape.Count);

    /// <summary>Estimated work: each element of each node is sent back by itself.</summary>
    public static double EstimateWork(Graph graph) =>
        graph.Nodes.ToArray().Sum(node => (double)node.Shape.Count * 2.0 * graph.WorkOf(node.Index));

    /// <summary>Whether the node and all that read it are numbers.</summary>
    public bool HasNumbersOnly(int node) => _graph[node].Shape.IsScalar && notation.Consumers.Of(node).All(edge => _graph[edge.Consumer].Shape.IsScalar);

    /// <summary>A step for each element's value.</summary>
    public void WriteForward(int node, Sheet sheet)
    {
        var shape = _graph[node].Shape;
        var values = _tape.Value(node);
        for (var element = 0; element < values.Length; element++)
        {
            var index = shape.IndexOf(element);
            var (symbols, numbers) = Forward(node, index);
            var value = notation.Number(values[element]);
            sheet.Add(
                _graph[node].Id,
                index,
                DerivationPhase.Forward,
                new Equation(notation.Element(node, element), symbols, numbers is null ? value : $"{numbers} = {value}", @"\mathbb{R}"),
                $"Element {Place(index)} of {_graph[node].Id} is {notation.Plain(values[element])}.");
        }
    }

    /// <summary>A step for each element's gradient.</summary>
    public void WriteBackward(int node, Sheet sheet)
    {
        var shape = _graph[node].Shape;
        var gradient = _tape.Gradient(node);
        var terms = node == _graph.Output ? null : Terms(node);
        for (var element = 0; element < gradient.Length; element++)
        {
            var index = shape.IndexOf(element);
            var value = notation.Number(gradient[element]);
            var left = notation.ElementGradient(node, element);
            var quotient = notation.ElementQuotient(node, element);
            left = left == quotient ? left : $"{left} = {quotient}";
            var place = shape.IsScalar ? _graph[node].Id : $"element {Place(index)} of {_graph[node].Id}";
            var (symbols, numbers, text) = terms?[element] switch
            {
                null => (null, value, $"The upstream gradient of {place} is {notation.Plain(gradient[element])}."),
                [] => (null, "0", $"Nothing comes back to {place}: its gradient is 0."),
                var all => (
                    Sum([.. all.Select(term => $@"{notation.ElementGradient(term.Node, term.Element)} \cdot {term.Symbol}")]),
                    $"{Sum([.. all.Select(term => $@"{Latex.Operand(_tape.Gradient(term.Node)[term.Element], notation.Digits)} \cdot {Latex.Operand(term.Local, notation.Digits)}")])} = {value}",
                    string.Create(CultureInfo.InvariantCulture, $"The gradient of {place} is the sum over {(all.Count == 1 ? "the one element that reads" : $"the {all.Count} elements that read")} it, upstream times local: {notation.Plain(gradient[element])}.")),
            };
            sheet.Add(_graph[node].Id, index, DerivationPhase.Backward, new Equation(left, symbols, numbers, @"\mathbb{R}"), text);
        }
    }

    private static string Sum(List<string> terms) => terms.Count <= MaxTerms
        ? string.Join(" + ", terms)
        : $@"{string.Join(" + ", terms.Take(3))} + \cdots + {terms[^1]}";

    private static string Place(int[] index) => "(" + string.Join(", ", index.Select(i => (i + 1).ToString(CultureInfo.InvariantCulture))) + ")";

    private (string? Symbols, string? Numbers) Forward(int node, int[] index)
    {
        var operands = _graph.Operands(node);
        if (notation.Layers.IsDense(node))
        {
            // z_j = Σ w_jk x_k + b_j
            var weights = _graph[operands[1]].Shape;
            var symbols = new List<string>();
            var numbers = new List<string>();
            for (var k = 0; k < weights[1]; k++)
            {
                var (w, x) = ((index[1] * weights[1]) + k, (index[0] * weights[1]) + k);
                symbols.Add($@"{notation.Element(operands[1], w)} \cdot {notation.Element(operands[0], x)}");
                numbers.Add($@"{Latex.Operand(_tape.Value(operands[1])[w], notation.Digits)} \cdot {Latex.Operand(_tape.Value(operands[0])[x], notation.Digits)}");
            }

            if (operands.Length > 2)
            {
                var bias = _graph[operands[2]].Shape.Count == 1 ? 0 : index[1];
                symbols.Add(notation.Element(operands[2], bias));
                numbers.Add(Latex.Operand(_tape.Value(operands[2])[bias], notation.Digits));
            }

            return (Sum(symbols), Sum(numbers));
        }

        if (!_graph[node].Operator.IsElementwise)
        {
            return (null, null);
        }

        var (names, values) = (new LatexSymbol[operands.Length], new LatexSymbol[operands.Length]);
        for (var position = 0; position < operands.Length; position++)
        {
            var element = Broadcast(_graph[operands[position]].Shape, index);
            values[position] = Latex.Symbol(_tape.Value(operands[position])[element], notation.Digits);
            names[position] = _graph[operands[position]].IsLiteral ? values[position] : new LatexSymbol(notation.Element(operands[position], element));
        }

        return (Formula(names, inNumbers: false), Formula(values, inNumbers: true));

        string Formula(LatexSymbol[] shown, bool inNumbers) =>
            new ElementwiseFormula(_graph[node].Operator, shown, notation.Shown(node), _graph[node].Attributes, notation.Digits, inNumbers: inNumbers).Value;
    }

    /// <summary>The element of a broadcast operand that meets an element of the result.</summary>
    private static int Broadcast(Shape operand, int[] index)
    {
        var strides = operand.Strides();
        var element = 0;
        for (var axis = 0; axis < operand.Rank; axis++)
        {
            element += operand[axis] == 1 ? 0 : strides[axis] * index[index.Length - operand.Rank + axis];
        }

        return element;
    }

    /// <summary>For each element of a node, the elements that read it and their derivatives with respect to it, other than 0.</summary>
    private List<Term>[] Terms(int node)
    {
        List<Term>[] terms = [.. Enumerable.Range(0, (int)_graph[node].Shape.Count).Select(_ => new List<Term>())];
        var contribution = new double[terms.Length];
        foreach (var (consumer, position) in notation.Consumers.Of(node))
        {
            var upstream = new double[_graph[consumer].Shape.Count];
            for (var reader = 0; reader < upstream.Length; reader++)
            {
                upstream[reader] = 1;
                _graph[consumer].Kernel!.Backward(_tape.Frame(consumer), position, upstream, contribution);
                upstream[reader] = 0;
                for (var element = 0; element < contribution.Length; element++)
                {
                    if (contribution[element] != 0)
                    {
                        terms[element].Add(new Term(consumer, reader, contribution[element], Symbol(node, element, consumer, reader, position)));
                    }
                }
            }
        }

        return terms;
    }

    private string Symbol(int node, int element, int consumer, int reader, int position)
    {
        var operands = _graph.Operands(consumer);
        if (notation.Layers.IsDense(consumer))
        {
            // ∂z_j/∂x_k = w_jk, ∂z_j/∂w_jk = x_k, ∂z_j/∂b_j = 1
            var depth = _graph[operands[1]].Shape[1];
            var unit = reader % _graph[consumer].Shape[1];
            var example = reader / _graph[consumer].Shape[1];
            return position switch
            {
                0 => notation.Element(operands[1], (unit * depth) + (element % depth)),
                1 => notation.Element(operands[0], (example * depth) + (element % depth)),
                _ => "1",
            };
        }

        return notation.ElementLocal(consumer, reader, position, element);
    }

    private readonly record struct Term(int Node, int Element, double Local, string Symbol);
}
