using Backprop.Api.Capacity;
using Backprop.Api.Contracts;
using Backprop.Api.Readers;

namespace Backprop.Api.Endpoints;

/// <summary>Refuses what would cost more than one request may, or than there is: before anything is spent.</summary>
internal static class PlanLimits
{
    /// <summary>Reports what is over a limit, unless a reader has said so already, and more precisely.</summary>
    public static void Check<TRequest>(Plan plan, TRequest request, Intake intake, MemoryBudget memory)
    {
        if (intake.Issues.Count > 0)
        {
            return;
        }

        if (plan.Work > intake.Limits.Work)
        {
            intake.Report("too-much-work", PointerOf(request), string.Create(CultureInfo.InvariantCulture, $"Answering this takes about {plan.Work} units of work; the limit is {intake.Limits.Work}. Use smaller shapes or fewer nodes, or ask for less in one request."));
        }

        if (plan.Bytes > memory.Memory.All)
        {
            intake.Report("too-much-memory", PointerOf(request), string.Create(CultureInfo.InvariantCulture, $"Answering this takes about {plan.Bytes} bytes of memory; there are {memory.Memory.All} for all requests. Use smaller shapes or fewer nodes, or ask for less in one request."));
        }
    }

    private static string PointerOf<TRequest>(TRequest request) => request switch
    {
        ComputationRequest { Expression: not null } => "#/expression",
        ComputationRequest { Graph: not null } => "#/graph",
        _ => "#/network",
    };
}
