using System.Collections.Frozen;
using System.Reflection;
using Backprop.Domain.Operators;

namespace Backprop.Domain.Networks;

/// <summary>Every layer type there is, found by name.</summary>
public static class LayerCatalog
{
    /// <summary>The attribute that seeds a layer's random numbers.</summary>
    public const string SeedName = "seed";

    /// <summary>The attribute that seeds the initializer of layers with weights.</summary>
    internal static readonly AttributeDefinition Seed = new(
        SeedName, AttributeKind.Integer, "Seeds the initializer; left out: the layer's number, from 1. The same seed gives the same weights on every machine.");

    private static readonly Type[] Families =
    [
        typeof(DenseLayers),
        typeof(ConvolutionLayers),
        typeof(NormalizationLayers),
        typeof(RecurrentLayers),
        typeof(ShapingLayers),
    ];

    /// <summary>Every layer type, in order of declaration.</summary>
    public static IReadOnlyList<LayerType> All { get; } =
        [.. Families.SelectMany(family => family.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(field => field.GetValue(null)).OfType<LayerType>()];

    private static readonly FrozenDictionary<string, LayerType> ByName = All.ToFrozenDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every layer type's name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(t => t.Name)];

    /// <summary>The layer type of this name in any letter case, or null.</summary>
    public static LayerType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The members that a layer of this type takes, besides its type.</summary>
    public static IEnumerable<string> MembersOf(LayerType type) =>
    [
        .. type.Attributes.Select(a => a.Name),
        .. type.Parameters.Select(p => p.Name),
        .. type.TakesActivation ? ["activation"] : Array.Empty<string>(),
        .. type.TakesInitializer ? ["initializer"] : Array.Empty<string>(),
        "name",
    ];
}
