using System.Globalization;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;

namespace Backprop.Domain.Grading;

/// <summary>
/// A student's own work: both passes with his answers in the place of the nodes that he answered. What arrives at a node is what follows
/// from his earlier steps. Made once for an exercise and used for one answer after another; belongs to one thread at a time.
/// </summary>
internal sealed class OwnWork
{
    private readonly Exercise _exercise;
    private readonly Tape _key;
    private readonly bool[] _answeredValues;
    private readonly bool[] _answeredGradients;
    private readonly bool[] _earnedValues;
    private readonly bool[] _earnedGradients;
    private readonly List<Part> _answered = [];
    private double[]? _values;
    private double[]? _gradients;
    private double[]? _impliedValues;
    private double[]? _impliedGradients;
    private double[]? _scales;
    private Tape? _own;
    private Tape? _printed;
    private bool _forwardDone;
    private bool _backwardDone;

    public OwnWork(Exercise exercise)
    {
        _exercise = exercise;
        _answeredValues = new bool[exercise.Graph.Count];
        _answeredGradients = new bool[exercise.Graph.Count];
        _earnedValues = new bool[exercise.Graph.Count];
        _earnedGradients = new bool[exercise.Graph.Count];
        _key = new Tape(exercise.Graph);
        ForwardPass.Run(_key, CancellationToken.None);
        Base = _key;
    }

    /// <summary>The forward values that local derivatives are taken at, and after <see cref="RunBackward"/> r(u) of every node.</summary>
    public Tape Base { get; private set; }

    /// <summary>Forgets the answer before.</summary>
    public void Reset()
    {
        foreach (var part in _answered)
        {
            (part.Kind == PartKind.Value ? _answeredValues : _answeredGradients)[part.Node] = false;
        }

        _answered.Clear();
        _forwardDone = false;
        _backwardDone = false;
        Base = _key;
    }

    /// <summary>Takes in the numbers of an answered part.</summary>
    public void Put(Part part, double[] numbers)
    {
        _answered.Add(part);
        var arena = part.Kind == PartKind.Value ? _values ??= new double[_exercise.Values.Length] : _gradients ??= new double[_exercise.Gradients.Length];
        (part.Kind == PartKind.Value ? _answeredValues : _answeredGradients)[part.Node] = true;
        numbers.CopyTo(_exercise.Slice(arena, part.Node));
    }

    /// <summary>Whether a part was answered with numbers.</summary>
    public bool IsAnswered(Part part) => (part.Kind == PartKind.Value ? _answeredValues : _answeredGradients)[part.Node];

    /// <summary>The answered numbers of a node's value.</summary>
    public ReadOnlySpan<double> AnsweredValue(int node) => _exercise.Slice(_values!, node);

    /// <summary>The answered numbers of a node's gradient.</summary>
    public ReadOnlySpan<double> AnsweredGradient(int node) => _exercise.Slice(_gradients!, node);

    /// <summary>What a node's own operands, as answered, make of it.</summary>
    public ReadOnlySpan<double> ImpliedValue(int node) => _exercise.Slice(_impliedValues!, node);

    /// <summary>E: what the gradients of a node's consumers, as answered, make of its gradient.</summary>
    public ReadOnlySpan<double> ImpliedGradient(int node) => _exercise.Slice(_impliedGradients!, node);

    /// <summary>S: the sum of the magnitudes of the contributions in E.</summary>
    public Span<double> Scale(int node) => _exercise.Slice(_scales!, node);

    /// <summary>r(u): a node's gradient as the student had it when he went on.</summary>
    public ReadOnlySpan<double> Upstream(int node) => Base.Gradient(node);

    /// <summary>The forward pass over his own values.</summary>
    public void RunForward()
    {
        if (_forwardDone)
        {
            return;
        }

        _forwardDone = true;
        _own ??= new Tape(_exercise.Graph);
        _impliedValues ??= new double[_exercise.Values.Length];
        _own.Results = null;
        for (var node = 0; node < _exercise.Graph.Count; node++)
        {
            var value = _own.Value(node);
            if (_exercise.Graph[node].Operator.IsLeaf)
            {
                _exercise.Slice(_exercise.Values, node).CopyTo(value);
            }
            else
            {
                ForwardPass.Run(_own, [node]);
            }

            value.CopyTo(_exercise.Slice(_impliedValues, node));
            if (_answeredValues[node] && _exercise.IsReplaceable(node))
            {
                AnsweredValue(node).CopyTo(value);
            }

            _earnedValues[node] = !IsZero(value) || IsEarnedZero(node);
        }

        _own.Results = _impliedValues;
    }

    /// <summary>
    /// Whether the student's value of a node is not zero, is zero in the key too, or came out as zero from operands that were earned in their
    /// turn (differences of rounded numbers do): a zero that was only filled in is none of these.
    /// </summary>
    public bool IsValueEarned(int node) => _earnedValues[node];

    /// <summary>The same of the gradient that he went on with.</summary>
    public bool IsGradientEarned(int node) => _earnedGradients[node];

    /// <summary>Takes the zero that the student went on with as earned, since a mistake explains it, and what followed from it.</summary>
    public void Earn(int node)
    {
        _earnedGradients[node] = true;
        for (var before = node - 1; before >= 0; before--)
        {
            _earnedGradients[before] |= _exercise.Graph.LeadsToOutput(before) && IsZero(Upstream(before)) && IsEarnedZeroGradient(before);
        }
    }

    /// <summary>A node's value from operands of which those that were not answered have the key's numbers: done right in the head.</summary>
    public double[]? ValueWithKeyOperands(int node)
    {
        var graph = _exercise.Graph;
        var changed = false;
        foreach (var operand in graph.Operands(node))
        {
            if (!_answeredValues[operand])
            {
                changed |= !_own!.Value(operand).SequenceEqual(_exercise.Slice(_exercise.Values, operand));
                _exercise.Slice(_exercise.Values, operand).CopyTo(_own.Value(operand));
            }
        }

        if (!changed)
        {
            return null;
        }

        var own = _own!.Value(node).ToArray();
        _own.Results = null;
        ForwardPass.Run(_own, [node]);
        var result = _own.Value(node).ToArray();
        foreach (var operand in graph.Operands(node))
        {
            if (!_answeredValues[operand])
            {
                ImpliedValue(operand).CopyTo(_own.Value(operand));
            }
        }

        // What forward saved for backward has to fit the student's operands again.
        ForwardPass.Run(_own, [node]);
        own.CopyTo(_own.Value(node));
        _own.Results = _impliedValues;
        return result;
    }

    /// <summary>The backward pass over his own gradients, at the forward values that the policy asks for.</summary>
    public void RunBackward(CancellationToken cancellationToken)
    {
        if (_backwardDone)
        {
            return;
        }

        _backwardDone = true;
        switch (_exercise.Policy.ForwardBase)
        {
            case ForwardBase.Student when _answered.Exists(p => p.Kind == PartKind.Value):
                RunForward();
                Base = _own!;
                break;
            case ForwardBase.Printed:
                Base = _printed ??= Print();
                break;
        }

        _impliedGradients ??= new double[_exercise.Gradients.Length];
        _scales ??= new double[_exercise.Gradients.Length];
        Array.Clear(_impliedGradients);
        Array.Clear(_scales);
        BackwardPass.Run(Base, _exercise.Upstream, new Follow(this), cancellationToken);
    }

    /// <summary>Writes what an edge contributes with the student's own upstream gradient, or with the key's.</summary>
    public void Contribution(PathEdge path, bool keyUpstream, Span<double> contribution) =>
        _exercise.Graph[path.Consumer].Kernel!.Backward(Base.Frame(path.Consumer), path.Position, UpstreamOf(path, keyUpstream), contribution);

    /// <summary>The upstream gradient of an edge: the student's own, or the key's where the consumer was not answered and <paramref name="keyUpstream"/> is set.</summary>
    public ReadOnlySpan<double> UpstreamOf(PathEdge path, bool keyUpstream) =>
        keyUpstream && !_answeredGradients[path.Consumer] ? _exercise.Slice(_exercise.Gradients, path.Consumer) : Upstream(path.Consumer);

    /// <summary>Puts the answered gradient of a node in the place of what arrived there.</summary>
    public void Replace(int node, Span<double> gradient)
    {
        if (_answeredGradients[node])
        {
            AnsweredGradient(node).CopyTo(gradient);
        }
    }

    private static bool IsZero(ReadOnlySpan<double> numbers) => !numbers.ContainsAnyExcept(0.0);

    private bool IsEarnedZero(int node)
    {
        if (IsZero(_exercise.Slice(_exercise.Values, node)))
        {
            return true;
        }

        var earned = IsZero(ImpliedValue(node));
        foreach (var operand in _exercise.Graph.Operands(node))
        {
            earned &= _earnedValues[operand];
        }

        return earned;
    }

    private bool IsEarnedZeroGradient(int node)
    {
        if (IsZero(_exercise.Slice(_exercise.Gradients, node)))
        {
            return true;
        }

        // Zeros that follow from values that were only filled in are filled in too.
        var earned = IsZero(ImpliedGradient(node)) && node != _exercise.Graph.Output && (!_forwardDone || !_answered.Exists(p => p.Kind == PartKind.Value && !_earnedValues[p.Node]));
        foreach (var path in _exercise.Paths(node))
        {
            earned &= _earnedGradients[path.Consumer];
        }

        return earned;
    }

    private Tape Print()
    {
        var tape = new Tape(_exercise.Graph);
        var results = new double[_exercise.Values.Length];
        for (var node = 0; node < _exercise.Graph.Count; node++)
        {
            if (_exercise.Graph[node].Operator.IsLeaf)
            {
                continue;
            }

            ForwardPass.Run(tape, [node]);
            var value = tape.Value(node);
            value.CopyTo(_exercise.Slice(results, node));
            _exercise.Slice(_exercise.Values, node).CopyTo(value);
            for (var i = 0; i < value.Length && _exercise.IsReplaceable(node); i++)
            {
                value[i] = Round(value[i], _exercise.Policy.PrintedDigits);
            }
        }

        tape.Results = results;
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

    private readonly struct Follow(OwnWork work) : IBackwardRule
    {
        public void Complete(Tape tape, int node, Span<double> gradient)
        {
            gradient.CopyTo(work._exercise.Slice(work._impliedGradients!, node));
            work.Replace(node, gradient);
            work._earnedGradients[node] = !IsZero(gradient) || work.IsEarnedZeroGradient(node);
        }

        public void Contribute(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
        {
            var scale = work.Scale(tape.Graph.Operands(node)[position]);
            for (var i = 0; i < scale.Length; i++)
            {
                scale[i] += Math.Abs(contribution[i]);
            }
        }
    }
}
