using Backprop.Domain.Operators;

namespace Backprop.Domain.Networks;

/// <summary>Attributes and parameters that layers share.</summary>
public static class LayerAttributes
{
    /// <summary>The name of the attribute that seeds a layer's random numbers.</summary>
    public const string SeedName = "seed";

    /// <summary>What seeds the initializer of layers with weights.</summary>
    internal static readonly AttributeDefinition Seed = new(
        SeedName, AttributeKind.Integer, "Seeds the initializer; left out: the layer's number, from 1. The same seed gives the same weights on every machine.");

    internal static readonly AttributeDefinition UseBias = new("useBias", AttributeKind.Flag, "Whether the layer has biases.", new AttributeValue.Flag(true));

    internal static readonly AttributeDefinition Strides = new("strides", AttributeKind.Integers, "The step along each axis; 1 where left out.", Minimum: 1);

    internal static readonly AttributeDefinition Pads = new("pads", AttributeKind.Integers, "Zeros around: all begins, then all ends; none where left out.", Minimum: 0);

    internal static readonly AttributeDefinition Epsilon = new("epsilon", AttributeKind.Number, "Added to the variance.", new AttributeValue.Number(1e-5), Minimum: 0);

    internal static readonly LayerParameter Gamma = new("gamma", "gamma", "The scale; ones where left out.");

    internal static readonly LayerParameter Beta = new("beta", "beta", "The shift; zeros where left out.");

    /// <summary>A list of whole numbers.</summary>
    internal static AttributeValue Integers(params int[] values) => new AttributeValue.Numbers([.. values.Select(v => (double)v)]);

    /// <summary>The layer's own attributes of these names, where they have a value: an operator of the same name takes them as they are.</summary>
    internal static IEnumerable<(string Name, AttributeValue Value)> Given(LayerBuilder layer, params string[] names) =>
        names.Where(layer.Attributes.Has).Select(name => (name, layer.Attributes.Values[name]));
}
