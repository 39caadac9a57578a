using Backprop.Api.Endpoints;
using Backprop.Api.Errors;
using Backprop.Api.Json;
using Backprop.Api.Negotiation;
using Backprop.Api.OpenApi;
using Backprop.Api.Readers;
using Backprop.Domain.Operators;
using Backprop.Domain.Training;

namespace Backprop.Api.Features.Datasets;

/// <summary><c>GET /v1/datasets</c> and <c>/v1/datasets/{name}</c>.</summary>
internal static class DatasetsEndpoint
{
    private static readonly DatasetList List = new([.. DataSets.All.Select(Describe)]);

    private static readonly List<AttributeDefinition> Parameters = [.. DataSets.All.SelectMany(set => set.Attributes).DistinctBy(attribute => attribute.Name)];

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapConstant("/datasets", List, "Every data set, briefly.")
            .Describe("listDatasets", OperationTags.Catalogues, "List the data sets", "Small data sets to train on, generated from a seed: the same seed gives the same points on every machine.");
        v1.MapGet("/datasets/{name}", Get)
            .Describe("getDataset", OperationTags.Catalogues, "Make a data set", "The points of a data set. The query may set `size`, `noise` and `seed`.")
            .Responds<DatasetPoints>("The data set with its points.")
            .TakesQuery(FindIssues, Parameters)
            .Refuses(Problems.NotFound);
    }

    /// <param name="name" example="xor">The data set's name, such as <c>moons</c>.</param>
    /// <param name="request">The request, whose query has been found right.</param>
    private static IResult Get(string name, HttpRequest request)
    {
        if (Read(name, request.Query, _ => { }) is not var (set, read))
        {
            return ProblemResult.Missing(DataSets.ByName.Kind, name, DataSets.ByName.Names, "/v1/datasets");
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

    private static List<ProblemIssue> FindIssues(HttpRequest request)
    {
        var issues = new List<ProblemIssue>();
        if (request.RouteValues["name"] is string name && DataSets.ByName.Find(name) is not null)
        {
            Read(name, request.Query, issues.Add);
        }

        return issues;
    }

    private static (DataSet Set, NodeAttributes Attributes)? Read(string name, IQueryCollection query, Action<ProblemIssue> report)
    {
        var given = query.Where(parameter => Parameters.Any(known => known.Name.Equals(parameter.Key, StringComparison.OrdinalIgnoreCase))).ToDictionary(
            parameter => parameter.Key,
            parameter => double.TryParse(parameter.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new AttributeValue.Number(number) : (AttributeValue)new AttributeValue.Text(parameter.Value.ToString()));
        return DatasetReader.Find(name, given, QueryParameters.Root, report);
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
/// <param name="Datasets">Every data set.</param>
internal sealed record DatasetList(IReadOnlyList<DatasetSummary> Datasets);

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
