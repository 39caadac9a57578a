using Backprop.Api.Json;
using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Readers;

/// <summary>Reads the gradient of the output that a backward pass starts from.</summary>
internal static class UpstreamReader
{
    /// <summary>The upstream gradient, in the output's shape; null where none is given or it does not fit. What is wrong is reported.</summary>
    /// <param name="intake">Where issues go.</param>
    /// <param name="given">What the request holds under <c>upstream</c>.</param>
    /// <param name="graph">The computation; null where it has issues of its own.</param>
    /// <param name="isRequired">Whether an output that is no single number needs it.</param>
    public static Tensor? Read(Intake intake, WireTensor? given, Graph? graph, bool isRequired = true)
    {
        var upstream = given is null ? null : intake.Read(given, "#/upstream");
        if (graph is not null)
        {
            Check(intake, upstream, graph, isRequired);
        }

        return upstream;
    }

    private static void Check(Intake intake, Tensor? upstream, Graph graph, bool isRequired)
    {
        var shape = graph.OutputNode.Shape;
        if (upstream is null)
        {
            if (isRequired && !shape.IsScalar)
            {
                intake.Report("upstream-required", "#/upstream", $"The output {Quotation.Of(graph.OutputNode.Id)} has the shape {shape}. Give its gradient under upstream, in that shape, or choose a scalar output.");
            }
        }
        else if (!upstream.IsUnreadable && !upstream.Shape.Equals(shape))
        {
            intake.Report("shape-mismatch", "#/upstream", $"upstream has the shape {upstream.Shape}; the output {Quotation.Of(graph.OutputNode.Id)} has the shape {shape}. They must be equal.");
        }
        else if (upstream.Data.AsSpan().IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) is >= 0 and var bad)
        {
            var index = string.Concat(shape.IndexOf(bad).Select(i => "/" + i.ToString(CultureInfo.InvariantCulture)));
            intake.Report("non-finite-number", "#/upstream" + index, "Numbers must be finite: this one does not fit in a 64-bit floating-point number.");
        }
    }
}
