using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Tests.Grading.Students;

namespace Backprop.Benchmarks;

/// <summary>What the grader does with synthetic students, over a thousand random graphs a row (or as many as the argument says).</summary>
internal static class GradingStudy
{
    public static void Run(string[] args)
    {
        var graphs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Synthetic students, {graphs} graphs a row"));
        foreach (var digits in new[] { 2, 3, 4 })
        {
            var (wrong, parts) = SyntheticStudents.Rounding(digits, graphs);
            Line($"right method rounded to {digits} digits, own forward values", $"{wrong} of {parts} parts wrong");
        }

        var (byKey, byOwnWork) = SyntheticStudents.Innocent(graphs);
        Line("one broken rule in ten operators: innocent nodes wrong", $"{byKey:F2} by the key alone, {byOwnWork:F2} here");
        foreach (var finals in new[] { false, true })
        {
            var (diagnosed, parts) = SyntheticStudents.Chance(graphs, finals);
            Line($"random wrong numbers, {(finals ? "leaves only" : "every gradient")}: named by chance", $"{100.0 * diagnosed / parts:F2} % of {parts}");
        }

        Line("zeros, ones, copies of values: parts with follow-through credit", $"{SyntheticStudents.Gaming(graphs, (_, _) => 0)}, {SyntheticStudents.Gaming(graphs, (_, _) => 1)}, {SyntheticStudents.Gaming(graphs, (e, n) => e.Values[n])}");
        Line("hostile answers, every part asked: full scores", $"{HostileAnswers.FullScores(100 * graphs)} of {100 * graphs}");
        Console.WriteLine("  misconception                 visible of submitted   found of visible   alone");
        var (visible, found, unique) = (0, 0, 0);
        foreach (var misconception in MisconceptionCatalog.All)
        {
            var row = SyntheticStudents.Diagnose(misconception.Id, graphs);
            visible += row.Visible;
            found += row.Found;
            unique += row.Unique;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {row.Id,-28} {row.Visible,6} of {row.Submissions,-8} {100.0 * row.Found / row.Visible,12:F1} % {100.0 * row.Unique / row.Visible,10:F1} %   {string.Join("; ", row.Missed.Take(2))}"));
        }

        Line("all", $"{100.0 * found / visible:F2} % found, {100.0 * unique / visible:F1} % alone");
    }

    private static void Line(string what, FormattableString figures) => Console.WriteLine($"  {what,-64} {figures.ToString(CultureInfo.InvariantCulture)}");
}
