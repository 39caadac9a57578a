using System.Diagnostics;
using Backprop.Benchmarks;
using Backprop.Fuzzing.Generation;
using Backprop.Fuzzing.Judging;

namespace Backprop.Fuzzing.Running;

/// <summary>Generated requests against the service in a process of its own: <c>requests COUNT [--seed n] [--from index] [--connections n] [--port n]</c>.</summary>
internal static class RequestsStudy
{
    private const int ShownRequests = 3;

    /// <summary>What is expected of an answer's time: so many times its declared work at 0.25 ns a unit and its bytes at 50 ns, and a floor for whatever else runs here.</summary>
    private const double Factor = 4;

    private static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs the study; 0 where nothing was found.</summary>
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var count = arguments.Number(0, 10_000);
        var seed = arguments.Number("--seed", 1);
        var first = arguments.Number("--from", 0);
        var lines = new WorkLines();
        using var service = new RunningService((int)arguments.Number("--port", 5493), new Dictionary<string, string>(), lines.Read);
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.None }) { BaseAddress = service.Address, Timeout = TimeSpan.FromSeconds(100) };
        var generator = new RequestGenerator(ApiDocument.CheckedIn, await Knowledge.AskAsync(client, cancellationToken), seed);
        for (var index = first; count <= ShownRequests && index < first + count; index++)
        {
            Console.WriteLine(generator.Make(index));
        }

        var report = new FuzzReport();
        var clock = Stopwatch.StartNew();
        var run = new Fuzzer(client, generator, AnswerJudge.CheckedIn).RunAsync(first, count, (int)arguments.Number("--connections", 8), report, cancellationToken);
        while (await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(20), cancellationToken)) != run)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {clock.Elapsed.TotalSeconds,5:F0} s: {report.Count} answers, {report.Findings.Count} findings, {service.Memory:F0} MiB"));
        }

        await run;
        Show(report, clock.Elapsed, service);
        await ShowSlowAsync(report, client, lines, cancellationToken);
        foreach (var (finding, alike) in report.Findings.Kinds)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nFOUND {alike} ×: {finding.What}\n  again: requests 1 --seed {seed} --from {finding.Index}\n  {finding.Request}"));
        }

        return report.Findings.Count == 0 ? 0 : 1;
    }

    private static void Show(FuzzReport report, TimeSpan time, RunningService service)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Count} answers in {time.TotalSeconds:F1} s ({report.Count / time.TotalSeconds:F0}/s), {report.Repeated} asked for twice, {report.Findings.Count} findings, at most {service.PeakMemory:F0} MiB"));
        foreach (var kind in report.Answers.GroupBy(answer => answer.Key.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {kind.Key,-10} {string.Join(", ", kind.OrderBy(answer => answer.Key.Status).Select(answer => string.Create(CultureInfo.InvariantCulture, $"{answer.Key.Status}: {answer.Value}")))}, {report.Times[kind.Key].TotalMilliseconds / kind.Sum(answer => answer.Value):F2} ms each"));
        }

        Console.WriteLine($"  {report.Codes.Count} codes of problems and mistakes: {string.Join(", ", report.Codes.OrderByDescending(code => code.Value).Select(code => string.Create(CultureInfo.InvariantCulture, $"{code.Key} {code.Value}")))}");
    }

    /// <summary>Sends what took long once more, alone, and compares its time with the work that the service declares in its log.</summary>
    private static async Task ShowSlowAsync(FuzzReport report, HttpClient client, WorkLines lines, CancellationToken cancellationToken)
    {
        foreach (var (index, request, _) in report.Slow.OrderByDescending(slow => slow.Time).Take(40))
        {
            lines.Forget();
            using var message = request.ToMessage();
            var start = Stopwatch.GetTimestamp();
            using var response = await client.SendAsync(message, cancellationToken);
            var bytes = (await response.Content.ReadAsByteArrayAsync(cancellationToken)).Length;
            var time = Stopwatch.GetElapsedTime(start);
            var work = await lines.WorkAsync(cancellationToken);
            var expected = Floor + TimeSpan.FromMicroseconds(Factor * ((work * 0.25e-3) + ((bytes + (request.Body?.Length ?? 0)) * 50e-3)));
            if (time > expected)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SLOW {time.TotalMilliseconds:F0} ms of at most {expected.TotalMilliseconds:F0}: index {index}, {(int)response.StatusCode}, work {work}, {bytes} bytes: {request}"));
            }
        }
    }
}
