namespace Backprop.Api.Capacity;

/// <summary>What a request turned out to cost, for the log and the metrics. Filled in on the way.</summary>
internal sealed class RequestMeasure
{
    /// <summary>Nodes of its graph.</summary>
    public int Nodes { get; set; }

    /// <summary>Estimated work.</summary>
    public long Work { get; set; }

    /// <summary>The code of the problem that it was answered with, or null.</summary>
    public string? Problem { get; set; }
}
