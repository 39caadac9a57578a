using Backprop.Domain.Operators;

namespace Backprop.Domain.Training.Optimizers;

/// <summary>Gradient descent with momentum, by Polyak's or Nesterov's rule.</summary>
public static class Momentum
{
    // docs/decisions/0085-optimizer-variants.md
    /// <summary>The optimizer.</summary>
    public static readonly Optimizer Declaration = new(
        "momentum",
        "Gradient descent with a velocity v, zero at the start. Both variants move alike while the learning rate is constant; where it decays, cs231n's velocity keeps the old rates. v₀ is the velocity before the step.",
        """
            \begin{aligned}
            \text{pytorch: } & v \leftarrow \mu v + g, & w & \leftarrow w - \eta v, & \text{nesterov: } w & \leftarrow w - \eta (g + \mu v) \\
            \text{cs231n: } & v \leftarrow \mu v - \eta g, & w & \leftarrow w + v, & \text{nesterov: } w & \leftarrow w - \mu v_0 + (1 + \mu) v
            \end{aligned}
            """,
        "Polyak (1964), Some methods of speeding up the convergence of iteration methods; with Nesterov's rule as Sutskever et al. (2013) write it; variants of torch.optim.SGD and of the notes of CS231n",
        [
            OptimizerAttributes.LearningRate(0.01),
            new("momentum", AttributeKind.Number, "μ, the share of the velocity that is kept.", new AttributeValue.Number(0.9), Minimum: 0, Maximum: 1),
            new("nesterov", AttributeKind.Flag, "Whether to look ahead (Nesterov).", new AttributeValue.Flag(false)),
            new("variant", AttributeKind.Text, "Whose formula: pytorch or cs231n.", new AttributeValue.Text("pytorch"), Choices: ["pytorch", "cs231n"]),
        ],
        Slots: 1,
        attributes =>
        {
            var momentum = attributes.Number("momentum");
            var nesterov = attributes.Flag("nesterov");
            return attributes.Text("variant") == "pytorch"
                ? (in UpdateFrame frame) => MoveLikePyTorch(frame, momentum, nesterov)
                : (in UpdateFrame frame) => MoveLikeCs231n(frame, momentum, nesterov);
        });

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
}
