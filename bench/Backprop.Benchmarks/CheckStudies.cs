using System.Diagnostics;
using System.Globalization;
using Backprop.CheckStudy;
using Backprop.Domain.Checking;

namespace Backprop.Benchmarks;

/// <summary>How often gradient checks are wrong, on random graphs against 32-digit arithmetic, and how fast they are.</summary>
internal static class CheckStudies
{
    /// <summary>Arguments: the number of graphs (2,000), the first seed (1), <c>-v</c> to list every mistake.</summary>
    public static void Quality(string[] args)
    {
        var numbers = args.Where(a => !a.StartsWith('-')).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
        var graphs = numbers.Length > 0 ? numbers[0] : 2_000;
        var first = numbers.Length > 1 ? numbers[1] : 1;
        Console.WriteLine($"{graphs} graphs, seeds {first} to {first + graphs - 1}");
        foreach (var method in Enum.GetValues<CheckMethod>())
        {
            var study = new Study(method);
            var start = Stopwatch.GetTimestamp();
            for (var seed = first; seed < first + graphs; seed++)
            {
                study.Add(seed);
            }

            Report(method, study, Stopwatch.GetElapsedTime(start), args.Contains("-v"));
        }
    }

    private static void Report(CheckMethod method, Study study, TimeSpan elapsed, bool verbose)
    {
        string Share(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{part,6} of {whole,6} {100.0 * part / Math.Max(1, whole),8:F3} %");
        Console.WriteLine($"{method} ({elapsed.TotalSeconds:F1} s with the reference)");
        Console.WriteLine($"  entries left out: jumps, or too few digits {study.Unknown}");
        Console.WriteLine($"  right gradients rejected      {Share(study.RightRejected, study.Smooth)}");
        Console.WriteLine($"  computed gradients rejected   {Share(study.ComputedRejected, study.Smooth)}");
        Console.WriteLine($"  right gradients called kinks  {Share(study.RightCalledKink, study.Smooth)}");
        Console.WriteLine($"  right gradients inconclusive  {Share(study.Inconclusive, study.Smooth)} ({string.Join(", ", study.Reasons.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Value}"))})");
        Console.WriteLine($"  wrong by 1e-3 accepted        {Share(study.MilliAccepted, study.Changeable)}");
        Console.WriteLine($"  wrong by 1e-3 caught          {Share(study.MilliCaught, study.Changeable)}");
        Console.WriteLine($"  wrong by 1e-6 accepted        {Share(study.MicroAccepted, study.Changeable)}");
        Console.WriteLine($"  wrong by 1e-6 caught          {Share(study.MicroCaught, study.Changeable)}");
        Console.WriteLine($"  truth outside the bound       {Share(study.BoundsBroken, study.Smooth)}");
        Console.WriteLine($"  kinks found                   {Share(study.KinksFound, study.Kinks)} (passed {study.KinksPassed}, failed {study.KinksFailed})");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  evaluations an entry          {(double)study.Evaluations / Math.Max(1, study.Smooth + study.Kinks):F1}"));
        if (verbose)
        {
            study.Mistakes.ForEach(Console.WriteLine);
        }
    }
}
