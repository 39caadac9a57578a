using System.Text.RegularExpressions;

namespace Backprop.Fuzzing.Running;

/// <summary>The lines that the service logs, one for each request, for the work that it declares.</summary>
internal sealed partial class WorkLines
{
    private long _work = -1;

    /// <summary>Takes a line.</summary>
    public void Read(string line)
    {
        if (Work().Match(line) is { Success: true } match)
        {
            Volatile.Write(ref _work, long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Forgets the requests so far.</summary>
    public void Forget() => Volatile.Write(ref _work, -1);

    /// <summary>The work of the request that was sent alone since; 0 where the service does not tell.</summary>
    public async Task<long> WorkAsync(CancellationToken cancellationToken)
    {
        for (var wait = 0; wait < 20 && Volatile.Read(ref _work) < 0; wait++)
        {
            await Task.Delay(10, cancellationToken);
        }

        return Math.Max(0, Volatile.Read(ref _work));
    }

    [GeneratedRegex(@" nodes, (\d+) work")]
    private static partial Regex Work();
}
