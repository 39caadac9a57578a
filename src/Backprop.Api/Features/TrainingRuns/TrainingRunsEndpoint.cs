using Backprop.Api.Endpoints;
using Backprop.Api.Errors;
using Backprop.Api.OpenApi;
using Backprop.Api.Readers;
using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Backprop.Domain.Training;

namespace Backprop.Api.Features.TrainingRuns;

/// <summary><c>POST /v1/training-runs</c>.</summary>
internal static class TrainingRunsEndpoint
{
    private const string Description = """
        Trains a network on `inputs` (`x`, `y`) or on a `dataset` by name, and answers with the history of the loss and the trained network, ready to be sent again.
        With `Accept: text/event-stream` each record of the history is sent as an event `progress` when it is taken, then one `result` with the whole answer;
        a run stops when its client disconnects.

        Every record is measured over all examples with the weights of that moment. A loss or weights that stop being finite end the run with the history so far and a warning.

        `GET /v1/optimizers` has the optimizers and the ways in which the learning rate can fall: their published formulas, attributes, defaults and sources.
        """;

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapCompute("/training-runs", Prepare, new TrainingRunsValidator())
            .Describe("trainNetwork", OperationTags.Learning, "Train a network by gradient descent", Description)
            .RespondsIn<TrainingRunContract>("The history and the trained network.", "application/json", TrainingRunResult.EventStream)
            .RespondsInStream(
                TrainingRunResult.EventStream,
                "TrainingEvent",
                "The data of one event: a record of the history (`progress`), the whole answer (`result`, the last), or a problem in its place (`error`).",
                typeof(EpochContract), typeof(TrainingRunContract), typeof(Problem));

    private static Plan Prepare(TrainingRunsRequest request, Intake intake)
    {
        var task = new TrainingTask(
            NetworkReader.Read(intake, request.Network), ReadData(request, intake), request.Optimizer.Choice, request.Epochs, request.BatchSize,
            request.Shuffle == true ? request.Seed ?? 0 : null, request.RecordEvery, request.LearningRateDecay?.Choice, request.ClipNorm);
        var preparation = TrainingPreparation.Prepare(task, intake.Limits.ForGraphs(), isRefused: intake.Issues.Count > 0);
        intake.Report(request.Dataset is null ? preparation.Issues : [.. preparation.Issues.Select(PlaceInDataset)]);
        return preparation.Run is { } run && intake.Issues.Count == 0
            ? new Plan(run.Work, run.Nodes, _ => new TrainingRunResult(run, request.Progress?.Network == true, intake.Limits)).Holding(run.Bytes)
            : Plan.None;
    }

    /// <summary>What is wrong with the inputs is a mistake of the data set where they come from one.</summary>
    private static Issue PlaceInDataset(Issue issue)
    {
        var place = issue.Place;
        while (place is not null && place != Place.Inputs)
        {
            place = place.Outer;
        }

        return place is null ? issue : issue with { Place = Place.Whole["dataset"] };
    }

    private static Dictionary<string, Tensor> ReadData(TrainingRunsRequest request, Intake intake)
    {
        var inputs = request.Inputs is null ? new Dictionary<string, Tensor>(StringComparer.Ordinal) : intake.Read(request.Inputs, "#/inputs");
        if (request.Dataset is { } dataset && DatasetReader.Find(dataset.Name, Attributes(dataset), "#/dataset", intake.Report) is var (set, attributes))
        {
            (inputs[NetworkExpansion.Examples], inputs[NetworkExpansion.Targets]) = set.Generate(attributes);
        }
        else if (request.Inputs is null)
        {
            (inputs[NetworkExpansion.Examples], inputs[NetworkExpansion.Targets]) = (Tensor.Unreadable, Tensor.Unreadable);
        }

        return inputs;
    }

    private static Dictionary<string, AttributeValue> Attributes(DatasetContract dataset)
    {
        var attributes = new (string Name, double? Number)[] { ("size", dataset.Size), ("noise", dataset.Noise), ("seed", dataset.Seed) }
            .Where(member => member.Number is not null)
            .ToDictionary(member => member.Name, member => (AttributeValue)new AttributeValue.Number(member.Number!.Value));
        if (dataset.Targets is not null)
        {
            attributes.Add("targets", new AttributeValue.Text(dataset.Targets));
        }

        return attributes;
    }
}
