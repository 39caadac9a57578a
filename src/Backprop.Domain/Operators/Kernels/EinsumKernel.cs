using Backprop.Domain.Operators.Numerics;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>
/// Sums of products along named axes. The gradient of an operand is again such a sum, with the upstream gradient in that operand's place and
/// the operand as the result. One operand is a strided walk, two are matrix products where anything is summed, the rest goes combination by combination.
/// </summary>
internal sealed class EinsumKernel : Kernel
{
    private const int StackOperands = 64;

    // A row of products; an operand's call in it; a number of one operand.
    private const int WorkARow = 60;
    private const int WorkAnOperand = 30;
    private const int WorkANumber = 3;

    private readonly EinsumEquation _equation;
    private readonly int _operandCount;
    private readonly int _inner;
    private readonly StridedView? _view;
    private readonly PairContraction?[] _pairs = [];

    public EinsumKernel(EinsumEquation equation)
        : base(equation.Shape)
    {
        _equation = equation;
        _operandCount = equation.Strides.Length - 1;
        _inner = LongestRow(equation);
        var (extents, strides) = (equation.Extents, equation.Strides);
        if (_operandCount == 1)
        {
            _view = new StridedView(extents, strides[0], strides[1]);
        }
        else if (_operandCount == 2)
        {
            _pairs =
            [
                PairContraction.Plan(extents, strides[2], strides[1], strides[0]),
                PairContraction.Plan(extents, strides[0], strides[2], strides[1]),
                PairContraction.Plan(extents, strides[0], strides[1], strides[2]),
            ];
        }
    }

    // Both passes take a sum for the result and one for each operand: a third of that is the estimate of a forward pass.
    public override long Work => Units(
        _view is not null ? _view.Work
        : _operandCount == 2 ? (Enumerable.Range(0, 3).Sum(i => _pairs[i]?.Work ?? WorkOfSum) / 3) + WorkARow
        : WorkOfSum * (_operandCount + 1) / 3);

    private double WorkOfSum => _equation.Combinations / (double)InnerExtent * WorkOfRow;

    private long WorkOfRow => WorkARow + ((_operandCount + 1) * (WorkAnOperand + ((long)WorkANumber * InnerExtent)));

    public override long ScratchLength => Math.Max(InnerExtent, _pairs.Max(p => p?.ScratchLength) ?? 0);

    private int InnerExtent => _inner < 0 ? 1 : _equation.Extents[_inner];

    public override void Forward(in KernelFrame frame)
    {
        if (_view is not null)
        {
            frame.Value.Clear();
            _view.AddLeftToRight(frame.Operand(0), frame.Value);
        }
        else if (_pairs is [_, _, { } pair])
        {
            pair.Run(frame.Operand(0), frame.Operand(1), frame.Value, frame.Scratch, frame.CancellationToken);
        }
        else
        {
            SumOfProducts(frame, -1, default, frame.Value);
        }
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        if (_view is not null)
        {
            contribution.Clear();
            _view.AddRightToLeft(upstream, contribution);
        }
        else if (_pairs.Length > 0 && _pairs[position] is { } pair)
        {
            pair.Run(position == 0 ? upstream : frame.Operand(0), position == 1 ? upstream : frame.Operand(1), contribution, frame.Scratch, frame.CancellationToken);
        }
        else
        {
            SumOfProducts(frame, position, upstream, contribution);
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var summed = _equation.Combinations / Math.Max(1, Shape.Count);
        return (_operandCount - 1 + ProductRounding.OfSum((int)Math.Min(summed, int.MaxValue))) * SumOfMagnitudes(frame, upstream);
    }

    /// <summary>The sum over all combinations of letters of the product of the operands, where <paramref name="upstream"/> stands in for the replaced one.</summary>
    private void SumOfProducts(in KernelFrame frame, int replaced, ReadOnlySpan<double> upstream, Span<double> target)
    {
        var result = _operandCount;
        var targetStrides = _equation.Strides[replaced < 0 ? result : replaced];
        var products = frame.Scratch[..InnerExtent];
        var offsets = _operandCount < StackOperands ? stackalloc int[StackOperands + 1] : new int[_operandCount + 1];
        var index = new LetterIndex(_equation.Extents, _inner, stackalloc int[LetterIndex.MaximumLetters]);
        offsets.Clear();
        target.Clear();
        var pace = new Pace(frame.CancellationToken);
        do
        {
            pace.Spend(WorkOfRow);
            MultiplyRow(frame, replaced, upstream, offsets, products);
            AddTo(target, offsets[result], _inner < 0 ? 0 : targetStrides[_inner], products);
        }
        while (index.Next(_equation.Strides, replaced, offsets));
    }

    /// <summary>Σ over all combinations of |upstream|·Π|operand|.</summary>
    private double SumOfMagnitudes(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var products = frame.Scratch[..InnerExtent];
        var offsets = _operandCount < StackOperands ? stackalloc int[StackOperands + 1] : new int[_operandCount + 1];
        var index = new LetterIndex(_equation.Extents, _inner, stackalloc int[LetterIndex.MaximumLetters]);
        offsets.Clear();
        var sum = 0.0;
        do
        {
            MultiplyRow(frame, -1, upstream, offsets, products);
            MultiplyBy(products, upstream, offsets[_operandCount], StrideOf(_operandCount));
            sum += Summation.SumOfMagnitudes(products);
        }
        while (index.Next(_equation.Strides, -1, offsets));
        return sum;
    }

    /// <summary>The products of the operands along the inner letter.</summary>
    private void MultiplyRow(in KernelFrame frame, int replaced, ReadOnlySpan<double> upstream, ReadOnlySpan<int> offsets, Span<double> products)
    {
        products.Fill(1);
        for (var position = 0; position < _operandCount; position++)
        {
            MultiplyBy(products, position == replaced ? upstream : frame.Operand(position), offsets[position], StrideOf(position == replaced ? _operandCount : position));
        }
    }

    /// <summary>The letter to run along: long, and with neighbours in as many operands as can be; −1 where there is none.</summary>
    private static int LongestRow(EinsumEquation equation)
    {
        var best = -1;
        var most = 0L;
        for (var letter = 0; letter < equation.Extents.Length; letter++)
        {
            var length = equation.Extents[letter] * (1L + equation.Strides.Count(s => s[letter] == 1));
            (best, most) = length >= most ? (letter, length) : (best, most);
        }

        return best;
    }

    private int StrideOf(int position) => _inner < 0 ? 0 : _equation.Strides[position][_inner];

    private static void MultiplyBy(Span<double> products, ReadOnlySpan<double> operand, int offset, int stride)
    {
        if (stride == 0)
        {
            TensorPrimitives.Multiply(products, operand[offset], products);
        }
        else if (stride == 1)
        {
            TensorPrimitives.Multiply(products, operand.Slice(offset, products.Length), products);
        }
        else
        {
            for (var i = 0; i < products.Length; i++)
            {
                products[i] *= operand[offset + (i * stride)];
            }
        }
    }

    private static void AddTo(Span<double> target, int offset, int stride, ReadOnlySpan<double> products)
    {
        if (stride == 0)
        {
            target[offset] += Summation.Sum(products);
        }
        else if (stride == 1)
        {
            var row = target.Slice(offset, products.Length);
            TensorPrimitives.Add(row, products, row);
        }
        else
        {
            for (var i = 0; i < products.Length; i++)
            {
                target[offset + (i * stride)] += products[i];
            }
        }
    }

    /// <summary>Counts through all combinations of every letter but one.</summary>
    private readonly ref struct LetterIndex
    {
        public const int MaximumLetters = 52;

        private readonly ReadOnlySpan<int> _extents;
        private readonly int _skipped;
        private readonly Span<int> _index;

        public LetterIndex(ReadOnlySpan<int> extents, int skipped, Span<int> index)
        {
            _extents = extents;
            _skipped = skipped;
            _index = index;
            _index.Clear();
        }

        /// <summary>Goes to the next combination and moves the operands' offsets and the result's, the last; those of the replaced operand and the result change places.</summary>
        public bool Next(int[][] strides, int replaced, Span<int> offsets)
        {
            for (var letter = _extents.Length - 1; letter >= 0; letter--)
            {
                if (letter == _skipped)
                {
                    continue;
                }

                var carry = ++_index[letter] == _extents[letter];
                var steps = carry ? 1 - _extents[letter] : 1;
                for (var position = 0; position < strides.Length; position++)
                {
                    var own = position == replaced ? strides.Length - 1 : position == strides.Length - 1 && replaced >= 0 ? replaced : position;
                    offsets[position] += steps * strides[own][letter];
                }

                if (!carry)
                {
                    return true;
                }

                _index[letter] = 0;
            }

            return false;
        }
    }
}
