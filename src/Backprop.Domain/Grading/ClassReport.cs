using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;

namespace Backprop.Domain.Grading;

/// <summary>What a class got right and wrong: counts over many grades, the same whatever the order in which they are added.</summary>
public sealed class ClassReport
{
    private static readonly int VerdictCount = Enum.GetValues<Verdict>().Length;

    private readonly SortedDictionary<(PartKind Kind, int Node), PartReport> _parts = [];
    private readonly Dictionary<string, int> _misconceptions = new(StringComparer.Ordinal);

    /// <summary>Answers that were looked at.</summary>
    public int Count { get; private set; }

    /// <summary>Of those, the ones that were graded.</summary>
    public int Graded { get; private set; }

    /// <summary>The sum of the scores of those.</summary>
    public double ScoreSum { get; private set; }

    /// <summary>Counts by part, values first, each in topological order.</summary>
    public IEnumerable<PartReport> Parts => _parts.Values;

    /// <summary>In how many answers each misconception was found, in the order of the catalogue.</summary>
    public IEnumerable<(Misconception Misconception, int Answers)> Misconceptions =>
        MisconceptionCatalog.All.Where(m => _misconceptions.ContainsKey(m.Id)).Select(m => (m, _misconceptions[m.Id]));

    /// <summary>Adds an answer that could not be graded.</summary>
    public void AddFailure() => Count++;

    /// <summary>Adds a grade.</summary>
    public void Add(Grade grade)
    {
        Count++;
        Graded++;
        ScoreSum += grade.Score;
        HashSet<string>? seen = null;
        foreach (var part in grade.Parts)
        {
            var key = (part.Part.Kind, part.Part.Node);
            if (!_parts.TryGetValue(key, out var report))
            {
                _parts[key] = report = new PartReport(part.Name, new int[VerdictCount], []);
            }

            report.Verdicts[(int)part.Verdict]++;
            foreach (var diagnosis in part.Diagnoses)
            {
                var id = diagnosis.Misconception.Id;
                report.Misconceptions[id] = report.Misconceptions.GetValueOrDefault(id) + 1;
                if ((seen ??= new HashSet<string>(StringComparer.Ordinal)).Add(id))
                {
                    _misconceptions[id] = _misconceptions.GetValueOrDefault(id) + 1;
                }
            }
        }
    }
}

/// <summary>Counts of one part.</summary>
/// <param name="Name">Its name, such as <c>gradients.x</c>.</param>
/// <param name="Verdicts">Answers by verdict.</param>
/// <param name="Misconceptions">Answers by misconception.</param>
public sealed record PartReport(string Name, int[] Verdicts, Dictionary<string, int> Misconceptions);
