using System.Text.Json;
using Backprop.Api.Hosting;
using Backprop.Api.Tests.Support;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Backprop.Api.Tests.Hosting;

public sealed class LogLineTests
{
    [Theory]
    [InlineData("/v1/x\n2026-01-01 INF all is well", "/v1/x\\u{000A}2026-01-01 INF all is well")]
    [InlineData("/v1/x\r\n", "/v1/x\\u{000D}\\u{000A}")]
    [InlineData("\u001b[2J\u0007", "\\u{001B}[2J\\u{0007}")]
    [InlineData("a\u2028b\u2029c\u0085d", "a\\u{2028}b\\u{2029}c\\u{0085}d")]
    [InlineData("\u202egnp.exe\u2066", "\\u{202E}gnp.exe\\u{2066}")]
    [InlineData("zero\u200bwidth\ufeff\U000e0041", "zero\\u{200B}width\\u{FEFF}\\u{E0041}")]
    [InlineData("größer ∂f/∂x 😀", "größer ∂f/∂x 😀")]
    public void Format_textOfAClient_isOneLineThatShowsWhatItHolds(string path, string shown)
    {
        var log = Written(logger => logger.Information("{Method} {Path} {Status}", "GET\t", path, 404));
        var line = Assert.Single(log.TrimEnd().Split('\n'));
        Assert.EndsWith($" INF GET\\u{{0009}} {shown} 404", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_exceptionThatQuotesAClient_beginsNoLineOfItsOwn()
    {
        var exception = new InvalidOperationException("no 'x\n2026-01-01 INF forged\u001b[2J'", new IOException("inner\rforged"));
        var lines = Written(logger => logger.Error(exception, "Incident {Incident}", "7")).TrimEnd().Split('\n');
        Assert.EndsWith(" ERR Incident 7", lines[0], StringComparison.Ordinal);
        Assert.True(lines.Length > 2);
        Assert.All(lines[1..], line => Assert.StartsWith("    ", line, StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', string.Concat(lines));
        Assert.DoesNotContain('\r', string.Concat(lines));
    }

    [Fact]
    public void Format_ofTheServicesOwnLog_isThisOne()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(Sources.Root, "src", "Backprop.Api", "appsettings.json")));
        var sink = Assert.Single(settings.RootElement.GetProperty("Serilog").GetProperty("WriteTo").EnumerateArray());
        Assert.Equal(typeof(LogLine), Type.GetType(sink.GetProperty("Args").GetProperty("formatter").GetString()!));
    }

    private static string Written(Action<ILogger> write)
    {
        using var text = new StringWriter();
        using var logger = new LoggerConfiguration().WriteTo.Sink(new Lines(text)).CreateLogger();
        write(logger);
        return text.ToString();
    }

    private sealed class Lines(StringWriter text) : ILogEventSink
    {
        private readonly LogLine _formatter = new();

        public void Emit(LogEvent logEvent) => _formatter.Format(logEvent, text);
    }
}
