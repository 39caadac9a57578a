using Backprop.Domain.Differentiation;

namespace Backprop.Domain.Solving;

// docs/decisions/0084-solver-beyond-the-target.md
/// <summary>
/// Moves a graph's variables until its output meets a target: damped Newton steps along the gradient. With one variable the step is
/// Δx = (target − f)/f′; with several it is the shortest that meets the target to first order, Δx = (target − f)·∇f/‖∇f‖² (minimum norm).
/// A step is halved as long as it does not come nearer to the target; one that jumps over the target, also as long as half of it comes at
/// least as near, so that a flat function is not left on its far side.
/// </summary>
public sealed class Solver
{
    private const int MaxHalvings = 128;

    private readonly Tape _tape;
    private readonly SolutionTask _task;
    private readonly bool[] _isVariable;
    private readonly double[][] _start;
    private readonly List<SolutionIteration> _iterations = [];
    private bool _stepVanished;

    private Solver(Tape tape, SolutionTask task)
    {
        _tape = tape;
        _task = task;
        _isVariable = new bool[tape.Graph.Count];
        _start = [.. task.Variables.Select(variable => new double[tape.Value(variable).Length])];
        foreach (var variable in task.Variables)
        {
            _isVariable[variable] = true;
        }
    }

    /// <summary>The most forward passes that one iteration takes; the backward pass counts as two.</summary>
    public static int PassesAnIteration => MaxHalvings + 4;

    /// <summary>Solves for the target, starting from the values that the tape holds. The output is a scalar.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Solution Solve(Tape tape, SolutionTask task, CancellationToken cancellationToken) => new Solver(tape, task).Solve(cancellationToken);

    private Solution Solve(CancellationToken cancellationToken)
    {
        ForwardPass.Run(_tape, cancellationToken);
        SolutionReason? reason;
        do
        {
            BackwardPass.Run(_tape, cancellationToken);
            var value = _tape.Value(_tape.Graph.Output)[0];
            _iterations.Add(new SolutionIteration(_iterations.Count, _tape.Values.AsSpan().ToArray(), _tape.Gradients.AsSpan().ToArray(), value, value - _task.Target, null, null));
            reason = Step(_iterations[^1], cancellationToken);
        }
        while (reason is null);
        var spacing = Math.BitIncrement(Math.Abs(_task.Target)) - Math.Abs(_task.Target);
        return new Solution(reason.Value, _iterations, _task.Tolerance < spacing / 2, _stepVanished);
    }

    /// <summary>Takes a step from a state, or says why there is none to take.</summary>
    private SolutionReason? Step(SolutionIteration state, CancellationToken cancellationToken)
    {
        // The gradient is divided by its largest element before it is squared, so that the squares of tiny and huge gradients stay in range.
        var scale = _task.Variables.Max(variable => Largest(_tape.Gradient(variable)));
        var square = _task.Variables.Sum(variable => ScaledSquare(_tape.Gradient(variable), scale));
        return !double.IsFinite(state.Value) ? SolutionReason.LeftDomain
            : Math.Abs(state.Error) <= _task.Tolerance ? SolutionReason.Converged
            : state.Number == _task.MaxIterations ? SolutionReason.NotConverged
            : !double.IsFinite(scale) ? SolutionReason.LeftDomain
            : scale == 0 || !double.IsFinite(state.Error / scale) ? SolutionReason.ZeroGradient
            : Search(state, scale, square, cancellationToken);
    }

    private SolutionReason? Search(SolutionIteration state, double scale, double square, CancellationToken cancellationToken)
    {
        for (var i = 0; i < _start.Length; i++)
        {
            _tape.Value(_task.Variables[i]).CopyTo(_start[i]);
        }

        var sawFinite = false;
        var step = -state.Error / scale / square;
        var (best, nearest) = (0.0, Math.Abs(state.Error));
        var damping = 1.0;
        _stepVanished = !Move(state, step, scale);
        for (var halving = 0; halving < MaxHalvings && Move(state, step * damping, scale); halving++, damping /= 2)
        {
            ForwardPass.Run(_tape, cancellationToken);
            var error = _tape.Value(_tape.Graph.Output)[0] - _task.Target;
            sawFinite |= double.IsFinite(error);
            if (Math.Abs(error) < nearest || (best > 0 && Math.Abs(error) == nearest))
            {
                (best, nearest) = (damping, Math.Abs(error));
                if (Math.Sign(error) != -Math.Sign(state.Error))
                {
                    break;
                }
            }
            else if (best > 0)
            {
                break;
            }
        }

        if (best == 0)
        {
            return _stepVanished || sawFinite ? SolutionReason.NotConverged : SolutionReason.LeftDomain;
        }

        Move(state, step * best, scale);
        ForwardPass.Run(_tape, cancellationToken);
        _iterations[^1] = state with { Damping = best, Deltas = Deltas(state, -state.Error * best, scale, square) };
        return null;
    }

    /// <summary>Sets every variable to its start plus factor · gradient/scale; false where that changes none.</summary>
    private bool Move(SolutionIteration state, double factor, double scale)
    {
        var changed = false;
        for (var i = 0; i < _start.Length; i++)
        {
            var value = _tape.Value(_task.Variables[i]);
            var gradient = state.Gradients.AsSpan(_tape.Graph.Offsets[_task.Variables[i]], value.Length);
            for (var element = 0; element < value.Length; element++)
            {
                value[element] = _start[i][element] + (gradient[element] / scale * factor);
                changed |= value[element] != _start[i][element];
            }
        }

        return changed;
    }

    /// <summary>
    /// The increment that each node is asked for. A variable: the step itself. Any other node: what it alone would have to contribute,
    /// Δnode = Δoutput/(∂output/∂node) for a number, Δoutput·g/‖g‖² for a tensor of gradient g.
    /// </summary>
    private double[] Deltas(SolutionIteration state, double change, double scale, double square)
    {
        var graph = _tape.Graph;
        var deltas = new double[state.Values.Length];
        for (var node = 0; node < graph.Count; node++)
        {
            var length = graph.Offsets[node + 1] - graph.Offsets[node];
            var gradient = state.Gradients.AsSpan(graph.Offsets[node], length);
            var delta = deltas.AsSpan(graph.Offsets[node], length);
            var ownScale = _isVariable[node] ? scale : Largest(gradient);
            var factor = change / ownScale / (_isVariable[node] ? square : ScaledSquare(gradient, ownScale));
            for (var element = 0; element < length; element++)
            {
                delta[element] = gradient[element] / ownScale * factor;
            }
        }

        return deltas;
    }

    private static double Largest(ReadOnlySpan<double> gradient) => Math.Abs(TensorPrimitives.MaxMagnitude(gradient));

    private static double ScaledSquare(ReadOnlySpan<double> gradient, double scale)
    {
        var square = 0.0;
        foreach (var element in gradient)
        {
            square += element / scale * (element / scale);
        }

        return square;
    }
}
