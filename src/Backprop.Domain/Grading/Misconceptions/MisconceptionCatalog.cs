using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Every misconception there is.</summary>
public static class MisconceptionCatalog
{
    /// <summary>All, in the order in which they are listed.</summary>
    public static IReadOnlyList<Misconception> All { get; } =
    [
        GeneralMisconceptions.UpstreamDropped,
        GeneralMisconceptions.PathOverwritten,
        GeneralMisconceptions.PathForgotten,
        GeneralMisconceptions.LocalSkipped,
        GeneralMisconceptions.AddedNotMultiplied,
        GeneralMisconceptions.WrongSeed,
        GeneralMisconceptions.ValueForGradient,
        GeneralMisconceptions.SignFlipped,
        GeneralMisconceptions.StepForGradient,
        GeneralMisconceptions.NeighbourGradient,
        GeneralMisconceptions.AnswersSwapped,
        DerivativeMisconceptions.ProductOwnOperand,
        DerivativeMisconceptions.ProductByOutput,
        DerivativeMisconceptions.SquareCountedOnce,
        DerivativeMisconceptions.AddSplits,
        DerivativeMisconceptions.QuotientDenominator,
        DerivativeMisconceptions.PowerRule,
        DerivativeMisconceptions.PowerRuleOnExponential,
        DerivativeMisconceptions.LogDerivative,
        DerivativeMisconceptions.SqrtDerivative,
        DerivativeMisconceptions.ReciprocalSign,
        DerivativeMisconceptions.SigmoidOnPreactivation,
        DerivativeMisconceptions.SigmoidTwice,
        DerivativeMisconceptions.SigmoidHalf,
        DerivativeMisconceptions.TanhDerivative,
        DerivativeMisconceptions.ReluMaskFromUpstream,
        DerivativeMisconceptions.ReluValueAsDerivative,
        DerivativeMisconceptions.LeakySlopeLost,
        DerivativeMisconceptions.ClipPasses,
        TensorMisconceptions.BiasNotSummed,
        LossMisconceptions.BatchMean,
        TensorMisconceptions.Transposed,
        TensorMisconceptions.WrongLayerInput,
        TensorMisconceptions.BroadcastNotReduced,
        LossMisconceptions.LossFactor,
        TensorMisconceptions.SoftmaxDiagonal,
        LossMisconceptions.SoftmaxTwice,
        LossMisconceptions.TargetOmitted,
        LossMisconceptions.PenaltyMissing,
        LossMisconceptions.PenaltyFactor,
        GeneralMisconceptions.ConstantFactor,
        GeneralMisconceptions.DecimalPoint,
    ];

    /// <summary>The edge rules that can happen at each operator.</summary>
    private static readonly Dictionary<Operator, EdgeForm[]> ByOperator =
        OperatorCatalog.All.ToDictionary(operation => operation, operation => Forms<ChangedRule.OfEdge>().Where(f => f.Misconception.BelongsTo(operation)).Select(f => new EdgeForm(f.Misconception, f.Rule)).ToArray());

    /// <summary>The misconception of this id, or null.</summary>
    public static Misconception? Find(string id) => All.FirstOrDefault(m => m.Id == id);

    /// <summary>The forms of mistakes about an edge that can happen at an operator.</summary>
    internal static ReadOnlySpan<EdgeForm> AtEdges(Operator operation) => ByOperator[operation];

    /// <summary>The forms of mistakes about a whole gradient.</summary>
    internal static IReadOnlyList<NodeForm> AtNodes { get; } = [.. Forms<ChangedRule.OfNode>().Select(f => new NodeForm(f.Misconception, f.Rule))];

    private static IEnumerable<(Misconception Misconception, TRule Rule)> Forms<TRule>()
        where TRule : ChangedRule => All.SelectMany(m => m.Rules.OfType<TRule>().Select(rule => (m, rule)));
}

/// <summary>One form of a mistake about an edge.</summary>
internal sealed record EdgeForm(Misconception Misconception, ChangedRule.OfEdge Changed)
{
    /// <summary>Whether it never happens on all edges alike: leaving out every path is another mistake than leaving out one.</summary>
    public bool IsOfOneEdge => Misconception == GeneralMisconceptions.PathForgotten || Misconception == DerivativeMisconceptions.SquareCountedOnce;
}

/// <summary>One form of a mistake about a whole gradient.</summary>
internal sealed record NodeForm(Misconception Misconception, ChangedRule.OfNode Changed);
