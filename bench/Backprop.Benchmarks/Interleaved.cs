using System.Diagnostics;

namespace Backprop.Benchmarks;

// docs/decisions/0005-benchmarks-in-turns.md
/// <summary>
/// Times several ways to do the same in turns, so that what else the machine does falls on all of them alike, and reports each one's
/// median and best and its ratio to the first.
/// </summary>
internal static class Interleaved
{
    public static double[] Run(string title, int rounds, double unitsPerCall, string unit, params (string Name, Action Call)[] ways)
    {
        foreach (var (_, call) in ways)
        {
            for (var i = 0; i < 3; i++)
            {
                call();
            }
        }

        var times = ways.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                var start = Stopwatch.GetTimestamp();
                ways[way].Call();
                times[way][round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            }
        }

        Console.WriteLine(title);
        var medians = new double[ways.Length];
        for (var way = 0; way < ways.Length; way++)
        {
            Array.Sort(times[way]);
            medians[way] = times[way][rounds / 2];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {ways[way].Name,-44} median {medians[way] / unitsPerCall,12:F3} {unit}  best {times[way][0] / unitsPerCall,12:F3} {unit}  ratio {medians[way] / medians[0],6:F2}"));
        }

        return medians;
    }
}
