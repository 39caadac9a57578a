using Backprop.Api.Contracts;
using Backprop.Api.Errors;
using Backprop.Domain.Expressions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Readers;

/// <summary>Turns the computation in a request, however it is written, into a graph, with every mistake reported to the intake.</summary>
internal static class ComputationReader
{
    /// <summary>Whether the request carries exactly one computation, or the issue that says otherwise.</summary>
    public static Issue? CheckForm(ComputationRequest request)
    {
        var forms = (request.Expression is null ? 0 : 1) + (request.Graph is null ? 0 : 1) + (request.Network is null ? 0 : 1);
        return forms == 1 ? null : new Issue(
            "exactly-one-computation",
            "#",
            forms == 0 ? "There is no computation. Give exactly one of expression, graph and network." : "There is more than one computation. Give exactly one of expression, graph and network.");
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
        if (spec is null)
        {
            return new Computation(null, null, inputs);
        }

        return new Computation(spec, Build(intake, spec, request, inputs), inputs);
    }

    private static Graph? Build(Intake intake, GraphSpec spec, ComputationRequest request, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var defects = intake.Issues.Count;
        var result = GraphBuilder.Build(spec, inputs, request.Output, intake.Limits.ForGraphs());
        Report(intake, result.Issues, request);
        return defects == 0 ? result.Graph : null;
    }

    private static Computation ReadNetwork(Intake intake, NetworkContract contract, ComputationRequest request, Dictionary<string, Tensor> inputs)
    {
        intake.Kind = Problems.InvalidNetwork;
        var expansion = NetworkExpansion.Expand(NetworkReader.Read(intake, contract), inputs, NetworkUse.Computation, intake.Limits.ForGraphs());
        Report(intake, expansion.Issues, request);
        return expansion.Network is { } network
            ? new Computation(network.Graph, Build(intake, network.Graph, request, network.Inputs), network.Inputs, network)
            : new Computation(null, null, inputs);
    }

    /// <summary>Reports issues but those that only echo one reported before: a value that could not be read is not missing as well.</summary>
    private static void Report(Intake intake, IReadOnlyList<Issue> issues, ComputationRequest request)
    {
        if (issues.Count > 0)
        {
            intake.Report(intake.Issues.Count == 0 ? issues : issues.Where(issue => !IsEcho(issue, intake.Issues, request)).ToList());
        }
    }

    private static bool IsEcho(Issue issue, IReadOnlyList<Issue> defects, ComputationRequest request) => issue.Code switch
    {
        "missing-input" => defects.Any(defect => IsAtOrUnder(defect.Pointer, issue.Pointer))
            || request.Graph?.Nodes.Any(node => node.Value?.Defect is not null && issue.Pointer == "#/inputs/" + JsonPointer.Escape(node.Id)) == true,
        "missing-attribute" => defects.Any(defect => IsAtOrUnder(defect.Pointer, issue.Pointer)),
        "missing-value" => defects.Any(defect => IsAtOrUnder(defect.Pointer, issue.Pointer + "/value")),
        _ => false,
    };

    private static bool IsAtOrUnder(string pointer, string place) =>
        pointer.StartsWith(place, StringComparison.Ordinal) && (pointer.Length == place.Length || pointer[place.Length] == '/');

    private static GraphSpec? ReadSpec(Intake intake, ComputationRequest request, Dictionary<string, Tensor> inputs)
    {
        if (request.Expression is { } text)
        {
            intake.Kind = Problems.InvalidExpression;
            IReadOnlyCollection<string> names = request.Inputs is { Defects.Count: > 0 } map ? [.. inputs.Keys, .. map.Defects.Select(d => d.Key)] : inputs.Keys;
            var result = ExpressionParser.Parse(text, names, intake.Limits.ForExpressions());
            if (result.Issues.Count > 0)
            {
                intake.Report(result.Issues);
            }

            return result.Spec;
        }

        intake.Kind = Problems.InvalidGraph;
        return ReadGraph(intake, request.Graph!);
    }

    private static GraphSpec ReadGraph(Intake intake, GraphContract graph)
    {
        var locator = new GraphLocator();
        var nodes = new NodeSpec[graph.Nodes.Count];
        for (var node = 0; node < nodes.Length; node++)
        {
            var contract = graph.Nodes[node];
            nodes[node] = new NodeSpec(
                contract.Id,
                contract.Op,
                contract.Inputs ?? [],
                contract.Attributes,
                contract.Value is null ? null : intake.Read(contract.Value, locator.Member(node, "value").Pointer),
                contract.Label);
        }

        return new GraphSpec(nodes, graph.Output, locator);
    }
}
