using System.Security.Cryptography;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;

namespace Backprop.Api.Writers;

/// <summary>Keeps a defect of the grader from becoming a mark: it is logged, and the answer says under which name.</summary>
internal static partial class Incidents
{
    /// <summary>Marks an answer, or gives the name of the incident.</summary>
    public static (Grade? Grade, string? Incident) TryMark(this Grader grader, Answer answer, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            return (grader.Mark(answer, cancellationToken), null);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // Made from what happened, so that a replay gives the same bytes.
            var incident = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(exception.ToString())).AsSpan(0, 8));
            Failed(logger, exception, incident);
            return (null, incident);
        }
    }

    [LoggerMessage(3, LogLevel.Error, "Incident {Incident}: the grader has failed")]
    private static partial void Failed(ILogger logger, Exception exception, string incident);
}
