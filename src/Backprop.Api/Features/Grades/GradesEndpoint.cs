using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.OpenApi;
using Backprop.Api.Readers;
using Backprop.Api.Writers;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.Grades;

/// <summary><c>POST /v1/grades</c>.</summary>
internal static class GradesEndpoint
{
    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        var logger = v1.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(GradesEndpoint));
        v1.MapCompute<GradesRequest>("/grades", (request, intake) => Prepare(request, intake, logger), new ExerciseValidator<GradesRequest>())
            .Describe("gradeAnswer", OperationTags.Grading, "Mark a student's answer", "Judges each step by the student's own previous steps, finds the step that broke, and names the mistake. `student` and `teacher` are apart: what a student may see never holds the key. `?format=` gives bodies that learning platforms take as they are.")
            .Responds<GradeContract>("The mark; with `format`, the body that the platform takes.")
            .RespondsByQuery(PlatformFormat.All.Select(format => new QueryResponse(format.Name, format.ExampleQuery, format.Response)))
            .TakesQuery(GradesQuery.FindIssues, GradesQuery.Parameters);
    }

    private static Plan Prepare(GradesRequest request, Intake intake, ILogger logger) =>
        Passes.Exercise(intake, request, plan => plan.Cost.OfAll(request.Answer.Answer), [request.Answer.Answer], (exercise, cancellationToken) =>
        {
            var (grade, incident) = new Grader(exercise).TryMark(request.Answer.Answer, logger, cancellationToken);
            return new GradeResult(grade, incident);
        });

    /// <summary>A mark in the format that the address asks for. Where there is none, every format says so in the service's own words.</summary>
    private sealed class GradeResult(Grade? grade, string? incident) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var query = GradesQuery.Of(httpContext.Request);
            var result = grade is not null && PlatformFormat.Find(query.Format) is { } format ? format.Respond(grade, query) : new JsonAnswer<GradeContract>(GradeContract.Of(grade, incident));
            return result.ExecuteAsync(httpContext);
        }
    }
}
