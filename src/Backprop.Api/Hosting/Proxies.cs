using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Backprop.Api.Hosting;

/// <summary>Which proxies may say whom they speak for: the section <c>Proxies</c> of the configuration.</summary>
internal sealed record ProxyOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Proxies";

    /// <summary>Addresses and networks such as <c>10.0.0.0/8</c>, separated by commas or spaces; empty for none.</summary>
    public string Trusted { get; init; } = "";

    /// <summary>The networks that are meant; an address is a network of one.</summary>
    public IEnumerable<IPNetwork> Networks => SettingList.Of(Trusted).Select(proxy => Network(proxy)!.Value);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from proxy in SettingList.Of(Trusted)
        where Network(proxy) is null
        select new ValidationResult($"{Section}:{nameof(Trusted)} holds '{proxy}', which is neither an IP address nor a network such as 10.0.0.0/8.", [nameof(Trusted)]);

    private static IPNetwork? Network(string proxy) =>
        IPNetwork.TryParse(proxy, out var network) ? network
        : IPAddress.TryParse(proxy, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}

/// <summary>Takes a client's address from the header <c>X-Forwarded-For</c> where a trusted proxy has written it, so that clients behind it are told apart.</summary>
internal static class Proxies
{
    /// <summary>Adds the rules of the configuration; nobody is trusted where it names no proxy.</summary>
    public static void UseProxies(this WebApplication app)
    {
        // From the right, as far as trusted proxies have written it: what stands left of them is the client's own word.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in app.Services.GetRequiredService<ProxyOptions>().Networks)
        {
            options.KnownIPNetworks.Add(network);
        }

        // The framework takes empty lists for trust in everyone.
        if (options.KnownIPNetworks.Count > 0)
        {
            app.UseForwardedHeaders(options);
        }
    }
}
