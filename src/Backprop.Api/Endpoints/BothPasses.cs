using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Endpoints;

/// <summary>A forward and a backward pass at the client's own point.</summary>
internal static class BothPasses
{
    /// <summary>What both passes cost, in forward passes.</summary>
    public const int Cost = 3;

    /// <summary>Runs both passes and answers with what comes of them, or with the operand elements that an operator cannot use.</summary>
    public static IResult Run(Graph graph, Tensor? upstream, bool record, Func<Tape, IResult> answer, CancellationToken cancellationToken)
    {
        var tape = new Tape(graph);
        ForwardPass.Run(tape, cancellationToken);
        if (Faults.Find(tape) is { } fault)
        {
            return fault;
        }

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

        return answer(tape);
    }
}
