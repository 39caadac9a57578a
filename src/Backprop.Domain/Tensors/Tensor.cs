namespace Backprop.Domain.Tensors;

/// <summary>A rectangular array of float64 numbers in row-major order.</summary>
/// <param name="Shape">The extents.</param>
/// <param name="Data">The elements, as many as the shape counts. Not to be written to.</param>
public sealed record Tensor(Shape Shape, double[] Data)
{
    /// <summary>A tensor of rank 0.</summary>
    public static Tensor Scalar(double value) => new(Shape.Scalar, [value]);

    /// <summary>A tensor of rank 1.</summary>
    public static Tensor Vector(params double[] values) => new(Shape.Of(values.Length), values);

    /// <summary>A tensor with every element equal.</summary>
    public static Tensor Filled(Shape shape, double value)
    {
        var data = new double[shape.Count];
        data.AsSpan().Fill(value);
        return new Tensor(shape, data);
    }
}
