using Backprop.Domain.Differentiation;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Randomness;
using Backprop.Domain.Training.Optimizers;
using Tensor = Backprop.Domain.Tensors.Tensor;

namespace Backprop.Domain.Training;

// docs/decisions/0083-history-is-measured-over-all-examples.md
/// <summary>
/// A training run that has been checked and compiled. <see cref="Run"/> gives the records as they come; the result is there after it. One
/// run, one thread. Nothing is allocated in a step, and what is kept grows with the records alone.
/// </summary>
public sealed class TrainingRun
{
    private readonly TrainingTask _task;
    private readonly Tensor _examples;
    private readonly Tensor _targets;
    private readonly int[] _order;
    private readonly Stage[] _steps;
    private readonly Stage[] _measures;
    private readonly LossTraits _loss;
    private readonly UpdateRule _update;
    private readonly double _learningRate;
    private readonly Func<int, double> _decay;
    private readonly double[][] _first;
    private readonly double[][] _second;
    private readonly double[][] _gradients;
    private readonly double[][] _recorded;
    private readonly List<EpochRecord> _history = [];
    private readonly int _recordEvery;
    private readonly SeededRandom _shuffle;
    private TrainingFailure? _failure;
    private int _step;

    internal TrainingRun(TrainingTask task, Tensor examples, Tensor targets, Stage[] steps, Stage[] measures, Optimizer optimizer, NodeAttributes attributes, Func<int, double> decay)
    {
        _task = task;
        _examples = examples;
        _targets = targets;
        _steps = steps;
        _measures = measures;
        _loss = OperatorCatalog.Find(task.Network.Loss!.Type)!.Loss!;
        _update = optimizer.Bind(attributes);
        _learningRate = attributes.Number(OptimizerAttributes.LearningRateName);
        _decay = decay;
        _recordEvery = RecordEvery(task);
        _shuffle = new SeededRandom(task.ShuffleSeed ?? 0);
        _order = [.. Enumerable.Range(0, examples.Shape[0])];
        var tape = Master.Tape;
        double[][] Slots(int count) => [.. Master.Parameters.Select(p => count > 0 ? new double[tape.Value(p).Length] : [])];
        _first = Slots(optimizer.Slots);
        _second = Slots(optimizer.Slots - 1);
        _gradients = Slots(IsMeasuredAtOnce ? 0 : 1);
        _recorded = [.. Master.Parameters.Select(p => tape.Value(p).ToArray())];
    }

    /// <summary>The result, as it stands after the records that have been taken.</summary>
    public TrainingResult Result => new(_history, TrainedNetwork(), _history.Count > 0 ? _history[^1].Loss : null, _failure);

    /// <summary>Estimated work of the whole run.</summary>
    public required long Work { get; init; }

    /// <summary>Nodes of the network's graph.</summary>
    public int Nodes => Master.Tape.Graph.Count;

    /// <summary>Records of the whole run: the start, every so many epochs, and the end.</summary>
    public int Records => (_task.Epochs / _recordEvery) + (_task.Epochs % _recordEvery == 0 ? 1 : 2);

    /// <summary>Numbers of all parameters that are trained.</summary>
    public long ParameterElements => _recorded.Sum(parameter => (long)parameter.Length);

    /// <summary>Bytes of the arenas, of the optimizer's state and of the network in a result.</summary>
    public long Bytes => _steps.Concat(_measures).Distinct().Sum(stage => Tape.EstimateBytes(stage.Tape.Graph, backward: true)) + (8 * sizeof(double) * ParameterElements);

    private Stage Master => _steps[0];

    private bool IsSum => _loss.Reduction == LossReduction.Sum;

    private bool IsFullBatch => Master.Size == _order.Length;

    private bool IsMeasuredAtOnce => _measures[0].Size == _order.Length;

    /// <summary>Epochs from one record to the next.</summary>
    internal static int RecordEvery(TrainingTask task) => task.RecordEvery ?? Math.Max(1, task.Epochs / 100);

    /// <summary>Trains, and gives each record as it is taken: the start, every so many epochs, and the end.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<EpochRecord> Run(CancellationToken cancellationToken)
    {
        for (var epoch = 0; ; epoch++)
        {
            var isMeasured = epoch % _recordEvery == 0 || epoch == _task.Epochs;
            if (isMeasured)
            {
                var record = Measure(epoch, cancellationToken);
                var lost = LostParameter();
                if (!double.IsFinite(record.Loss) || lost is not null)
                {
                    _failure = new TrainingFailure(epoch, record.Loss, double.IsFinite(record.Loss) ? lost : null);
                    yield break;
                }

                Record(record);
                yield return record;
            }

            if (epoch == _task.Epochs || !Train(epoch, isMeasured && IsFullBatch && !Master.HasMasks, cancellationToken))
            {
                yield break;
            }
        }
    }

    /// <summary>A parameter of which a number is not finite, or null.</summary>
    private string? LostParameter()
    {
        foreach (var parameter in Master.Parameters)
        {
            if (Master.Tape.Value(parameter).ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
            {
                return Master.Tape.Graph[parameter].Id;
            }
        }

        return null;
    }

    private void Record(EpochRecord record)
    {
        _history.Add(record);
        for (var i = 0; i < _recorded.Length; i++)
        {
            Master.Tape.Value(Master.Parameters[i]).CopyTo(_recorded[i]);
        }
    }

    /// <summary>One pass over the examples; false where the loss stopped being finite.</summary>
    /// <param name="epoch">Epochs that have passed.</param>
    /// <param name="isReady">Whether the tape already holds the gradient of the only batch.</param>
    /// <param name="cancellationToken">Stops it within a step.</param>
    private bool Train(int epoch, bool isReady, CancellationToken cancellationToken)
    {
        if (_task.ShuffleSeed is not null)
        {
            _shuffle.Shuffle<int>(_order);
        }

        var learningRate = _learningRate * _decay(epoch);
        for (var start = 0; start < _order.Length; start += Master.Size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stage = StageFor(_steps, start);
            if (!isReady)
            {
                stage.TakeParameters(Master);
                if (!IsFullBatch || _task.ShuffleSeed is not null || (epoch == 0 && stage.HasMasks))
                {
                    stage.Load(_examples, _targets, _order.AsSpan(start, stage.Size));
                }

                stage.DrawMasks();
                ForwardPass.Run(stage.Tape, cancellationToken);
                if (!double.IsFinite(stage.Loss))
                {
                    _failure = new TrainingFailure(epoch + 1, stage.Loss);
                    return false;
                }

                BackwardPass.Run(stage.Tape, cancellationToken);
            }

            Update(stage, learningRate);
        }

        return true;
    }

    private void Update(Stage stage, double learningRate)
    {
        if (_task.ClipNorm is { } limit)
        {
            Clip(stage, limit);
        }

        _step++;
        for (var i = 0; i < stage.Parameters.Length; i++)
        {
            _update(new UpdateFrame(_step, learningRate, Master.Tape.Value(Master.Parameters[i]), stage.Tape.Gradient(stage.Parameters[i]), _first[i], _second[i]));
        }
    }

    private static void Clip(Stage stage, double limit)
    {
        var square = 0.0;
        foreach (var parameter in stage.Parameters)
        {
            square += TensorPrimitives.SumOfSquares<double>(stage.Tape.Gradient(parameter));
        }

        var norm = Math.Sqrt(square);
        if (norm > limit)
        {
            foreach (var parameter in stage.Parameters)
            {
                var gradient = stage.Tape.Gradient(parameter);
                TensorPrimitives.Multiply(gradient, limit / norm, gradient);
            }
        }
    }

    /// <summary>The loss, its gradient's norm and the accuracy over all examples. Batches combine as the loss does: by sum, or by mean over their rows.</summary>
    private EpochRecord Measure(int epoch, CancellationToken cancellationToken)
    {
        var (loss, right, rows) = (0.0, 0, 0);
        foreach (var gradient in _gradients)
        {
            Array.Clear(gradient);
        }

        for (var start = 0; start < _order.Length; start += _measures[0].Size)
        {
            var stage = StageFor(_measures, start);
            stage.TakeParameters(Master);
            stage.Load(_examples, _targets, _order.AsSpan(start, stage.Size));
            ForwardPass.Run(stage.Tape, cancellationToken);
            BackwardPass.Run(stage.Tape, cancellationToken);
            var share = IsSum ? 1.0 : (double)stage.Size / _order.Length;
            loss += share * stage.DataLoss;
            rows += stage.Rows;
            right += _loss.IsClassification ? stage.CountRight() : 0;
            for (var i = 0; !IsMeasuredAtOnce && i < _gradients.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(stage.Tape.Gradient(stage.Parameters[i]), share, _gradients[i], _gradients[i]);
            }
        }

        var last = StageFor(_measures, 0);
        return new EpochRecord(
            epoch,
            loss + last.Penalty,
            GradientNorm(last),
            _loss.IsClassification ? (double)right / rows : null,
            LayerDiagnosis.Examine(last.Network.Layers, last.Network.Parameters, last.Tape));
    }

    private double GradientNorm(Stage stage)
    {
        var square = 0.0;
        for (var i = 0; i < stage.Parameters.Length; i++)
        {
            if (!IsMeasuredAtOnce && IsSum && _task.Network.L2 > 0 && stage.AreWeights[i])
            {
                // Each batch's gradient holds the penalty's; of a sum over batches it may be in but once.
                var batches = (_order.Length + _measures[0].Size - 1) / _measures[0].Size;
                TensorPrimitives.MultiplyAdd(stage.Tape.Value(stage.Parameters[i]), -_task.Network.L2 * (batches - 1), _gradients[i], _gradients[i]);
            }

            square += TensorPrimitives.SumOfSquares<double>(IsMeasuredAtOnce ? stage.Tape.Gradient(stage.Parameters[i]) : _gradients[i]);
        }

        return Math.Sqrt(square);
    }

    private Stage StageFor(Stage[] stages, int start) => _order.Length - start >= stages[0].Size ? stages[0] : stages[1];

    private NetworkSpec TrainedNetwork()
    {
        var layers = _task.Network.Layers.ToArray();
        var trained = Master.Parameters.Select((node, i) => (Master.Tape.Graph[node], _recorded[i])).ToDictionary(p => p.Item1.Id, p => new Tensor(p.Item1.Shape, (double[])p.Item2.Clone()), StringComparer.Ordinal);
        foreach (var parameter in Master.Network.Parameters.Where(p => p.Definition.IsTrained))
        {
            var layer = layers[parameter.Layer - 1];
            var type = LayerCatalog.ByName.Find(layer.Type)!;
            var parameters = new Dictionary<string, Tensor>(layer.Parameters ?? new Dictionary<string, Tensor>(), StringComparer.Ordinal) { [parameter.Definition.Name] = trained[parameter.Id] };
            var attributes = type.TakesInitializer
                ? layer.Attributes?.Where(a => !a.Key.Equals(LayerAttributes.SeedName, StringComparison.OrdinalIgnoreCase)).ToDictionary(StringComparer.Ordinal)
                : layer.Attributes;
            layers[parameter.Layer - 1] = layer with { Parameters = parameters, Attributes = attributes, Initializer = null };
        }

        return _task.Network with { Layers = layers };
    }
}
