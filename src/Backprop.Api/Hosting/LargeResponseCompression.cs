using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Backprop.Api.Hosting;

/// <summary>Compresses answers that are worth it: those whose length is not known to be small.</summary>
internal sealed class LargeResponseCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    /// <summary>Below this an answer fits a few packets anyway.</summary>
    private const int WorthBytes = 8 * 1024;

    /// <inheritdoc/>
    public override bool ShouldCompressResponse(HttpContext context) => !(context.Response.ContentLength < WorthBytes) && base.ShouldCompressResponse(context);

    /// <summary>Adds Brotli and gzip at their fastest.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "image/svg+xml", "text/vnd.graphviz", "text/vnd.mermaid", "application/x-ndjson"];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.AddSingleton<IResponseCompressionProvider, LargeResponseCompression>();
    }
}
