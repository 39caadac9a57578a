using System.Diagnostics;
using Backprop.CheckStudy;
using Backprop.Domain.Checking;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Benchmarks;

/// <summary>How often gradient checks are wrong, on random graphs against arithmetic of 120 digits, and how fast they are.</summary>
internal static class CheckStudies
{
    /// <summary>Arguments: the number of graphs (2,000), the first seed (1), <c>-hard</c> for <see cref="HardPoint"/> instead of <see cref="StudyGraph"/>, <c>-adaptive</c> for that method alone, <c>-v</c> to list every mistake.</summary>
    public static void Quality(string[] args)
    {
        var numbers = args.Where(a => !a.StartsWith('-')).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
        var graphs = numbers.Length > 0 ? numbers[0] : 2_000;
        var first = numbers.Length > 1 ? numbers[1] : 1;
        Console.WriteLine($"{graphs} graphs, seeds {first} to {first + graphs - 1}");
        foreach (var method in args.Contains("-adaptive") ? [CheckMethod.Adaptive] : Enum.GetValues<CheckMethod>())
        {
            var study = new Study(method);
            var start = Stopwatch.GetTimestamp();
            for (var seed = first; seed < first + graphs; seed++)
            {
                if (args.Contains("-hard"))
                {
                    study.AddHard(seed);
                }
                else
                {
                    study.AddRandom(seed);
                }
            }

            Report(method, study, Stopwatch.GetElapsedTime(start), args.Contains("-v"));
        }
    }

    /// <summary>A check of a random scalar graph of 5,000 nodes, 1,000 of them parameters.</summary>
    public static void Speed(string[] args)
    {
        const int Nodes = 5_000;
        const int Parameters = 1_000;
        string[] names = ["add", "mul", "sub", "max", "sin", "tanh", "sigmoid", "relu"];
        var random = new Random(1);
        var nodes = new List<NodeSpec>(Nodes);
        for (var i = 0; i < Nodes - 1; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"n{i}");
            if (i < Parameters)
            {
                nodes.Add(new NodeSpec(id, "parameter", [], Value: Tensor.Scalar((random.NextDouble() * 4) - 2)));
                continue;
            }

            // Operands near by, with a far one now and then: most of the graph is downstream of most parameters.
            string Operand() => nodes[random.Next(8) == 0 ? random.Next(i) : random.Next(Math.Max(0, i - Parameters), i)].Id;
            var op = names[random.Next(names.Length)];
            nodes.Add(new NodeSpec(id, op, op is "sin" or "tanh" or "sigmoid" or "relu" ? [Operand()] : [Operand(), Operand()]));
        }

        var used = nodes.SelectMany(n => n.Inputs).ToHashSet(StringComparer.Ordinal);
        nodes.Add(new NodeSpec("f", "add", [.. nodes.Where(n => !used.Contains(n.Id)).Select(n => n.Id)]));
        var graph = GraphBuilder.Build(new GraphSpec(nodes, "f", new GraphLocator()), new Dictionary<string, Tensor>(), null, GraphLimits.Default).Graph!;
        var wrt = Enumerable.Range(0, graph.Count).Where(node => graph[node].IsVariable).ToList();
        var tape = new Tape(graph);
        ForwardPass.Run(tape, CancellationToken.None);
        GradientCheckResult Check(int workers) => GradientCheck.Run(tape, new GradientCheckOptions { Wrt = wrt, Workers = workers }, CancellationToken.None);
        var result = Check(1);
        Console.WriteLine($"{result.Verdict}, {result.Entries.Count} entries, {result.Evaluations} evaluations, {string.Join(", ", result.Entries.GroupBy(e => $"{e.Verdict} {e.Reason}").Select(g => $"{g.Key}: {g.Count()}"))}");
        Interleaved.Run(
            "Check of 1,000 parameters in a scalar graph of 5,000 nodes",
            rounds: 9,
            1e6,
            "ms",
            ("one worker", () => Check(1)),
            ("a worker for each processor", () => Check(Environment.ProcessorCount)));
    }

    private static void Report(CheckMethod method, Study study, TimeSpan elapsed, bool verbose)
    {
        string Share(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{part,6} of {whole,6} {100.0 * part / Math.Max(1, whole),8:F3} %");
        Console.WriteLine($"{method} ({elapsed.TotalSeconds:F1} s with the reference)");
        Console.WriteLine($"  entries left out: jumps, or too few digits {study.Unknown}; called kinks, with the kink within four numbers of x: {study.BesideKink}");
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
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  evaluations per entry          {(double)study.Evaluations / Math.Max(1, study.Smooth + study.Kinks):F1}"));
        if (verbose)
        {
            study.Mistakes.ForEach(Console.WriteLine);
        }
    }
}
