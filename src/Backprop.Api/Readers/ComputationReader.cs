using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Expressions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Readers;

/// <summary>A computation that a request carries.</summary>
/// <param name="Spec">The computation as written; null where it could not be read.</param>
/// <param name="Graph">The computation compiled; null where it has issues, which are reported.</param>
/// <param name="Inputs">The values of its inputs.</param>
/// <param name="Network">The network that the graph was made from; null where it was written in another form.</param>
internal sealed record Computation(GraphSpec? Spec, Graph? Graph, IReadOnlyDictionary<string, Tensor> Inputs, ExpandedNetwork? Network = null);

/// <summary>Turns the computation in a request, however it is written, into a graph, with every mistake reported to the intake.</summary>
internal static class ComputationReader
{
    /// <summary>Whether the request carries exactly one computation, or the issue that says otherwise.</summary>
    public static ProblemIssue? CheckForm(ComputationRequest request)
    {
        var forms = (request.Expression is null ? 0 : 1) + (request.Graph is null ? 0 : 1) + (request.Network is null ? 0 : 1);
        return forms == 1 ? null : new ProblemIssue(
            "exactly-one-computation", "#", $"There is {(forms == 0 ? "no" : "more than one")} computation. Give exactly one of expression, graph and network.");
    }

    /// <summary>The request's computation.</summary>
    public static Computation Read(Intake intake, ComputationRequest request)
    {
        var inputs = request.Inputs is null ? [] : intake.Read(request.Inputs, "#/inputs");
        if (request.Network is { } network)
        {
            return ReadNetwork(intake, network, request, inputs);
        }

        var spec = ReadSpec(intake, request, inputs);
        return new Computation(spec, spec is null ? null : Build(intake, spec, request, inputs), inputs);
    }

    private static Graph? Build(Intake intake, GraphSpec spec, ComputationRequest request, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var result = GraphBuilder.Build(spec, inputs, request.Output, intake.Limits.ForGraphs());
        intake.Report(result.Issues);
        return result.Graph;
    }

    private static Computation ReadNetwork(Intake intake, NetworkContract contract, ComputationRequest request, Dictionary<string, Tensor> inputs)
    {
        var expansion = NetworkExpansion.Expand(NetworkReader.Read(intake, contract), inputs, NetworkUse.Computation, intake.Limits.ForGraphs());
        intake.Report(expansion.Issues);
        return expansion.Network is { } network
            ? new Computation(network.Graph, Build(intake, network.Graph, request, network.Inputs), network.Inputs, network)
            : new Computation(null, null, inputs);
    }

    private static GraphSpec? ReadSpec(Intake intake, ComputationRequest request, Dictionary<string, Tensor> inputs)
    {
        if (request.Expression is { } text)
        {
            var result = ExpressionParser.Parse(text, inputs.Keys, intake.Limits.ForExpressions());
            intake.Report(result.Issues);
            return result.Spec;
        }

        return ReadGraph(intake, request.Graph!);
    }

    private static GraphSpec ReadGraph(Intake intake, GraphContract graph)
    {
        var locator = new GraphLocator();
        var nodes = new NodeSpec[graph.Nodes.Count];
        for (var node = 0; node < nodes.Length; node++)
        {
            var contract = graph.Nodes[node];
            var value = contract.Value is null ? null : intake.Read(contract.Value, JsonPointer.Of(locator.Member(node, "value")));
            nodes[node] = new NodeSpec(contract.Id, contract.Op, contract.Inputs ?? [], contract.Attributes, value, contract.Label);
        }

        return new GraphSpec(nodes, graph.Output, locator);
    }
}
