using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;

namespace Backprop.Domain.Grading;

/// <summary>
/// The second stage of marking (see docs/grading-inside.md): runs both passes over the numbers of an answer. Keeps its arenas between
/// answers; belongs to one thread at a time.
/// </summary>
internal sealed class OwnPasses(Exercise exercise)
{
    private Tape? _own;
    private Tape? _printed;
    private Tape? _base;
    private Tape? _backward;
    private double[] _implied = [];
    private double[] _scales = [];

    /// <summary>Runs what the wrong parts of an answer need.</summary>
    public OwnWork Run(MarkedPart[] parts, CancellationToken cancellationToken)
    {
        var answered = Answered(parts, PartKind.Value);
        var wrongGradient = IsAnyWrong(parts, PartKind.Gradient);
        var atOwnValues = wrongGradient && exercise.Policy.ForwardBase == ForwardBase.Student && Array.Exists(answered, numbers => numbers is not null);
        var values = atOwnValues || IsAnyWrong(parts, PartKind.Value) ? Forward(answered, cancellationToken) : null;
        if (!wrongGradient)
        {
            return new OwnWork(values, null);
        }

        var tape = atOwnValues ? _own! : exercise.Policy.ForwardBase == ForwardBase.Printed ? _printed ??= Print(cancellationToken) : exercise.Passes;
        return new OwnWork(values, Backward(Answered(parts, PartKind.Gradient), tape, cancellationToken));
    }

    /// <summary>The numbers that were answered by node, where they are finite: nothing can follow from others.</summary>
    private double[]?[] Answered(MarkedPart[] parts, PartKind kind)
    {
        var answered = new double[]?[exercise.Graph.Count];
        foreach (var part in parts)
        {
            if (part.Part.Kind == kind && part.Submitted is { } numbers && !numbers.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
            {
                answered[part.Part.Node] = numbers;
            }
        }

        return answered;
    }

    private static bool IsAnyWrong(MarkedPart[] parts, PartKind kind) => Array.Exists(parts, p => p.Part.Kind == kind && p.Finding is Finding.Incorrect);

    private OwnValues Forward(double[]?[] answered, CancellationToken cancellationToken)
    {
        var own = _own ??= new Tape(exercise.Graph);
        Run(own, node =>
        {
            if (answered[node] is { } numbers && exercise.IsReplaceable(node))
            {
                numbers.CopyTo(own.Value(node));
            }
        }, cancellationToken);
        return new OwnValues(exercise, answered, own);
    }

    /// <summary>A forward pass in which other numbers may be put in a node's place before any consumer reads it; what it came to itself stays in the tape's results.</summary>
    private void Run(Tape tape, Action<int> replace, CancellationToken cancellationToken)
    {
        var results = tape.Results ?? new double[exercise.Values.Length];
        tape.Results = null;
        for (var node = 0; node < exercise.Graph.Count; node++)
        {
            if (exercise.Graph[node].Operator.IsLeaf)
            {
                exercise.Slice(exercise.Values, node).CopyTo(tape.Value(node));
            }
            else
            {
                ForwardPass.Run(tape, [node], cancellationToken);
            }

            tape.Value(node).CopyTo(exercise.Slice(results, node));
            replace(node);
        }

        tape.Results = results;
    }

    private OwnGradients Backward(double[]?[] answered, Tape tape, CancellationToken cancellationToken)
    {
        if (_base != tape)
        {
            (_base, _backward) = (tape, tape.WithOwnGradients());
            _implied = new double[exercise.Gradients.Length];
            _scales = new double[exercise.Gradients.Length];
        }

        Array.Clear(_implied);
        Array.Clear(_scales);
        BackwardPass.Run(_backward!, exercise.Upstream, new Follow(exercise, answered, _implied, _scales), cancellationToken);
        return new OwnGradients(exercise, answered, _backward!, _implied, _scales);
    }

    /// <summary>The key's forward pass as the question showed it.</summary>
    private Tape Print(CancellationToken cancellationToken)
    {
        var tape = new Tape(exercise.Graph);
        Run(tape, node =>
        {
            var value = tape.Value(node);
            exercise.Slice(exercise.Values, node).CopyTo(value);
            for (var i = 0; i < value.Length && exercise.IsReplaceable(node) && !exercise.Graph[node].Operator.IsLeaf; i++)
            {
                value[i] = Round(value[i], exercise.Policy.PrintedDigits);
            }
        }, cancellationToken);
        return tape;
    }

    private static double Round(double number, int digits)
    {
        if (number == 0 || !double.IsFinite(number))
        {
            return number;
        }

        // By way of decimal text, as a question is printed.
        var format = string.Create(CultureInfo.InvariantCulture, $"E{digits - 1}");
        return double.Parse(number.ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>Notes what arrives at a node, and goes on with what was answered there.</summary>
    private readonly struct Follow(Exercise exercise, double[]?[] answered, double[] implied, double[] scales) : IBackwardRule
    {
        public void Complete(Tape tape, int node, Span<double> gradient)
        {
            gradient.CopyTo(exercise.Slice(implied, node));
            answered[node]?.CopyTo(gradient);
        }

        public void Contribute(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
        {
            Magnitudes.AddAbsolute(contribution, 1, exercise.Slice(scales, tape.Graph.Operands(node)[position]));
        }
    }
}
