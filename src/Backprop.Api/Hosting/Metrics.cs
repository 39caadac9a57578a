using System.Diagnostics.Metrics;
using Backprop.Api.Capacity;

namespace Backprop.Api.Hosting;

/// <summary>What the service measures of itself: the meter <c>Backprop</c>.</summary>
internal sealed class Metrics(IMeterFactory meters)
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Backprop";

    // A factory makes one meter of a name.
    private readonly Counter<long> _requests = meters.Create(MeterName).CreateCounter<long>("backprop.requests", "{request}", "Requests answered.");
    private readonly Histogram<double> _duration = meters.Create(MeterName).CreateHistogram<double>("backprop.request.duration", "s", "Time from a request's arrival to its answer's end.");
    private readonly Counter<long> _nodes = meters.Create(MeterName).CreateCounter<long>("backprop.nodes", "{node}", "Nodes of the graphs computed.");
    private readonly Counter<long> _work = meters.Create(MeterName).CreateCounter<long>("backprop.work", "{unit}", "Estimated work of the computations.");
    private readonly Counter<long> _refusals = meters.Create(MeterName).CreateCounter<long>("backprop.refusals", "{request}", "Requests answered with a problem.");

    /// <summary>Adds a request.</summary>
    /// <param name="route">The route's template, never the path: its values are few.</param>
    /// <param name="status">The status answered.</param>
    /// <param name="seconds">How long it took.</param>
    /// <param name="measure">What it cost.</param>
    public void Add(string route, int status, double seconds, RequestMeasure measure)
    {
        var routeTag = new KeyValuePair<string, object?>("route", route);
        var statusTag = new KeyValuePair<string, object?>("status", status);
        _requests.Add(1, routeTag, statusTag);
        _duration.Record(seconds, routeTag, statusTag);
        if (measure.Nodes > 0)
        {
            _nodes.Add(measure.Nodes, routeTag);
            _work.Add(measure.Work, routeTag);
        }

        if (measure.Problem is not null)
        {
            _refusals.Add(1, routeTag, new KeyValuePair<string, object?>("code", measure.Problem));
        }
    }
}
