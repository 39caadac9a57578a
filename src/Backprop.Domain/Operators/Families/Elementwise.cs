using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Families;

/// <summary>How elementwise operators are declared.</summary>
internal static class Elementwise
{
    private static readonly Shape[] SampleShapes = [Shape.Scalar, Shape.Of(3), Shape.Of(2, 3)];

    /// <summary>Declares a function of one number; any number is sampled where nothing else is said.</summary>
    public static Operator Unary<TRule>(string name, string family, string summary, SampleDomain? samples = null, string? kinks = null)
        where TRule : IUnaryRule =>
        Unary(name, family, summary, [], (_, shape) => UnaryKernel.Of<TRule>(shape), samples ?? SampleDomain.Real, kinks) with { ScalarKernel = UnaryKernel.Of<TRule>(Shape.Scalar) };

    /// <summary>Declares a function of one number that depends on attributes.</summary>
    public static Operator Unary(
        string name, string family, string summary, IReadOnlyList<AttributeDefinition> attributes, Func<NodeAttributes, Shape, UnaryKernel> kernel,
        SampleDomain samples, string? kinks = null, params IReadOnlyDictionary<string, AttributeValue>[] attributeSamples) => new()
        {
            Name = name,
            Family = family,
            Summary = summary,
            Attributes = attributes,
            IsElementwise = true,
            KinkConvention = kinks,
            Bind = binding => kernel(binding.Attributes, binding.Operands[0]),
            Samples = [.. from shape in SampleShapes
                          from attribute in attributeSamples.Prepend(null)
                          select new OperatorSample([new OperandSample(shape, samples)], attribute)],
        };

    /// <summary>Declares a function of two numbers; any numbers are sampled where nothing else is said.</summary>
    public static Operator Binary<TRule>(string name, string family, string summary, SampleDomain? samplesA = null, SampleDomain? samplesB = null, string? kinks = null)
        where TRule : IBinaryRule => new()
        {
            Name = name,
            Family = family,
            Summary = summary,
            Operands = ["a", "b"],
            IsElementwise = true,
            KinkConvention = kinks,
            ScalarKernel = Scalar<TRule>(),
            Bind = BindBinary<TRule>,
            Samples = BinarySamples(samplesA, samplesB),
        };

    /// <summary>Declares a function of two or more numbers: by its rule for two, with <paramref name="many"/> for more.</summary>
    public static Operator Variadic<TRule>(string name, string family, string summary, Func<Shape, IReadOnlyList<Shape>, Kernel> many)
        where TRule : IBinaryRule => new()
        {
            Name = name,
            Family = family,
            Summary = summary,
            Operands = ["a", "b"],
            MaximumArity = int.MaxValue,
            IsElementwise = true,
            ScalarKernel = Scalar<TRule>(),
            Bind = binding => binding.Operands.Count == 2
                ? BindBinary<TRule>(binding)
                : BroadcastShape(binding) is { } shape ? many(shape, binding.Operands) : null,
            Samples =
            [
                .. BinarySamples(),
                new OperatorSample([.. new[] { Shape.Of(2, 3), Shape.Scalar, Shape.Of(3) }.Select(s => new OperandSample(s, SampleDomain.Real))]),
                new OperatorSample([.. Enumerable.Repeat(new OperandSample(Shape.Scalar, SampleDomain.Real), 5)]),
            ],
        };

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

    private static BinaryKernel<TRule> Scalar<TRule>()
        where TRule : IBinaryRule => new(Shape.Scalar, [Shape.Scalar, Shape.Scalar]);

    private static BinaryKernel<TRule>? BindBinary<TRule>(Binding binding)
        where TRule : IBinaryRule => BroadcastShape(binding) is { } shape ? new BinaryKernel<TRule>(shape, binding.Operands) : null;

    private static OperatorSample[] BinarySamples(SampleDomain? a = null, SampleDomain? b = null)
    {
        (Shape A, Shape B)[] shapes =
        [
            (Shape.Scalar, Shape.Scalar), (Shape.Of(3), Shape.Of(3)), (Shape.Of(2, 3), Shape.Of(3)),
            (Shape.Scalar, Shape.Of(2, 2)), (Shape.Of(2, 1), Shape.Of(1, 3)), (Shape.Of(4, 1, 2), Shape.Of(3, 1)),
        ];
        return [.. shapes.Select(s => new OperatorSample([new OperandSample(s.A, a ?? SampleDomain.Real), new OperandSample(s.B, b ?? SampleDomain.Real)]))];
    }
}
