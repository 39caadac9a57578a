using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Backprop.Domain.Training.Optimizers;

namespace Backprop.Domain.Training;

/// <summary>What preparing gives: a run, or every mistake that was found.</summary>
public sealed record TrainingPreparationResult(TrainingRun? Run, IReadOnlyList<Issue> Issues);

/// <summary>Checks a training task, estimates its work, and compiles the network for the sizes of batch that occur: the full one and the last.</summary>
public static class TrainingPreparation
{
    // What a step takes beside both passes, and what its optimizer takes for a number of its leaves.
    private const int WorkAStep = 8000;
    private const int WorkANumber = 16;

    // A backward pass takes about two forward passes.
    private const int Passes = 3;

    private static readonly Place OptimizerPlace = Place.Whole["optimizer"];
    private static readonly Place DecayPlace = Place.Whole["learningRateDecay"];

    /// <summary>Prepares a run.</summary>
    /// <param name="task">The task; its numbers are in their ranges, unless it is refused.</param>
    /// <param name="limits">What the run may cost.</param>
    /// <param name="isRefused">Whether the task is refused already, so that only its further mistakes are of interest.</param>
    public static TrainingPreparationResult Prepare(TrainingTask task, GraphLimits limits, bool isRefused = false)
    {
        var issues = new IssueCollector();
        var optimizer = NetworkChoices.Find(task.Optimizer, OptimizerCatalog.ByName, o => o.Attributes, OptimizerPlace, issues);
        var decay = task.LearningRateDecay is null ? null : NetworkChoices.Find(task.LearningRateDecay, LearningRateDecays.ByName, d => d.Attributes, DecayPlace, issues);
        if (task.Network.Loss is null)
        {
            issues.Report(NetworkExpansion.Root["loss"], "missing-loss", "Training needs a loss. Name one, such as meanSquaredError.");
        }

        var inputs = new Dictionary<string, Tensor>(task.Inputs, StringComparer.Ordinal);
        var data = CheckData(inputs, issues);
        if (data is not { } sound || !issues.IsEmpty || isRefused)
        {
            // The network's own mistakes are told together with these, as far as its inputs allow.
            var network = NetworkExpansion.Expand(task.Network, inputs, NetworkUse.TrainingStep, limits);
            return new TrainingPreparationResult(null, [.. issues.Finish(Place.Whole), .. network.Issues]);
        }

        return Compile(task, sound, optimizer!.Value, decay is { } schedule ? epoch => schedule.Choice.Factor(schedule.Attributes, epoch) : _ => 1, limits);
    }

    private static TrainingPreparationResult Compile(TrainingTask task, (Tensor Examples, Tensor Targets) data, (Optimizer Choice, NodeAttributes Attributes) optimizer, Func<int, double> decay, GraphLimits limits)
    {
        var count = data.Examples.Shape[0];
        var size = Math.Min(task.BatchSize ?? count, count);
        int[] sizes = count % size == 0 ? [size] : [size, count % size];
        var steps = new List<Stage>();
        foreach (var part in sizes)
        {
            var (stage, issues) = Stage.Compile(task.Network, Batch(task, data, part), part, NetworkUse.TrainingStep, limits);
            if (stage is null)
            {
                return new TrainingPreparationResult(null, issues);
            }

            steps.Add(stage);
        }

        var work = EstimateWork(task, steps, count, out var workAnEpoch);
        if (work > limits.MaxWork)
        {
            var epochs = Math.Max(0, Math.Floor(task.Epochs * (limits.MaxWork / work)) - 1);
            return new TrainingPreparationResult(null, [new Issue(
                "too-much-work",
                Place.Whole["epochs"],
                string.Create(CultureInfo.InvariantCulture, $"{task.Epochs} epochs would take about {work:0.###e0} units of work, {workAnEpoch:0.###e0} each; the limit is {limits.MaxWork}. About {epochs:0} epochs are within it."))]);
        }

        // Where examples depend on one another, a record takes all of them at once.
        int[] measured = steps[0].Network.MixesExamples ? [count] : sizes;
        var measures = measured.SequenceEqual(sizes) && !steps[0].HasMasks ? [.. steps] : new Stage[measured.Length];
        for (var part = 0; part < measures.Length; part++)
        {
            if (measures[part] is null)
            {
                var (stage, issues) = Stage.Compile(task.Network, Batch(task, data, measured[part]), measured[part], NetworkUse.Measurement, limits);
                if (stage is null)
                {
                    return new TrainingPreparationResult(null, issues);
                }

                measures[part] = stage;
            }
        }

        return FindFault(data, measures, count) is { } fault
            ? new TrainingPreparationResult(null, [fault])
            : new TrainingPreparationResult(new TrainingRun(task, data.Examples, data.Targets, [.. steps], measures, optimizer.Choice, optimizer.Attributes, decay) { Work = (long)work }, []);
    }

    private static double EstimateWork(TrainingTask task, List<Stage> steps, int count, out double workAnEpoch)
    {
        workAnEpoch = 0;
        foreach (var stage in steps)
        {
            var runs = stage.Size == steps[0].Size ? count / stage.Size : 1;
            workAnEpoch += runs * ((Passes * (double)stage.Tape.Graph.Work) + WorkAStep + ((double)WorkANumber * stage.Tape.Graph.Nodes.ToArray().Where(node => node.IsVariable).Sum(node => node.Shape.Count)));
        }

        // A record costs as much as an epoch: forward and backward over all examples.
        var records = (task.Epochs / TrainingRun.RecordEvery(task)) + 2.0;
        return workAnEpoch * (task.Epochs + records);
    }

    /// <summary>The examples and targets, one row per example; null where one is missing or they do not fit. Those that are refused here are unreadable from then on.</summary>
    private static (Tensor Examples, Tensor Targets)? CheckData(Dictionary<string, Tensor> inputs, IssueCollector issues)
    {
        var examples = inputs.GetValueOrDefault(NetworkExpansion.Examples);
        var targets = inputs.GetValueOrDefault(NetworkExpansion.Targets);
        if (examples is null || targets is null || examples.Shape.Count == 0 || targets.Shape.Count == 0)
        {
            return null;
        }

        if (examples.Shape.Rank < 2)
        {
            examples = examples with { Shape = Shape.Of(1, (int)examples.Shape.Count) };
        }

        var count = examples.Shape[0];
        var rows = count == 1 && targets.Shape.Rank < 2 ? 1 : targets.Shape.Rank == 0 ? 0 : targets.Shape[0];
        if (rows != count)
        {
            issues.Report(Place.Inputs[NetworkExpansion.Targets], "shape-mismatch", string.Create(CultureInfo.InvariantCulture, $"x has {count} examples, but y, of shape {targets.Shape}, has targets for {rows}."));
            inputs[NetworkExpansion.Targets] = Tensor.Unreadable;
            return null;
        }

        foreach (var (name, tensor) in new[] { (NetworkExpansion.Examples, examples), (NetworkExpansion.Targets, targets) })
        {
            if (tensor.Data.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
            {
                issues.Report(Place.Inputs[name], "non-finite-number", "Numbers must be finite: one of these does not fit in a 64-bit floating-point number.");
                inputs[name] = Tensor.Unreadable;
            }
        }

        return (examples, targets);
    }

    /// <summary>The task's inputs with the first rows of the examples and targets alone.</summary>
    private static Dictionary<string, Tensor> Batch(TrainingTask task, (Tensor Examples, Tensor Targets) data, int size)
    {
        var count = data.Examples.Shape[0];
        return new Dictionary<string, Tensor>(task.Inputs, StringComparer.Ordinal)
        {
            [NetworkExpansion.Examples] = FirstRows(data.Examples, size),
            [NetworkExpansion.Targets] = count == 1 ? data.Targets : FirstRows(data.Targets, size),
        };
    }

    private static Tensor FirstRows(Tensor tensor, int rows)
    {
        var shape = Shape.Of([rows, .. tensor.Shape.Dimensions[1..]]);
        return tensor.Shape[0] == rows ? tensor : new Tensor(shape, tensor.Data.AsSpan(0, (int)shape.Count).ToArray());
    }

    private static Issue? FindFault((Tensor Examples, Tensor Targets) data, Stage[] stages, int count)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        for (var start = 0; start < count; start += stages[0].Size)
        {
            var stage = count - start >= stages[0].Size ? stages[0] : stages[1];
            stage.Load(data.Examples, data.Targets, rows.AsSpan(start, stage.Size));
            if (stage.FindFault() is { } fault)
            {
                var tensor = fault.Input == NetworkExpansion.Examples ? data.Examples : data.Targets;
                var index = tensor.Shape.IndexOf((start * (int)(tensor.Shape.Count / count)) + fault.Element);
                return new Issue("index-out-of-range", Place.Inputs[fault.Input].Element(index), fault.Detail);
            }
        }

        return null;
    }
}
