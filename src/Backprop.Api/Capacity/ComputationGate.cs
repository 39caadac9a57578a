using System.Diagnostics;

namespace Backprop.Api.Capacity;

// docs/decisions/0330-a-place-is-for-computing.md
/// <summary>
/// Lets only so many heavy computations run at once; the others wait in the order in which they came, or are refused where their turn would come too
/// late. Small ones do not come here, so that they are never starved.
/// </summary>
internal sealed class ComputationGate(GateOptions options)
{
    /// <summary>What a unit of work takes on the machine that the estimates were fitted on.</summary>
    private const double NominalSecondsAUnit = 0.25e-9;

    /// <summary>How far the measured time of a unit may lie from the nominal one.</summary>
    private const double MostApart = 16;

    /// <summary>How fast the measured time of a unit follows: what ended so many computations ago counts for 1/e of the last one.</summary>
    private const double Memory = 0.95;

    /// <summary>How many times as long as foreseen a wait may turn out to be: who is let in seldom has to be refused in the end.</summary>
    private const double Margin = 2;

    /// <summary>What reading a byte of JSON takes, in units of work.</summary>
    private const int WorkAByte = 50;

    private readonly int _places = options.AtOnce == 0 ? Environment.ProcessorCount : options.AtOnce;
    private readonly Lock _lock = new();
    private readonly List<Place> _running = [];
    private readonly LinkedList<Waiter> _queue = [];
    private double _queuedWork;
    private long _begun;
    private double _measuredWork = 1e9;
    private double _measuredSeconds = 1e9 * NominalSecondsAUnit;

    /// <summary>Whether a request with a body of this length is heavy.</summary>
    public bool IsHeavyBody(int bytes) => bytes >= options.HeavyBytes;

    /// <summary>Whether a computation of this much work is heavy.</summary>
    public bool IsHeavyWork(long work) => work >= options.HeavyWork;

    /// <summary>What reading a body of this length costs.</summary>
    public static long WorkOfReading(int bytes) => (long)bytes * WorkAByte;

    /// <summary>Heavy computations that have begun so far.</summary>
    public long Begun => Interlocked.Read(ref _begun);

    /// <summary>After how many seconds it is worth to try again: when a computation that comes would not have to wait for too long.</summary>
    public long TryAgainAfter
    {
        get
        {
            lock (_lock)
            {
                // Where the queue is full, the next one that ends makes room in it.
                var seconds = Math.Max(Expect().TotalSeconds - (options.LongestWait / Margin), _queue.Count >= options.Waiting && _running.Count > 0 ? _running.Min(SecondsLeft) : 0);
                return (long)Math.Clamp(Math.Ceiling(seconds), 1, 3600);
            }
        }
    }

    /// <summary>Takes a place, waiting for one if need be; null where too many wait already or it would be waited for too long. Disposing of it gives it back.</summary>
    /// <param name="work">Estimated work.</param>
    /// <param name="cancellationToken">Leaves the queue at once.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<Place?> EnterAsync(long work, CancellationToken cancellationToken) => EnterAsync(work, isRefusable: true, cancellationToken);

    /// <summary>Takes a place again for what has been let in before: it is not refused, but waits for its turn.</summary>
    /// <inheritdoc cref="EnterAsync(long, CancellationToken)"/>
    public async ValueTask<Place> EnterAgainAsync(long work, CancellationToken cancellationToken) => (await EnterAsync(work, isRefusable: false, cancellationToken))!;

    private ValueTask<Place?> EnterAsync(long work, bool isRefusable, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_lock)
        {
            if (_running.Count < _places && _queue.Count == 0)
            {
                return new ValueTask<Place?>(Begin(work));
            }

            if (isRefusable && (_queue.Count >= options.Waiting || Expect().TotalSeconds > options.LongestWait / Margin))
            {
                return default;
            }

            waiter = new Waiter(work);
            _queue.AddLast(waiter.Position);
            _queuedWork += work;
        }

        return new ValueTask<Place?>(WaitAsync(waiter, isRefusable ? TimeSpan.FromSeconds(options.LongestWait) : Timeout.InfiniteTimeSpan, cancellationToken));
    }

    private async Task<Place?> WaitAsync(Waiter waiter, TimeSpan longest, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Task.WaitAsync(longest, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            if (!TryLeave(waiter))
            {
                // Its turn came in that very moment.
                var place = await waiter.Task;
                if (exception is TimeoutException)
                {
                    return place;
                }

                place.Dispose();
            }

            if (exception is TimeoutException)
            {
                return null;
            }

            throw;
        }
    }

    private bool TryLeave(Waiter waiter)
    {
        lock (_lock)
        {
            if (waiter.Position.List is null)
            {
                return false;
            }

            _queue.Remove(waiter.Position);
            _queuedWork -= waiter.Work;
            return true;
        }
    }

    /// <summary>The queue's work and what is left of the running, shared among the places.</summary>
    private TimeSpan Expect()
    {
        if (_running.Count < _places)
        {
            return TimeSpan.Zero;
        }

        var aUnit = _measuredSeconds / _measuredWork;
        var seconds = _queuedWork * aUnit;
        foreach (var place in _running)
        {
            seconds += SecondsLeft(place);
        }

        return TimeSpan.FromSeconds(Math.Min(seconds / _places, int.MaxValue));
    }

    // What has run beyond its estimate is expected to run beyond it once more as far.
    private double SecondsLeft(Place place) => Math.Abs((place.Work * _measuredSeconds / _measuredWork) - place.Elapsed.TotalSeconds);

    private Place Begin(double work)
    {
        var place = new Place(this, work);
        _running.Add(place);
        _begun++;
        return place;
    }

    private void End(Place place, bool isDone)
    {
        lock (_lock)
        {
            if (!_running.Remove(place))
            {
                return;
            }

            if (isDone)
            {
                Learn(place.Work, place.Elapsed.TotalSeconds);
            }

            if (_queue.First is { } next)
            {
                _queue.Remove(next);
                _queuedWork -= next.Value.Work;
                next.Value.SetResult(Begin(next.Value.Work));
            }
        }
    }

    /// <summary>Estimates are upper bounds for some operations, and machines differ: what a unit takes is measured on what has run.</summary>
    private void Learn(double work, double seconds)
    {
        _measuredWork = (_measuredWork * Memory) + work;
        _measuredSeconds = Math.Clamp((_measuredSeconds * Memory) + seconds, _measuredWork * NominalSecondsAUnit / MostApart, _measuredWork * NominalSecondsAUnit * MostApart);
    }

    /// <summary>A place among the heavy computations; disposing of it gives it back.</summary>
    internal sealed class Place(ComputationGate gate, double work) : IDisposable
    {
        private readonly long _start = Stopwatch.GetTimestamp();

        /// <summary>The work that was declared.</summary>
        public double Work { get; private set; } = work;

        /// <summary>How long it has been held.</summary>
        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

        /// <summary>Declares work that has only now become known.</summary>
        public void Declare(long more)
        {
            lock (gate._lock)
            {
                Work += more;
            }
        }

        /// <summary>Gives the place back before the work is done.</summary>
        /// <returns>The work that is left.</returns>
        public long Leave()
        {
            gate.End(this, isDone: false);
            return (long)Math.Max(0, Work - (Elapsed.TotalSeconds / NominalSecondsAUnit));
        }

        /// <inheritdoc/>
        public void Dispose() => gate.End(this, isDone: true);
    }

    /// <summary>A computation that waits for its turn.</summary>
    private sealed class Waiter : TaskCompletionSource<Place>
    {
        public Waiter(long work)
            : base(TaskCreationOptions.RunContinuationsAsynchronously) => (Work, Position) = (work, new LinkedListNode<Waiter>(this));

        public double Work { get; }

        public LinkedListNode<Waiter> Position { get; }
    }
}
