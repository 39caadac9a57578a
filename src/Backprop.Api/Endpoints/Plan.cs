namespace Backprop.Api.Endpoints;

/// <summary>What an endpoint is going to do once its request is found right.</summary>
/// <param name="Work">Estimated work of all that it does, in quarters of a nanosecond of one core.</param>
/// <param name="Nodes">Nodes of the graph.</param>
/// <param name="Run">Does it; called only where no issue was reported.</param>
internal sealed record Plan(long Work, int Nodes, Func<CancellationToken, IResult> Run)
{
    /// <summary>What a node is beside its numbers: its record, its id, its place in lists.</summary>
    private const int BytesANode = 400;

    /// <summary>Estimated bytes that computing and answering hold: the graph and its arenas.</summary>
    public long Bytes { get; private init; } = (long)Nodes * BytesANode;

    /// <summary>The same plan, which holds so many bytes beside its graph.</summary>
    public Plan Holding(long bytes) => this with { Bytes = Bytes + bytes };

    /// <summary>Nothing to do, for the issues say why.</summary>
    public static readonly Plan None = new(0, 0, _ => throw new InvalidOperationException("There is nothing to run."));
}

/// <summary>
/// An answer that goes on computing when it is asked for, because the request's headers say in which form, or because it is sent as it is computed. It
/// ends its turn at computing itself. Any other is computed when sending begins.
/// </summary>
internal interface IRunningResult : IResult;
