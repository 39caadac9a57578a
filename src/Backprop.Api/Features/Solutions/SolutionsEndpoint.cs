using Backprop.Api.Endpoints;
using Backprop.Api.OpenApi;
using Backprop.Api.Readers;
using Backprop.Api.Writers;
using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Solving;

namespace Backprop.Api.Features.Solutions;

/// <summary><c>POST /v1/solutions</c>.</summary>
internal static class SolutionsEndpoint
{
    private const string Description = """
        Each iteration sends the output's missing amount back through the graph: a Newton step along the gradient, Δx = (target − f)·∇f/‖∇f‖², which for one input is
        (target − f)/f′ and for several the shortest that meets the target to first order. The step is halved while it makes things worse, and, where it jumps over the target, while
        that comes at least as near.

        `iterations` begins with the start, number 0. Each shows its state and the step taken from it: `delta` is the first-order increment that a node is asked for.
        `reason` says how it ended: `converged`, `not-converged`, `zero-gradient` or `left-domain`.
        """;

    private const double DefaultTolerance = 1e-10;
    private const int DefaultMaxIterations = 50;

    /// <summary>Values, gradients and increments of every node.</summary>
    private const int NumbersAnElement = 3;

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapCompute("/solutions", Prepare, new SolutionsValidator())
            .Describe("solveForTarget", OperationTags.Learning, "Move inputs until the output meets a target", Description)
            .Responds<SolutionContract>("The way to the solution, with every node's value, gradient and increment.");

    private static Plan Prepare(SolutionsRequest request, Intake intake)
    {
        var computation = ComputationReader.Read(intake, request);
        if (computation.Graph is not { } graph)
        {
            return Plan.None;
        }

        if (!graph.OutputNode.Shape.IsScalar)
        {
            intake.Report("scalar-output-required", "#/output", $"The output {Quotation.Of(graph.OutputNode.Id)} has the shape {graph.OutputNode.Shape}, but a target is one number. Choose a scalar output, such as a sum or a norm.");
        }

        var variables = FindVariables(intake, request, graph);
        if (intake.Issues.Count > 0)
        {
            return Plan.None;
        }

        var iterations = request.MaxIterations ?? DefaultMaxIterations;
        CheckSize(intake, graph, iterations);
        var work = graph.Work > long.MaxValue / (Solver.PassesAnIteration * 1000L) ? long.MaxValue : graph.Work * Solver.PassesAnIteration * iterations;
        if (work > intake.Limits.Work)
        {
            intake.Report("too-much-work", "#/maxIterations", string.Create(CultureInfo.InvariantCulture, $"{iterations} iterations may take {work} units of work; the limit is {intake.Limits.Work}. Lower maxIterations."));
        }

        var task = new SolutionTask(request.Target, variables, request.Tolerance ?? DefaultTolerance, iterations);
        return Passes.Forward(graph, work, (tape, cancellationToken) =>
            new JsonAnswer<SolutionContract>(SolutionContract.Of(graph, variables, Solver.Solve(tape, task, cancellationToken))));
    }

    private static List<int> FindVariables(Intake intake, SolutionsRequest request, Graph graph)
    {
        if (Readers.Selection.Read(intake, request.Wrt, "#/wrt", graph) is not { } named)
        {
            var variables = graph.Nodes.ToArray().Where(node => node.IsVariable).ToList();
            if (variables.Count == 0)
            {
                intake.Report("no-variables", "#/wrt", "The computation has no input and no parameter that could be moved. Turn a constant into an input.");
            }

            var inputs = variables.Where(node => ReferenceEquals(node.Operator, Leaves.Input)).ToList();
            return [.. (inputs.Count > 0 ? inputs : variables).Select(node => node.Index)];
        }

        for (var i = 0; i < request.Wrt!.Count; i++)
        {
            if (graph.TryFind(request.Wrt[i], out var node) && !graph[node].IsVariable)
            {
                intake.Report("not-a-variable", string.Create(CultureInfo.InvariantCulture, $"#/wrt/{i}"), $"{Quotation.Of(request.Wrt[i])} is computed by {graph[node].Operator.Name}. Only input and parameter nodes can be moved.");
            }
        }

        return [.. named];
    }

    private static void CheckSize(Intake intake, Graph graph, int iterations)
    {
        var elements = graph.Nodes.ToArray().Sum(node => node.Shape.Count) * NumbersAnElement * (iterations + 1);
        if (elements > 2 * intake.Limits.TotalElements)
        {
            intake.Report("answer-too-large", "#/maxIterations", string.Create(CultureInfo.InvariantCulture, $"The nodes of all iterations may be {elements} numbers; the limit is {2 * intake.Limits.TotalElements}. Lower maxIterations."));
        }
    }
}
