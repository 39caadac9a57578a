using System.Text.RegularExpressions;
using Backprop.Domain.Operators;
using Backprop.Domain.Tests.Support;
using Backprop.Domain.Training;
using Backprop.Domain.Training.Optimizers;

namespace Backprop.Domain.Tests.Training;

/// <summary>The printed updates of optimizers and schedules say what they compute: they are read back and computed, by a reader that knows notation and nothing else.</summary>
public sealed partial class PrintedUpdateTests
{
    private const int Steps = 6;
    private const int Length = 5;

    /// <summary>What the letters that attributes are described with are in LaTeX.</summary>
    private static readonly Dictionary<string, string> Letters = new()
    {
        ["η"] = @"\eta",
        ["μ"] = @"\mu",
        ["α"] = @"\alpha",
        ["β₁"] = @"\beta_1",
        ["β₂"] = @"\beta_2",
        ["ε"] = @"\epsilon",
        ["k"] = "k",
    };

    /// <summary>Every optimizer with every choice that its formula has a label for.</summary>
    public static TheoryData<string, string, string> Updates
    {
        get
        {
            var updates = new TheoryData<string, string, string>();
            foreach (var optimizer in OptimizerCatalog.All)
            {
                foreach (var variant in optimizer.Attributes.FirstOrDefault(a => a.Choices is not null)?.Choices ?? [""])
                {
                    updates.Add(optimizer.Name, variant, "");
                    foreach (var flag in optimizer.Attributes.Where(a => a.Kind == AttributeKind.Flag && optimizer.Formula.Contains($@"\text{{{a.Name}: }}", StringComparison.Ordinal)))
                    {
                        updates.Add(optimizer.Name, variant, flag.Name);
                    }
                }
            }

            return updates;
        }
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public void Formula_ofAnOptimizer_computesToWhatItMoves(string name, string variant, string flag)
    {
        var optimizer = OptimizerCatalog.ByName.Find(name)!;
        var assignments = Assignments(optimizer.Formula, variant, flag);
        string[] remembered = [.. assignments.Select(a => a.Variable).Where(variable => variable != "w").Distinct()];
        Assert.Equal(optimizer.Slots, remembered.Length);
        Assert.Equal("w", assignments[^1].Variable);

        var random = new Random(3);
        var attributes = optimizer.Attributes.ToDictionary(a => a.Name, a => a.Kind switch
        {
            AttributeKind.Number => new AttributeValue.Number(0.1 + (0.8 * random.NextDouble())),
            AttributeKind.Flag when a.Name == flag => new AttributeValue.Flag(true),
            AttributeKind.Text => new AttributeValue.Text(variant),
            _ => a.Default!,
        });
        var move = optimizer.Bind(new NodeAttributes(attributes));
        var symbols = Symbols(optimizer.Attributes, attributes);
        var weights = Draw(random);
        double[][] slots = [.. remembered.Select(_ => new double[Length])];
        symbols["w"] = Row(weights);
        foreach (var variable in remembered)
        {
            symbols[variable] = Row(new double[Length]);
        }

        for (var step = 1; step <= Steps; step++)
        {
            var gradient = Draw(random);
            var learningRate = 1.0 / (step + 1);
            (symbols["t"], symbols["g"], symbols[@"\eta"]) = (PrintedArray.Scalar(step), Row(gradient), PrintedArray.Scalar(learningRate));
            foreach (var variable in remembered)
            {
                symbols[$"{variable}_0"] = symbols[variable];
            }

            foreach (var (variable, formula) in assignments)
            {
                symbols[variable] = PrintedMath.Compute(formula, null, symbols).Value;
            }

            move(new UpdateFrame(step, learningRate, weights, gradient, slots.ElementAtOrDefault(0), slots.ElementAtOrDefault(1)));
            Numbers.AssertNear(symbols["w"].Data, weights, 1e-14, 1e-13, $"w after step {step}");
            foreach (var (variable, slot) in remembered.Zip(slots))
            {
                Numbers.AssertNear(symbols[variable].Data, slot, 1e-14, 1e-13, $"{variable} after step {step}");
            }
        }
    }

    [Fact]
    public void Formula_ofAnyLearningRateDecay_computesToTheRateOfTheEpoch() => Assert.All(LearningRateDecays.All, decay =>
    {
        const double LearningRate = 0.3;
        var attributes = decay.Attributes.ToDictionary(a => a.Name, a => (AttributeValue)new AttributeValue.Number(a.Kind == AttributeKind.Integer ? 3 : 0.7));
        var symbols = Symbols(decay.Attributes, attributes);
        symbols[@"\eta"] = PrintedArray.Scalar(LearningRate);
        var sides = PrintedLines.Sides(decay.Formula);
        Assert.Equal([@"\eta_t"], sides.SkipLast(1));
        for (var epoch = 0; epoch < 10; epoch++)
        {
            symbols["t"] = PrintedArray.Scalar(epoch);
            Assert.Equal(PrintedMath.Compute(sides[1], null, symbols).Value.Data[0], LearningRate * decay.Factor(new NodeAttributes(attributes), epoch), 1e-15);
        }
    });

    [Fact]
    public void OptimizersAndDecays_all_haveAReferenceRun()
    {
        using var document = Runs.Read("optimizers");
        var runs = document.RootElement.GetProperty("runs").EnumerateArray().ToList();
        string[] used =
        [
            .. runs.Select(run => run.GetProperty("optimizer").GetProperty("type").GetString()!),
            .. runs.Where(run => run.TryGetProperty("learningRateDecay", out _)).Select(run => run.GetProperty("learningRateDecay").GetProperty("type").GetString()!),
        ];

        var missing = OptimizerCatalog.All.Select(o => o.Name).Concat(LearningRateDecays.All.Select(d => d.Name)).Except(used).ToList();

        Assert.True(missing.Count == 0, $"Make a run with tests/reference/reference.py training for {string.Join(", ", missing)}; its README shows how.");
    }

    /// <summary>
    /// The assignments that hold: in a formula of several lines those of the line labelled with the variant, and those labelled with a flag only
    /// where it is set, in place of those without.
    /// </summary>
    private static List<(string Variable, string Formula)> Assignments(string formula, string variant, string flag)
    {
        var lines = formula.Replace(@"\begin{aligned}", "", StringComparison.Ordinal).Replace(@"\end{aligned}", "", StringComparison.Ordinal).Split(@"\\");
        var line = lines.Length == 1 ? lines[0] : lines.Single(l => l.Contains($@"\text{{{variant}: }}", StringComparison.Ordinal)).Replace($@"\text{{{variant}: }}", "", StringComparison.Ordinal);
        var assignments = line.Replace("&", "", StringComparison.Ordinal).Replace(@"\quad", "", StringComparison.Ordinal).Replace(@"\,", "", StringComparison.Ordinal)
            .Split(',').Select(text => Assignment().Match(text.Trim())).ToList();
        Assert.All(assignments, match => Assert.True(match.Success, formula));
        var labelled = assignments.Where(match => match.Groups["label"].Value == flag && flag.Length > 0).Select(match => match.Groups["variable"].Value).ToList();
        return
        [
            .. assignments
                .Where(match => match.Groups["label"].Length == 0 ? !labelled.Contains(match.Groups["variable"].Value) : match.Groups["label"].Value == flag)
                .Select(match => (match.Groups["variable"].Value, match.Groups["formula"].Value)),
        ];
    }

    /// <summary>Attributes by their letter: the one that their description begins with, else their name.</summary>
    private static Dictionary<string, PrintedArray> Symbols(IReadOnlyList<AttributeDefinition> definitions, Dictionary<string, AttributeValue> attributes) =>
        definitions.Where(a => attributes[a.Name] is AttributeValue.Number).ToDictionary(
            a => Letters.GetValueOrDefault(a.Description.Split(',')[0], $@"\text{{{a.Name}}}"),
            a => PrintedArray.Scalar(((AttributeValue.Number)attributes[a.Name]).Value));

    private static double[] Draw(Random random) => [.. Enumerable.Range(0, Length).Select(_ => (2 * random.NextDouble()) - 1)];

    private static PrintedArray Row(double[] data) => new(1, data.Length, [.. data]);

    [GeneratedRegex(@"^(\\text\{(?<label>\w+): \})?\s*(?<variable>\w)\s*\\leftarrow(?<formula>.+)$", RegexOptions.Singleline)]
    private static partial Regex Assignment();
}
