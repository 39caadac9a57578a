using Backprop.Api.Endpoints;
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
using Backprop.Api.Features.Health;
using Backprop.Api.Features.Layers;
using Backprop.Api.Features.Limits;
using Backprop.Api.Features.Misconceptions;
using Backprop.Api.Features.Operators;
using Backprop.Api.Features.Optimizers;
using Backprop.Api.Features.Solutions;
using Backprop.Api.Features.TrainingRuns;

namespace Backprop.Api;

/// <summary>The one list of everything that the service can do.</summary>
internal static class BackpropFeatures
{
    /// <summary>Every feature, in the order in which the documentation shows them.</summary>
    public static IReadOnlyList<Feature> All { get; } =
    [
        EvaluationsEndpoint.Feature,
        GradientsEndpoint.Feature,
        GradientChecksEndpoint.Feature,
        DerivationsEndpoint.Feature,
        DrawingsEndpoint.Feature,
        GradesEndpoint.Feature,
        GradeBatchesEndpoint.Feature,
        ExerciseAnalysesEndpoint.Feature,
        MisconceptionsEndpoint.Feature,
        SolutionsEndpoint.Feature,
        TrainingRunsEndpoint.Feature,
        DatasetsEndpoint.Feature,
        OperatorsEndpoint.Feature,
        LayersEndpoint.Feature,
        OptimizersEndpoint.Feature,
        ExamplesEndpoint.Feature,
        LimitsEndpoint.Feature,
        HealthEndpoint.Feature,
    ];
}
