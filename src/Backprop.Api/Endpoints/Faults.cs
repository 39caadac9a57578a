using Backprop.Api.Errors;
using Backprop.Domain.Differentiation;

namespace Backprop.Api.Endpoints;

/// <summary>Operand elements that operators cannot use, known only once values are: an index that points outside.</summary>
internal static class Faults
{
    /// <summary>Looks at every node after a forward pass at the client's own point.</summary>
    /// <param name="tape">The run.</param>
    /// <returns>The answer that lists the faults, or null where there are none.</returns>
    public static IResult? Find(Tape tape) => OperandFaults.Find(tape) is { Count: > 0 } faults ? new ProblemResult(Problem.Of(faults)) : null;
}
