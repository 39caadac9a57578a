using Backprop.Domain.Tensors;
using static Backprop.Domain.Operators.Sampling;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>Writes a row made from a row.</summary>
internal delegate void RowMap(ReadOnlySpan<double> row, Span<double> y);

/// <summary>Writes a row's contribution from the row y that it was mapped to and the upstream gradient.</summary>
internal delegate void RowMapContribute(ReadOnlySpan<double> y, ReadOnlySpan<double> upstream, Span<double> contribution);

/// <summary>The rounding of one row as seen through the upstream gradient.</summary>
internal delegate double RowMapRounding(ReadOnlySpan<double> row, ReadOnlySpan<double> y, ReadOnlySpan<double> upstream);

/// <summary>The mathematics of a function from rows to rows of the same length.</summary>
/// <param name="Map">y of a row.</param>
/// <param name="Contribute">The row's contribution.</param>
/// <param name="Rounding">Σ |upstream| times a bound of the rounding of y, in units of 2⁻⁵³.</param>
internal sealed record RowRule(RowMap Map, RowMapContribute Contribute, RowMapRounding Rounding);

/// <summary>Applies a function from rows to rows along one axis.</summary>
internal sealed class RowKernel(RowRule rule, Shape shape, int axis) : Kernel(shape)
{
    // An element, and a row beside its elements.
    private const double WorkAnElement = 8;
    private const double WorkARow = 200;

    private readonly RowLayout _layout = new(shape, [axis]);

    public override long Work => Units(((double)Shape.Count * (WorkAnElement + _layout.WorkAnElement)) + (WorkARow * Shape.Count / _layout.Length));

    private long WorkOfRow => Units((WorkAnElement * _layout.Length) + WorkARow);

    public override long ScratchLength => _layout.Copies ? Saturate(Shape.Count, 3) : 0;

    /// <summary>Binds nodes with the attribute <c>axis</c>.</summary>
    public static Func<Binding, Kernel?> BindAlongAxis(RowRule rule) => binding =>
        Axes.Resolve(binding, "axis", binding.Attributes.Integer("axis"), binding.Operands[0]) is { } axis ? new RowKernel(rule, binding.Operands[0], axis) : null;

    /// <summary>Axes in front, behind, in the middle and negative.</summary>
    public static IReadOnlyList<OperatorSample> SamplesAlongAxis { get; } =
    [
        Of(Real(4)).With(("axis", Value(0))), Of(Real(2, 3)).With(("axis", Value(0))), Of(Real(2, 3)).With(("axis", Value(-1))),
        Of(Real(2, 3, 2)).With(("axis", Value(1))), Of(Real(3, 1)).With(("axis", Value(1))),
    ];

    public override void Forward(in KernelFrame frame)
    {
        var rows = _layout.Gather(frame.Operand(0), Space(frame, 0));
        var target = _layout.Target(frame.Value, Space(frame, 1));
        var pace = new Pace(frame.CancellationToken);
        for (var start = 0; start < target.Length; start += _layout.Length)
        {
            pace.Spend(WorkOfRow);
            rule.Map(rows.Slice(start, _layout.Length), target.Slice(start, _layout.Length));
        }

        _layout.Scatter(target, frame.Value);
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var values = _layout.Gather(frame.Value, Space(frame, 0));
        var gradients = _layout.Gather(upstream, Space(frame, 1));
        var target = _layout.Target(contribution, Space(frame, 2));
        var pace = new Pace(frame.CancellationToken);
        for (var start = 0; start < target.Length; start += _layout.Length)
        {
            pace.Spend(WorkOfRow);
            rule.Contribute(values.Slice(start, _layout.Length), gradients.Slice(start, _layout.Length), target.Slice(start, _layout.Length));
        }

        _layout.Scatter(target, contribution);
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var rows = _layout.Gather(frame.Operand(0), Space(frame, 0));
        var values = _layout.Gather(frame.Value, Space(frame, 1));
        var gradients = _layout.Gather(upstream, Space(frame, 2));
        var sum = 0.0;
        for (var start = 0; start < rows.Length; start += _layout.Length)
        {
            sum += rule.Rounding(rows.Slice(start, _layout.Length), values.Slice(start, _layout.Length), gradients.Slice(start, _layout.Length));
        }

        return sum;
    }

    private Span<double> Space(in KernelFrame frame, int slot) => _layout.Copies ? frame.Scratch.Slice(slot * _layout.Count, _layout.Count) : [];
}
