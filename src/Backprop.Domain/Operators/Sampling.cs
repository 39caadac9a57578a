using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators;

/// <summary>Short ways to write the samples of operators whose operands have shapes of their own.</summary>
internal static class Sampling
{
    public static OperatorSample Of(params OperandSample[] operands) => new(operands);

    public static OperatorSample With(this OperatorSample sample, params (string Name, AttributeValue Value)[] attributes) =>
        sample with { Attributes = Attributes(attributes) };

    public static IReadOnlyDictionary<string, AttributeValue> Attributes(params (string Name, AttributeValue Value)[] attributes) =>
        attributes.ToDictionary(a => a.Name, a => a.Value);

    public static OperandSample Real(params ReadOnlySpan<int> shape) => new(Shape.Of(shape), SampleDomain.Real);

    public static OperandSample Probability(params ReadOnlySpan<int> shape) => new(Shape.Of(shape), SampleDomain.Probability);

    public static OperandSample Positive(params ReadOnlySpan<int> shape) => new(Shape.Of(shape), SampleDomain.Positive);

    public static OperandSample Binary(params ReadOnlySpan<int> shape) => new(Shape.Of(shape), SampleDomain.Binary);

    public static OperandSample Index(int count, params ReadOnlySpan<int> shape) => new(Shape.Of(shape), SampleDomain.Index(count));

    public static AttributeValue Value(double number) => new AttributeValue.Number(number);

    public static AttributeValue Value(bool flag) => new AttributeValue.Flag(flag);

    public static AttributeValue Value(string text) => new AttributeValue.Text(text);

    public static AttributeValue Values(params double[] numbers) => new AttributeValue.Numbers(numbers);
}
