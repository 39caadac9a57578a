namespace Backprop.Domain.Training.Optimizers;

/// <summary>Gradient descent.</summary>
public static class Sgd
{
    /// <summary>The optimizer.</summary>
    public static readonly Optimizer Declaration = new()
    {
        Name = "sgd",
        Summary = "Gradient descent: each parameter moves against its gradient.",
        Formula = @"w \leftarrow w - \eta g",
        Source = "Robbins and Monro (1951), A stochastic approximation method",
        Attributes = [OptimizerAttributes.LearningRate(0.01)],
        Slots = 0,
        Bind = _ => (in UpdateFrame frame) => TensorPrimitives.MultiplyAdd(frame.Gradient, -frame.LearningRate, frame.Parameter, frame.Parameter),
    };
}
