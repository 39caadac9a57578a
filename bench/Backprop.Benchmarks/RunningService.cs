using System.Diagnostics;

namespace Backprop.Benchmarks;

/// <summary>The service as its users run it: a process of its own, with its default settings but the log.</summary>
internal sealed class RunningService : IDisposable
{
    private readonly Process _process;

    public RunningService(int port)
    {
        Address = new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}"));
        _process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Backprop.Api.dll"), "--urls", Address.ToString() },
            RedirectStandardOutput = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = Address };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = client.GetAsync("/health/ready").GetAwaiter().GetResult();
                return;
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                Task.Delay(100).GetAwaiter().GetResult();
            }
        }
    }

    public Uri Address { get; }

    /// <summary>The largest resident set so far, in MiB.</summary>
    public double PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Processor time used so far, on all cores.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
