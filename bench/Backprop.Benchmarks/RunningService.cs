using System.Diagnostics;

namespace Backprop.Benchmarks;

/// <summary>The service as its users run it: a process of its own, with its default settings but for what its environment says.</summary>
internal sealed class RunningService : IDisposable
{
    private readonly Process _process;

    public RunningService(int port)
        : this(port, new Dictionary<string, string>(), _ => { })
    {
    }

    /// <summary>Starts it.</summary>
    /// <param name="port">Where it listens.</param>
    /// <param name="environment">Further variables of its environment.</param>
    /// <param name="log">Takes each line that it logs.</param>
    public RunningService(int port, IReadOnlyDictionary<string, string> environment, Action<string> log)
    {
        Address = new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}"));
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Backprop.Api.dll"), "--urls", Address.ToString() },
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => log(line.Data ?? "");
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

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The resident set now, in MiB.</summary>
    public double Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

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
