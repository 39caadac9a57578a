using Backprop.Api.Writers;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.GradeBatches;

/// <summary>One answer of a batch after marking: a grade, an incident of the grader, or a problem of the item.</summary>
internal readonly record struct BatchResult(string? Id, Grade? Grade, string? Incident, int Status, string? Problem)
{
    /// <summary>The result of an item, marked where it is an answer. A grader that has failed is replaced.</summary>
    public static BatchResult Of(BatchItem item, Exercise exercise, ref Grader grader, ILogger logger, CancellationToken cancellationToken)
    {
        if (item.Answer is null)
        {
            return new BatchResult(item.Id, null, null, StatusCodes.Status400BadRequest, item.Problem);
        }

        var (grade, incident) = grader.TryMark(item.Answer, logger, cancellationToken);
        if (incident is not null)
        {
            grader = new Grader(exercise);
        }

        return new BatchResult(item.Id, grade, incident, StatusCodes.Status200OK, null);
    }

    /// <summary>Adds it to the report of the class.</summary>
    public void AddTo(ClassReport report)
    {
        if (Grade is null)
        {
            report.AddFailure();
        }
        else
        {
            report.Add(Grade);
        }
    }
}
