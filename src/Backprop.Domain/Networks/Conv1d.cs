namespace Backprop.Domain.Networks;

/// <summary>Convolution along one axis.</summary>
public static class Conv1d
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = Convolution.Declare(
        "conv1d", 1, "[batch, channels, length]", "[filters][channels / group][width]", @"z_{nfi} = b_f + \sum_{c,k} W_{fck} \, x_{nc,\, s i + d k - p}");
}
