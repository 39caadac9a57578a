namespace Backprop.Domain.Training.Optimizers;

/// <summary>Gradient descent.</summary>
public static class Sgd
{
    /// <summary>The optimizer.</summary>
    public static readonly Optimizer Declaration = new(
        "sgd",
        "Gradient descent: each parameter moves against its gradient.",
        @"w \leftarrow w - \eta g",
        "Robbins and Monro (1951), A stochastic approximation method",
        [OptimizerAttributes.LearningRate(0.01)],
        Slots: 0,
        _ => (in UpdateFrame frame) => TensorPrimitives.MultiplyAdd(frame.Gradient, -frame.LearningRate, frame.Parameter, frame.Parameter));
}
