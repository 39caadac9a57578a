using System.Diagnostics;
using System.Text.RegularExpressions;
using Backprop.Benchmarks;
using Backprop.Fuzzing.Running;

namespace Backprop.Fuzzing.Soak;

/// <summary>
/// Hostile and honest clients together against a service in as much memory as a small container has: <c>soak [--minutes n] [--hostile n] [--port n]</c>.
/// What must hold is printed with what was seen; 0 where all of it holds.
/// </summary>
internal static class SoakStudy
{
    /// <summary>The container's memory: the resident set of the process and what lies in its temporary directory, which is memory there.</summary>
    private const int ContainerMiB = 512;

    /// <summary>The heap's share of a container's memory, as the Dockerfile sets it.</summary>
    private static long HeapBytes
    {
        get
        {
            using var file = new StreamReader(typeof(SoakStudy).Assembly.GetManifestResourceStream("Dockerfile")!);
            var percent = Regex.Match(file.ReadToEnd(), "DOTNET_GCHeapHardLimitPercent=([0-9A-F]+)").Groups[1].Value;
            return ContainerMiB * 1048576L * Convert.ToInt32(percent, 16) / 100;
        }
    }

    private static readonly TimeSpan SmallLimit = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan HeavyLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RefusalLimit = TimeSpan.FromSeconds(1);

    /// <summary>Runs the soak.</summary>
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var time = TimeSpan.FromMinutes(arguments.Number("--minutes", 10));
        var temporary = Directory.CreateTempSubdirectory("backprop-soak-");
        try
        {
            using var service = new RunningService(
                (int)arguments.Number("--port", 5494),
                new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = HeapBytes.ToString("x", CultureInfo.InvariantCulture), ["TMPDIR"] = temporary.FullName, ["Logging__LogLevel__Default"] = "Warning" },
                _ => { });
            using var honest = new HonestClients(service.Address);
            var hostile = new HostileClients(service.Address);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var clients = Task.WhenAll(honest.RunAsync(over.Token), hostile.RunAsync((int)arguments.Number("--hostile", 64), over.Token));
            var largest = await WatchAsync(service, temporary, time, cancellationToken);
            await over.CancelAsync();
            await clients;
            return await JudgeAsync(service, largest, honest, hostile);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    /// <summary>The largest memory until the time is over or the service has ended, in MiB.</summary>
    private static async Task<double> WatchAsync(RunningService service, DirectoryInfo temporary, TimeSpan time, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var next = TimeSpan.Zero;
        var largest = 0.0;
        while (clock.Elapsed < time && !service.HasExited && !cancellationToken.IsCancellationRequested)
        {
            var (process, files) = (service.Memory, BytesIn(temporary) / 1048576.0);
            largest = Math.Max(largest, process + files);
            if (clock.Elapsed > next)
            {
                next += TimeSpan.FromSeconds(20);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {clock.Elapsed.TotalSeconds,5:F0} s: {process:F0} MiB, {files:F0} MiB in files, {service.ProcessorTime.TotalSeconds:F0} s of processor time"));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
        }

        return largest;
    }

    private static long BytesIn(DirectoryInfo directory)
    {
        try
        {
            return directory.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file has gone while it was looked at; the next look is soon.
            return 0;
        }
    }

    private static async Task<int> JudgeAsync(RunningService service, double largest, HonestClients honest, HostileClients hostile)
    {
        foreach (var kind in hostile.Ends.GroupBy(end => end.Key.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"  {kind.Key,-32} {string.Join(", ", kind.OrderBy(end => end.Key.End, StringComparer.Ordinal).Select(end => string.Create(CultureInfo.InvariantCulture, $"{end.Key.End}: {end.Value}")))}");
        }

        foreach (var kind in honest.Answers.GroupBy(answer => answer.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            var statuses = string.Join(", ", kind.GroupBy(answer => answer.Status).OrderBy(status => status.Key).Select(status => string.Create(CultureInfo.InvariantCulture, $"{status.Key}: {status.Count()} (at most {status.Max(answer => answer.Time.TotalMilliseconds):F0} ms)")));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  honest {kind.Key,-12} {statuses}; p50 {Percentile(kind, 50):F1} ms, p99 {Percentile(kind, 99):F1} ms, at most {Percentile(kind, 100):F0} ms"));
        }

        var small = honest.Answers.Where(answer => answer.Kind == HonestClients.Small).ToList();
        var others = honest.Answers.Where(answer => answer.Kind != HonestClients.Small).ToList();
        var gaps = honest.Answers.Where(answer => answer is { Status: > 0, Gap: not null }).Select(answer => $"{answer.Kind}: {answer.Gap}").Distinct().Take(5).ToList();
        var isAlive = !service.HasExited;
        var (idle, memory) = isAlive ? await IdleAsync(service) : (TimeSpan.Zero, 0);
        bool[] all =
        [
            Say(isAlive, "the process lives"),
            Say(largest <= ContainerMiB, string.Create(CultureInfo.InvariantCulture, $"its memory and files stay within {ContainerMiB} MiB: {largest:F0} MiB at most")),
            Say(small.Count > 0 && Percentile(small, 99) < SmallLimit.TotalMilliseconds, string.Create(CultureInfo.InvariantCulture, $"small requests have p99 below {SmallLimit.TotalMilliseconds} ms: {Percentile(small, 99):F1} ms of {small.Count}")),
            Say(small.All(answer => answer.Status == 200), string.Create(CultureInfo.InvariantCulture, $"small requests are answered: {small.Count(answer => answer.Status != 200)} are not")),
            Say(others.All(IsServed), string.Create(CultureInfo.InvariantCulture, $"heavy requests start within {HeavyLimit.TotalSeconds} s or are refused at once with Retry-After: {others.Count(answer => !IsServed(answer))} of {others.Count} are not")),
            Say(others.Any(answer => answer.Status == 200), string.Create(CultureInfo.InvariantCulture, $"some heavy requests are answered: {others.Count(answer => answer.Status == 200)}")),
            Say(gaps.Count == 0, $"every honest answer is in the document{string.Concat(gaps.Select(gap => "\n      " + gap))}"),
            Say(isAlive && idle < TimeSpan.FromSeconds(0.5), string.Create(CultureInfo.InvariantCulture, $"nothing is computed for clients that have left: {idle.TotalSeconds:F2} s of processor time in 3 s; {memory:F0} MiB afterwards")),
        ];
        return all.All(holds => holds) ? 0 : 1;
    }

    private static bool IsServed(HonestAnswer answer) => answer.Status switch
    {
        200 => answer.Time < HeavyLimit,
        503 => answer.TellsWhenToRetry && answer.Time < RefusalLimit,
        _ => false,
    };

    /// <summary>Processor time in three seconds, and memory, after all clients have gone and what they left has had ten seconds to stop.</summary>
    private static async Task<(TimeSpan Processor, double Memory)> IdleAsync(RunningService service)
    {
        await Task.Delay(TimeSpan.FromSeconds(10));
        var before = service.ProcessorTime;
        await Task.Delay(TimeSpan.FromSeconds(3));
        return (service.ProcessorTime - before, service.Memory);
    }

    private static double Percentile(IEnumerable<HonestAnswer> answers, int percent)
    {
        var times = answers.Select(answer => answer.Time.TotalMilliseconds).Order().ToList();
        return times.Count == 0 ? 0 : times[Math.Min(times.Count - 1, times.Count * percent / 100)];
    }

    private static bool Say(bool holds, string what)
    {
        Console.WriteLine($"{(holds ? "holds " : "FAILS ")} {what}");
        return holds;
    }
}
