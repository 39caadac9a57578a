using Backprop.Domain.Operators.Numerics;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Mistakes with the derivative of one function.</summary>
internal static class DerivativeMisconceptions
{
    public static readonly Misconception ProductOwnOperand = new()
    {
        Id = "product-own-operand",
        Title = "Own operand instead of the other",
        Explanation = "The derivative of a·b with respect to a is b, not a.",
        Message = "The derivative of a product by one factor is the other factor, not the factor itself.",
        Operators = ["mul"],
        Rules = [Rules.Local(e => e.X)],
    };

    public static readonly Misconception ProductByOutput = new()
    {
        Id = "product-by-output",
        Title = "The product itself as its derivative",
        Explanation = "The derivative of a·b with respect to a is b, not the product.",
        Message = "The upstream gradient was multiplied by the product itself; multiply it by the other factor.",
        Operators = ["mul"],
        Rules = [Rules.Local(e => e.Output)],
    };

    public static readonly Misconception SquareCountedOnce = new()
    {
        Id = "square-counted-once",
        Title = "A node multiplied by itself, counted once",
        Explanation = "In x·x the node stands at two positions, and each contributes.",
        Message = "{node} stands at more than one position of {consumer}, and each one contributes.",
        Operators = ["mul"],
        Refines = ["path-overwritten", "path-forgotten"],
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            var count = 0;
            foreach (var operand in edge.Graph.Operands(edge.Place.Consumer))
            {
                count += operand == edge.Place.Operand ? 1 : 0;
            }

            changed.Clear();
            return count > 1;
        })],
    };

    public static readonly Misconception AddSplits = new()
    {
        Id = "add-splits",
        Title = "Gradient shared out at a plus",
        Explanation = "A sum passes its whole upstream gradient to every operand; it does not share it out.",
        Message = "A plus passes the whole upstream gradient to each operand, not half of it.",
        Operators = ["add"],
        Rules = [Rules.Element(e => 0.5 * e.Upstream)],
    };

    public static readonly Misconception QuotientDenominator = new()
    {
        Id = "quotient-denominator",
        Title = "Derivative by the denominator",
        Explanation = "The derivative of a/b with respect to b is −a/b².",
        Message = "Look at the derivative of a quotient by its denominator: sign, numerator and square.",
        Operators = ["div"],
        Refines = ["sign-flipped", "local-skipped"],
        Rules =
        [
            Denominator(e => e.Other / (e.X * e.X)),
            Denominator(e => 1 / e.X),
            Denominator(e => -e.Other / e.X),
            Denominator(e => -1 / (e.X * e.X)),
        ],
    };

    public static readonly Misconception PowerRule = new()
    {
        Id = "power-rule",
        Title = "Power rule",
        Explanation = "The derivative of xⁿ is n·xⁿ⁻¹: the factor n and the lowered exponent, both.",
        Message = "Look at the power rule: the exponent comes down as a factor, and is lowered by one above.",
        Operators = ["pow", "square"],
        Rules =
        [
            .. Power((e, n) => n * Math.Pow(e.X, n)),
            .. Power((e, n) => Math.Pow(e.X, n - 1)),
            .. Power((e, n) => (n - 1) * Math.Pow(e.X, n)),
        ],
    };

    public static readonly Misconception PowerRuleOnExponential = new()
    {
        Id = "power-rule-on-exp",
        Title = "Power rule on an exponential",
        Explanation = "The derivative of eˣ is eˣ; the power rule is for a variable base, not for a variable exponent.",
        Message = "The power rule does not hold where the variable is the exponent.",
        Operators = ["exp", "pow"],
        Rules =
        [
            Rules.Local(e => e.X * Math.Pow(Math.E, e.X - 1), place => place.Operator.Name == "exp"),
            Rules.Local(e => e.X * Math.Pow(e.Other, e.X - 1), place => place.Operator.Name == "pow" && place.Position == 1),
        ],
    };

    public static readonly Misconception LogDerivative = new()
    {
        Id = "log-derivative",
        Title = "Derivative of the logarithm",
        Explanation = "The derivative of ln x is one over x, not ln x and not one over ln x.",
        Message = "Look at the derivative of the logarithm.",
        Operators = ["log"],
        Rules = [Rules.Local(e => e.Output), Rules.Local(e => 1 / e.Output)],
    };

    public static readonly Misconception SqrtDerivative = new()
    {
        Id = "sqrt-derivative",
        Title = "Derivative of the square root",
        Explanation = "The derivative of √x is one over 2√x.",
        Message = "Look at the derivative of the square root: the half, and the root below the line.",
        Operators = ["sqrt"],
        Rules = [Rules.Local(e => 1 / e.Output), Rules.Local(e => 0.5 * e.Output)],
    };

    public static readonly Misconception ReciprocalSign = new()
    {
        Id = "reciprocal-sign",
        Title = "Sign of the reciprocal's derivative",
        Explanation = "The derivative of one over x is minus one over x².",
        Message = "The reciprocal falls where its operand grows: its derivative is negative.",
        Operators = ["reciprocal"],
        Refines = ["sign-flipped"],
        Rules = [Rules.Local(e => 1 / (e.X * e.X))],
    };

    public static readonly Misconception SigmoidOnPreactivation = new()
    {
        Id = "sigmoid-on-preactivation",
        Title = "z(1 − z) for the sigmoid",
        Explanation = "The derivative of the sigmoid is a(1 − a) with its output a, not with its input z.",
        Message = "The form a(1 − a) takes the sigmoid's output, not its input.",
        Operators = ["sigmoid"],
        Rules = [Rules.Local(e => e.X * (1 - e.X))],
    };

    public static readonly Misconception SigmoidTwice = new()
    {
        Id = "sigmoid-twice",
        Title = "Sigmoid applied twice",
        Explanation = "The sigmoid was applied to the activation again before a(1 − a) was taken.",
        Message = "The activation is already the sigmoid's output: do not apply the sigmoid to it again.",
        Operators = ["sigmoid"],
        Rules = [Rules.Local(e => Sigmoid(e.Output) * (1 - Sigmoid(e.Output)))],
    };

    public static readonly Misconception SigmoidHalf = new()
    {
        Id = "sigmoid-half",
        Title = "Half of the sigmoid's derivative",
        Explanation = "The derivative of the sigmoid is the product a(1 − a); one factor is missing.",
        Message = "The sigmoid's derivative is a product of two factors; one of them is missing.",
        Operators = ["sigmoid"],
        Rules = [Rules.Local(e => e.Output), Rules.Local(e => 1 - e.Output)],
    };

    public static readonly Misconception TanhDerivative = new()
    {
        Id = "tanh-derivative",
        Title = "Derivative of tanh",
        Explanation = "The derivative of tanh is 1 − a² with its output a: not with its input, not with tanh(a), not without the square.",
        Message = "Look at the derivative of tanh: which quantity is squared?",
        Operators = ["tanh"],
        Rules = [Rules.Local(e => 1 - (e.X * e.X)), Rules.Local(e => 1 - (Math.Tanh(e.Output) * Math.Tanh(e.Output))), Rules.Local(e => 1 - e.Output)],
    };

    public static readonly Misconception ReluMaskFromUpstream = new()
    {
        Id = "relu-mask-from-upstream",
        Title = "ReLU mask from the upstream gradient",
        Explanation = "The ReLU lets a gradient through where its input was positive, not where the gradient is positive.",
        Message = "Whether the ReLU lets the gradient through depends on the sign of its input, not of the gradient.",
        Operators = ["relu"],
        Refines = ["local-skipped", "neighbour-gradient", "added-not-multiplied"],
        Rules = [Rules.Local(e => e.Upstream > 0 ? 1 : 0)],
    };

    public static readonly Misconception ReluValueAsDerivative = new()
    {
        Id = "relu-value-as-derivative",
        Title = "ReLU's value as its derivative",
        Explanation = "The derivative of the ReLU is one or nothing, not its value.",
        Message = "The derivative of the ReLU is not its value.",
        Operators = ["relu"],
        Rules = [Rules.Local(e => e.Output)],
    };

    public static readonly Misconception LeakySlopeLost = new()
    {
        Id = "leaky-slope-lost",
        Title = "Leaky slope lost",
        Explanation = "Where its input is negative the leaky ReLU passes the gradient times its slope; it does not stop it.",
        Message = "On the negative side {operator} still has a slope.",
        Operators = ["leakyRelu", "elu", "selu"],
        Rules = [Rules.Local(e => e.X > 0 ? e.Local : 0)],
    };

    public static readonly Misconception ClipPasses = new()
    {
        Id = "clip-passes",
        Title = "Gradient let through a clip",
        Explanation = "Outside its bounds a clip is constant: no gradient passes.",
        Message = "Outside its bounds {operator} is constant and lets no gradient through.",
        Operators = ["clip"],
        Refines = ["local-skipped", "neighbour-gradient", "added-not-multiplied"],
        Rules = [Rules.Element(e => e.Upstream)],
    };

    private static ChangedRule Denominator(Func<ElementTerms, double> local) => Rules.Local(local, place => place.Position == 1);

    private static ChangedRule[] Power(Func<ElementTerms, double, double> local) =>
    [
        Rules.Local(e => local(e, e.Other), place => place.Operator.Name == "pow" && place.Position == 0),
        Rules.Local(e => local(e, 2), place => place.Operator.Name == "square"),
    ];

    private static double Sigmoid(double x) => SpecialFunctions.Sigmoid(x);
}
