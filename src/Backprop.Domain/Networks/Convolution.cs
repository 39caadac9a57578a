using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>What convolutions along one axis and along two have in common; channels come first.</summary>
internal static class Convolution
{
    /// <summary>Declares a convolution along so many axes.</summary>
    public static LayerType Declare(string name, int axes, string input, string weights, string formula) => new()
    {
        Name = name,
        Summary = $"Cross-correlation over {input} with one bias per filter, as the operator {Convolutions.Conv.Name}.",
        Formula = formula,
        Source = "LeCun et al. (1998), Gradient-based learning applied to document recognition",
        ChannelAxis = 1,
        Attributes =
        [
            new("filters", AttributeKind.Integer, "The number of filters; may be left out where weights are given.", Minimum: 1),
            new("kernelShape", AttributeKind.Integers, "The extent of a filter along each axis; may be left out where weights are given.", Minimum: 1),
            LayerAttributes.Strides,
            LayerAttributes.Pads,
            new("dilations", AttributeKind.Integers, "The distance between a filter's elements along each axis; 1 where left out.", Minimum: 1),
            new("group", AttributeKind.Integer, "Into how many groups the channels are divided.", new AttributeValue.Number(1), Minimum: 1),
            LayerAttributes.UseBias,
            LayerAttributes.Seed,
        ],
        Parameters =
        [
            new("weights", "W", weights + ".", IsWeight: true),
            new("biases", "b", "[filters]; zeros where left out."),
        ],
        Build = layer => Build(layer, axes, input, weights),
    };

    private static string? Build(LayerBuilder layer, int axes, string input, string meaning)
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
        var biases = layer.Attributes.Flag(LayerAttributes.UseBias.Name) ? layer.Parameter("biases", Shape.Of(filters), "one per filter") : null;
        return layer.Node(
            layer.Id("z"), Convolutions.Conv, biases is null ? [layer.Input, filterWeights] : [layer.Input, filterWeights, biases], [.. LayerAttributes.Given(layer, "strides", "pads", "dilations", "group")]);
    }
}
