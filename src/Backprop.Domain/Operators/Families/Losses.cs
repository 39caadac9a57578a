using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Operators.Numerics;
using Backprop.Domain.Tensors;
using static Backprop.Domain.Operators.Sampling;

namespace Backprop.Domain.Operators.Families;

/// <summary>What a prediction costs, given the target: one number.</summary>
public static class Losses
{
    private const string Family = "losses";

    private static readonly Shape[] SampleShapes = [Shape.Of(2, 3), Shape.Of(4), Shape.Scalar, Shape.Of(2, 2, 3)];

    private static readonly LossTraits Mean = new(LossReduction.MeanOverElements);

    private static readonly LossTraits MeanOverRows = new(LossReduction.MeanOverRows) { IsClassification = true };

    /// <summary>Σ(p − t)²</summary>
    public static readonly Operator SumSquaredError = Elementwise(
        "sumSquaredError", "The sum of the squared errors.",
        new LossTraits(LossReduction.Sum) { IsSquare = true, GradientIsDifference = true },
        new LossRule((p, t) => (p - t) * (p - t), (p, t) => 2 * (p - t), (p, t) => 2 * (t - p), Roundings: 2),
        t => $$"""\sum \left({{t.A}} - {{t.B}}\right)^2""",
        (t, position) => $$"""{{Sign(position)}}{{t.G}} \cdot 2 \left({{t.A}} - {{t.B}}\right)""");

    /// <summary>½Σ(p − t)²</summary>
    public static readonly Operator HalfSquaredError = Elementwise(
        "halfSquaredError", "Half the sum of the squared errors.",
        new LossTraits(LossReduction.Sum) { IsSquare = true, GradientIsDifference = true },
        new LossRule((p, t) => 0.5 * ((p - t) * (p - t)), (p, t) => p - t, (p, t) => t - p, Roundings: 2),
        t => $$"""\frac{1}{2} \sum \left({{t.A}} - {{t.B}}\right)^2""",
        (t, position) => $$"""{{Sign(position)}}{{t.G}} \cdot \left({{t.A}} - {{t.B}}\right)""");

    /// <summary>mean (p − t)²</summary>
    public static readonly Operator MeanSquaredError = Elementwise(
        "meanSquaredError", "The mean of the squared errors over all elements.",
        Mean with { IsSquare = true, GradientIsDifference = true },
        new LossRule((p, t) => (p - t) * (p - t), (p, t) => 2 * (p - t), (p, t) => 2 * (t - p), Roundings: 2),
        t => $$"""\frac{1}{{{Count(t)}}} \sum \left({{t.A}} - {{t.B}}\right)^2""",
        (t, position) => $$"""{{Sign(position)}}{{t.G}} \cdot \frac{2}{{{Count(t)}}} \left({{t.A}} - {{t.B}}\right)""");

    /// <summary>mean |p − t|</summary>
    public static readonly Operator MeanAbsoluteError = Elementwise(
        "meanAbsoluteError", "The mean of the absolute errors over all elements.",
        Mean,
        new LossRule((p, t) => Math.Abs(p - t), (p, t) => SignOf(p - t), (p, t) => SignOf(t - p), (p, t) => Branch.Sign(p - t), Roundings: 1),
        t => $$"""\frac{1}{{{Count(t)}}} \sum \left|{{t.A}} - {{t.B}}\right|""",
        (t, position) => $$"""{{Sign(position)}}{{t.G}} \cdot \frac{1}{{{Count(t)}}} \operatorname{sign}\left({{t.A}} - {{t.B}}\right)""",
        kinks: "The derivative is 0 where prediction and target are equal.",
        targets: new SampleDomain(3, 7));

    /// <summary>mean of ½e² where |e| ≤ delta, of delta·(|e| − ½delta) elsewhere</summary>
    public static readonly Operator Huber = new()
    {
        Name = "huber",
        Family = Family,
        Summary = "The mean of half the squared error where it is within delta, and of its tangent outside.",
        Operands = ["prediction", "target"],
        Loss = Mean,
        Attributes = [new("delta", AttributeKind.Number, "The error at which the square turns into a line; more than 0.", new AttributeValue.Number(1), Minimum: 0) { Letter = @"\delta" }],
        Formula = t => $$"""\frac{1}{n} \sum \begin{cases} \frac{1}{2} e^2 & |e| \le \delta \\ \delta\left(|e| - \frac{1}{2}\delta\right) & |e| > \delta \end{cases}, \quad e = {{t.A}} - {{t.B}}""",
        Derivative = (t, position) => $$"""{{Sign(position)}}{{t.G}} \cdot \frac{1}{n} \operatorname{clip}\left({{t.A}} - {{t.B}}, -\delta, \delta\right)""",
        Bind = binding => binding.Attributes.Number("delta") > 0
            ? BindElementwise(binding, HuberRule(binding.Attributes.Number("delta")), Mean)
            : binding.FailAttribute("delta", "delta must be more than 0. meanAbsoluteError is the limit of huber / delta."),
        Samples =
        [
            Of(Real(3), Real(3)), Of(Real(2, 3), Real(2, 3)), Of(Real(), Real()),
            Of(Real(2, 3), Real(2, 3)).With(("delta", Value(0.25))), Of(Real(4), Real(4)).With(("delta", Value(10))),
        ],
    };

    /// <summary>−mean (t·ln p + (1 − t)·ln(1 − p))</summary>
    public static readonly Operator BinaryCrossEntropy = Elementwise(
        "binaryCrossEntropy", "The mean cross entropy of probabilities against targets from 0 to 1; 0·ln 0 counts as 0.",
        Mean with { IsClassification = true, Boundary = 0.5 },
        new LossRule(
            (p, t) => -TimesLog(t, p) - (t == 1 ? 0 : (1 - t) * SpecialFunctions.LogOnePlus(-p)),
            (p, t) => (t == 1 ? 0 : (1 - t) / (1 - p)) - (t == 0 ? 0 : t / p),
            (p, t) => SpecialFunctions.LogOnePlus(-p) - Math.Log(p),
            Roundings: 5, Work: 52),
        t => $$"""-\frac{1}{{{Count(t)}}} \sum \left({{t.B}} {{Times(t)}} \ln\left({{t.A}}\right) + \left(1 - {{t.B}}\right) {{Times(t)}} \ln\left(1 - {{t.A}}\right)\right)""",
        (t, position) => position == 0
            ? $$"""{{t.G}} \cdot \frac{1}{{{Count(t)}}} \left(\frac{1 - {{t.B}}}{1 - {{t.A}}} - \frac{{{t.B}}}{{{t.A}}}\right)"""
            : $$"""{{t.G}} \cdot \frac{1}{{{Count(t)}}} \ln\left(\frac{1 - {{t.A}}}{{{t.A}}}\right)""",
        predictions: SampleDomain.Probability, targets: SampleDomain.Probability);

    /// <summary>mean (ln(1 + eˣ) − t·x)</summary>
    public static readonly Operator BinaryCrossEntropyWithLogits = Elementwise(
        "binaryCrossEntropyWithLogits", "The mean cross entropy of the sigmoids of logits against targets from 0 to 1, exact for logits of any size.",
        Mean with { GradientIsDifference = true, IsClassification = true, Boundary = 0 },
        new LossRule(
            (x, t) => x >= 0 ? ((1 - t) * x) + SpecialFunctions.LogOnePlus(Math.Exp(-x)) : SpecialFunctions.LogOnePlus(Math.Exp(x)) - (t * x),
            (x, t) => x >= 0 ? 1 - t - SpecialFunctions.Sigmoid(-x) : SpecialFunctions.Sigmoid(x) - t,
            (x, _) => -x,
            Roundings: 8, Work: 75,
            Magnitude: (x, t) => Math.Abs((x >= 0 ? 1 - t : t) * x) + SpecialFunctions.Softplus(-Math.Abs(x))),
        t => $$"""\frac{1}{{{Count(t)}}} \sum \left(\ln\left(1 + e^{{{t.A}}}\right) - {{t.B}} {{Times(t)}} {{t.A}}\right)""",
        (t, position) => position == 0
            ? $$"""{{t.G}} \cdot \frac{1}{{{Count(t)}}} \left(\sigma\left({{t.A}}\right) - {{t.B}}\right)"""
            : $$"""-{{t.G}} \cdot \frac{1}{{{Count(t)}}} \cdot {{t.A}}""",
        targets: SampleDomain.Probability);

    /// <summary>−Σ t·ln p over the last axis, mean over the others</summary>
    public static readonly Operator CrossEntropy = Elementwise(
        "crossEntropy", "The cross entropy of probabilities against one-hot or soft targets: summed over the last axis, the classes, mean over the others; 0·ln 0 counts as 0.",
        MeanOverRows,
        new LossRule((p, t) => -TimesLog(t, p), (p, t) => t == 0 ? 0 : -t / p, (p, _) => -Math.Log(p), Roundings: 4, Work: 44),
        t => $$"""-\frac{1}{{{Count(t, MeanOverRows)}}} \sum {{t.B}} {{Times(t)}} \ln\left({{t.A}}\right)""",
        (t, position) => $$"""-{{t.G}} \cdot \frac{1}{{{Count(t, MeanOverRows)}}} \cdot {{(position == 0 ? $$"""\frac{{{t.B}}}{{{t.A}}}""" : $@"\ln\left({t.A}\right)")}}""",
        predictions: SampleDomain.Probability, targets: SampleDomain.Probability);

    /// <summary>−ln softmax(x) at the target class, mean over the examples</summary>
    public static readonly Operator SoftmaxCrossEntropy = new()
    {
        Name = "softmaxCrossEntropy",
        Family = Family,
        Summary = "The cross entropy of the softmax of logits [N, C] against class indices [N] or rows of probabilities [N, C]: mean over the N examples, exact for logits of any size. Rank 1 is one example.",
        Operands = ["logits", "target"],
        Loss = MeanOverRows with { TakesClasses = true, AppliesSoftmax = true, GradientIsDifference = true },
        Formula = t => $$$"""-\frac{1}{N} \sum_{i} \ln \operatorname{softmax}\left({{{{t.A}}}}_i\right)_{{{{{t.B}}}}_i}""",
        Derivative = (t, position) => position == 0 ? $$"""{{t.G}} \cdot \frac{1}{N} \left(\operatorname{softmax}\left({{t.A}}\right) - {{(t.Shapes is [var x, var y] && !x.Equals(y) ? $@"\operatorname{{onehot}}\left({t.B}\right)" : t.B)}}\right)""" : $$"""-{{t.G}} \cdot \frac{1}{N} \ln \operatorname{softmax}\left({{t.A}}\right)""",
        KinkConvention = "Class indices have no gradient; rows of probabilities have.",
        Bind = binding => ReadClasses(binding, softTargets: true) is var (examples, classes, dense) ? new SoftmaxCrossEntropyKernel(examples, classes, dense) : null,
        Samples =
        [
            Of(Real(2, 3), Index(3, 2)), Of(Real(4, 5), Probability(4, 5)), Of(Real(3), Index(3)), Of(Real(4), Probability(4)), Of(Real(3, 1), Index(1, 3)), Of(Real(1, 2), Index(2, 1)),
        ],
    };

    /// <summary>Σ over wrong classes of max(0, sⱼ − s_y + margin), mean over the examples</summary>
    public static readonly Operator MulticlassHinge = new()
    {
        Name = "multiclassHinge",
        Family = Family,
        Summary = "For scores [N, C] and class indices [N], the sum over the wrong classes of max(0, score − right score + margin): mean over the N examples. Rank 1 is one example.",
        Operands = ["scores", "target"],
        Loss = MeanOverRows with { TakesClasses = true },
        Attributes = [new("margin", AttributeKind.Number, "How far the right class must be ahead.", new AttributeValue.Number(1)) { Letter = "m" }],
        Formula = t => $$$"""\frac{1}{N} \sum_{i} \sum_{j \ne {{{{t.B}}}}_i} \max\left(0, {{{{t.A}}}}_{ij} - {{{{t.A}}}}_{i,{{{{t.B}}}}_i} + m\right)""",
        Derivative = (t, position) => position == 0 ? $$$"""{{{t.G}}} \cdot \frac{1}{N} \begin{cases} \left[{{{{t.A}}}}_{ij} - {{{{t.A}}}}_{i,{{{{t.B}}}}_i} + m > 0\right] & j \ne {{{{t.B}}}}_i \\ -\sum_{k \ne j} \left[{{{{t.A}}}}_{ik} - {{{{t.A}}}}_{ij} + m > 0\right] & j = {{{{t.B}}}}_i \end{cases}""" : null,
        KinkConvention = "The derivative is 0 where a margin is exactly met.",
        Bind = binding => ReadClasses(binding, softTargets: false) is var (examples, classes, _) ? new MulticlassHingeKernel(examples, classes, binding.Attributes.Number("margin")) : null,
        Samples =
        [
            Of(Real(2, 3), Index(3, 2)), Of(Real(4, 5), Index(5, 4)), Of(Real(3), Index(3)), Of(Real(2, 2), Index(2, 2)).With(("margin", Value(0.5))), Of(Real(2, 1), Index(1, 2)),
        ],
    };

    private static Operator Elementwise(
        string name, string summary, LossTraits traits, LossRule rule, Func<LatexTerms, string> latex, Func<LatexTerms, int, string> derivative,
        string? kinks = null, SampleDomain? predictions = null, SampleDomain? targets = null) => new()
        {
            Name = name,
            Family = Family,
            Summary = summary,
            Operands = ["prediction", "target"],
            Formula = latex,
            Derivative = derivative,
            IsComputableInNumbers = true,
            KinkConvention = kinks,
            Loss = traits,
            Bind = binding => BindElementwise(binding, rule, traits),
            Samples = [.. SampleShapes.Select(s => Of(new OperandSample(s, predictions ?? SampleDomain.Real), new OperandSample(s, targets ?? SampleDomain.Real)))],
        };

    private static Kernel? BindElementwise(Binding binding, LossRule rule, LossTraits traits)
    {
        var (prediction, target) = (binding.Operands[0], binding.Operands[1]);
        if (prediction.Equals(target))
        {
            return new ElementwiseLossKernel(rule, prediction, traits.Weight(prediction));
        }

        // docs/decisions/0031-losses-do-not-broadcast.md
        return binding.FailShape($"The prediction has the shape {prediction}, the target {target}: they must be equal, because a loss does not broadcast.{(prediction.Count == target.Count ? " Use reshape on one of them." : "")}");
    }

    /// <summary>Numbers of examples and classes, and whether the target holds rows of probabilities; null after a report where shapes do not fit.</summary>
    private static (int Examples, int Classes, bool Dense)? ReadClasses(Binding binding, bool softTargets)
    {
        var (scores, target) = (binding.Operands[0], binding.Operands[1]);
        if (scores.Rank is < 1 or > 2)
        {
            binding.FailShape($"{(softTargets ? "Logits" : "Scores")} must have the shape [examples, classes], or [classes] for one example, not {scores}.", 0);
            return null;
        }

        var examples = scores.Rank == 1 ? Shape.Scalar : Shape.Of(scores[0]);
        var dense = softTargets && target.Equals(scores);
        if (!dense && !target.Equals(examples))
        {
            binding.FailShape($"For the shape {scores} the target must be class indices of shape {examples}{(softTargets ? $" or probabilities of shape {scores}" : "")}, not {target}.", 1);
            return null;
        }

        return ((int)examples.Count, scores[scores.Rank - 1], dense);
    }

    private static LossRule HuberRule(double delta) => new(
        (p, t) => Math.Abs(p - t) <= delta ? 0.5 * ((p - t) * (p - t)) : delta * (Math.Abs(p - t) - (0.5 * delta)),
        (p, t) => Math.Clamp(p - t, -delta, delta),
        (p, t) => Math.Clamp(t - p, -delta, delta),
        (p, t) => Branch.Between(p - t, -delta, delta) with { AtKink = false },
        Roundings: 3, Work: 46,
        Magnitude: (p, t) => Math.Abs(p - t) <= delta ? 0.5 * ((p - t) * (p - t)) : delta * Math.Abs(p - t));

    private static string Count(LatexTerms t, LossTraits? traits = null) => t.Count("n", shapes => 1 / (traits ?? Mean).Weight(shapes[LossTraits.Prediction]));

    private static string Sign(int position) => position == 0 ? "" : "-";

    private static string Times(LatexTerms t) => t.Shapes is [{ IsScalar: true }, _] ? @"\cdot" : @"\odot";

    private static double SignOf(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    // t·ln p with 0·ln 0 = 0
    private static double TimesLog(double t, double p) => t == 0 ? 0 : t * Math.Log(p);
}
