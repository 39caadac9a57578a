using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Networks;

/// <summary>The mean of each window.</summary>
public static class AveragePool
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = Pooling.Declare(
        Convolutions.AveragePool, "The mean of each window", @"z_i = \frac{1}{K} \sum_{k} x_{s i + k - p}", "Boureau, Ponce and LeCun (2010), A theoretical analysis of feature pooling in visual recognition");
}
