namespace Backprop.Domain.Tensors;

/// <summary>A rectangular array of float64 numbers in row-major order.</summary>
/// <param name="Shape">The extents.</param>
/// <param name="Data">The elements, as many as the shape counts. Not to be written to.</param>
public sealed record Tensor(Shape Shape, double[] Data)
{
    /// <summary>
    /// Stands where a value was given that cannot be read, for which it has been refused already: nothing is known of it, not even its shape. Whoever meets it
    /// neither misses the value nor says more about it.
    /// </summary>
    public static readonly Tensor Unreadable = new(Shape.Of(0), []);

    /// <summary>Whether this is <see cref="Unreadable"/>.</summary>
    public bool IsUnreadable => ReferenceEquals(this, Unreadable);

    /// <summary>Stands where a value comes later, and its shape is known: it has no elements yet.</summary>
    public static Tensor Unknown(Shape shape) => new(shape, []);

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
