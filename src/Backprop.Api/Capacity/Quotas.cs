namespace Backprop.Api.Capacity;

/// <summary>What there is for all requests together, and what each of them may have of it.</summary>
/// <param name="Limits">What one request may cost.</param>
/// <param name="Gate">Places for heavy computations.</param>
/// <param name="Memory">Memory.</param>
internal sealed record Quotas(ServiceLimits Limits, ComputationGate Gate, MemoryBudget Memory);
