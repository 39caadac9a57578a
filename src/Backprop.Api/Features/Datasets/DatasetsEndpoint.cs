using Backprop.Api.Endpoints;
using Backprop.Api.Errors;
using Backprop.Api.Json;
using Backprop.Api.OpenApi;
using Backprop.Api.Readers;
using Backprop.Domain.Operators;
using Backprop.Domain.Training;

namespace Backprop.Api.Features.Datasets;

/// <summary><c>GET /v1/datasets</c> and <c>/v1/datasets/{name}</c>.</summary>
internal static class DatasetsEndpoint
{
    private static readonly DatasetList List = new() { Datasets = [.. DataSets.All.Select(Describe)] };

    /// <summary>The feature, as the service lists it.</summary>
    public static Feature Feature { get; } = new(DatasetsJson.Default, Map);

    private static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/datasets", static () => TypedResults.Ok(List))
            .Describe("listDatasets", OperationTags.Catalogues, "List the data sets", "Small data sets to train on, generated from a seed: the same seed gives the same points on every machine.")
            .Answers<DatasetList>("Every data set, briefly.");
        v1.MapGet("/datasets/{name}", Get)
            .Describe("getDataset", OperationTags.Catalogues, "Make a data set", "The points of a data set. The query may set `size`, `noise` and `seed`.")
            .Answers<DatasetPoints>("The data set with its points.")
            .TakesQuery(DataSets.All.SelectMany(set => set.Attributes).DistinctBy(attribute => attribute.Name))
            .Refuses(Problems.NotFound, Problems.InvalidRequest);
    }

    /// <param name="name" example="xor">The data set's name, such as <c>moons</c>.</param>
    /// <param name="request">The whole query, so that what is not known is refused.</param>
    private static IResult Get(string name, HttpRequest request)
    {
        if (DataSets.ByName.Find(name) is null)
        {
            return ProblemResult.Missing(DataSets.ByName.Kind, name, DataSets.ByName.Names, "/v1/datasets");
        }

        var issues = new List<ProblemIssue>();
        var attributes = new Dictionary<string, AttributeValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, text) in request.Query)
        {
            attributes.TryAdd(key, double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new AttributeValue.Number(number) : new AttributeValue.Text(text.ToString()));
        }

        if (DatasetReader.Find(name, attributes, "#/query", issues.Add) is not var (set, read))
        {
            return new ProblemResult(Problem.Of(Problems.InvalidRequest, null, issues));
        }

        var (x, y) = set.Generate(read);
        return TypedResults.Ok(new DatasetPoints
        {
            Name = set.Name,
            Summary = set.Summary,
            Definition = set.Definition,
            Task = TaskOf(set),
            Size = read.Integer("size"),
            Noise = read.Number("noise"),
            Seed = read.Integer("seed"),
            X = new WireTensor(x, null),
            Y = new WireTensor(y, null),
        });
    }

    private static DatasetSummary Describe(DataSet set) => new()
    {
        Name = set.Name,
        Summary = set.Summary,
        Definition = set.Definition,
        Task = TaskOf(set),
        Size = set.DefaultSize,
        Noise = set.DefaultNoise,
    };

    private static string TaskOf(DataSet set) => set.IsClassification ? "classification" : "regression";
}

/// <summary>The data sets, briefly.</summary>
internal sealed record DatasetList
{
    /// <summary>Every data set.</summary>
    public required IReadOnlyList<DatasetSummary> Datasets { get; init; }
}

/// <summary>A data set, briefly.</summary>
internal record DatasetSummary
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is good for.</summary>
    public required string Summary { get; init; }

    /// <summary>How a point is made.</summary>
    public required string Definition { get; init; }

    /// <summary><c>classification</c> (targets 0 and 1) or <c>regression</c>.</summary>
    public required string Task { get; init; }

    /// <summary>The number of points; in the list, the default.</summary>
    public required int Size { get; init; }

    /// <summary>The standard deviation of the noise; in the list, the default.</summary>
    public required double Noise { get; init; }
}

/// <summary>A data set with its points.</summary>
internal sealed record DatasetPoints : DatasetSummary
{
    /// <summary>The seed of the noise.</summary>
    public required int Seed { get; init; }

    /// <summary>The examples, one row per point.</summary>
    [Component("DatasetExamples")]
    public required WireTensor X { get; init; }

    /// <summary>The targets, one row per point, or one class per point.</summary>
    [Component("DatasetTargets")]
    public required WireTensor Y { get; init; }
}

/// <summary>Serialisation metadata of data sets.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DatasetList))]
[JsonSerializable(typeof(DatasetPoints))]
internal sealed partial class DatasetsJson : JsonSerializerContext;
