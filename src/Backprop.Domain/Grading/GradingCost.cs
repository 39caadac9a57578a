using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;

namespace Backprop.Domain.Grading;

// docs/decisions/0310-grading-is-estimated-part-by-part.md
/// <summary>What grading takes at most, known before anything of it is run.</summary>
/// <param name="formulas">The formulas of the exercise's answers, and with them its graph.</param>
public sealed class GradingCost(FormulaBook formulas)
{
    // By part: a name looked up, a finding made and remembered; by number: read, compared, hashed.
    private const long WorkAPart = 8_000;
    private const long WorkANumber = 100;

    // Reading a formula, and what comparing it takes beside its runs: a tape, findings.
    private const long WorkACharacter = 2_000;
    private const long WorkAFormula = 40_000;

    // Finding a name's neighbours among all names.
    private const long WorkASuggestion = 1_200;

    // How often marking an answered gradient goes over the edges that lead to it: as it follows from own steps, by the guards, at equivalent
    // forms, by the rules of mistakes; and with every choice among four consumers that were not answered.
    private const int RoundsOfPart = 32;
    private const int RoundsOfChoices = 15;

    // How often the rules of mistakes are tried at an edge, and what one takes beside its numbers.
    private const int RoundsOfRules = 3;
    private const int WorkARule = 100;

    // The student's own forward passes and backward pass, and what is noted on the way.
    private const int PassesOfAnswer = 12;

    private readonly Graph _graph = formulas.Graph;
    private double[]? _edges;
    private double? _mistakes;

    /// <summary>The work of compiling the exercise: its key, and the magnitudes of the terms of its gradients.</summary>
    public long OfCompiling() => Exercise.EstimateWork(_graph);

    /// <summary>The work of drawing the further points at which formulas are compared: once for all answers, where one of them holds a formula.</summary>
    public long OfDrawing() => FormulaPoints.EstimateWork(_graph);

    /// <summary>The work of compiling the exercise and marking these answers.</summary>
    public long OfAll(params IEnumerable<Answer> answers)
    {
        var work = (Int128)OfCompiling();
        var draws = false;
        foreach (var answer in answers)
        {
            work += OfMarking(answer);
            draws |= answer.Parts.Any(part => part.Submission is Submission.Formula);
        }

        return long.CreateSaturating(work + (draws ? OfDrawing() : 0));
    }

    /// <summary>The work of marking an answer, once the exercise is compiled and its points are drawn.</summary>
    public long OfMarking(Answer answer)
    {
        var points = -1;
        var work = (Int128)0;
        var gradients = 0.0;
        var isNumeric = false;
        foreach (var part in AnswerReading.Arrange(_graph, answer))
        {
            if (part.Part is not { } found)
            {
                work += WorkAPart + (part.Suggests ? WorkASuggestion * Math.Min(_graph.Count, NearestNames.MostCompared) : 0);
                continue;
            }

            work += WorkAPart + (WorkANumber * _graph[found.Node].Shape.Count);
            isNumeric |= part.Answered.Submission is Submission.Numbers or Submission.Formula;
            gradients += found.Kind == PartKind.Gradient ? EdgesOf(found.Node) : 0;
            if (part is { IsRepeated: false, MayBeFormula: true, Answered.Submission: Submission.Formula { Text: var text } })
            {
                points = points < 0 ? FormulaPoints.MostPoints(_graph) : points;
                work += WorkAFormula + (WorkACharacter * text.Length) + formulas.Read(found, text).EstimateWork(_graph, points);
            }
        }

        return long.CreateSaturating(work + (isNumeric ? (Int128)OfMistakes(gradients) : 0));
    }

    /// <summary>The bytes of the exercise and of a grader that marks these answers: arenas of the key, of a student's own passes, of the mistakes that are tried, of points and of formulas.</summary>
    public long Bytes(params IEnumerable<Answer> answers)
    {
        var forward = Tape.EstimateBytes(_graph, backward: false);
        var both = Tape.EstimateBytes(_graph, backward: true);
        var formula = 0L;
        var drawing = 0L;
        foreach (var part in answers.SelectMany(answer => AnswerReading.Arrange(_graph, answer)))
        {
            if (part is { Part: { } found, IsRepeated: false, MayBeFormula: true, Answered.Submission: Submission.Formula { Text: var text } })
            {
                formula = Math.Max(formula, formulas.Read(found, text).EstimateBytes());
                drawing = FormulaPoints.EstimateBytes(_graph);
            }
        }

        // Own, printed and aside; the student's own backward pass and that of the mistakes; results, implied gradients, magnitudes and intervals.
        return Exercise.EstimateBytes(_graph) + (3 * forward) + (2 * both) + (8 * sizeof(double) * _graph.ElementCount) + drawing + (2 * formula);
    }

    /// <summary>What a backward pass does at the edges that lead to a node's gradient, and their magnitudes.</summary>
    private double EdgesOf(int node)
    {
        if (_edges is null)
        {
            var edges = new double[_graph.Count];
            for (var consumer = 0; consumer < _graph.Count; consumer++)
            {
                var work = _graph.BackwardWorkOf(consumer) * Math.Max(1, Magnitudes.BackwardCalls(_graph[consumer]) / (RoundsOfPart + RoundsOfChoices));
                foreach (var operand in _graph.Operands(consumer))
                {
                    edges[operand] += work;
                }
            }

            _edges = edges;
        }

        return _edges[node];
    }

    /// <summary>The rules of mistakes and the other sides of kinks, each up to its budget, and whole runs up to that of the rules.</summary>
    private double OfRules()
    {
        var (rules, kinks) = (WholeRuns.EstimateWork(_graph), 0.0);
        for (var node = 0; node < _graph.Count; node++)
        {
            var length = (double)_graph[node].Shape.Count;
            foreach (var operand in _graph.Operands(node))
            {
                var elements = _graph[operand].Shape.Count;
                rules += RoundsOfRules * MisconceptionCatalog.AtEdges(_graph[node].Operator).Length * (WorkARule + (ChangedRules.WorkAnElement * (length + elements)));
                kinks += _graph[node].Kernel!.HasBranches && elements <= Subgradients.MostElements ? Subgradients.WorkOfKink(_graph, node, elements) : 0;
            }
        }

        return Math.Min(WorkBudget.Whole, rules) + Math.Min(WorkBudget.Whole, kinks);
    }

    /// <summary>The student's own passes, the search of what their wrong parts follow from, and of the mistakes that explain them.</summary>
    private double OfMistakes(double gradients) =>
        (PassesOfAnswer * (double)_graph.Work) + ((RoundsOfPart + RoundsOfChoices) * gradients) + (_mistakes ??= OfRules());
}
