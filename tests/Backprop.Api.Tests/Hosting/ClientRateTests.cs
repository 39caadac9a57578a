using System.Net;
using System.Text.Json;
using Backprop.Api.Endpoints;
using Backprop.Api.Errors;
using Backprop.Api.Hosting;
using Backprop.Api.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Backprop.Api.Tests.Hosting;

public sealed class ClientRateTests
{
    private readonly SteppedClock _clock = new();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(90)]
    [InlineData(100)]
    [InlineData(1201)]
    public async Task Client_thatSendsAsFastAsItCan_isServedExactlyItsRate(int perMinute)
    {
        var served = 0;
        var rate = new ClientRate(
            _ =>
            {
                served++;
                return Task.CompletedTask;
            },
            new RateOptions { Enabled = true, Burst = 2, PerMinute = perMinute },
            _clock);
        await rate.InvokeAsync(Request("192.0.2.1"));
        await rate.InvokeAsync(Request("192.0.2.1"));
        for (var step = 0; step < 6000; step++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            await rate.InvokeAsync(Request("192.0.2.1"));
        }

        // What may come at once, and then a minute's.
        Assert.Equal(2 + perMinute, served);
    }

    [Fact]
    public async Task Client_overItsRate_isToldTheTimeToWaitAndOthersAreServed()
    {
        var rate = new ClientRate(_ => Task.CompletedTask, new RateOptions { Enabled = true, Burst = 2, PerMinute = 6 }, _clock);
        await rate.InvokeAsync(Request("2001:db8::1"));
        await rate.InvokeAsync(Request("2001:db8::2"));

        var refused = Request("2001:db8::3");
        await rate.InvokeAsync(refused);
        var other = Request("2001:db8:0:1::1");
        await rate.InvokeAsync(other);

        Assert.Equal(429, refused.Response.StatusCode);
        Assert.Equal("10", refused.Response.Headers.RetryAfter);
        Assert.Equal(200, other.Response.StatusCode);
    }

    [Fact]
    public async Task Work_overTheClientsShare_isRefusedUntilWhatWasDoneIsPaidOff()
    {
        var rate = new ClientRate(_ => Task.CompletedTask, new RateOptions { Enabled = true, WorkPerMinute = 6_000 }, _clock);
        Assert.Null(await Charge(20_000));

        Assert.Equal(141, (await Charge(1))?.RetryAfter);
        _clock.Advance(TimeSpan.FromSeconds(140));
        Assert.Equal(1, (await Charge(1))?.RetryAfter);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Charge(1));
        Assert.Null(await Charge(0));

        async Task<Problem?> Charge(long work)
        {
            var request = Request("192.0.2.1");
            await rate.InvokeAsync(request);
            return ClientWork.Charge(request, work);
        }
    }

    [Fact]
    public async Task Work_notLimited_isNeverRefused()
    {
        var request = Request("192.0.2.1");
        await new ClientRate(_ => Task.CompletedTask, new RateOptions { Enabled = true }, _clock).InvokeAsync(request);
        Assert.Null(ClientWork.Charge(request, long.MaxValue));
        Assert.Null(ClientWork.Charge(request, long.MaxValue));
    }

    [Fact]
    public async Task Computation_ofAClientWithoutWorkLeft_isRefusedAndReadingIsNot()
    {
        await using var service = new Service(("RateLimit:Enabled", "true"), ("RateLimit:WorkPerMinute", "1"));
        const string circuit = """{"expression":"q = x + y; f = q * z","inputs":{"x":-2,"y":5,"z":-4}}""";
        Assert.Equal(200, (await service.Post("/v1/gradients", circuit)).Status);

        var refused = await service.Post("/v1/gradients", circuit);

        Assert.Equal((429, "too-many-requests"), (refused.Status, refused.Code));
        Assert.True(refused.Response.Headers.RetryAfter?.Delta > TimeSpan.FromMinutes(1));
        Assert.Contains("1 units of work a minute", refused.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await service.Get("/v1/limits")).Status);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("10.0.0.0/8", "203.0.113.7")]
    [InlineData("10.1.1.1, 10.1.1.2", "203.0.113.7")]
    [InlineData("10.1.1.1", "10.1.1.2")]
    [InlineData("192.0.2.0/24", null)]
    public async Task Proxy_trustedOrNot_decidesWhoTheClientIs(string? trusted, string? client)
    {
        await using var service = trusted is null ? new Service() : new Service(("Proxies:Trusted", trusted));
        var context = await service.Server.SendAsync(request =>
        {
            request.Request.Path = "/v1/limits";
            request.Connection.RemoteIpAddress = IPAddress.Parse("::ffff:10.1.1.1");
            request.Request.Headers["X-Forwarded-For"] = "198.51.100.1, 203.0.113.7, 10.1.1.2";
        }, TestContext.Current.CancellationToken);

        Assert.Equal(IPAddress.Parse(client ?? "::ffff:10.1.1.1"), context.Connection.RemoteIpAddress);
    }

    private static DefaultHttpContext Request(string address) => new()
    {
        Connection = { RemoteIpAddress = IPAddress.Parse(address) },
        RequestServices = new ServiceCollection().AddSingleton(Service.Default.Services.GetRequiredService<JsonSerializerOptions>()).BuildServiceProvider(),
    };
}
