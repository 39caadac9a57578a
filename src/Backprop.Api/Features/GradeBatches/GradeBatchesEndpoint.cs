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
    // What the mark of one answer holds until it is sent.
    private const int BytesOfAMark = 4096;

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        var logger = v1.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(GradeBatchesEndpoint));
        v1.MapCompute<GradeBatchesRequest>("/grade-batches", (request, intake) => Prepare(request, intake, logger), new ExerciseValidator<GradeBatchesRequest>())
            .Describe("gradeBatch", OperationTags.Grading, "Mark many answers to one exercise", "The exercise once and many answers; a mark for each, and counts for the class. As `application/x-ndjson`, the first line is the exercise and each further line an answer: marks are streamed while answers still come. (Swagger UI puts quotes around such a body and cannot send it; `curl --data-binary @file` can.)")
            .Responds<GradeBatchContract>("The marks and the class report.")
            .TakesStream(NdjsonBatch.MediaType, "GradeBatchLine", "One line: the first is the exercise, each further one an answer.", typeof(GradeBatchHead), typeof(BatchItem))
            .RespondsInStream(NdjsonBatch.MediaType, "GradeBatchAnswerLine", "One line: the mark of one answer, in the order in which they came; the last is the summary, or a problem in its place where the batch had to be stopped.", typeof(GradedItemContract), typeof(BatchSummaryContract), typeof(Problem));

        // Routing tells the two forms apart by the body's media type; a body that has none goes to the form in one piece, which refuses it.
        v1.MapPost("/grade-batches", (Delegate)new NdjsonBatch(v1.ServiceProvider, logger).HandleAsync).Accepts<GradeBatchHead>(NdjsonBatch.MediaType).WithOrder(1).ExcludeFromDescription();
    }

    private static Plan Prepare(GradeBatchesRequest request, Intake intake, ILogger logger)
    {
        var answers = request.Answers.Select(item => item.Answer).OfType<Answer>();
        return Passes.Exercise(intake, request, plan => plan.Cost.OfAll(answers), answers, (exercise, cancellationToken) =>
            new JsonAnswer<GradeBatchContract>(Mark(exercise, request.Answers, logger, cancellationToken))).Holding((long)request.Answers.Count * BytesOfAMark);
    }

    /// <summary>Marks every answer before the first is sent, so that a batch over the limit on time is refused and not cut.</summary>
    private static GradeBatchContract Mark(Exercise exercise, IReadOnlyList<BatchItem> items, ILogger logger, CancellationToken cancellationToken)
    {
        var report = new ClassReport();
        var grader = new Grader(exercise);
        var results = new BatchResult[items.Count];
        for (var item = 0; item < results.Length; item++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results[item] = BatchResult.Of(items[item], exercise, ref grader, logger, cancellationToken);
            results[item].AddTo(report);
        }

        return new GradeBatchContract(results.Select(GradedItemContract.Of), ClassReportContract.Of(report));
    }
}
