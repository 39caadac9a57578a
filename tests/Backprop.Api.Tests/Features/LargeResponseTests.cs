using System.Text.Json;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Features;

public sealed class LargeResponseTests
{
    [Fact]
    public async Task Gradients_of20000Nodes_areSentWholeThoughInPieces()
    {
        const int Count = 20_000;
        var nodes = new StringBuilder("""{"id":"n0","op":"input"}""");
        for (var i = 1; i < Count; i++)
        {
            nodes.Append(FormattableString.Invariant($$""",{"id":"n{{i}}","op":"sin","inputs":["n{{i - 1}}"]}"""));
        }

        var answer = await Service.Default.Post("/v1/gradients", """{"graph":{"nodes":[""" + nodes + """]},"inputs":{"n0":1}}""");

        using var json = JsonDocument.Parse(answer.Text);
        Assert.Equal(Count, json.RootElement.GetProperty("nodes").GetArrayLength());
        Assert.Equal("application/json", answer.Response.Content.Headers.ContentType?.ToString());
    }
}
