namespace Backprop.Domain.Tests.Support;

/// <summary>A number or an array of numbers as a reader of a formula sees it: rows and columns.</summary>
internal sealed record PrintedArray(int Rows, int Columns, double[] Data, bool IsScalar = false, bool IsOnes = false)
{
    public static PrintedArray Scalar(double value) => new(1, 1, [value], IsScalar: true);

    public double this[int row, int column] => Data[((Rows == 1 ? 0 : row) * Columns) + (Columns == 1 ? 0 : column)];

    public double Largest => Data.Select(Math.Abs).Append(0).Max();

    public PrintedArray Map(Func<double, double> function) => this with { Data = [.. Data.Select(function)], IsOnes = false };

    public PrintedArray Transpose() => new(Columns, Rows, [.. from column in Enumerable.Range(0, Columns) from row in Enumerable.Range(0, Rows) select this[row, column]], IsScalar);

    /// <summary>Element by element; what is smaller is repeated.</summary>
    public PrintedArray Zip(PrintedArray other, Func<double, double, double> function)
    {
        var (rows, columns) = (Math.Max(Rows, other.Rows), Math.Max(Columns, other.Columns));
        if ((Rows != rows && Rows != 1) || (Columns != columns && Columns != 1) || (other.Rows != rows && other.Rows != 1) || (other.Columns != columns && other.Columns != 1))
        {
            throw new FormatException($"{Rows}×{Columns} and {other.Rows}×{other.Columns} do not fit.");
        }

        return new PrintedArray(
            rows,
            columns,
            [.. from row in Enumerable.Range(0, rows) from column in Enumerable.Range(0, columns) select function(this[row, column], other[row, column])],
            IsScalar && other.IsScalar,
            IsOnes || other.IsOnes);
    }

    public PrintedArray MatrixProduct(PrintedArray other)
    {
        if (other.IsOnes)
        {
            return new PrintedArray(Rows, 1, [.. Enumerable.Range(0, Rows).Select(row => Enumerable.Range(0, Columns).Sum(column => this[row, column]))]);
        }

        if (Columns != other.Rows)
        {
            throw new FormatException($"A {Rows}×{Columns} matrix times a {other.Rows}×{other.Columns} one.");
        }

        return new PrintedArray(
            Rows,
            other.Columns,
            [.. from row in Enumerable.Range(0, Rows) from column in Enumerable.Range(0, other.Columns) select Enumerable.Range(0, Columns).Sum(k => this[row, k] * other[k, column])]);
    }
}
