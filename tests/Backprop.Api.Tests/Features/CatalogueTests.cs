using System.Text.Json;
using Backprop.Api.Tests.Support;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Training;
using Backprop.Domain.Training.Optimizers;

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

    [Fact]
    public async Task Layers_list_hasEveryDeclarationWithItsFormulaAndDefaults()
    {
        var list = (await Service.Default.Get("/v1/layers")).Json;
        Assert.Equal(LayerCatalog.ByName.Names, list.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("name").GetString()));
        var dropout = (await Service.Default.Get("/v1/layers/DROPOUT")).Json;
        Assert.StartsWith("Srivastava et al. (2014)", dropout.GetProperty("source").GetString());
        var ratio = dropout.GetProperty("attributes").EnumerateArray().Single(attribute => attribute.GetProperty("name").GetString() == "ratio");
        Assert.Equal(0.5, ratio.GetProperty("default").GetDouble());
        Assert.Contains("xavierUniform", list.GetProperty("initializers").EnumerateArray().Select(i => i.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Layers_list_hasTheNamesThatStandForActivationsAndLosses()
    {
        var list = (await Service.Default.Get("/v1/layers")).Json;
        var activations = Names("activations");

        Assert.Empty(new[] { "relu", "sigmoid", "tanh", "softmax" }.Except(activations));
        Assert.DoesNotContain("add", activations);
        foreach (var activation in activations)
        {
            await AssertRuns($$"""{ "network": { "layers": [ { "type": "dense", "units": 2, "activation": "{{activation}}" } ] }, "inputs": { "x": [[1, 2]] } }""");
        }

        foreach (var loss in Names("losses"))
        {
            await AssertRuns($$"""{ "network": { "layers": [ { "type": "dense", "units": 2, "activation": "sigmoid" } ], "loss": "{{loss}}" }, "inputs": { "x": [[1, 2]], "y": {{(loss == "multiclassHinge" ? "[1]" : "[[0, 1]]")}} } }""");
        }

        List<string> Names(string member) => [.. list.GetProperty(member).EnumerateArray().Select(name => name.GetString()!)];

        static async Task AssertRuns(string request) => Assert.Equal(200, (await Service.Default.Post("/v1/evaluations", request)).Status);
    }

    [Fact]
    public async Task Optimizers_list_hasTheDefaultsOfTheirPapers()
    {
        // Kingma and Ba (2015), algorithm 1: good default settings.
        var adam = (await Service.Default.Get("/v1/optimizers/adam")).Json;
        var defaults = adam.GetProperty("attributes").EnumerateArray().Where(a => a.GetProperty("default").ValueKind == JsonValueKind.Number).ToDictionary(a => a.GetProperty("name").GetString()!, a => a.GetProperty("default").GetDouble());
        Assert.Equal(new Dictionary<string, double> { ["learningRate"] = 0.001, ["beta1"] = 0.9, ["beta2"] = 0.999, ["epsilon"] = 1e-8 }, defaults);
        var list = (await Service.Default.Get("/v1/optimizers")).Json;
        Assert.Equal(OptimizerCatalog.All.Select(o => o.Name), list.GetProperty("optimizers").EnumerateArray().Select(o => o.GetProperty("name").GetString()));
        Assert.Equal(LearningRateDecays.All.Select(d => d.Name), list.GetProperty("learningRateDecays").EnumerateArray().Select(d => d.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("/v1/layers/dens", "'dense'")]
    [InlineData("/v1/optimizers/adan", "'adam'")]
    public async Task Catalogue_unknownName_isNotFoundWithTheNearest(string path, string nearest)
    {
        var answer = await Service.Default.Get(path);
        Assert.Equal(404, answer.Status);
        Assert.Contains(nearest, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
