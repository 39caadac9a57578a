using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;
using static Backprop.Domain.Operators.Sampling;

namespace Backprop.Domain.Operators.Families;

/// <summary>Elements left out at random.</summary>
public static class Dropouts
{
    /// <summary>x·mask/(1 − ratio)</summary>
    public static readonly Operator Dropout = new()
    {
        Name = "dropout",
        Family = "dropout",
        Summary = "x·mask / (1 - ratio) with a mask of 0 and 1 that broadcasts; without a mask operand, one that the seed determines (xoshiro256**) leaves out each element with probability ratio.",
        Operands = ["x", "mask"],
        MinimumArity = 1,
        Attributes =
        [
            new("ratio", AttributeKind.Number, "How much is left out; 0 or more and less than 1.", new AttributeValue.Number(0.5), Minimum: 0, Maximum: 1) { Letter = "r" },
            new("seed", AttributeKind.Integer, "What determines the mask where none is given; left out: 0."),
        ],
        Formula = t => $@"\frac{{{t.A} \odot {MaskOf(t)}}}{{1 - r}}",
        Derivative = (t, position) => $@"\frac{{{t.G} \odot {(position == 0 ? MaskOf(t) : t.A)}}}{{1 - r}}",
        Bind = BindDropout,
        Samples =
        [
            Of(Real(3), Binary(3)), Of(Real(2, 3), Binary(2, 3)).With(("ratio", Value(0.25))), Of(Real(2, 3), Binary(3)), Of(Real(), Binary()),
            Of(Real(3, 4)).With(("seed", Value(7))), Of(Real(5)).With(("ratio", Value(0)), ("seed", Value(-1))), Of(Real(6)),
        ],
    };

    private static string MaskOf(LatexTerms t) => t.X.Count > 1 ? t.B : "m";

    private static Kernel? BindDropout(Binding binding)
    {
        var ratio = binding.Attributes.Number("ratio");
        if (ratio >= 1)
        {
            return binding.FailAttribute("ratio", "ratio must be less than 1: with 1 nothing is left to scale up.");
        }

        var hasMask = binding.Operands.Count > 1;
        if (hasMask && binding.Attributes.Has("seed"))
        {
            return binding.FailAttribute("seed", "seed has no meaning where the mask is an operand. Leave out one of them.");
        }

        var x = binding.Operands[0];
        return hasMask && !x.Equals(Shape.Broadcast(x, binding.Operands[1]))
            ? binding.FailShape($"A mask of shape {binding.Operands[1]} cannot be broadcast to x of shape {x}.", 1)
            : new DropoutKernel(x, binding.Operands, ratio, !hasMask && binding.Attributes.Has("seed") ? binding.Attributes.Integer("seed") : 0);
    }

    /// <summary>x·mask/(1 − ratio). Forward saves the mask that it makes.</summary>
    private sealed class DropoutKernel(Shape shape, IReadOnlyList<Shape> operands, double ratio, int seed) : ElementwiseKernel(shape, operands)
    {
        private readonly bool _makesMask = operands.Count == 1;
        private readonly double _factor = 1 / (1 - ratio);

        public override long SavedLength => _makesMask ? Shape.Count : 0;

        protected override double WorkAnElement => 16;

        // The mask is used where x is 0: it decides whether x counts at all.
        public override bool IsUnusedWhereFlat(int position) => position == 0;

        protected override double Roundings => 3;

        public override OperandFault? FindFault(in KernelFrame frame) =>
            !_makesMask && frame.Operand(1).IndexOfAnyExcept(0, 1) is >= 0 and var element
                ? new OperandFault(1, element, string.Create(CultureInfo.InvariantCulture, $"{frame.Operand(1)[element]} is neither 0 nor 1; a mask holds nothing else."))
                : null;

        protected override void Compute(in ElementwiseOperands operands, Span<double> value)
        {
            if (_makesMask)
            {
                var random = new SeededRandom(seed);
                foreach (ref var element in operands.Saved)
                {
                    element = random.NextDouble() < ratio ? 0 : 1;
                }
            }

            var x = operands[0];
            var mask = Mask(operands);
            for (var i = 0; i < value.Length; i++)
            {
                value[i] = x[i] * (mask[i] * _factor);
            }
        }

        protected override void ComputeLocal(in ElementwiseOperands operands, int position, Span<double> local) =>
            TensorPrimitives.Multiply(position == 0 ? Mask(operands) : operands[0], _factor, local);

        private ReadOnlySpan<double> Mask(in ElementwiseOperands operands) => _makesMask ? operands.Saved : operands[1];
    }
}
