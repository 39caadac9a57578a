using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Families;

/// <summary>How elementwise operators are declared.</summary>
public static class Elementwise
{
    private static readonly Shape[] SampleShapes = [Shape.Scalar, Shape.Of(3), Shape.Of(2, 3)];

    /// <summary>Declares a function of one number.</summary>
    public static Operator Unary(
        string name,
        string family,
        string summary,
        UnaryRule rule,
        SampleDomain samples,
        string? kinks = null) =>
        Unary(name, family, summary, [], _ => rule, samples, kinks);

    /// <summary>Declares a function of one number that depends on attributes.</summary>
    public static Operator Unary(
        string name,
        string family,
        string summary,
        IReadOnlyList<AttributeDefinition> attributes,
        Func<NodeAttributes, UnaryRule> rule,
        SampleDomain samples,
        string? kinks = null,
        params IReadOnlyDictionary<string, AttributeValue>[] attributeSamples)
    {
        var scalar = attributes.Count == 0 ? new UnaryKernel(rule(NodeAttributes.Empty), Shape.Scalar) : null;
        return new Operator
        {
            Name = name,
            Family = family,
            Summary = summary,
            Operands = ["x"],
            MinimumArity = 1,
            MaximumArity = 1,
            Attributes = attributes,
            IsElementwise = true,
            KinkConvention = kinks,
            ScalarKernel = scalar,
            Bind = binding => scalar is not null
                ? new UnaryKernel(scalar.Rule, binding.Operands[0])
                : new UnaryKernel(rule(binding.Attributes), binding.Operands[0]),
            Samples = [.. from shape in SampleShapes
                          from attribute in attributeSamples.Prepend(null)
                          select new OperatorSample([new OperandSample(shape, samples)], attribute)],
        };
    }

    /// <summary>Declares a function of two numbers.</summary>
    public static Operator Binary(
        string name,
        string family,
        string summary,
        BinaryRule rule,
        SampleDomain samplesA,
        SampleDomain samplesB,
        string? kinks = null)
    {
        var scalar = new BinaryKernel(rule, Shape.Scalar, [Shape.Scalar, Shape.Scalar]);
        return new Operator
        {
            Name = name,
            Family = family,
            Summary = summary,
            Operands = ["a", "b"],
            MinimumArity = 2,
            MaximumArity = 2,
            IsElementwise = true,
            KinkConvention = kinks,
            ScalarKernel = scalar,
            Bind = binding => BindBinary(binding, rule),
            Samples = BinarySamples(samplesA, samplesB),
        };
    }

    /// <summary>Declares a function of two or more numbers: <paramref name="rule"/> for two, <paramref name="many"/> for more.</summary>
    public static Operator Variadic(
        string name,
        string family,
        string summary,
        BinaryRule rule,
        Func<Shape, IReadOnlyList<Shape>, Kernel> many,
        string? kinks = null)
    {
        var scalar = new BinaryKernel(rule, Shape.Scalar, [Shape.Scalar, Shape.Scalar]);
        return new Operator
        {
            Name = name,
            Family = family,
            Summary = summary,
            Operands = ["a", "b"],
            MinimumArity = 2,
            MaximumArity = int.MaxValue,
            IsElementwise = true,
            KinkConvention = kinks,
            ScalarKernel = scalar,
            Bind = binding => binding.Operands.Count == 2
                ? BindBinary(binding, rule)
                : BroadcastShape(binding) is { } shape ? many(shape, binding.Operands) : null,
            Samples =
            [
                .. BinarySamples(SampleDomain.Real, SampleDomain.Real),
                new OperatorSample([.. new[] { Shape.Of(2, 3), Shape.Scalar, Shape.Of(3) }.Select(s => new OperandSample(s, SampleDomain.Real))]),
                new OperatorSample([.. Enumerable.Repeat(new OperandSample(Shape.Scalar, SampleDomain.Real), 5)]),
            ],
        };
    }

    /// <summary>The operands' common shape (NumPy's rule), or null with a report that names the shapes that do not fit.</summary>
    public static Shape? BroadcastShape(Binding binding)
    {
        var shape = binding.Operands[0];
        for (var position = 1; position < binding.Operands.Count; position++)
        {
            if (Shape.Broadcast(shape, binding.Operands[position]) is not { } common)
            {
                binding.FailShape($"Shapes {shape} and {binding.Operands[position]} cannot be broadcast together: from the last axis on, extents must be equal or 1.", position);
                return null;
            }

            shape = common;
        }

        return shape;
    }

    private static BinaryKernel? BindBinary(Binding binding, BinaryRule rule) =>
        BroadcastShape(binding) is { } shape ? new BinaryKernel(rule, shape, binding.Operands) : null;

    private static OperatorSample[] BinarySamples(SampleDomain a, SampleDomain b)
    {
        (Shape A, Shape B)[] shapes =
        [
            (Shape.Scalar, Shape.Scalar), (Shape.Of(3), Shape.Of(3)), (Shape.Of(2, 3), Shape.Of(3)),
            (Shape.Scalar, Shape.Of(2, 2)), (Shape.Of(2, 1), Shape.Of(1, 3)), (Shape.Of(4, 1, 2), Shape.Of(3, 1)),
        ];
        return [.. shapes.Select(s => new OperatorSample([new OperandSample(s.A, a), new OperandSample(s.B, b)]))];
    }
}
