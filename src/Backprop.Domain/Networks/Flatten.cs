using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Networks;

/// <summary>All axes after the batch as one.</summary>
public static class Flatten
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = new()
    {
        Name = Shaping.Flatten.Name,
        Summary = "All axes after the batch as one.",
        Formula = @"z_n = \operatorname{vec}(x_n)",
        Build = layer => layer.Node(layer.Id("z"), Shaping.Flatten, [layer.Input]),
    };
}
