using System.Text.Json;
using Backprop.Api.Capacity;
using Backprop.Api.Contracts;
using Backprop.Api.Features.Gradients;
using Backprop.Api.Readers;
using Backprop.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Backprop.Api.Tests.Json;

public sealed class NameConverterTests
{
    private static readonly JsonSerializerOptions Options = Service.Default.Services.GetRequiredService<JsonSerializerOptions>();

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("a name of thirty-two characters.")]
    [InlineData("größer 😀 \\u00e9 \\n \\\"")]
    [InlineData("a name that is longer than what is kept of names: as it is")]
    public void Read_anyName_isWhatWasWritten(string name)
    {
        var node = Read($$"""{"id":"{{name}}","op":"input","inputs":["{{name}}","y","{{name}}","z"]}""");

        var expected = JsonSerializer.Deserialize<string>($"\"{name}\"")!;
        Assert.Equal(expected, node.Id);
        Assert.Equal([expected, "y", expected, "z"], node.Inputs);
    }

    [Fact]
    public void Read_namesWithTheSamePlaceInTheTable_areNotMixedUp()
    {
        var names = Enumerable.Range(0, 5_000).Select(i => FormattableString.Invariant($"n{i}")).ToList();

        Assert.Equal(names, names.Select(name => Read($$"""{"id":"{{name}}","op":"input"}""").Id));
        Assert.Equal(names, names.Select(name => Read($$"""{"id":"{{name}}","op":"input"}""").Id));
    }

    [Fact]
    public void Read_aLargeGraph_allocatesFewBytesANode()
    {
        const int Count = 10_000;
        var nodes = Enumerable.Range(1, Count - 1).Select(i => FormattableString.Invariant($$"""{"id":"n{{i}}","op":"mul","inputs":["n{{i - 1}}","n{{Math.Max(0, i - 30)}}"]}"""));
        var body = Encoding.UTF8.GetBytes("""{"inputs":{"n0":1},"graph":{"nodes":[{"id":"n0","op":"input"},""" + string.Join(',', nodes) + "]}}");
        Build(body);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Build(body);

        // 697 as it is; 791 where every name is a string of its own.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Count, 1, 740);
    }

    private static NodeContract Read(string json) => (NodeContract)JsonSerializer.Deserialize(json, Options.GetTypeInfo(typeof(NodeContract)))!;

    private static void Build(byte[] body)
    {
        var intake = new Intake(new ServiceLimits());
        var computation = ComputationReader.Read(intake, (GradientsRequest)JsonSerializer.Deserialize(body, Options.GetTypeInfo(typeof(GradientsRequest)))!);
        Assert.NotNull(computation.Graph);
    }
}
