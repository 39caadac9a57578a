namespace Backprop.Domain.Operators.Families;

/// <summary>Nodes without operands.</summary>
public static class Leaves
{
    /// <summary>A value that the client gives with each request.</summary>
    public static readonly Operator Input = Leaf("input", "A value given under inputs, or its default.");

    /// <summary>A value that training moves: a leaf like input, whose value comes with the specification.</summary>
    public static readonly Operator Parameter = Leaf("parameter", "A value that comes with the specification and that inputs may override; training moves it.");

    /// <summary>A fixed value, which has no gradient.</summary>
    public static readonly Operator Constant = Leaf("constant", "A fixed value; it has no gradient.");

    private static Operator Leaf(string name, string summary) => new()
    {
        Name = name,
        Family = "leaves",
        Summary = summary,
        Operands = [],
        Formula = terms => terms.Y,
        Derivative = (_, _) => null,
        Bind = _ => null,
        Samples = [],
    };
}
