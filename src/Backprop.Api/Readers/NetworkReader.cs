using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Networks;

namespace Backprop.Api.Readers;

/// <summary>Reads networks.</summary>
internal static class NetworkReader
{
    /// <summary>The network as the domain takes it, with what could not be read reported.</summary>
    public static NetworkSpec Read(Intake intake, NetworkContract network)
    {
        for (var layer = 0; layer < network.Layers.Count; layer++)
        {
            foreach (var (name, defect) in network.Layers[layer].Defects)
            {
                intake.Report(defect.Code, JsonPointer.Of(NetworkExpansion.LayerPlace(layer)[name]) + defect.Path, defect.Detail);
            }
        }

        return new NetworkSpec([.. network.Layers.Select(layer => layer.Spec)], network.Loss?.Choice, network.L2 is { } l2 and <= double.MaxValue ? l2 : 0);
    }
}
