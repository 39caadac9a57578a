using Backprop.Domain.Operators;

namespace Backprop.Domain.Training.Optimizers;

/// <summary>Kingma and Ba (2015).</summary>
public static class Adam
{
    /// <summary>The optimizer.</summary>
    public static readonly Optimizer Declaration = new(
        "adam",
        "Running means m of the gradient and s of its square, corrected for their start at zero in step t, from 1. Without the correction it is the simplified update of CS231n's notes.",
        @"m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad s \leftarrow \beta_2 s + (1 - \beta_2) g^2, \quad w \leftarrow w - \eta \, \frac{m / (1 - \beta_1^t)}{\sqrt{s / (1 - \beta_2^t)} + \epsilon}",
        "Kingma and Ba (2015), Adam: a method for stochastic optimization, algorithm 1; PyTorch and CS231n's assignments agree",
        [
            OptimizerAttributes.LearningRate(0.001),
            new("beta1", AttributeKind.Number, "β₁, the share of m that is kept.", new AttributeValue.Number(0.9), Minimum: 0, Maximum: 1),
            new("beta2", AttributeKind.Number, "β₂, the share of s that is kept.", new AttributeValue.Number(0.999), Minimum: 0, Maximum: 1),
            OptimizerAttributes.Epsilon,
            new("biasCorrection", AttributeKind.Flag, "Whether m and s are corrected for their start at zero: false gives w ← w − η·m/(√s + ε).", new AttributeValue.Flag(true)),
        ],
        Slots: 2,
        attributes =>
        {
            var (beta1, beta2) = (attributes.Number("beta1"), attributes.Number("beta2"));
            var epsilon = attributes.Number("epsilon");
            var corrected = attributes.Flag("biasCorrection");
            return (in UpdateFrame frame) => Move(frame, beta1, beta2, epsilon, corrected);
        });

    private static void Move(in UpdateFrame frame, double beta1, double beta2, double epsilon, bool corrected)
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
}
