using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Backprop.Benchmarks;

/// <summary>
/// Requests a second of POST /v1/gradients with the five-node circuit against a bare endpoint that reads the same body and answers with the
/// same bytes. Both under wrk (Debian package wrk) with 16 connections, in turns.
/// </summary>
internal static partial class HttpStudy
{
    private const string Body = """{"expression":"q = x + y; f = q * z","inputs":{"x":-2,"y":5,"z":-4}}""";

    public static void Run(string[] args)
    {
        using var service = new RunningService(5491);
        using var client = new HttpClient();
        var target = new Uri(service.Address, "/v1/gradients");
        using var content = new StringContent(Body, Encoding.UTF8, "application/json");
        var answer = client.PostAsync(target, content).GetAwaiter().GetResult().EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync().GetAwaiter().GetResult();

        var echo = Echo(answer);
        var script = Path.GetTempFileName();
        File.WriteAllText(script, $"wrk.method = \"POST\"\nwrk.body = '{Body}'\nwrk.headers[\"Content-Type\"] = \"application/json\"\n");
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var echoRates = new double[rounds];
        var rates = new double[rounds];
        _ = Load(script, target, 3);
        _ = Load(script, new Uri("http://127.0.0.1:5492/echo"), 3);
        for (var round = 0; round < rounds; round++)
        {
            echoRates[round] = Load(script, new Uri("http://127.0.0.1:5492/echo"), 4);
            rates[round] = Load(script, target, 4);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  round {round + 1}: echo {echoRates[round]:F0}/s, gradients {rates[round]:F0}/s, ratio {rates[round] / echoRates[round]:F2}"));
        }

        Array.Sort(echoRates);
        Array.Sort(rates);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"POST /v1/gradients, five-node circuit, 16 connections: {rates[rounds / 2]:F0}/s, echo {echoRates[rounds / 2]:F0}/s, ratio {rates[rounds / 2] / echoRates[rounds / 2]:F2}; peak memory {service.PeakMemory:F0} MiB"));
        echo.DisposeAsync().AsTask().GetAwaiter().GetResult();
        File.Delete(script);
    }

    private static WebApplication Echo(byte[] answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/echo", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        });
        app.Urls.Add("http://127.0.0.1:5492");
        app.StartAsync().GetAwaiter().GetResult();
        return app;
    }

    internal static double Load(string script, Uri target, int seconds)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk")
        {
            ArgumentList = { "-t1", "-c16", string.Create(CultureInfo.InvariantCulture, $"-d{seconds}s"), "-s", script, target.ToString() },
            RedirectStandardOutput = true,
        })!;
        var report = wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
        if (report.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(report);
        }

        return double.Parse(Rate().Match(report).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();
}
