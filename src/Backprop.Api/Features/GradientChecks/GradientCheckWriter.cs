using System.Text.Json;
using Backprop.Api.Json;
using Backprop.Api.Writers;
using Backprop.Domain.Checking;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Features.GradientChecks;

/// <summary>Answers with a gradient check's result (<see cref="GradientCheckAnswer"/>).</summary>
/// <param name="tape">The run at the point of the check.</param>
/// <param name="options">What was checked.</param>
/// <param name="result">The result.</param>
/// <param name="cancellationToken">Stops the writing.</param>
internal sealed class GradientCheckWriter(Tape tape, GradientCheckOptions options, GradientCheckResult result, CancellationToken cancellationToken) : IResult
{
    private readonly Graph _graph = tape.Graph;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var writer = AnswerWriter.Begin(httpContext);
        WriteHead(writer.Json);
        foreach (var entry in result.Entries)
        {
            WriteEntry(writer.Json, entry);
            if (writer.IsFull)
            {
                await writer.FlushAsync(cancellationToken);
            }
        }

        WriteTail(writer.Json);
        await writer.EndAsync(cancellationToken);
    }

    private void WriteHead(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("verdict"u8, Name(result.Verdict));
        json.WriteString("method"u8, Name(result.Method));
        json.WriteNumber("evaluations"u8, result.Evaluations);
        WriteNumber(json, "largestRelativeError"u8, result.LargestRelativeError);
        if (!_graph.OutputNode.Shape.IsScalar)
        {
            json.WritePropertyName("upstream"u8);
            TensorWriter.Write(json, _graph.OutputNode.Shape, [.. result.Upstream]);
        }

        json.WriteStartArray("entries"u8);
    }

    private void WriteEntry(Utf8JsonWriter json, CheckedEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("node"u8, _graph[entry.Node].Id);
        json.WriteStartArray("index"u8);
        foreach (var index in _graph[entry.Node].Shape.IndexOf(entry.Element))
        {
            json.WriteNumberValue(index);
        }

        json.WriteEndArray();
        WriteNumber(json, "analytic"u8, entry.Analytic);
        WriteIfThere(json, "numeric"u8, entry.Numeric);
        WriteIfThere(json, "errorBound"u8, entry.ErrorBound);
        WriteIfThere(json, "absoluteError"u8, entry.AbsoluteError);
        WriteIfThere(json, "relativeError"u8, entry.RelativeError);
        json.WriteString("verdict"u8, Name(entry.Verdict));
        if (entry.Reason is not null)
        {
            json.WriteString("reason"u8, entry.Reason);
        }

        WriteIfThere(json, "left"u8, entry.Left);
        WriteIfThere(json, "right"u8, entry.Right);
        if (entry.Between is { } between)
        {
            json.WriteBoolean("between"u8, between);
        }

        json.WriteEndObject();
    }

    private void WriteTail(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        var warnings = new Warnings(_graph);
        for (var node = 0; node < _graph.Count; node++)
        {
            warnings.LookAtValue(tape, node);
        }

        foreach (var node in options.Wrt)
        {
            warnings.LookFor(node, _graph[node].Shape, tape.Gradient(node), "gradient");
        }

        foreach (var node in result.Entries.SelectMany(entry => entry.KinkNodes).Distinct().Order())
        {
            warnings.LookAtKinks(tape, node);
        }

        json.WritePropertyName("warnings"u8);
        warnings.Write(json);
        json.WriteEndObject();
    }

    private static void WriteIfThere(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? number)
    {
        if (number is { } there)
        {
            WriteNumber(json, name, there);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, double number)
    {
        json.WritePropertyName(name);
        TensorWriter.WriteNumber(json, number);
    }

    private static string Name<T>(T choice)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());
}
