namespace Backprop.Api.Endpoints;

/// <summary>What an endpoint is going to do once its request is found right.</summary>
/// <param name="Work">Estimated work of all that it does, in quarters of a nanosecond of one core.</param>
/// <param name="Nodes">Nodes of the graph.</param>
/// <param name="Run">Does it; called only where no issue was reported.</param>
internal sealed record Plan(long Work, int Nodes, Func<CancellationToken, IResult> Run)
{
    /// <summary>Nothing to do, for the issues say why.</summary>
    public static readonly Plan None = new(0, 0, _ => throw new InvalidOperationException("There is nothing to run."));
}

/// <summary>An answer that goes on computing while it is sent: it keeps its place and its clock until it has ended. Any other is computed when sending begins.</summary>
internal interface IRunningResult : IResult;
