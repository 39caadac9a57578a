using System.Text.Json;
using Backprop.Api.Tests.Support;
using Backprop.Domain.Operators.Families;

namespace Backprop.Api.Tests.Features;

public sealed class CatalogueTests
{
    [Fact]
    public async Task Operators_list_holdsTheWholeCatalogue()
    {
        var operators = (await Service.Default.Get("/v1/operators")).Json.GetProperty("operators").EnumerateArray().ToList();
        Assert.Equal(OperatorCatalog.Names, operators.Select(o => o.GetProperty("name").GetString()!));
        Assert.All(operators, o => Assert.NotEqual("", o.GetProperty("formula").GetString()));
    }

    [Theory]
    [InlineData("/v1/operators/leakyRelu")]
    [InlineData("/v1/operators/LEAKYRELU")]
    [InlineData("/v1/operators/leakyrelu/")]
    [InlineData("/v1/operators/leaky%52elu")]
    public async Task Operator_anyLetterCase_isAllThatIsKnownOfIt(string path)
    {
        var found = (await Service.Default.Get(path)).Json;
        Assert.Equal("leakyRelu", found.GetProperty("name").GetString());
        Assert.Equal(1, found.GetProperty("arity").GetProperty("maximum").GetInt32());
        var alpha = found.GetProperty("attributes").EnumerateArray().Single();
        Assert.Equal("alpha", alpha.GetProperty("name").GetString());
        Assert.Equal(0.01, alpha.GetProperty("default").GetDouble());
        Assert.True(found.TryGetProperty("kinkConvention", out _));
    }

    [Theory]
    [InlineData("ln", "log")]
    [InlineData("%CF%83", "sigmoid")]
    [InlineData("SUM", "reduceSum")]
    public async Task Operator_byAlias_isFound(string alias, string name) =>
        Assert.Equal(name, (await Service.Default.Get("/v1/operators/" + alias)).Json.GetProperty("name").GetString());

    [Fact]
    public async Task Operator_withoutBound_hasNullAsMaximum() =>
        Assert.Equal(JsonValueKind.Null, (await Service.Default.Get("/v1/operators/add")).Json.GetProperty("arity").GetProperty("maximum").ValueKind);

    [Fact]
    public async Task Operator_unknown_isNotFoundWithTheNearest()
    {
        var answer = await Service.Default.Get("/v1/operators/sigmoit");
        Assert.Equal(404, answer.Status);
        Assert.Contains("'sigmoid'", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_configured_areShown()
    {
        await using var service = new Service(("Limits:Nodes", "17"), ("Limits:Seconds", "2.5"));
        var limits = (await service.Get("/v1/limits")).Json;
        Assert.Equal(17, limits.GetProperty("nodes").GetInt32());
        Assert.Equal(2.5, limits.GetProperty("seconds").GetDouble());
        Assert.Equal(8 * 1024 * 1024, limits.GetProperty("bodyBytes").GetInt32());
    }
}
