using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Grading;

/// <summary>How well an exercise shows one misconception.</summary>
/// <param name="Misconception">Which.</param>
/// <param name="Places">In how many ways it can happen here.</param>
/// <param name="Visible">In how many of them the answer differs from the key.</param>
/// <param name="Hidden">The edges or nodes at which it cannot be seen.</param>
public sealed record Visibility(Misconception Misconception, int Places, int Visible, IReadOnlyList<string> Hidden);

/// <summary>Misconceptions that give the same numbers for a gradient.</summary>
/// <param name="Misconceptions">Two or more, by id.</param>
/// <param name="Parts">The parts that they give the same numbers for.</param>
public sealed record Confusion(IReadOnlyList<string> Misconceptions, IReadOnlyList<string> Parts);

/// <summary>Something about an exercise's numbers that its author should know.</summary>
/// <param name="Code"><c>saturated</c>, <c>blocked</c>, <c>cancellation</c>, <c>dead-node</c>, <c>kink</c> or <c>non-finite</c>.</param>
/// <param name="Node">Where.</param>
/// <param name="Detail">What and why it matters.</param>
public sealed record ExerciseWarning(string Code, string Node, string Detail);

/// <summary>What can be said of an exercise before it is used.</summary>
/// <param name="Misconceptions">Every misconception that can happen here, in the order of the catalogue.</param>
/// <param name="Confusions">Which cannot be told apart.</param>
/// <param name="Warnings">Saturation, cancellation, dead nodes, kinks.</param>
/// <param name="SuggestedInputs">Nearby inputs that show more, or null where none were found or needed.</param>
/// <param name="Complete">Whether every place was looked at; false for exercises over the work limit.</param>
public sealed record ExerciseAnalysis(
    IReadOnlyList<Visibility> Misconceptions,
    IReadOnlyList<Confusion> Confusions,
    IReadOnlyList<ExerciseWarning> Warnings,
    IReadOnlyDictionary<string, Tensor>? SuggestedInputs,
    bool Complete);

/// <summary>Looks at an exercise as students' mistakes would see it.</summary>
public static class ExerciseAnalyst
{
    private const double SaturatedBelow = 0.01;
    private const double CancelledAbove = 100;
    private const int Draws = 24;
    private const int MostListed = 100;
    private const long Seed = 4;

    // The whole of the surveys: a second and a half.
    private const long MostWork = 6_000_000_000;

    // What is done at a place beside the edges that it is about: a rule is called, a gradient is made and told from the key.
    private const long WorkAPlace = 8_000;
    private const long WorkANumber = 100;

    // Two sightings at a node are told apart.
    private const long WorkAComparison = 40;

    // A drawn exercise is built and compiled, and its warnings are found.
    private const long WorkANode = 12_000;

    /// <summary>What analysing an exercise over a graph takes at most.</summary>
    public static long EstimateWork(Graph graph)
    {
        var consumers = Consumers.Differentiated(graph);
        var survey = Int128.Zero;
        for (var node = 0; node < graph.Count; node++)
        {
            if (graph.LeadsToOutput(node) && !graph[node].IsConstant)
            {
                var cost = PlaceCost.Of(graph, node, consumers.Of(node));
                var places = (Int128)MisconceptionCatalog.AtNodes.Count + consumers.Of(node).Sum(path => MisconceptionCatalog.AtEdges(graph[path.Consumer].Operator).Length);
                survey += cost.First + (places * cost.Each) + (places * places / 2 * cost.Comparison);
            }
        }

        var beside = (Int128)Exercise.EstimateWork(graph) + (WorkANode * graph.Count) + (WorkANumber * graph.ElementCount);
        return long.CreateSaturating(Int128.Min((Draws + 1) * survey, MostWork) + ((Draws + 1) * beside));
    }

    /// <summary>Analyses an exercise and looks for better inputs near its own.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ExerciseAnalysis Analyse(Exercise exercise, CancellationToken cancellationToken)
    {
        var budget = MostWork;
        var survey = Survey.Take(exercise, ref budget, cancellationToken);
        var warnings = Warnings(exercise);
        var suggestion = survey.Complete ? Suggest(exercise, survey, warnings.Count, ref budget, cancellationToken) : null;
        return new ExerciseAnalysis(survey.Visibilities(), survey.Confusions(), warnings, suggestion, survey.Complete);
    }

    private static List<ExerciseWarning> Warnings(Exercise exercise)
    {
        var tape = exercise.Passes.WithOwnGradients();
        return [.. exercise.Graph.Nodes.ToArray().SelectMany(node => Warnings(exercise, tape, node)).Take(MostListed)];
    }

    private static IEnumerable<ExerciseWarning> Warnings(Exercise exercise, Tape tape, Node node)
    {
        if (!exercise.Graph.LeadsToOutput(node.Index))
        {
            if (!node.IsConstant)
            {
                yield return new ExerciseWarning("dead-node", node.Id, "No differentiable path leads from this node to the output, so its gradient is 0 whatever the numbers.");
            }

            yield break;
        }

        if (tape.Value(node.Index).ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
        {
            yield return new ExerciseWarning("non-finite", node.Id, "The value is not finite: no number can be right here.");
        }

        var isOnKink = exercise.KinkNodes.Contains(node.Index);
        if (isOnKink)
        {
            yield return new ExerciseWarning("kink", node.Id, $"{node.Operator.Name} sits on a kink: several gradients are right. {node.Operator.KinkConvention}");
        }

        var slopes = Slopes(exercise, tape, node);
        if (slopes.Contains(0) && !isOnKink)
        {
            yield return new ExerciseWarning("blocked", node.Id, $"{node.Operator.Name} passes no gradient for at least one entry: everything before it is 0 there, and mistakes before it do not show.");
        }
        else if (Array.Exists(slopes, slope => Math.Abs(slope) < SaturatedBelow && slope != 0))
        {
            yield return new ExerciseWarning("saturated", node.Id, $"{node.Operator.Name} is saturated: its derivative is below {SaturatedBelow.ToString(CultureInfo.InvariantCulture)} for at least one entry, and rounding decides the gradients before it.");
        }

        if (Cancels(exercise, node.Index))
        {
            yield return new ExerciseWarning("cancellation", node.Id, "The contributions to this gradient cancel almost completely: any small number passes for it, and rounding is most of what is left.");
        }
    }

    /// <summary>The local derivatives of a function of one operand that is flat somewhere; none of any other node.</summary>
    private static double[] Slopes(Exercise exercise, Tape tape, Node node)
    {
        var canBeFlat = node.Operator.Family == Activations.Family || node.Operator.Asymptotes is not null || ReferenceEquals(node.Operator, Selection.Clip);
        if (!canBeFlat || node.Kernel is not { IsElementwise: true } kernel || exercise.Graph.Operands(node.Index).Length != 1)
        {
            return [];
        }

        var slopes = new double[node.Shape.Count];
        kernel.Local(tape.Frame(node.Index), 0, slopes);
        return slopes;
    }

    private static bool Cancels(Exercise exercise, int node)
    {
        var key = exercise.Slice(exercise.Gradients, node);
        var scale = exercise.Slice(exercise.Scales, node);
        var cancels = false;
        for (var i = 0; i < key.Length; i++)
        {
            cancels |= scale[i] > CancelledAbove * Math.Abs(key[i]) && scale[i] > 0;
        }

        return cancels;
    }

    private static Dictionary<string, Tensor>? Suggest(Exercise exercise, Survey survey, int warnings, ref long budget, CancellationToken cancellationToken)
    {
        var best = (Badness: survey.Badness(warnings), Inputs: (Dictionary<string, Tensor>?)null);
        var random = new SeededRandom(Seed);
        for (var draw = 1; draw <= Draws && best.Badness.Hidden + best.Badness.Confused > 0 && budget > 0; draw++)
        {
            var inputs = Draw(exercise, random, 0.1 * draw);
            if (inputs.Count == 0 || GraphBuilder.Build(exercise.Graph.Spec, inputs, exercise.Graph.OutputNode.Id, GraphLimits.Default).Graph is not { } graph
                || Exercise.Compile(graph, exercise.Upstream, null, exercise.Policy, cancellationToken).Exercise is not { } drawn)
            {
                return null;
            }

            var other = Survey.Take(drawn, ref budget, cancellationToken);
            var badness = other.Badness(Warnings(drawn).Count);
            if (other.Complete && badness.CompareTo(best.Badness) < 0)
            {
                best = (badness, inputs);
            }
        }

        return best.Inputs;
    }

    /// <summary>Inputs near the exercise's own, with at most two digits after the point, no two alike; everything that is an index or a target stays.</summary>
    private static Dictionary<string, Tensor> Draw(Exercise exercise, SeededRandom random, double spread)
    {
        var movable = FormulaPoints.Movable(exercise);
        return exercise.Graph.Nodes.ToArray().Where(node => node.IsVariable).ToDictionary(node => node.Id, node => new Tensor(node.Shape, Moved(node)), StringComparer.Ordinal);

        double[] Moved(Node node)
        {
            double[] own = [.. exercise.Slice(exercise.Values, node.Index)];
            return movable.Contains(node.Index) ? [.. own.Select(number => Math.Round(number + (spread * Math.Max(1, Math.Abs(number)) * random.NextDouble(-1, 1)), 2))] : own;
        }
    }

    /// <summary>What a survey does at a node: once, at each place, and where it tells two sightings apart.</summary>
    private readonly record struct PlaceCost(long First, long Each, long Comparison)
    {
        public static PlaceCost Of(Graph graph, int node, ArraySegment<PathEdge> paths)
        {
            var length = graph[node].Shape.Count;
            var edges = paths.Sum(path => graph.BackwardWorkOf(path.Consumer));
            return new PlaceCost(
                long.CreateSaturating(edges),
                long.CreateSaturating(WorkAPlace + (WorkANumber * length) + (edges / Math.Max(1, paths.Count)) + (2.0 * paths.Count * (length + WorkAComparison))),
                WorkAComparison + (2 * length));
        }
    }

    /// <summary>What every mistake would give, everywhere.</summary>
    private sealed class Survey(Exercise exercise)
    {
        private readonly List<Sighting> _sightings = [];

        public bool Complete { get; private set; } = true;

        public static Survey Take(Exercise exercise, ref long budget, CancellationToken cancellationToken)
        {
            var survey = new Survey(exercise);
            var mistaken = new MistakenGradient(exercise);
            var node = -1;
            var cost = default(PlaceCost);
            var seen = 0;
            foreach (var place in MistakenRun.Places(exercise))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (place.Node != node)
                {
                    node = place.Node;
                    cost = PlaceCost.Of(exercise.Graph, node, exercise.Paths(node));
                    budget -= cost.First;
                    seen = 0;
                }

                budget -= cost.Each + (seen * cost.Comparison);
                if (budget < 0)
                {
                    survey.Complete = false;
                    break;
                }

                if (mistaken.At(place) is { } gradient)
                {
                    seen++;
                    survey.Add(place, gradient);
                }
            }

            return survey;
        }

        public (int Hidden, int Confused, int Warnings) Badness(int warnings) =>
            (Visibilities().Count(v => v.Visible == 0), Confusions().Sum(c => c.Parts.Count * (c.Misconceptions.Count - 1)), warnings);

        public IReadOnlyList<Visibility> Visibilities() =>
            [.. from misconception in MisconceptionCatalog.All
                let own = _sightings.Where(s => s.Place.Misconception == misconception).ToList()
                where own.Count > 0
                select new Visibility(misconception, own.Count, own.Count(s => s.Visible), [.. own.Where(s => !s.Visible).Select(s => Name(s.Place)).Distinct().Take(MostListed)])];

        public IReadOnlyList<Confusion> Confusions()
        {
            var confused =
                from node in _sightings.Where(s => s.Visible).GroupBy(s => s.Place.Node)
                from alike in Alike([.. node])
                let ids = alike.Select(s => s.Place.Misconception.Id).Distinct().Order(StringComparer.Ordinal).ToArray()
                where ids.Length > 1
                group exercise.Name(new Part(PartKind.Gradient, node.Key)) by string.Join(' ', ids);
            return [.. confused.OrderBy(c => c.Key, StringComparer.Ordinal).Take(MostListed).Select(c => new Confusion(c.Key.Split(' '), [.. c.Distinct().Order(StringComparer.Ordinal).Take(MostListed)]))];
        }

        /// <summary>Sightings in groups of those that show the same numbers.</summary>
        private IEnumerable<List<Sighting>> Alike(List<Sighting> open)
        {
            while (open.Count > 0)
            {
                var alike = open.FindAll(s => AreAlike(s.Gradient, open[0].Gradient));
                var first = open[0];
                open.RemoveAll(s => AreAlike(s.Gradient, first.Gradient));
                yield return alike;
            }
        }

        private void Add(MistakePlace place, double[] gradient)
        {
            var key = exercise.Slice(exercise.Gradients, place.Node);
            double[] finite = [.. gradient.Select(number => double.IsFinite(number) ? number : double.NaN)];
            _sightings.Add(new Sighting(place, gradient, exercise.Policy.Tolerance.Tells(finite, key, exercise.Slice(exercise.Scales, place.Node))));
        }

        private bool AreAlike(double[] first, double[] second)
        {
            for (var i = 0; i < first.Length; i++)
            {
                // Equal first: an infinity or NaN is like itself, though its difference with itself is not small.
                if (!first[i].Equals(second[i]) && !(Math.Abs(first[i] - second[i]) <= DiagnosisMargin.Of(exercise.Policy.Tolerance, first[i], second[i], 0, 0)))
                {
                    return false;
                }
            }

            return true;
        }

        private string Name(MistakePlace place) =>
            place.Consumer is { } consumer ? $"{exercise.Graph[consumer].Id}→{exercise.Graph[place.Node].Id}" : exercise.Graph[place.Node].Id;

        private sealed record Sighting(MistakePlace Place, double[] Gradient, bool Visible);
    }
}
