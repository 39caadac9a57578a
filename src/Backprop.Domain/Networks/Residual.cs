using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Networks;

/// <summary>He et al. (2016): z = x + an earlier layer's result.</summary>
public static class Residual
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = new()
    {
        Name = "residual",
        Summary = "Adds the result a of an earlier layer to what comes in.",
        Formula = @"z = x + a",
        Source = "He et al. (2016), Deep residual learning for image recognition",
        Attributes = [new("from", AttributeKind.Text, "The name of the earlier layer, or x for the network's input.", Required: true)],
        Build = layer =>
        {
            var earlier = layer.Earlier("from", layer.Attributes.Text("from"));
            if (earlier is not null && !layer.ShapeOf(earlier).Equals(layer.Shape))
            {
                return layer.Fail("from", "shape-mismatch", $"The result of '{layer.Attributes.Text("from")}' has the shape {layer.ShapeOf(earlier)}, which cannot be added to {layer.Shape}: the shapes must be equal.");
            }

            return layer.Node(layer.Id("z"), Arithmetic.Add, [layer.Input, earlier]);
        },
    };
}
