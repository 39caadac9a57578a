using System.Globalization;
using System.Text.Json;
using Backprop.Api.Json;
using Backprop.Api.Writers;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Explaining;

namespace Backprop.Api.Features.Derivations;

/// <summary>Answers with a derivation.</summary>
internal sealed class DerivationAnswer(Tape tape, Derivation derivation, bool listsPaths, CancellationToken cancellationToken) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var writer = AnswerWriter.Begin(httpContext);
        var json = writer.Json;
        var output = tape.Graph.OutputNode;
        json.WriteStartObject();
        json.WriteString("output", output.Id);
        json.WritePropertyName("value");
        TensorWriter.Write(json, output.Shape, tape.Value(output.Index));
        json.WriteStartArray("steps");
        foreach (var step in derivation.Steps)
        {
            WriteStep(json, step);
            if (writer.IsFull)
            {
                await writer.FlushAsync(cancellationToken);
            }
        }

        json.WriteEndArray();
        json.WriteString("latex", derivation.Latex);
        json.WriteStartArray("paths");
        foreach (var paths in derivation.Paths)
        {
            WritePaths(json, paths);
            if (writer.IsFull)
            {
                await writer.FlushAsync(cancellationToken);
            }
        }

        json.WriteEndArray();
        WriteSymbolic(json);
        WriteWarnings(json);
        json.WriteEndObject();
        await writer.EndAsync(cancellationToken);
    }

    private static void WriteStep(Utf8JsonWriter json, DerivationStep step)
    {
        json.WriteStartObject();
        json.WriteString("node", step.Node);
        if (step.Index is not null)
        {
            json.WriteStartArray("index");
            foreach (var index in step.Index)
            {
                json.WriteNumberValue(index);
            }

            json.WriteEndArray();
        }

        json.WriteString("phase", step.Phase == DerivationPhase.Forward ? "forward" : "backward");
        json.WriteString("latex", step.Latex);
        json.WriteString("latexNumbers", step.LatexNumbers);
        json.WriteString("text", step.Text);
        json.WriteEndObject();
    }

    private void WritePaths(Utf8JsonWriter json, NodePaths paths)
    {
        json.WriteStartObject();
        json.WriteString("node", paths.Node);
        json.WriteString("count", paths.Count.ToString(CultureInfo.InvariantCulture));
        if (listsPaths)
        {
            json.WriteBoolean("complete", paths.Count == paths.Paths.Count);
            json.WriteStartArray("paths");
            foreach (var path in paths.Paths)
            {
                WritePath(json, path);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WritePath(Utf8JsonWriter json, GraphPath path)
    {
        json.WriteStartObject();
        json.WriteStartArray("nodes");
        foreach (var node in path.Nodes)
        {
            json.WriteStringValue(node);
        }

        json.WriteEndArray();
        json.WriteStartArray("positions");
        foreach (var position in path.Positions)
        {
            json.WriteNumberValue(position);
        }

        json.WriteEndArray();
        json.WriteString("latex", path.Latex);
        if (path.LatexNumbers is not null)
        {
            json.WriteString("latexNumbers", path.LatexNumbers);
        }

        if (path.Product is { } product)
        {
            json.WritePropertyName("product");
            if (double.IsFinite(product))
            {
                json.WriteNumberValue(product);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndObject();
    }

    private void WriteSymbolic(Utf8JsonWriter json)
    {
        if (derivation.Symbolic is null)
        {
            return;
        }

        json.WriteStartArray("symbolic");
        foreach (var derivative in derivation.Symbolic)
        {
            json.WriteStartObject();
            json.WriteString("node", derivative.Node);
            json.WriteString("expression", derivative.Expression);
            if (derivative.Reason is not null)
            {
                json.WriteString("reason", derivative.Reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteWarnings(Utf8JsonWriter json)
    {
        var warnings = new Warnings(tape.Graph);
        foreach (var node in tape.Graph.Nodes)
        {
            warnings.LookAtValue(tape, node.Index);
            warnings.LookFor(node.Index, node.Shape, tape.Gradient(node.Index), "gradient");
            warnings.LookAtKinks(tape, node.Index);
        }

        json.WritePropertyName("warnings");
        warnings.Write(json);
    }
}
