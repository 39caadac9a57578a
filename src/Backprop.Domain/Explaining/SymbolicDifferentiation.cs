using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;
using Backprop.Domain.Operators;
using Backprop.Domain.Symbolics;

namespace Backprop.Domain.Explaining;

/// <summary>The derivative of the output with respect to one input or parameter, as an expression of the inputs.</summary>
/// <param name="Node">The input's or parameter's id.</param>
/// <param name="Expression">The derivative in the expression language; null where there is none to give.</param>
/// <param name="Reason">Why there is none; null where there is one.</param>
public sealed record SymbolicDerivative(string Node, string? Expression, string? Reason);

/// <summary>
/// Runs the backward pass on formulas in place of numbers: the same sums of upstream times local over the same edges, simplified on the
/// way. For graphs of elementwise operators on numbers.
/// </summary>
public static class SymbolicDifferentiation
{
    /// <summary>Formulas of more different parts than this are given up.</summary>
    private const int MaxTerms = 20_000;

    private const string OutOfRange = "A part of the formula has no finite value: it divides by zero, or a number in it is too large or too small.";

    private const string TooLarge = "The formula is too large to be written as one expression.";

    /// <summary>Every input's and parameter's derivative, in the graph's order.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="upstream">The gradient of the output.</param>
    /// <param name="maxLength">The longest expression that is given, in characters.</param>
    /// <param name="cancellationToken">Polled between nodes.</param>
    public static IReadOnlyList<SymbolicDerivative> Differentiate(Graph graph, double upstream, int maxLength, CancellationToken cancellationToken)
    {
        var (gradients, reason) = Gradients(graph, upstream, cancellationToken);
        var tooLong = string.Create(CultureInfo.InvariantCulture, $"The expression would be longer than {maxLength} characters.");
        return [.. from node in graph.Nodes.ToArray()
                   where node.IsVariable
                   let gradient = gradients[node.Index]
                   let isOutOfRange = gradient is { IsOutOfRange: true }
                   let expression = reason is not null || isOutOfRange ? null : gradient is null ? "0" : TermWriter.Write(gradient, maxLength)
                   select new SymbolicDerivative(node.Id, expression, expression is not null ? null : reason ?? (isOutOfRange ? OutOfRange : tooLong))];
    }

    private static (Term?[] Gradients, string? Reason) Gradients(Graph graph, double upstream, CancellationToken cancellationToken)
    {
        var gradients = new Term?[graph.Count];
        if (!double.IsFinite(upstream))
        {
            return (gradients, "The upstream gradient is not finite.");
        }

        var pool = new TermPool();
        var rules = new SymbolicTerms?[graph.Count];
        var values = new Term?[graph.Count];
        var reasons = new string?[graph.Count];
        for (var index = 0; index <= graph.Output; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = graph[index];
            reasons[index] = Obstacle(node);
            if (reasons[index] is null && node.Operator.IsLeaf)
            {
                values[index] = node.IsConstant ? pool.Number(node.Value!.Data[0]) : pool.Variable(node.Id);
                continue;
            }

            var operands = new Term[graph.Operands(index).Length];
            for (var position = 0; position < operands.Length; position++)
            {
                var operand = graph.Operands(index)[position];
                reasons[index] ??= reasons[operand];
                operands[position] = values[operand]!;
            }

            if (reasons[index] is not null)
            {
                // Only what the output is made of has to be a formula.
                if (graph.LeadsToOutput(index))
                {
                    return (gradients, reasons[index]);
                }

                continue;
            }

            rules[index] = SymbolicTerms.For(pool, node.Operator, operands, node.Attributes);
            values[index] = rules[index]!.Y;
            if (pool.Count > MaxTerms)
            {
                return (gradients, TooLarge);
            }
        }

        gradients[graph.Output] = pool.Number(upstream);
        for (var index = graph.Output; index >= 0; index--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rules[index] is not { } terms || gradients[index] is not { } gradient || !graph.LeadsToOutput(index))
            {
                continue;
            }

            var operands = graph.Operands(index);
            for (var position = 0; position < operands.Length; position++)
            {
                if (graph.IsActive(index, position))
                {
                    var contribution = graph[index].Operator.Symbolic!.Derivative(terms, position)! * gradient;
                    gradients[operands[position]] = gradients[operands[position]] is { } sum ? sum + contribution : contribution;
                }
            }

            if (pool.Count > MaxTerms)
            {
                return (gradients, TooLarge);
            }
        }

        return (gradients, null);
    }

    private static string? Obstacle(Node node) =>
        !node.Shape.IsScalar ? $"Node {Quotation.Of(node.Id)} is of shape {node.Shape}; derivatives are written as one expression for graphs of numbers only."
        : !node.Operator.IsLeaf && node.Operator.Symbolic is null ? $"Node {Quotation.Of(node.Id)} is made by {node.Operator.Name}, which is not elementwise."
        : node.IsVariable && !ExpressionName.Is(node.Id) ? $"{Quotation.Of(node.Id)} is not a name in the expression language: names have only letters, digits, _ and ', and do not begin with a digit."
        : null;
}
