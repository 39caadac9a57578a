using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Matrix transposed.</summary>
internal static class Transposed
{
    public static readonly Misconception Declaration = new()
    {
        Id = "transposed",
        Title = "Matrix transposed",
        Explanation = "The gradient of a matrix product multiplies by the transpose of the other matrix, on the correct side; W in place of Wᵀ, or the transpose of the result, has the right shape only for square matrices.",
        Message = "A matrix is transposed here, or is not transposed where it should be.",
        Operators = [LinearAlgebra.MatMul, LinearAlgebra.Gemm],
        Rules =
        [
            Rules.Edge((in EdgeView edge, Span<double> changed) =>
            {
                var other = 1 - edge.Place.Position;
                if (other < 0 || !IsSquare(edge.Graph[edge.Graph.Operands(edge.Place.Consumer)[other]].Shape))
                {
                    return false;
                }

                edge.Backward(other, TransposeSquare(edge.ValueAt(other)), changed);
                return true;
            }),
            Rules.Edge((in EdgeView edge, Span<double> changed) =>
            {
                if (edge.Place.Position > 1 || !IsSquare(edge.Operand.Shape))
                {
                    return false;
                }

                TransposeSquare(edge.Contribution).CopyTo(changed);
                return true;
            }),
        ],
    };

    private static bool IsSquare(Shape shape) => shape.Rank == 2 && shape[0] == shape[1] && shape[0] > 1;

    private static double[] TransposeSquare(ReadOnlySpan<double> matrix)
    {
        var size = (int)Math.Round(Math.Sqrt(matrix.Length));
        var result = new double[matrix.Length];
        new StridedView([size, size], [size, 1], [1, size]).CopyLeftToRight(matrix, result);
        return result;
    }
}
