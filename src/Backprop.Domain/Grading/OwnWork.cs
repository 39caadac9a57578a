using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Grading;

/// <summary>
/// A student's own work: both passes with their answers in the place of the nodes that they answered. What arrives at a node is what
/// follows from their earlier steps. The later stages read it and none writes it; the numbers stand in arenas of
/// <see cref="OwnPasses"/>, until that runs for the next answer.
/// </summary>
/// <param name="Values">The forward pass; null where neither a value is wrong nor local derivatives are taken at own values.</param>
/// <param name="Gradients">The backward pass; null where no gradient is wrong.</param>
internal sealed record OwnWork(OwnValues? Values, OwnGradients? Gradients);

/// <summary>The forward pass over a student's own values.</summary>
internal sealed class OwnValues(Exercise exercise, double[]?[] answered, Tape tape)
{
    /// <summary>Whether a node's value was answered.</summary>
    public bool IsAnswered(int node) => answered[node] is not null;

    /// <summary>A node's value as the student had it when they went on.</summary>
    public ReadOnlySpan<double> Value(int node) => tape.Value(node);

    /// <summary>What a node's own operands make of it.</summary>
    public ReadOnlySpan<double> Implied(int node) => exercise.Slice(tape.Results!, node);
}

/// <summary>The backward pass over a student's own gradients, at the forward values that the policy asks for.</summary>
internal sealed class OwnGradients(Exercise exercise, double[]?[] answered, Tape tape, double[] implied, double[] scales)
{
    /// <summary>The forward values that local derivatives are taken at, and r(u) as the gradient of every node.</summary>
    public Tape Tape => tape;

    /// <summary>A node's gradient as answered; null where it was not.</summary>
    public double[]? Answered(int node) => answered[node];

    /// <summary>Whether a node's gradient was answered.</summary>
    public bool IsAnswered(int node) => Answered(node) is not null;

    /// <summary>r(u): a node's gradient as the student had it when they went on.</summary>
    public ReadOnlySpan<double> Upstream(int node) => tape.Gradient(node);

    /// <summary>E: what r(u) of a node's consumers makes of its gradient.</summary>
    public ReadOnlySpan<double> Implied(int node) => exercise.Slice(implied, node);

    /// <summary>S: the sum of the magnitudes of the contributions in E.</summary>
    public ReadOnlySpan<double> Scale(int node) => exercise.Slice(scales, node);

    /// <summary>Whether a node may have been wrong or right in the student's head: it was not answered, and what follows is not the key.</summary>
    public bool IsOpen(int node) => !IsAnswered(node) && !Upstream(node).SequenceEqual(exercise.Slice(exercise.Gradients, node));

    /// <summary>The upstream gradient of an edge: the student's own, or the key's where the consumer was not answered and <paramref name="keyUpstream"/> is set.</summary>
    public ReadOnlySpan<double> UpstreamOf(PathEdge path, bool keyUpstream) =>
        keyUpstream && !IsAnswered(path.Consumer) ? exercise.Slice(exercise.Gradients, path.Consumer) : Upstream(path.Consumer);

    /// <summary>Writes what an edge contributes with the student's own upstream gradient, or with the key's.</summary>
    public void Contribution(PathEdge path, bool keyUpstream, Span<double> contribution) =>
        exercise.Graph[path.Consumer].Kernel!.Backward(tape.Frame(path.Consumer), path.Position, UpstreamOf(path, keyUpstream), contribution);
}
