using System.Text.Json;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Expressions;

/// <summary>The published expressions with their published numbers, from the text to every node's value and gradient.</summary>
public sealed class PublishedCaseTests
{
    public static TheoryData<string, string> Names()
    {
        var names = new TheoryData<string, string>();
        foreach (var file in new[] { "seeds", "published" })
        {
            using var document = Read(file);
            foreach (var item in document.RootElement.EnumerateArray().Where(IsGradientOfExpression))
            {
                names.Add(file, item.GetProperty("name").GetString()!);
            }
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parse_publishedExpression_givesThePublishedNumbers(string file, string name)
    {
        using var document = Read(file);
        var item = document.RootElement.EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        var request = item.GetProperty("request");
        var inputs = request.GetProperty("inputs").EnumerateObject().ToDictionary(i => i.Name, i => Tensor.Scalar(i.Value.GetDouble()));
        var relative = item.GetProperty("tolerance").GetProperty("relative").GetDouble();
        var absolute = item.GetProperty("tolerance").GetProperty("absolute").GetDouble();

        var tape = GraphSpecs.Differentiate(GraphSpecs.Graph(Parsing.Spec(request.GetProperty("expression").GetString()!, [.. inputs.Keys]), inputs));

        Assert.NotEmpty(item.GetProperty("expect").GetProperty("nodes").EnumerateObject());
        foreach (var node in item.GetProperty("expect").GetProperty("nodes").EnumerateObject())
        {
            AssertClose(node.Value.GetProperty("value").GetDouble(), tape.ValueOf(node.Name)[0], $"value of {node.Name}");
            AssertClose(node.Value.GetProperty("gradient").GetDouble(), tape.GradientOf(node.Name)[0], $"gradient of {node.Name}");
        }

        void AssertClose(double expected, double actual, string what) =>
            Assert.True(Math.Abs(expected - actual) <= absolute + (relative * Math.Abs(expected)), $"{what}: expected {expected:R}, got {actual:R}");
    }

    private static bool IsGradientOfExpression(JsonElement item) =>
        item.GetProperty("endpoint").GetString() == "/v1/gradients" && item.GetProperty("request").TryGetProperty("expression", out _);

    private static JsonDocument Read(string file)
    {
        using var stream = typeof(PublishedCaseTests).Assembly.GetManifestResourceStream($"Backprop.Domain.Tests.Cases.{file}.json")!;
        return JsonDocument.Parse(stream);
    }
}
