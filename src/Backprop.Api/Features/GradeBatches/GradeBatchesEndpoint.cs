using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.Errors;
using Backprop.Api.OpenApi;
using Backprop.Api.Readers;
using Backprop.Api.Writers;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.GradeBatches;

/// <summary><c>POST /v1/grade-batches</c>, in JSON in one piece and in NDJSON line by line.</summary>
internal static class GradeBatchesEndpoint
{
    // What marking one answer costs in passes, mistakes included.
    private const int Passes = 20;

    /// <summary>The feature, as the service lists it.</summary>
    public static Feature Feature { get; } = new(GradeBatchesJson.Default, Map);

    private static void Map(IEndpointRouteBuilder v1)
    {
        var logger = v1.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(GradeBatchesEndpoint));
        v1.MapCompute<GradeBatchesRequest>("/grade-batches", (request, intake) => Prepare(request, intake, logger), ExerciseValidator<GradeBatchesRequest>.Instance)
            .Describe(
                "gradeBatch",
                OperationTags.Grading,
                "Mark many answers to one exercise",
                "The exercise once and many answers; a mark for each, and counts for the class. As `application/x-ndjson`, the first line is the exercise and each further line an answer: marks are streamed while answers still come.")
            .AnswersIn<object>("The marks and the class report.", "application/json");

        // Routing tells the two forms apart by the body's media type.
        v1.MapPost("/grade-batches", (Delegate)new NdjsonBatch(v1.ServiceProvider, logger).HandleAsync).Accepts<GradeBatchHead>(NdjsonBatch.MediaType).ExcludeFromDescription();
    }

    private static Plan Prepare(GradeBatchesRequest request, Intake intake, ILogger logger)
    {
        if (ExerciseReader.Read(intake, request) is not { } plan)
        {
            return Plan.None;
        }

        var work = Math.Max(plan.Work, plan.Graph.Count);
        var answers = (long)request.Answers.Count * Passes;
        return new Plan(work > long.MaxValue / (answers + 1) ? long.MaxValue : work * (answers + 1), plan.Graph.Count, cancellationToken =>
        {
            var (exercise, problem) = plan.Compile(cancellationToken);
            return exercise is null ? new ProblemResult(problem!) : new BatchAnswer(exercise, request.Answers, logger, cancellationToken);
        });
    }

    /// <summary>Marks and writes one answer after the other, so that no more than a piece of the result is ever held.</summary>
    private sealed class BatchAnswer(Exercise exercise, IReadOnlyList<BatchItem> items, ILogger logger, CancellationToken cancellationToken) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var report = new ClassReport();
            var grader = new Grader(exercise);
            var writer = AnswerWriter.Begin(httpContext);
            writer.Json.WriteStartObject();
            writer.Json.WriteStartArray("items");
            foreach (var item in items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var result = BatchResult.Of(item, grader, logger, cancellationToken);
                if (result.Incident is not null)
                {
                    grader = new Grader(exercise);
                }

                result.AddTo(report);
                BatchWriter.Write(writer.Json, result);
                if (writer.IsFull)
                {
                    await writer.FlushAsync(cancellationToken);
                }
            }

            writer.Json.WriteEndArray();
            BatchWriter.WriteSummary(writer.Json, report);
            writer.Json.WriteEndObject();
            await writer.EndAsync(cancellationToken);
        }
    }
}
