using Backprop.Domain.Naming;

namespace Backprop.Domain.Networks;

/// <summary>Every layer type there is, found by name.</summary>
public static class LayerCatalog
{
    /// <summary>Every layer type, in the order in which they are listed.</summary>
    public static IReadOnlyList<LayerType> All { get; } =
    [
        Dense.Declaration,
        Activation.Declaration,
        Conv1d.Declaration,
        Conv2d.Declaration,
        MaxPool.Declaration,
        AveragePool.Declaration,
        GlobalAveragePool.Declaration,
        BatchNorm.Declaration,
        LayerNorm.Declaration,
        GroupNorm.Declaration,
        Rnn.Declaration,
        Lstm.Declaration,
        Flatten.Declaration,
        Dropout.Declaration,
        Embedding.Declaration,
        Residual.Declaration,
    ];

    /// <summary>Every layer type by its name.</summary>
    public static NameIndex<LayerType> ByName { get; } = new("layer type", All, t => t.Name);

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
