using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;

namespace Backprop.Domain.Grading;

/// <summary>Runs formulas at an exercise's own inputs and at its further points.</summary>
internal static class FormulaComparison
{
    /// <summary>Compares a formula with the key at the exercise's own inputs, and where it is right there, at every further point.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Finding Compare(Exercise exercise, Part part, Formula formula, CancellationToken cancellationToken)
    {
        foreach (var source in formula.Sources)
        {
            if (exercise.Key(source.Part).ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
            {
                return new Finding.Invalid($"'{source.Name}' is not finite here.");
            }
        }

        if (formula.Graph is not { } graph)
        {
            return new Finding.Invalid(formula.Problem!);
        }

        var tape = new Tape(graph);
        Run(tape, formula, exercise, exercise.Values, exercise.Gradients, cancellationToken);
        for (var node = 0; node < graph.Count; node++)
        {
            if (graph[node].Kernel?.FindFault(tape.Frame(node)) is not null)
            {
                return new Finding.Invalid($"An index in {graph[node].Operator.Name} is out of range.");
            }
        }

        var numbers = tape.Value(graph.Output).ToArray();
        if (numbers.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue) && !exercise.Key(part).ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
        {
            return new Finding.Invalid("This formula has no finite value at the given inputs.");
        }

        var finding = AnswerReading.Compare(exercise, part, numbers);
        foreach (var point in finding is Finding.Correct ? exercise.Points(cancellationToken) : [])
        {
            Run(tape, formula, exercise, point.Values, point.Gradients, cancellationToken);
            if (!Meets(exercise.Policy.Tolerance, tape.Value(graph.Output), exercise.Slice(part.Kind == PartKind.Value ? point.Values : point.Gradients, part.Node)))
            {
                return new Finding.Coincidence(numbers);
            }
        }

        return finding;
    }

    private static void Run(Tape tape, Formula formula, Exercise exercise, double[] values, double[] gradients, CancellationToken cancellationToken)
    {
        foreach (var (name, source) in formula.Sources)
        {
            exercise.Slice(source.Kind == PartKind.Value ? values : gradients, source.Node).CopyTo(tape.Value(tape.Graph.IndexOf(name)));
        }

        ForwardPass.Run(tape, cancellationToken);
    }

    // Rounding of doubles is not a mistake, however strict the tolerance.
    private static bool Meets(Tolerance tolerance, ReadOnlySpan<double> answer, ReadOnlySpan<double> key)
    {
        for (var i = 0; i < answer.Length; i++)
        {
            if (!tolerance.Accepts(answer[i], key[i], 0) && !(Math.Abs(answer[i] - key[i]) <= 1e-9 * Math.Max(1, Math.Abs(key[i]))))
            {
                return false;
            }
        }

        return true;
    }
}
