using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>Convolutions and pooling, channels first.</summary>
public static class ConvolutionLayers
{
    private static readonly AttributeDefinition Strides = new("strides", AttributeKind.Integers, "The step along each axis; 1 where left out.", Minimum: 1);
    private static readonly AttributeDefinition Pads = new("pads", AttributeKind.Integers, "Zeros around: all begins, then all ends; none where left out.", Minimum: 0);

    /// <summary>Convolution along one axis.</summary>
    public static readonly LayerType Conv1d = Convolution("conv1d", 1, "[batch, channels, length]", "[filters][channels / group][width]", """z_{n,k,i} = b_k + \sum_{c,u} W_{k,c,u}\,x_{n,c,\,s i + d u - p}""");

    /// <summary>Convolution along two axes.</summary>
    public static readonly LayerType Conv2d = Convolution("conv2d", 2, "[batch, channels, height, width]", "[filters][channels / group][height][width]", """z_{n,k,i,j} = b_k + \sum_{c,u,v} W_{k,c,u,v}\,x_{n,c,\,s i + d u - p,\,s j + d v - p}""");

    /// <summary>The largest of each window.</summary>
    public static readonly LayerType MaxPool = Pool("maxPool", "The largest number of each window, as the operator maxPool.", """z_{n,c,i,j} = \max_{u,v} x_{n,c,\,s i + u - p,\,s j + v - p}""");

    /// <summary>The mean of each window.</summary>
    public static readonly LayerType AveragePool = Pool("averagePool", "The mean of each window, as the operator averagePool.", """z_{n,c,i,j} = \operatorname{mean}_{u,v} x_{n,c,\,s i + u - p,\,s j + v - p}""");

    /// <summary>The mean of each channel.</summary>
    public static readonly LayerType GlobalAveragePool = new()
    {
        Name = "globalAveragePool",
        Summary = "The mean of each channel, one feature a channel: [batch, channels].",
        Formula = """z_{n,c} = \operatorname{mean}_{i,j} x_{n,c,i,j}""",
        Source = "Lin, Chen and Yan 2014",
        Build = layer =>
        {
            if (layer.Shape.Rank < 3)
            {
                return layer.FailInput("[batch, channels, …]");
            }

            var means = layer.Node(layer.Id("means"), "globalAveragePool", [layer.Input]);
            return layer.Node(layer.Id("z"), "flatten", [means]);
        },
    };

    private static LayerType Convolution(string name, int axes, string input, string weights, string formula) => new()
    {
        Name = name,
        Summary = $"Cross-correlation over {input} with a bias a filter, as the operator conv.",
        Formula = formula,
        Source = "LeCun et al. 1998",
        Attributes =
        [
            new("filters", AttributeKind.Integer, "The number of filters; may be left out where weights are given.", Minimum: 1),
            new("kernelShape", AttributeKind.Integers, "The extent of a filter along each axis; may be left out where weights are given.", Minimum: 1),
            Strides,
            Pads,
            new("dilations", AttributeKind.Integers, "The distance between a filter's elements along each axis; 1 where left out.", Minimum: 1),
            new("group", AttributeKind.Integer, "Into how many groups the channels are divided.", new AttributeValue.Number(1), Minimum: 1),
            DenseLayers.UseBias,
            LayerCatalog.Seed,
        ],
        Parameters =
        [
            new("weights", "W", weights + ".", IsWeight: true),
            new("biases", "b", "[filters]; zeros where left out."),
        ],
        Build = layer => BuildConvolution(layer, axes, input, weights),
    };

    private static string? BuildConvolution(LayerBuilder layer, int axes, string input, string meaning)
    {
        if (layer.Shape.Rank != axes + 2)
        {
            return layer.FailInput(input);
        }

        var given = layer.Given("weights") is { } weights && weights.Shape.Rank == axes + 2 ? weights.Shape.Dimensions : [];
        var filters = layer.Attributes.Has("filters") ? layer.Attributes.Integer("filters") : given.IsEmpty ? 0 : given[0];
        var kernel = layer.Attributes.Integers("kernelShape") ?? (given.IsEmpty ? [] : given[2..].ToArray());
        if (filters == 0 || kernel.Length != axes)
        {
            return layer.Fail(kernel.Length is var length && length > 0 && length != axes ? "kernelShape" : null, "missing-attribute", $"The layer needs filters and a kernelShape of {(axes == 1 ? "one number" : "two numbers")}, or weights {meaning}.");
        }

        var group = layer.Attributes.Integer("group");
        var channels = layer.Shape[1];
        if (channels % group != 0 || filters % group != 0)
        {
            return layer.Fail("group", "invalid-attribute", FormattableString.Invariant($"{channels} channels and {filters} filters cannot be divided into {group} groups."));
        }

        var size = kernel.Aggregate(1L, (product, extent) => Math.Min(product * extent, int.MaxValue));
        var fan = new Fan(channels / group * size, filters / group * size);
        var filterWeights = layer.Parameter("weights", Shape.Of([filters, channels / group, .. kernel]), meaning, fan);
        var biases = layer.Attributes.Flag(DenseLayers.UseBias.Name) ? layer.Parameter("biases", Shape.Of(filters), "one a filter") : null;
        return layer.Node(
            layer.Id("z"), "conv", biases is null ? [layer.Input, filterWeights] : [layer.Input, filterWeights, biases], [.. AttributeValues.Given(layer, "strides", "pads", "dilations", "group")]);
    }

    private static LayerType Pool(string name, string summary, string formula) => new()
    {
        Name = name,
        Summary = summary,
        Formula = formula,
        Attributes =
        [
            new("kernelShape", AttributeKind.Integers, "The extent of a window along each axis.", Required: true, Minimum: 1),
            Strides,
            Pads,
        ],
        Build = layer => layer.Node(layer.Id("z"), name, [layer.Input], [.. AttributeValues.Given(layer, "kernelShape", "strides", "pads")]),
    };
}
