namespace Backprop.Domain.Tensors;

/// <summary>A matrix that lies anywhere in a span: element (i, j) is data[i·rowStride + j·columnStride].</summary>
internal readonly ref struct MatrixView(ReadOnlySpan<double> data, int rows, int columns, int rowStride, int columnStride)
{
    /// <summary>A row-major matrix.</summary>
    public MatrixView(ReadOnlySpan<double> data, int rows, int columns)
        : this(data, rows, columns, columns, 1)
    {
    }

    public ReadOnlySpan<double> Data { get; } = data;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public int RowStride { get; } = rowStride;

    public int ColumnStride { get; } = columnStride;

    /// <summary>The same numbers with rows and columns exchanged; nothing is moved.</summary>
    public MatrixView Transposed => new(Data, Columns, Rows, ColumnStride, RowStride);
}
