using Backprop.Api.Features.Datasets;
using Backprop.Api.Features.Derivations;
using Backprop.Api.Features.Drawings;
using Backprop.Api.Features.Evaluations;
using Backprop.Api.Features.Examples;
using Backprop.Api.Features.ExerciseAnalyses;
using Backprop.Api.Features.GradeBatches;
using Backprop.Api.Features.Grades;
using Backprop.Api.Features.GradientChecks;
using Backprop.Api.Features.Gradients;
using Backprop.Api.Features.Layers;
using Backprop.Api.Features.Limits;
using Backprop.Api.Features.Misconceptions;
using Backprop.Api.Features.Operators;
using Backprop.Api.Features.Optimizers;
using Backprop.Api.Features.Solutions;
using Backprop.Api.Features.TrainingRuns;

namespace Backprop.Api;

/// <summary>The one list of everything that the service can do: of the resources under <c>/v1</c>.</summary>
internal static class BackpropFeatures
{
    /// <summary>What maps each feature, in the order in which the documentation shows them. Their examples are found by their folders.</summary>
    public static IReadOnlyList<Action<IEndpointRouteBuilder>> All { get; } =
    [
        EvaluationsEndpoint.Map,
        GradientsEndpoint.Map,
        GradientChecksEndpoint.Map,
        DerivationsEndpoint.Map,
        DrawingsEndpoint.Map,
        GradesEndpoint.Map,
        GradeBatchesEndpoint.Map,
        ExerciseAnalysesEndpoint.Map,
        MisconceptionsEndpoint.Map,
        SolutionsEndpoint.Map,
        TrainingRunsEndpoint.Map,
        DatasetsEndpoint.Map,
        OperatorsEndpoint.Map,
        LayersEndpoint.Map,
        OptimizersEndpoint.Map,
        ExamplesEndpoint.Map,
        LimitsEndpoint.Map,
    ];
}
