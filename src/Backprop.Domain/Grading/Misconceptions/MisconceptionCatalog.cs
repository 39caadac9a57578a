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

    private static readonly Dictionary<Operator, EdgeForm[]> ByOperator = OperatorCatalog.All.ToDictionary(
        operation => operation,
        operation => (from m in All where m.BelongsTo(operation) from rule in m.Rules.OfType<ChangedRule.OfEdge>() select new EdgeForm(m, rule)).ToArray());

    /// <summary>The forms of mistakes about an edge that can happen at an operator.</summary>
    internal static EdgeForm[] AtEdges(Operator operation) => ByOperator[operation];

    /// <summary>The forms of mistakes about a whole gradient.</summary>
    internal static IReadOnlyList<NodeForm> AtNodes { get; } = [.. from m in All from rule in m.Rules.OfType<ChangedRule.OfNode>() select new NodeForm(m, rule)];
}

/// <summary>One form of a mistake about an edge.</summary>
internal sealed record EdgeForm(Misconception Misconception, ChangedRule.OfEdge Changed);

/// <summary>One form of a mistake about a whole gradient.</summary>
internal sealed record NodeForm(Misconception Misconception, ChangedRule.OfNode Changed);
