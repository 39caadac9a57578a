using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>An edge of a graph, before any number runs over it: what decides whether a misconception belongs here.</summary>
/// <param name="Exercise">The exercise that it belongs to.</param>
/// <param name="Consumer">The node that uses the operand; the gradient comes from it.</param>
/// <param name="Position">The operand's position.</param>
public readonly record struct EdgePlace(Exercise Exercise, int Consumer, int Position)
{
    /// <summary>The graph.</summary>
    public Graph Graph => Exercise.Graph;

    /// <summary>The operand, whose gradient the edge contributes to.</summary>
    public int Operand => Graph.Operands(Consumer)[Position];

    /// <summary>The consumer's operator.</summary>
    public Operator Operator => Graph[Consumer].Operator;

    /// <summary>The edges along which the operand's gradient comes.</summary>
    internal ArraySegment<PathEdge> Paths => Exercise.Paths(Operand);
}

/// <summary>An edge while a backward pass runs over it: what a changed rule is written in terms of.</summary>
public readonly ref struct EdgeView
{
    private readonly Tape _tape;

    internal EdgeView(Exercise exercise, Tape tape, int consumer, int position, ReadOnlySpan<double> upstream, ReadOnlySpan<double> contribution)
    {
        _tape = tape;
        Place = new EdgePlace(exercise, consumer, position);
        Upstream = upstream;
        Contribution = contribution;
    }

    /// <summary>Where it is.</summary>
    public EdgePlace Place { get; }

    /// <summary>g: the gradient of the consumer, in its shape.</summary>
    public ReadOnlySpan<double> Upstream { get; }

    /// <summary>What the chain rule contributes, in the operand's shape.</summary>
    public ReadOnlySpan<double> Contribution { get; }

    /// <summary>The graph.</summary>
    public Graph Graph => Place.Graph;

    /// <summary>The consumer.</summary>
    public Node Consumer => Graph[Place.Consumer];

    /// <summary>The operand.</summary>
    public Node Operand => Graph[Place.Operand];

    /// <summary>The number of elements of the operand.</summary>
    public int Length => Contribution.Length;

    /// <summary>o: the consumer's value.</summary>
    public ReadOnlySpan<double> Output => _tape.Value(Place.Consumer);

    /// <summary>A node's value.</summary>
    public ReadOnlySpan<double> Value(int node) => _tape.Value(node);

    /// <summary>The value of the consumer's operand at a position.</summary>
    public ReadOnlySpan<double> ValueAt(int position) => _tape.Value(Graph.Operands(Place.Consumer)[position]);

    /// <summary>ℓ: the local derivative, in the consumer's shape. Only for elementwise operators.</summary>
    public void Local(Span<double> local) => Consumer.Kernel!.Local(_tape.Frame(Place.Consumer), Place.Position, local);

    /// <summary>What the chain rule would contribute with another upstream gradient.</summary>
    public void Backward(ReadOnlySpan<double> upstream, Span<double> changed) =>
        Consumer.Kernel!.Backward(_tape.Frame(Place.Consumer), Place.Position, upstream, changed);

    /// <summary>What the chain rule would contribute if the consumer had another operand at a position.</summary>
    public void Backward(int replaced, ReadOnlySpan<double> replacement, Span<double> changed)
    {
        var copy = new NodeCopy(_tape, Place.Consumer);
        replacement.CopyTo(copy.Operand(replaced));
        copy.Backward(Place.Position, Upstream, changed);
    }

    /// <summary>Sums an array of the consumer's shape over what was broadcast, into the operand's shape.</summary>
    public void Reduce(ReadOnlySpan<double> source, Span<double> changed)
    {
        changed.Clear();
        Magnitudes.AddReduced(source, Consumer.Shape, Operand.Shape, changed);
    }

    /// <summary>The value of the operand at a position as the consumer sees it: broadcast to its shape.</summary>
    public void Broadcast(int position, Span<double> target)
    {
        var source = ValueAt(position);
        if (source.Length == target.Length)
        {
            source.CopyTo(target);
            return;
        }

        StridedView.Broadcast(Graph[Graph.Operands(Place.Consumer)[position]].Shape, Consumer.Shape).CopyLeftToRight(source, target);
    }
}

/// <summary>One element of an elementwise edge: what most changed rules need.</summary>
/// <param name="X">The element of the operand whose gradient is asked for.</param>
/// <param name="Other">The product of the other operands' elements; 1 where there is none.</param>
/// <param name="Output">o: the element of the consumer's value.</param>
/// <param name="Upstream">g: the element of the upstream gradient.</param>
/// <param name="Local">ℓ: the true local derivative.</param>
public readonly record struct ElementTerms(double X, double Other, double Output, double Upstream, double Local);

/// <summary>A node whose gradient is complete: what a changed rule for a whole gradient is written in terms of.</summary>
public readonly ref struct NodeView
{
    private readonly Tape _tape;

    internal NodeView(Exercise exercise, Tape tape, int node, ReadOnlySpan<double> gradient)
    {
        _tape = tape;
        Exercise = exercise;
        Index = node;
        Gradient = gradient;
    }

    /// <summary>The exercise that the node belongs to.</summary>
    public Exercise Exercise { get; }

    /// <summary>The node's place.</summary>
    public int Index { get; }

    /// <summary>What the chain rule gives.</summary>
    public ReadOnlySpan<double> Gradient { get; }

    /// <summary>The graph.</summary>
    public Graph Graph => Exercise.Graph;

    /// <summary>The node.</summary>
    public Node Node => Graph[Index];

    /// <summary>The node's value.</summary>
    public ReadOnlySpan<double> Value => _tape.Value(Index);

    /// <summary>The exact gradient of another node.</summary>
    public ReadOnlySpan<double> KeyGradient(int node) => Exercise.Slice(Exercise.Gradients, node);
}
