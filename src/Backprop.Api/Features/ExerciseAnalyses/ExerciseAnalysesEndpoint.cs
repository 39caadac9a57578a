using System.Text.Json;
using System.Text.Json.Serialization;
using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.Errors;
using Backprop.Api.Json;
using Backprop.Api.OpenApi;
using Backprop.Api.Readers;
using Backprop.Api.Writers;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.ExerciseAnalyses;

/// <summary>An exercise to be looked at before it is used.</summary>
internal sealed record ExerciseAnalysesRequest : ExerciseRequest;

/// <summary>Serialisation metadata of exercise analyses.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ExerciseAnalysesRequest))]
internal sealed partial class ExerciseAnalysesJson : JsonSerializerContext;

/// <summary><c>POST /v1/exercise-analyses</c>.</summary>
internal static class ExerciseAnalysesEndpoint
{
    // A survey of a small exercise takes some thousand passes.
    private const int Passes = 1000;

    /// <summary>The feature, as the service lists it.</summary>
    public static Feature Feature { get; } = new(ExerciseAnalysesJson.Default, Map);

    private static void Map(IEndpointRouteBuilder v1) =>
        v1.MapCompute("/exercise-analyses", Prepare, ExerciseValidator<ExerciseAnalysesRequest>.Instance)
            .Describe(
                "analyseExercise",
                OperationTags.Grading,
                "Look at an exercise before it is used",
                "Which misconceptions this exercise cannot see or cannot tell apart, where its numbers saturate or cancel, and inputs that make all of them visible.")
            .AnswersIn<object>("What the exercise shows and hides.", "application/json");

    private static Plan Prepare(ExerciseAnalysesRequest request, Intake intake)
    {
        if (ExerciseReader.Read(intake, request) is not { } plan)
        {
            return Plan.None;
        }

        return new Plan(Math.Max(plan.Work, plan.Graph.Count) * Passes, plan.Graph.Count, cancellationToken =>
        {
            var (exercise, problem) = plan.Compile(cancellationToken);
            return exercise is null ? new ProblemResult(problem!) : new AnalysisAnswer(ExerciseAnalyst.Analyse(exercise, cancellationToken), cancellationToken);
        });
    }

    private sealed class AnalysisAnswer(ExerciseAnalysis analysis, CancellationToken cancellationToken) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var writer = AnswerWriter.Begin(httpContext);
            Write(writer.Json);
            await writer.EndAsync(cancellationToken);
        }

        private void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteBoolean("complete", analysis.Complete);
            json.WriteStartArray("misconceptions");
            foreach (var seen in analysis.Misconceptions)
            {
                json.WriteStartObject();
                json.WriteString("id", seen.Misconception.Id);
                json.WriteNumber("places", seen.Places);
                json.WriteNumber("visible", seen.Visible);
                WriteStrings(json, "hidden", seen.Hidden);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteStrings(json, "invisible", [.. analysis.Misconceptions.Where(m => m.Visible == 0).Select(m => m.Misconception.Id)]);
            json.WriteStartArray("indistinguishable");
            foreach (var confusion in analysis.Confusions)
            {
                json.WriteStartObject();
                WriteStrings(json, "misconceptions", confusion.Misconceptions);
                WriteStrings(json, "parts", confusion.Parts);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("warnings");
            foreach (var warning in analysis.Warnings)
            {
                json.WriteStartObject();
                json.WriteString("code", warning.Code);
                json.WriteString("node", warning.Node);
                json.WriteString("detail", warning.Detail);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (analysis.SuggestedInputs is { } inputs)
            {
                json.WriteStartObject("suggestedInputs");
                foreach (var (id, tensor) in inputs)
                {
                    json.WritePropertyName(id);
                    TensorWriter.Write(json, tensor.Shape, tensor.Data);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        private static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> strings)
        {
            json.WriteStartArray(name);
            foreach (var text in strings)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }
    }
}
