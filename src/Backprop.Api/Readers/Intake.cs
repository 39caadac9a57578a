using Backprop.Api.Capacity;
using Backprop.Api.Json;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Readers;

/// <summary>
/// One request on its way from JSON to a plan: collects every issue, so that all mistakes are answered at once, and turns the three ways
/// to write a computation into a graph. Endpoints read through it and never throw for what a client did.
/// </summary>
internal sealed class Intake(ServiceLimits limits)
{
    private List<Issue>? _issues;

    /// <summary>The limits in force.</summary>
    public ServiceLimits Limits { get; } = limits;

    /// <summary>Everything wrong so far.</summary>
    public IReadOnlyList<Issue> Issues => _issues ?? (IReadOnlyList<Issue>)[];

    /// <summary>Reports a mistake.</summary>
    public void Report(string code, string pointer, string detail) => Report(new Issue(code, pointer, detail));

    /// <summary>Reports a mistake.</summary>
    public void Report(Issue issue) => (_issues ??= []).Add(issue);

    /// <summary>Reports mistakes.</summary>
    public void Report(IReadOnlyCollection<Issue> issues)
    {
        if (issues.Count > 0)
        {
            (_issues ??= []).AddRange(issues);
        }
    }

    /// <summary>The tensor at a place in the request, its defect reported.</summary>
    public Tensor Read(WireTensor tensor, string pointer)
    {
        if (tensor.Defect is { } defect)
        {
            Report(defect.Code, pointer + defect.Path, defect.Detail);
        }

        return tensor.Value;
    }

    /// <summary>The tensors at a place in the request, their defects reported.</summary>
    public Dictionary<string, Tensor> Read(TensorMap tensors, string pointer)
    {
        foreach (var (name, defect) in tensors.Defects)
        {
            Report(defect.Code, $"{pointer}/{JsonPointer.Escape(name)}{defect.Path}", defect.Detail);
        }

        return tensors.Values;
    }
}
