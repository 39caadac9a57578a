namespace Backprop.Domain.Networks;

/// <summary>Convolution along two axes.</summary>
public static class Conv2d
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = Convolution.Declare(
        "conv2d", 2, "[batch, channels, height, width]", "[filters][channels / group][height][width]", @"z_{nfij} = b_f + \sum_{c,k,l} W_{fckl} \, x_{nc,\, s i + d k - p,\, s j + d l - p}");
}
