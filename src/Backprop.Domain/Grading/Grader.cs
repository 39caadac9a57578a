using Backprop.Domain.Exercises;

namespace Backprop.Domain.Grading;

// docs/decisions/0260-marking-runs-in-stages.md
/// <summary>
/// Marks answers to one exercise, one after the other, by the key and by each student's own earlier steps, in stages: each takes what the
/// ones before it found, and returns what it finds. docs/grading-inside.md explains them on one page. Keeps arenas between answers; belongs
/// to one thread at a time.
/// </summary>
public sealed class Grader(Exercise exercise)
{
    private readonly OwnPasses _passes = new(exercise);
    private readonly ResultIdentity _identity = new();

    /// <summary>Marks an answer.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Grade Mark(Answer answer, CancellationToken cancellationToken)
    {
        var reading = AnswerReading.Read(exercise, answer, cancellationToken);
        var parts = reading.Parts;
        if (Array.Exists(parts, p => p.Finding is Finding.Incorrect))
        {
            var own = _passes.Run(parts, cancellationToken);
            parts = FollowThrough.Judge(exercise, parts, own, cancellationToken);
            parts = Diagnostician.Diagnose(exercise, parts, own.Gradients, cancellationToken);
        }

        return Grade.Of(exercise, parts, reading.Issues, _identity.OfAnswer(exercise, parts.Select(p => (p.Part, p.Submission)), reading.Strangers));
    }
}
