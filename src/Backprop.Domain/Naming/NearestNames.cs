namespace Backprop.Domain.Naming;

/// <summary>Finds what somebody may have meant by a name that does not exist.</summary>
public static class NearestNames
{
    // A suggestion is a courtesy and must stay cheap in a request of 200,000 ids that nearly match: long names and distant ones are left
    // alone, and of very many candidates the first ones are compared.
    private const int Longest = 64;
    private const int Farthest = 5;

    /// <summary>How many candidates are compared.</summary>
    internal const int MostCompared = 10_000;

    /// <summary>The candidates nearest to <paramref name="name"/>, best first, at most three; empty where none is near.</summary>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length > Longest)
        {
            return [];
        }

        var lower = name.ToLowerInvariant();
        var reach = Math.Clamp(name.Length / 3, 1, Farthest);
        return [.. candidates
            .Where(candidate => candidate.Length <= Longest && Math.Abs(candidate.Length - name.Length) <= reach)
            .Take(MostCompared)
            .Select(candidate => (Candidate: candidate, Distance: Distance(lower, candidate.ToLowerInvariant(), reach)))
            .Where(pair => pair.Distance <= reach && pair.Distance < name.Length)
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .Select(pair => pair.Candidate)
            .Take(3)];
    }

    /// <summary>A sentence that suggests the nearest candidates, with a space before it; empty where none is near.</summary>
    public static string Suggest(string name, IEnumerable<string> candidates)
    {
        var nearest = Find(name, candidates);
        return nearest.Count == 0 ? "" : $" Did you mean {string.Join(" or ", nearest.Select(n => $"'{n}'"))}?";
    }

    /// <summary>Says that there is nothing of a kind by this name, and which candidates are nearest.</summary>
    public static string Missing(string kind, string name, IEnumerable<string> candidates) => $"There is no {kind} {Quotation.Of(name)}.{Suggest(name, candidates)}";

    /// <summary>Edits (insert, delete, replace, swap of neighbours) between two names; any number over <paramref name="most"/> where there are more.</summary>
    private static int Distance(string a, string b, int most)
    {
        Span<int> beforePrevious = stackalloc int[b.Length + 1];
        Span<int> previous = stackalloc int[b.Length + 1];
        Span<int> current = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            var smallest = i;
            for (var j = 1; j <= b.Length; j++)
            {
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
                }

                smallest = Math.Min(smallest, current[j]);
            }

            if (smallest > most)
            {
                return smallest;
            }

            var rotated = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = rotated;
        }

        return previous[b.Length];
    }
}
