namespace Backprop.Domain.Tensors;

// docs/decisions/0312-kernels-poll-by-work.md
/// <summary>Polls for cancellation whenever so much work was done, so that a long call stops soon and a short one never polls.</summary>
/// <param name="cancellationToken">Stops the run.</param>
public struct Pace(CancellationToken cancellationToken)
{
    /// <summary>The work between two polls: a quarter of a millisecond.</summary>
    public const long Interval = 1_000_000;

    private long _left = Interval;

    /// <summary>Notes that work was done.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Spend(long work)
    {
        _left -= work;
        if (_left < 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _left = Interval;
        }
    }
}
