using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Support;

/// <summary>What a formula written with indices needs to be computed.</summary>
/// <param name="Tensors">The tensors that have indices, by their letter; outside of them a tensor is 0.</param>
/// <param name="Extents">How far sums and maxima run over an index, from 0.</param>
internal sealed record PrintedIndices(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, int> Extents);

/// <summary>Elements such as W_{fck} and x_{nc, s i + k - p}, and sums over their indices.</summary>
internal sealed partial class PrintedMath
{
    /// <summary>What stands behind a sum, for every value of its indices.</summary>
    private IEnumerable<double> Each(string[] names, PrintedIndices indices)
    {
        var body = _text.Position;
        var extents = Shape.Of([.. names.Select(name => indices.Extents[name])]);
        for (var position = 0; position < extents.Count; position++)
        {
            foreach (var (name, value) in names.Zip(extents.IndexOf(position)))
            {
                _symbols[name] = PrintedArray.Scalar(value);
            }

            _text.Position = body;
            yield return Product().Data[0];
        }
    }

    /// <summary>The element, or the row where the last index is left out, whose indices follow.</summary>
    private PrintedArray Element(Tensor tensor)
    {
        _text.Expect("_");
        var subscript = _text.Next == '{' ? _text.Braces() : _text.Take(1);
        var index = subscript.Replace(@"\,", "", StringComparison.Ordinal).Split(',').Select(part => part.Trim()).SelectMany(Indices).ToList();
        var row = Shape.Of(tensor.Shape.Dimensions[index.Count..]);
        var isInside = index.Zip(tensor.Shape.Dimensions.ToArray()).All(pair => pair.First >= 0 && pair.First < pair.Second);
        var start = index.Zip(tensor.Shape.Strides()).Sum(pair => pair.First * pair.Second);
        return row.IsScalar ? PrintedArray.Scalar(isInside ? tensor.Data[start] : 0) : new PrintedArray(1, (int)row.Count, tensor.Data[start..(start + (int)row.Count)]);
    }

    /// <summary>Letters written together are an index each; all else is computed.</summary>
    private IEnumerable<int> Indices(string part) => part.All(char.IsAsciiLetter)
        ? part.Select(letter => (int)_symbols[letter.ToString()].Data[0])
        : [(int)Compute(part, null, _symbols, null, _indices).Value.Data[0]];
}
