using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Every misconception there is.</summary>
public static class MisconceptionCatalog
{
    /// <summary>All, in the order in which they are listed.</summary>
    public static IReadOnlyList<Misconception> All { get; } =
    [
        UpstreamDropped.Declaration,
        PathOverwritten.Declaration,
        PathForgotten.Declaration,
        LocalSkipped.Declaration,
        AddedNotMultiplied.Declaration,
        WrongSeed.Declaration,
        ValueForGradient.Declaration,
        SignFlipped.Declaration,
        StepForGradient.Declaration,
        NeighbourGradient.Declaration,
        AnswersSwapped.Declaration,
        ProductOwnOperand.Declaration,
        ProductByOutput.Declaration,
        SquareCountedOnce.Declaration,
        AddSplits.Declaration,
        QuotientDenominator.Declaration,
        PowerRule.Declaration,
        PowerRuleOnExponential.Declaration,
        LogDerivative.Declaration,
        SqrtDerivative.Declaration,
        ReciprocalSign.Declaration,
        SigmoidOnPreactivation.Declaration,
        SigmoidTwice.Declaration,
        SigmoidHalf.Declaration,
        TanhDerivative.Declaration,
        ReluMaskFromUpstream.Declaration,
        ReluValueAsDerivative.Declaration,
        LeakySlopeLost.Declaration,
        ClipPasses.Declaration,
        BiasNotSummed.Declaration,
        BatchMean.Declaration,
        Transposed.Declaration,
        WrongLayerInput.Declaration,
        BroadcastNotReduced.Declaration,
        LossFactor.Declaration,
        SoftmaxDiagonal.Declaration,
        SoftmaxTwice.Declaration,
        TargetOmitted.Declaration,
        PenaltyMissing.Declaration,
        PenaltyFactor.Declaration,
        ConstantFactor.Declaration,
        DecimalPoint.Declaration,
    ];

    /// <summary>The edge rules that can happen at each operator.</summary>
    private static readonly Dictionary<Operator, EdgeForm[]> ByOperator =
        OperatorCatalog.All.ToDictionary(operation => operation, operation => Forms<ChangedRule.OfEdge>().Where(f => f.Misconception.BelongsTo(operation)).Select(f => new EdgeForm(f.Misconception, f.Rule)).ToArray());

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
    public bool IsOfOneEdge => Misconception.IsOfOneEdge;
}

/// <summary>One form of a mistake about a whole gradient.</summary>
internal sealed record NodeForm(Misconception Misconception, ChangedRule.OfNode Changed);
