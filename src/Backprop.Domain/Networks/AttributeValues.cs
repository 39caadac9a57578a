using Backprop.Domain.Operators;

namespace Backprop.Domain.Networks;

/// <summary>Attribute values as layers write them for the operators of their nodes.</summary>
internal static class AttributeValues
{
    /// <summary>A list of whole numbers.</summary>
    public static AttributeValue Integers(params int[] values) => new AttributeValue.Numbers([.. values.Select(v => (double)v)]);

    /// <summary>The layer's own attributes of these names, where they have a value: an operator of the same name takes them as they are.</summary>
    public static IEnumerable<(string Name, AttributeValue Value)> Given(LayerBuilder layer, params string[] names) =>
        names.Where(layer.Attributes.Has).Select(name => (name, layer.Attributes.Values[name]));
}
