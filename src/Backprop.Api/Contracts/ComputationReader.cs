using Backprop.Api.Errors;
using Backprop.Domain.Expressions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Contracts;

/// <summary>Turns the computation in a request, however it is written, into a graph, with every mistake reported to the intake.</summary>
internal static class ComputationReader
{
    /// <summary>Whether the request carries exactly one computation, or the issue that says otherwise.</summary>
    public static Issue? CheckForm(ComputationRequest request)
    {
        var forms = (request.Expression is null ? 0 : 1) + (request.Graph is null ? 0 : 1);
        return forms == 1 ? null : new Issue(
            "exactly-one-computation",
            "#",
            forms == 0 ? "There is no computation. Give exactly one of expression, graph and network." : "There is more than one computation. Give exactly one of expression, graph and network.");
    }

    /// <summary>The request's computation.</summary>
    public static Computation Read(Intake intake, ComputationRequest request)
    {
        var inputs = request.Inputs is null ? [] : intake.Read(request.Inputs, "#/inputs");
        var spec = ReadSpec(intake, request, inputs);
        if (spec is null)
        {
            return new Computation(null, null, inputs);
        }

        var defects = intake.Issues.Count;
        var result = GraphBuilder.Build(spec, inputs, request.Output, intake.Limits.ForGraphs());
        if (result.Issues.Count > 0)
        {
            // A value that could not be read is not missing as well.
            intake.Report(defects == 0 ? result.Issues : result.Issues.Where(issue => !IsEcho(issue, intake.Issues, request)).ToList());
        }

        return new Computation(spec, defects == 0 ? result.Graph : null, inputs);
    }

    private static bool IsEcho(Issue issue, IReadOnlyList<Issue> defects, ComputationRequest request) => issue.Code switch
    {
        "missing-input" => defects.Any(defect => IsAtOrUnder(defect.Pointer, issue.Pointer))
            || request.Graph?.Nodes.Any(node => node.Value?.Defect is not null && issue.Pointer == "#/inputs/" + JsonPointer.Escape(node.Id)) == true,
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
