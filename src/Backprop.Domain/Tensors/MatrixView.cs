namespace Backprop.Domain.Tensors;

/// <summary>A matrix that lies anywhere in a span: element (i, j) is data[i·rowStride + j·columnStride].</summary>
public readonly ref struct MatrixView
{
    /// <summary>A matrix with any strides.</summary>
    public MatrixView(ReadOnlySpan<double> data, int rows, int columns, int rowStride, int columnStride)
    {
        Data = data;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    /// <summary>A row-major matrix.</summary>
    public MatrixView(ReadOnlySpan<double> data, int rows, int columns)
        : this(data, rows, columns, columns, 1)
    {
    }

    /// <summary>The numbers.</summary>
    public ReadOnlySpan<double> Data { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The distance between an element and the one below it.</summary>
    public int RowStride { get; }

    /// <summary>The distance between an element and the one right of it.</summary>
    public int ColumnStride { get; }

    /// <summary>The same numbers with rows and columns exchanged; nothing is moved.</summary>
    public MatrixView Transposed => new(Data, Columns, Rows, ColumnStride, RowStride);
}
