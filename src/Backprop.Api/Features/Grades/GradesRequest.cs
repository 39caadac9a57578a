using Backprop.Api.Contracts;

namespace Backprop.Api.Features.Grades;

/// <summary>An exercise and an answer to it.</summary>
internal sealed record GradesRequest : ExerciseRequest
{
    /// <summary>What the student answered: <c>values</c> and <c>gradients</c> by node id, each a number, an array of the node's shape, a formula, or null.</summary>
    public required AnswerContract Answer { get; init; }
}
