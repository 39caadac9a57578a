namespace Backprop.Domain.Tensors;

/// <summary>The extent of a tensor along each axis, row-major. Rank 0 is a scalar with one element.</summary>
public sealed class Shape : IEquatable<Shape>
{
    private readonly int[] _dimensions;

    /// <summary>The shape of a single number.</summary>
    public static readonly Shape Scalar = new([]);

    private Shape(int[] dimensions)
    {
        _dimensions = dimensions;
        var count = 1L;
        foreach (var dimension in dimensions)
        {
            count = dimension == 0 || count <= long.MaxValue / dimension ? count * dimension : long.MaxValue;
        }

        Count = count;
    }

    /// <summary>A shape with these extents, each zero or more.</summary>
    public static Shape Of(params ReadOnlySpan<int> dimensions)
    {
        foreach (var dimension in dimensions)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(dimensions));
        }

        return dimensions.IsEmpty ? Scalar : new Shape(dimensions.ToArray());
    }

    /// <summary>The extents, outermost axis first.</summary>
    public ReadOnlySpan<int> Dimensions => _dimensions;

    /// <summary>The number of axes.</summary>
    public int Rank => _dimensions.Length;

    /// <summary>The number of elements; <see cref="long.MaxValue"/> where it would not fit.</summary>
    public long Count { get; }

    /// <summary>Whether this is rank 0.</summary>
    public bool IsScalar => _dimensions.Length == 0;

    /// <summary>The extent along <paramref name="axis"/>.</summary>
    public int this[int axis] => _dimensions[axis];

    /// <summary>The distance in elements between neighbours along each axis of a contiguous row-major tensor.</summary>
    public int[] Strides()
    {
        var strides = new int[Rank];
        var stride = 1;
        for (var axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= _dimensions[axis];
        }

        return strides;
    }

    /// <summary>Strides with which a tensor of this shape is read as if broadcast to <paramref name="target"/> (NumPy's rule): 0 along repeated axes.</summary>
    public int[] BroadcastStrides(Shape target)
    {
        var own = Strides();
        var strides = new int[target.Rank];
        for (var axis = 0; axis < Rank; axis++)
        {
            strides[axis + target.Rank - Rank] = _dimensions[axis] == 1 ? 0 : own[axis];
        }

        return strides;
    }

    /// <summary>The common shape of two broadcast operands (NumPy's rule), or null where they do not fit.</summary>
    public static Shape? Broadcast(Shape first, Shape second)
    {
        if (first.Equals(second))
        {
            return first;
        }

        var rank = Math.Max(first.Rank, second.Rank);
        var dimensions = new int[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var a = axis - rank + first.Rank;
            var b = axis - rank + second.Rank;
            var x = a < 0 ? 1 : first._dimensions[a];
            var y = b < 0 ? 1 : second._dimensions[b];
            if (x != y && x != 1 && y != 1)
            {
                return null;
            }

            dimensions[axis] = x == 1 ? y : x;
        }

        return new Shape(dimensions);
    }

    /// <summary>The index of the element at a flat row-major position.</summary>
    public int[] IndexOf(int position)
    {
        var index = new int[Rank];
        for (var axis = Rank - 1; axis >= 0; axis--)
        {
            index[axis] = position % _dimensions[axis];
            position /= _dimensions[axis];
        }

        return index;
    }

    /// <inheritdoc/>
    public bool Equals(Shape? other) => ReferenceEquals(this, other) || (other is not null && Dimensions.SequenceEqual(other.Dimensions));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var dimension in _dimensions)
        {
            hash.Add(dimension);
        }

        return hash.ToHashCode();
    }

    /// <summary>The extents as JSON writes them: <c>[2, 3]</c>, and <c>[]</c> for a scalar.</summary>
    public override string ToString() => "[" + string.Join(", ", _dimensions.Select(d => d.ToString(CultureInfo.InvariantCulture))) + "]";
}
