namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Overwritten instead of accumulated.</summary>
internal static class PathOverwritten
{
    public static readonly Misconception Declaration = new()
    {
        Id = "path-overwritten",
        Title = "Overwritten instead of accumulated",
        Explanation = "A node that is used several times gets a contribution from every use. Assigning each of them keeps only the last (or the first) and loses the others.",
        Message = "{node} is used more than once: the contributions of all its uses are added; none replaces another.",
        Rules = [KeepOne(last: true), KeepOne(last: false)],
    };

    private static ChangedRule KeepOne(bool last) => Rules.Edges((in EdgeView edge, Span<double> changed) =>
    {
        var paths = edge.Place.Paths;
        if (paths.Count < 2)
        {
            return false;
        }

        // The backward pass visits consumers from the last to the first.
        var kept = last ? paths[0] : paths[^1];
        if (kept.Consumer == edge.Place.Consumer && kept.Position == edge.Place.Position)
        {
            edge.Contribution.CopyTo(changed);
        }
        else
        {
            changed.Clear();
        }

        return true;
    });
}
