using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;

namespace Backprop.Domain.Grading;

/// <summary>Wrong answers that hang together with the key: exchanged, off by one factor, off by a power of ten.</summary>
internal static class Relations
{
    private const int MostParts = 50;
    private const int MostPlaces = 6;

    /// <summary>Adds what explains the wrong parts. A factor within one part is looked for where nothing else explains it.</summary>
    public static void Find(Exercise exercise, IReadOnlyList<ComparedPart> wrong, List<Explanation> found)
    {
        Swapped(exercise, wrong, found);
        found.AddRange(wrong.Where(part => IsOffByPowerOfTen(exercise, part)).Select(part => new Explanation(part.Part, DecimalPoint.Declaration, null, null, null, MistakeScope.Slip)));
        ConstantFactor(exercise, wrong, found);
    }

    private static void Swapped(Exercise exercise, IReadOnlyList<ComparedPart> wrong, List<Explanation> found)
    {
        for (var i = 0; i < Math.Min(wrong.Count, MostParts); i++)
        {
            for (var j = i + 1; j < Math.Min(wrong.Count, MostParts); j++)
            {
                if (wrong[i].Part.Kind == wrong[j].Part.Kind && Has(exercise, wrong[i], wrong[j]) && Has(exercise, wrong[j], wrong[i]))
                {
                    found.Add(new Explanation(wrong[i].Part, AnswersSwapped.Declaration, null, null, wrong[j].Part.Node, MistakeScope.Slip));
                    found.Add(new Explanation(wrong[j].Part, AnswersSwapped.Declaration, null, null, wrong[i].Part.Node, MistakeScope.Slip));
                }
            }
        }
    }

    private static bool Has(Exercise exercise, ComparedPart part, ComparedPart other)
    {
        var key = exercise.Key(other.Part);
        var has = exercise.Graph[part.Part.Node].Shape.Equals(exercise.Graph[other.Part.Node].Shape);
        for (var i = 0; i < key.Length && has; i++)
        {
            has = Near(exercise, part.Submitted[i], key[i]);
        }

        return has;
    }

    private static bool IsOffByPowerOfTen(Exercise exercise, ComparedPart part)
    {
        var truth = part.Finding.ExpectedFromOwnWork is { } own && part.Part.Kind == PartKind.Gradient ? own : exercise.Key(part.Part);
        var places = double.NaN;
        var all = true;
        for (var i = 0; i < truth.Length && all; i++)
        {
            if (part.IsWrong(i))
            {
                var power = Math.Round(Math.Log10(Math.Abs(part.Submitted[i] / truth[i])));
                places = double.IsNaN(places) ? power : places;
                all = power.Equals(places) && power != 0 && Math.Abs(power) <= MostPlaces && Near(exercise, part.Submitted[i], truth[i] * Math.Pow(10, power));
            }
        }

        return all;
    }

    private static void ConstantFactor(Exercise exercise, IReadOnlyList<ComparedPart> wrong, List<Explanation> found)
    {
        if (wrong.Count > 1 && HaveOneFactor(exercise, wrong))
        {
            found.AddRange(wrong.Select(part => Factor(part, MistakeScope.Systematic)));
            return;
        }

        var explained = found.Select(f => f.Part).ToHashSet();
        found.AddRange([.. wrong.Where(part => !explained.Contains(part.Part) && HaveOneFactor(exercise, [part])).Select(part => Factor(part, MistakeScope.Slip))]);
    }

    private static Explanation Factor(ComparedPart part, MistakeScope scope) => new(part.Part, Misconceptions.ConstantFactor.Declaration, null, null, null, scope);

    private static bool HaveOneFactor(Exercise exercise, IReadOnlyList<ComparedPart> parts)
    {
        var factor = double.NaN;
        var count = 0;
        foreach (var part in parts)
        {
            var key = exercise.Key(part.Part);
            for (var i = 0; i < key.Length; i++)
            {
                if (!part.IsWrong(i))
                {
                    continue;
                }

                factor = double.IsNaN(factor) ? part.Submitted[i] / key[i] : factor;
                if (part.Part.Kind != PartKind.Gradient || !double.IsFinite(factor) || factor == 0 || !Near(exercise, part.Submitted[i], factor * key[i]))
                {
                    return false;
                }

                count++;
            }
        }

        return count > 1;
    }

    private static bool Near(Exercise exercise, double answer, double candidate) =>
        double.IsFinite(candidate) && Math.Abs(answer - candidate) <= DiagnosisMargin.Of(exercise.Policy.Tolerance, answer, candidate, 0, 0);
}
