using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Operators;

namespace Backprop.Domain.Grading;

/// <summary>
/// The fourth stage of marking (see docs/grading-inside.md): finds the misconceptions that explain what is neither right nor follows from
/// earlier steps. All that do are returned; none is guessed among them.
/// </summary>
internal sealed class Diagnostician
{
    private readonly Exercise _exercise;
    private readonly OwnGradients? _own;
    private readonly List<Explanation> _found = [];
    private readonly List<ComparedPart> _answered;
    private readonly List<ComparedPart> _wrong;
    private readonly WorkBudget _budget = new();
    private readonly ChangedRules? _rules;
    private readonly Dictionary<(EdgeForm, Operator), MistakeScope> _scopes = [];
    private ILookup<Part, Explanation> _byPart = Enumerable.Empty<Explanation>().ToLookup(f => f.Part);
    private HashSet<(Part, Misconception, Operator)> _atOperators = [];

    private Diagnostician(Exercise exercise, MarkedPart[] parts, OwnGradients? own)
    {
        _exercise = exercise;
        _own = own;
        _rules = own is null ? null : new ChangedRules(exercise, own, _budget, _found);
        List<ComparedPart> compared = [.. from part in parts let finding = part.Finding as Finding.Compared where finding is not null select new ComparedPart(part.Part, finding)];
        _answered = compared.FindAll(p => p.Part.Kind == PartKind.Gradient);
        _wrong = compared.FindAll(p => p.Finding is Finding.Incorrect);
    }

    /// <summary>Names the mistakes in the parts that are wrong; every other part stays as it is.</summary>
    public static MarkedPart[] Diagnose(Exercise exercise, MarkedPart[] parts, OwnGradients? own, CancellationToken cancellationToken)
    {
        var stage = new Diagnostician(exercise, parts, own);
        stage.Search(cancellationToken);
        stage.Index();
        var diagnosed = parts.ToArray();
        foreach (ref var part in diagnosed.AsSpan())
        {
            part = part.Finding is Finding.Incorrect wrong ? part with { Finding = stage.Conclude(part.Part, wrong) } : part;
        }

        return diagnosed;
    }

    private void Search(CancellationToken cancellationToken)
    {
        var gradients = _wrong.FindAll(p => p.Part.Kind == PartKind.Gradient);
        foreach (var part in gradients)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _rules!.Explain(part);
        }

        var explained = _found.Select(f => f.Part).ToHashSet();
        if (gradients.Exists(p => !explained.Contains(p.Part) && HasUnansweredConsumer(p)))
        {
            new WholeRuns(_exercise, _own!, _answered, _budget).Run(_found, cancellationToken);
        }

        Relations.Find(_exercise, _wrong, _found);
    }

    private bool HasUnansweredConsumer(ComparedPart part) => _exercise.Paths(part.Part.Node).Any(path => !_own!.IsAnswered(path.Consumer));

    /// <summary>What was found, by what is asked of it: an answer may hold thousands of parts.</summary>
    private void Index()
    {
        _byPart = _found.ToLookup(f => f.Part);
        _atOperators = [.. from f in _found where f.Consumer is not null select (f.Part, f.Misconception, _exercise.Graph[f.Consumer!.Value].Operator)];
    }

    private Finding Conclude(Part part, Finding.Incorrect wrong)
    {
        var graph = _exercise.Graph;
        var explanations = _byPart[part].DistinctBy(f => (f.Misconception.Id, f.Consumer));
        Diagnosis[] diagnoses = [.. explanations.Select(f => new Diagnosis(f.Misconception, f.Consumer is { } consumer ? graph[consumer] : null, graph[f.Other ?? part.Node], f.Scope ?? ScopeOf(f)))];
        if (diagnoses.Length == 0)
        {
            return wrong;
        }

        // What covers the most comes first; the catalogue's order decides between equals.
        return new Finding.Diagnosed(
            wrong.Submitted,
            [.. wrong.Entries.Select(e => e == Verdict.Incorrect ? Verdict.Diagnosed : e)],
            wrong.ExpectedFromOwnWork,
            [.. diagnoses.OrderByDescending(d => diagnoses.Count(other => d.Misconception.Covers(other.Misconception)))]);
    }

    /// <summary>A mistake is systematic that shows in every answered gradient in which it would show, and in two at least.</summary>
    private MistakeScope ScopeOf(Explanation explanation)
    {
        if (explanation is not { Form: { Changed.Together: false } form, Consumer: { } first })
        {
            return MistakeScope.Slip;
        }

        var operation = _exercise.Graph[first].Operator;
        if (!_scopes.TryGetValue((form, operation), out var scope))
        {
            _scopes[(form, operation)] = scope = ScopeOf(form, operation);
        }

        return scope;
    }

    private MistakeScope ScopeOf(EdgeForm form, Operator operation)
    {
        var places = 0;
        foreach (var part in _answered)
        {
            if (_atOperators.Contains((part.Part, form.Misconception, operation)))
            {
                places++;
            }
            else if (_rules!.IsVisible(part, form, operation))
            {
                return MistakeScope.Slip;
            }
        }

        return places > 1 ? MistakeScope.Systematic : MistakeScope.Slip;
    }
}
