namespace Backprop.Domain.Networks;

/// <summary>a = f(x)</summary>
public static class Activation
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = new()
    {
        Name = "activation",
        Summary = "An activation on its own.",
        Formula = @"z = x",
        Build = layer => layer.HasActivation
            ? layer.Input
            : layer.Fail(null, "missing-attribute", "An activation layer needs the member activation: the name of an operator with one operand, such as relu."),
    };
}
