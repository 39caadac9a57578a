using System.Numerics.Tensors;
using Backprop.Domain.Operators;

namespace Backprop.Domain.Training;

/// <summary>Every optimizer there is.</summary>
public static class Optimizers
{
    /// <summary>The attribute that holds the learning rate.</summary>
    public const string LearningRate = "learningRate";

    /// <summary>Gradient descent.</summary>
    public static readonly Optimizer Sgd = new()
    {
        Name = "sgd",
        Summary = "Gradient descent: w ← w − η·g.",
        Formula = """w \leftarrow w - \eta g""",
        Source = "Cauchy 1847; Robbins and Monro 1951",
        Attributes = [Rate(0.01)],
        Slots = 0,
        Bind = _ => (in UpdateFrame frame) => TensorPrimitives.MultiplyAdd(frame.Gradient, -frame.LearningRate, frame.Parameter, frame.Parameter),
    };

    // docs/decisions/0085-optimizer-variants.md
    /// <summary>Gradient descent with momentum, by Polyak's or Nesterov's rule.</summary>
    public static readonly Optimizer Momentum = new()
    {
        Name = "momentum",
        Summary = "Gradient descent with a velocity v, zero at the start. variant pytorch (default; Sutskever et al. 2013 as torch.optim.SGD has it): v ← μ·v + g, then w ← w − η·v, with nesterov w ← w − η·(g + μ·v). "
            + "variant cs231n: v ← μ·v − η·g, then w ← w + v, with nesterov w ← w − μ·v₀ + (1 + μ)·v where v₀ is the velocity before. Both move alike while the learning rate is constant; where it decays, cs231n's velocity keeps the old rates.",
        Attributes =
        [
            Rate(0.01),
            new("momentum", AttributeKind.Number, "μ, the share of the velocity that is kept.", new AttributeValue.Number(0.9), Minimum: 0, Maximum: 1),
            new("nesterov", AttributeKind.Flag, "Whether to look ahead (Nesterov).", new AttributeValue.Flag(false)),
            new("variant", AttributeKind.Text, "Whose formula: pytorch or cs231n.", new AttributeValue.Text("pytorch"), Choices: ["pytorch", "cs231n"]),
        ],
        Formula = """v \leftarrow \mu v + g,\quad w \leftarrow w - \eta v""",
        Source = "Polyak 1964; Nesterov 1983; Sutskever et al. 2013",
        Slots = 1,
        Bind = attributes =>
        {
            var momentum = attributes.Number("momentum");
            var nesterov = attributes.Flag("nesterov");
            return attributes.Text("variant") == "pytorch"
                ? (in UpdateFrame frame) => MoveLikePyTorch(frame, momentum, nesterov)
                : (in UpdateFrame frame) => MoveLikeCs231n(frame, momentum, nesterov);
        },
    };

    /// <summary>Tieleman and Hinton (2012).</summary>
    public static readonly Optimizer RmsProp = new()
    {
        Name = "rmsProp",
        Summary = "Divides each gradient by the root of a running mean of its square (Tieleman and Hinton 2012): s ← α·s + (1 − α)·g², w ← w − η·g/(√s + ε). PyTorch and CS231n agree: ε stands outside the root (TensorFlow has it inside).",
        Attributes =
        [
            Rate(0.01),
            new("decayRate", AttributeKind.Number, "α, the share of the running mean that is kept (PyTorch: alpha, CS231n: decay_rate).", new AttributeValue.Number(0.99), Minimum: 0, Maximum: 1),
            Epsilon(),
        ],
        Formula = """s \leftarrow \alpha s + (1 - \alpha) g^2,\quad w \leftarrow w - \frac{\eta g}{\sqrt{s} + \epsilon}""",
        Source = "Tieleman and Hinton 2012, lecture 6.5",
        Slots = 1,
        Bind = attributes =>
        {
            var decay = attributes.Number("decayRate");
            var epsilon = attributes.Number("epsilon");
            return (in UpdateFrame frame) =>
            {
                for (var i = 0; i < frame.Parameter.Length; i++)
                {
                    var gradient = frame.Gradient[i];
                    var mean = frame.First[i] = (decay * frame.First[i]) + ((1 - decay) * gradient * gradient);
                    frame.Parameter[i] -= frame.LearningRate * gradient / (Math.Sqrt(mean) + epsilon);
                }
            };
        },
    };

    /// <summary>Kingma and Ba (2015).</summary>
    public static readonly Optimizer Adam = new()
    {
        Name = "adam",
        Summary = "Running means m of the gradient and s of its square, corrected for their start at zero (Kingma and Ba 2015, algorithm 1; PyTorch and CS231n's assignments agree): "
            + "m ← β₁·m + (1 − β₁)·g, s ← β₂·s + (1 − β₂)·g², w ← w − η·(m/(1 − β₁ᵗ))/(√(s/(1 − β₂ᵗ)) + ε), t from 1. biasCorrection false gives the simplified update of CS231n's notes: w ← w − η·m/(√s + ε).",
        Attributes =
        [
            Rate(0.001),
            new("beta1", AttributeKind.Number, "β₁, the share of m that is kept.", new AttributeValue.Number(0.9), Minimum: 0, Maximum: 1),
            new("beta2", AttributeKind.Number, "β₂, the share of s that is kept.", new AttributeValue.Number(0.999), Minimum: 0, Maximum: 1),
            Epsilon(),
            new("biasCorrection", AttributeKind.Flag, "Whether m and s are corrected for their start at zero.", new AttributeValue.Flag(true)),
        ],
        Formula = """m \leftarrow \beta_1 m + (1 - \beta_1) g,\quad s \leftarrow \beta_2 s + (1 - \beta_2) g^2,\quad w \leftarrow w - \eta\,\frac{m / (1 - \beta_1^t)}{\sqrt{s / (1 - \beta_2^t)} + \epsilon}""",
        Source = "Kingma and Ba 2015, algorithm 1",
        Slots = 2,
        Bind = attributes =>
        {
            var (beta1, beta2) = (attributes.Number("beta1"), attributes.Number("beta2"));
            var epsilon = attributes.Number("epsilon");
            var corrected = attributes.Flag("biasCorrection");
            return (in UpdateFrame frame) => MoveLikeAdam(frame, beta1, beta2, epsilon, corrected);
        },
    };

    /// <summary>Every optimizer.</summary>
    public static IReadOnlyList<Optimizer> All { get; } = [Sgd, Momentum, RmsProp, Adam];

    private static void MoveLikePyTorch(in UpdateFrame frame, double momentum, bool nesterov)
    {
        var velocity = frame.First;
        TensorPrimitives.MultiplyAdd(velocity, momentum, frame.Gradient, velocity);
        if (nesterov)
        {
            TensorPrimitives.MultiplyAdd(frame.Gradient, -frame.LearningRate, frame.Parameter, frame.Parameter);
        }

        TensorPrimitives.MultiplyAdd(velocity, nesterov ? -frame.LearningRate * momentum : -frame.LearningRate, frame.Parameter, frame.Parameter);
    }

    private static void MoveLikeCs231n(in UpdateFrame frame, double momentum, bool nesterov)
    {
        var velocity = frame.First;
        if (nesterov)
        {
            TensorPrimitives.MultiplyAdd(velocity, -momentum, frame.Parameter, frame.Parameter);
        }

        TensorPrimitives.Multiply(velocity, momentum, velocity);
        TensorPrimitives.MultiplyAdd(frame.Gradient, -frame.LearningRate, velocity, velocity);
        TensorPrimitives.MultiplyAdd(velocity, nesterov ? 1 + momentum : 1, frame.Parameter, frame.Parameter);
    }

    private static void MoveLikeAdam(in UpdateFrame frame, double beta1, double beta2, double epsilon, bool corrected)
    {
        var firstCorrection = corrected ? 1 - Math.Pow(beta1, frame.Step) : 1;
        var secondCorrection = corrected ? 1 - Math.Pow(beta2, frame.Step) : 1;
        for (var i = 0; i < frame.Parameter.Length; i++)
        {
            var gradient = frame.Gradient[i];
            var mean = frame.First[i] = (beta1 * frame.First[i]) + ((1 - beta1) * gradient);
            var square = frame.Second[i] = (beta2 * frame.Second[i]) + ((1 - beta2) * gradient * gradient);
            frame.Parameter[i] -= frame.LearningRate * (mean / firstCorrection) / (Math.Sqrt(square / secondCorrection) + epsilon);
        }
    }

    private static AttributeDefinition Rate(double value) => new(LearningRate, AttributeKind.Number, "η, the learning rate.", new AttributeValue.Number(value), Minimum: 0);

    private static AttributeDefinition Epsilon() => new("epsilon", AttributeKind.Number, "ε, added to the root.", new AttributeValue.Number(1e-8), Minimum: 0);
}
