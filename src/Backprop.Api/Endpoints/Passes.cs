using Backprop.Api.Contracts;
using Backprop.Api.Errors;
using Backprop.Api.Readers;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Endpoints;

/// <summary>Plans that begin with passes at the client's own point.</summary>
internal static class Passes
{
    /// <summary>What both passes cost, in forward passes.</summary>
    private const int CostOfBoth = 3;

    /// <summary>A number that waits to be sent: its local derivative, and its text of up to 24 characters in a buffer that doubles.</summary>
    private const int BytesOfANumber = 56;

    /// <summary>A forward pass, and what is answered after it: with the operand elements that an operator cannot use, where there are any.</summary>
    public static Plan Forward(Graph graph, long work, Func<Tape, CancellationToken, IResult> answer) =>
        Begin(graph, work, answer).Holding(Tape.EstimateBytes(graph, backward: false));

    /// <summary>The request's exercise compiled, and what is answered with it and <paramref name="answers"/> at a cost of <paramref name="work"/>; what only its numbers show to be wrong is a problem.</summary>
    public static Plan Exercise(Intake intake, ExerciseRequest request, Func<ExercisePlan, long> work, IEnumerable<Answer> answers, Func<Exercise, CancellationToken, IResult> answer) =>
        ExerciseReader.Read(intake, request) is not { } plan ? Plan.None : new Plan(work(plan), plan.Graph.Count, cancellationToken =>
        {
            var (exercise, problem) = plan.Compile(cancellationToken);
            return exercise is null ? new ProblemResult(problem!) : answer(exercise, cancellationToken);
        }).Holding(plan.Cost.Bytes(answers));

    /// <summary>A forward pass, a backward pass from <paramref name="upstream"/> (null for 1), and what is answered after them at a cost of <paramref name="work"/> besides.</summary>
    public static Plan Both(Graph graph, Tensor? upstream, bool record, long work, Func<Tape, CancellationToken, IResult> answer) =>
        Begin(graph, long.CreateSaturating(((Int128)graph.Work * CostOfBoth) + work), (tape, cancellationToken) =>
        {
            if (record)
            {
                tape.RecordContributions();
            }

            if (upstream is null)
            {
                BackwardPass.Run(tape, cancellationToken);
            }
            else
            {
                BackwardPass.Run(tape, upstream.Data, cancellationToken);
            }

            return answer(tape, cancellationToken);
        }).Holding(Tape.EstimateBytes(graph, backward: true, record));

    private static Plan Begin(Graph graph, long work, Func<Tape, CancellationToken, IResult> answer) => new Plan(work, graph.Count, cancellationToken =>
    {
        var tape = new Tape(graph);
        ForwardPass.Run(tape, cancellationToken);
        return OperandFaults.Find(tape) is { Count: > 0 } faults ? new ProblemResult(Problem.Of(faults)) : answer(tape, cancellationToken);
    }).Holding(LargestTensor(graph) * BytesOfANumber);

    private static long LargestTensor(Graph graph)
    {
        var largest = 0L;
        foreach (var node in graph.Nodes)
        {
            largest = Math.Max(largest, node.Shape.Count);
        }

        return largest;
    }
}
