using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Support;

/// <summary>NumPy's broadcasting rule, written element by element.</summary>
internal static class Broadcasting
{
    /// <summary>The flat index of the operand's element that a flat index of the broadcast result reads.</summary>
    public static int SourceOf(int element, Shape result, Shape operand)
    {
        var index = result.IndexOf(element);
        var source = 0;
        for (var axis = 0; axis < operand.Rank; axis++)
        {
            source = (source * operand[axis]) + (operand[axis] == 1 ? 0 : index[axis + result.Rank - operand.Rank]);
        }

        return source;
    }
}
