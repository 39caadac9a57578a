using Backprop.Domain.Operators;

namespace Backprop.Domain.Training.Optimizers;

/// <summary>Tieleman and Hinton (2012).</summary>
public static class RmsProp
{
    /// <summary>The optimizer.</summary>
    public static readonly Optimizer Declaration = new(
        "rmsProp",
        "Divides each gradient by the root of a running mean s of its square. PyTorch and CS231n agree: ε stands outside the root (TensorFlow has it inside).",
        @"s \leftarrow \alpha s + (1 - \alpha) g^2, \quad w \leftarrow w - \frac{\eta g}{\sqrt{s} + \epsilon}",
        "Tieleman and Hinton (2012), Neural networks for machine learning, lecture 6.5",
        [
            OptimizerAttributes.LearningRate(0.01),
            new("decayRate", AttributeKind.Number, "α, the share of the running mean that is kept (PyTorch: alpha, CS231n: decay_rate).", new AttributeValue.Number(0.99), Minimum: 0, Maximum: 1),
            OptimizerAttributes.Epsilon,
        ],
        Slots: 1,
        attributes =>
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
        });
}
