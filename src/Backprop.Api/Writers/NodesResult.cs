using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;

namespace Backprop.Api.Writers;

// docs/decisions/0210-nodes-are-written-by-hand.md
/// <summary>
/// Answers with nodes: their values and, after a backward pass, their gradients and what each edge contributed. The one answer that is written by hand,
/// straight from the arenas, for it can hold a hundred thousand nodes (decision 0210); tests read it strictly back into the records that describe it.
/// </summary>
/// <param name="tape">The run.</param>
/// <param name="nodes">The nodes to show, in topological order; null for all.</param>
/// <param name="gradients">Whether a backward pass was run.</param>
/// <param name="network">The network that the graph was made from, or null.</param>
internal sealed class NodesResult(Tape tape, int[]? nodes, bool gradients, ExpandedNetwork? network) : IResult
{
    private static readonly JsonEncodedText Output = JsonEncodedText.Encode("output");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText Nodes = JsonEncodedText.Encode("nodes");
    private static readonly JsonEncodedText WarningsName = JsonEncodedText.Encode("warnings");
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText Op = JsonEncodedText.Encode("op");
    private static readonly JsonEncodedText Label = JsonEncodedText.Encode("label");
    private static readonly JsonEncodedText Inputs = JsonEncodedText.Encode("inputs");
    private static readonly JsonEncodedText ShapeName = JsonEncodedText.Encode("shape");
    private static readonly JsonEncodedText Gradient = JsonEncodedText.Encode("gradient");
    private static readonly JsonEncodedText Partials = JsonEncodedText.Encode("partials");
    private static readonly JsonEncodedText Input = JsonEncodedText.Encode("input");
    private static readonly JsonEncodedText Local = JsonEncodedText.Encode("local");
    private static readonly JsonEncodedText Layers = JsonEncodedText.Encode("layers");
    private static readonly JsonEncodedText Position = JsonEncodedText.Encode("position");
    private static readonly JsonEncodedText Contribution = JsonEncodedText.Encode("contribution");

    private readonly Graph _graph = tape.Graph;
    private readonly Warnings _warnings = new(tape.Graph);
    private double[] _local = [];

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // The limit on time is one on computing: a slow reader gets the whole answer.
        var cancellationToken = httpContext.RequestAborted;
        var writer = PiecewiseBody.Begin(httpContext.Response);
        WriteHead(writer.Json);
        var count = nodes?.Length ?? _graph.Count;
        for (var next = 0; next < count; next++)
        {
            await WriteNodeAsync(writer, nodes is null ? next : nodes[next]);
            await writer.FlushAsync(cancellationToken);
        }

        WriteTail(writer.Json, httpContext.RequestServices.GetRequiredService<ResultJson>());
        await writer.EndAsync();
    }

    private void WriteHead(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString(Output, _graph.OutputNode.Id);
        json.WritePropertyName(Value);
        TensorWriter.Write(json, _graph.OutputNode.Shape, tape.Value(_graph.Output));
        json.WriteStartArray(Nodes);
    }

    private void WriteTail(Utf8JsonWriter json, ResultJson answers)
    {
        json.WriteEndArray();
        if (network is not null)
        {
            json.WritePropertyName(Layers);
            JsonSerializer.Serialize(json, [.. network.Layers.Select(LayerNodesContract.Of)], answers.Type<IReadOnlyList<LayerNodesContract>>());
        }

        LookAround();
        json.WritePropertyName(WarningsName);
        JsonSerializer.Serialize(json, _warnings.ToList(), answers.Type<IReadOnlyList<WarningContract>>());
        json.WriteEndObject();
    }

    /// <summary>Warns about every node, shown or not: what is not finite where it is shown often began where it is not.</summary>
    private void LookAround()
    {
        for (var node = 0; node < _graph.Count; node++)
        {
            _warnings.LookAtValue(tape, node);
            if (gradients)
            {
                _warnings.LookAtKinks(tape, node);
                _warnings.LookFor(node, _graph[node].Shape, tape.Gradient(node), "gradient");
            }
        }

        if (gradients && network is not null)
        {
            _warnings.Add(LayerDiagnosis.Examine(network.Layers, network.Parameters, tape));
        }
    }

    // A piece is sent after each tensor, so that what waits to be sent is never more than one tensor.
    private async ValueTask WriteNodeAsync(PiecewiseBody writer, int index)
    {
        WriteValue(writer.Json, index);
        if (gradients && !_graph[index].IsConstant)
        {
            await writer.FlushAsync();
            writer.Json.WritePropertyName(Gradient);
            TensorWriter.Write(writer.Json, _graph[index].Shape, tape.Gradient(index));
        }

        if (tape.RecordsContributions && _graph.Operands(index).Length > 0)
        {
            await WritePartialsAsync(writer, index);
        }

        writer.Json.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter json, int index)
    {
        var node = _graph[index];
        var operands = _graph.Operands(index);
        json.WriteStartObject();
        json.WriteString(Id, node.Id);
        json.WriteString(Op, node.Operator.Name);
        if (node.Label is not null)
        {
            json.WriteString(Label, node.Label);
        }

        if (operands.Length > 0)
        {
            json.WriteStartArray(Inputs);
            foreach (var operand in operands)
            {
                json.WriteStringValue(_graph[operand].Id);
            }

            json.WriteEndArray();
        }

        json.WriteStartArray(ShapeName);
        foreach (var extent in node.Shape.Dimensions)
        {
            json.WriteNumberValue(extent);
        }

        json.WriteEndArray();
        json.WritePropertyName(Value);
        TensorWriter.Write(json, node.Shape, tape.Value(index));
    }

    private async ValueTask WritePartialsAsync(PiecewiseBody writer, int index)
    {
        var json = writer.Json;
        var count = _graph.Operands(index).Length;
        json.WriteStartArray(Partials);
        for (var position = 0; position < count; position++)
        {
            if (!_graph.IsActive(index, position))
            {
                continue;
            }

            var operand = _graph[_graph.Operands(index)[position]];
            await writer.FlushAsync();
            json.WriteStartObject();
            json.WriteString(Input, operand.Id);
            json.WriteNumber(Position, position);
            WriteLocal(json, index, position, operand);
            await writer.FlushAsync();
            WriteContribution(json, index, position, operand);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteContribution(Utf8JsonWriter json, int index, int position, Node operand)
    {
        var contribution = tape.Contribution(index, position);
        json.WritePropertyName(Contribution);
        TensorWriter.Write(json, operand.Shape, contribution);
        _warnings.LookFor(index, operand.Shape, contribution, "contribution to", operand.Id);
    }

    private void WriteLocal(Utf8JsonWriter json, int index, int position, Node operand)
    {
        var node = _graph[index];
        if (node.Kernel is not { IsElementwise: true } kernel)
        {
            return;
        }

        var count = (int)node.Shape.Count;
        if (_local.Length < count)
        {
            _local = new double[count];
        }

        var local = _local.AsSpan(0, count);
        kernel.Local(tape.Frame(index), position, local);
        json.WritePropertyName(Local);
        TensorWriter.Write(json, node.Shape, local);
        _warnings.LookFor(index, node.Shape, local, "local derivative with respect to", operand.Id);
    }
}
