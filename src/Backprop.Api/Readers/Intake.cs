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
    private readonly List<ProblemIssue> _issues = [];

    /// <summary>The limits in force.</summary>
    public ServiceLimits Limits { get; } = limits;

    /// <summary>Everything wrong so far.</summary>
    public IReadOnlyList<ProblemIssue> Issues => _issues;

    /// <summary>Reports a mistake.</summary>
    public void Report(string code, string pointer, string detail) => Report(new ProblemIssue(code, pointer, detail));

    /// <summary>Reports a mistake.</summary>
    public void Report(ProblemIssue issue) => _issues.Add(issue);

    /// <summary>Reports mistakes.</summary>
    public void Report(IEnumerable<ProblemIssue> issues) => _issues.AddRange(issues);

    /// <summary>Reports a mistake that the domain found, if any.</summary>
    public void Report(Issue? issue)
    {
        if (issue is not null)
        {
            Report(ProblemIssue.Of(issue));
        }
    }

    /// <summary>Reports mistakes that the domain found.</summary>
    public void Report(IReadOnlyList<Issue> issues) => Report(issues.Select(ProblemIssue.Of));

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
