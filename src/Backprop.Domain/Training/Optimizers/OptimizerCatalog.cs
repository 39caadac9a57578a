using Backprop.Domain.Naming;

namespace Backprop.Domain.Training.Optimizers;

/// <summary>Every optimizer there is.</summary>
public static class OptimizerCatalog
{
    /// <summary>Every optimizer, in the order in which they are listed.</summary>
    public static IReadOnlyList<Optimizer> All { get; } = [Sgd.Declaration, Momentum.Declaration, RmsProp.Declaration, Adam.Declaration];

    /// <summary>Every optimizer by its name.</summary>
    public static NameIndex<Optimizer> ByName { get; } = new("optimizer", All, o => o.Name);
}
