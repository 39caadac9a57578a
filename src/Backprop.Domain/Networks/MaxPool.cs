using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Networks;

/// <summary>The largest number of each window.</summary>
public static class MaxPool
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = Pooling.Declare(
        Convolutions.MaxPool, "The largest number of each window", @"z_i = \max_{k} x_{s i + k - p}", "Boureau, Ponce and LeCun (2010), A theoretical analysis of feature pooling in visual recognition");
}
