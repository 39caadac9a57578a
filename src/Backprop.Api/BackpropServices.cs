using Backprop.Api.Capacity;
using Backprop.Api.Hosting;
using Backprop.Api.Json;
using Backprop.Api.OpenApi;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Extensions.Logging;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Backprop.Api;

/// <summary>The services that the pipeline and the endpoints use.</summary>
internal static class BackpropServices
{
    /// <summary>Adds them.</summary>
    public static void AddBackprop(this WebApplicationBuilder builder)
    {
        builder.AddLogging();
        builder.AddSettings<ServiceLimits>(ServiceLimits.Section);
        builder.AddSettings<GateOptions>(GateOptions.Section);
        builder.AddSettings<MemoryOptions>(MemoryOptions.Section);
        builder.AddSettings<RateOptions>(RateOptions.Section);
        builder.AddSettings<OriginOptions>(OriginOptions.Section);
        builder.AddSettings<ProxyOptions>(ProxyOptions.Section);
        builder.AddServer();
        builder.Services.AddCors();
        builder.Services.AddSingleton(TimeProvider.System);
        LargeResponseCompression.Add(builder.Services);
        builder.Services.AddOpenApi();
        builder.Services.AddSingleton<ComputationGate>();
        builder.Services.AddSingleton<MemoryBudget>();
        builder.Services.AddSingleton<Quotas>();
        builder.Services.AddHostedService<MemoryRelease>();
        builder.Services.AddSingleton<Metrics>();
        builder.AddJson();
    }

    /// <summary>How requests are read and responses are written.</summary>
    private static void AddJson(this WebApplicationBuilder builder)
    {
        var depth = builder.Configuration.GetValue($"{ServiceLimits.Section}:{nameof(ServiceLimits.JsonDepth)}", new ServiceLimits().JsonDepth);
        builder.Services.ConfigureHttpJsonOptions(options => WireJson.Configure(options.SerializerOptions, depth));
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<HttpJsonOptions>>().Value.SerializerOptions);
        builder.Services.AddSingleton(services => new ResultJson(services.GetRequiredService<JsonSerializerOptions>()));
    }

    private static void AddServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));

        // In code, for an address in appsettings.json would win over ASPNETCORE_URLS.
        string[] addresses = ["urls", "http_ports", "https_ports"];
        if (addresses.All(key => string.IsNullOrEmpty(builder.Configuration[key])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls("http://localhost:5080");
        }
    }

    /// <summary>Adds a section of the configuration, checked when the service starts, as a plain object.</summary>
    private static void AddSettings<T>(this WebApplicationBuilder builder, string section)
        where T : class, new()
    {
        builder.Services.AddOptions<T>().BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<T>>().Value);
    }

    private static void AddLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new SerilogLoggerProvider(
            new LoggerConfiguration().ReadFrom.Configuration(builder.Configuration).CreateLogger(),
            dispose: true));
    }
}
