using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>Writes upstream · ∂y/∂row for one row.</summary>
internal delegate void RowContribute(ReadOnlySpan<double> row, double y, double upstream, Span<double> contribution);

/// <summary>A number about a row and what it was reduced to.</summary>
internal delegate double RowMeasure(ReadOnlySpan<double> row, double y);

/// <summary>The branch that a row took.</summary>
internal delegate Branch RowBranch(ReadOnlySpan<double> row, double y);

/// <summary>The mathematics of a reduction, written for one contiguous row.</summary>
/// <param name="Reduce">y of a row.</param>
/// <param name="Contribute">The row's contribution.</param>
/// <param name="Rounding">A bound of the rounding of y, in units of 2⁻⁵³.</param>
/// <param name="Branch">Which branch a row is on, for functions defined by cases.</param>
/// <param name="Work">What an element takes, in units of <see cref="Kernel.Work"/>.</param>
/// <param name="WorkARow">What a row takes beside its elements.</param>
internal sealed record ReductionRule(
    Func<ReadOnlySpan<double>, double> Reduce, RowContribute Contribute, RowMeasure Rounding, RowBranch? Branch = null, double Work = 2, double WorkARow = 36);

/// <summary>Reduces each row along some axes of its operand to one number.</summary>
internal sealed class ReductionKernel(ReductionRule rule, Shape shape, Shape operand, int[] axes) : Kernel(shape)
{
    private readonly RowLayout _layout = new(operand, axes);

    public override long Work => Units(((double)operand.Count * (rule.Work + _layout.WorkAnElement)) + (rule.WorkARow * Shape.Count));

    private long WorkOfRow => Units((rule.Work * _layout.Length) + rule.WorkARow);

    public override long ScratchLength => _layout.Copies ? Saturate(operand.Count, 2) : 0;

    public override bool HasBranches => rule.Branch is not null;

    /// <summary>The kernel for a node with the attributes <c>axes</c> and <c>keepDims</c>, or a report.</summary>
    public static Kernel? Bind(Binding binding, ReductionRule rule)
    {
        var operand = binding.Operands[0];
        if (Axes.Resolve(binding, "axes", binding.Attributes.Integers("axes") ?? [.. Enumerable.Range(0, operand.Rank)], operand) is not { } axes)
        {
            return null;
        }

        var keep = binding.Attributes.Flag("keepDims");
        var dimensions = Enumerable.Range(0, operand.Rank).Where(axis => keep || !axes.Contains(axis)).Select(axis => axes.Contains(axis) ? 1 : operand[axis]);
        return new ReductionKernel(rule, Shape.Of([.. dimensions]), operand, axes);
    }

    public override void Forward(in KernelFrame frame)
    {
        var rows = _layout.Gather(frame.Operand(0), frame.Scratch);
        var value = frame.Value;
        var pace = new Pace(frame.CancellationToken);
        for (var row = 0; row < value.Length; row++)
        {
            pace.Spend(WorkOfRow);
            value[row] = rule.Reduce(rows.Slice(row * _layout.Length, _layout.Length));
        }
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var rows = _layout.Gather(frame.Operand(0), frame.Scratch);
        var target = _layout.Target(contribution, frame.Scratch[(_layout.Copies ? _layout.Count : 0)..]);
        var pace = new Pace(frame.CancellationToken);
        for (var row = 0; row < upstream.Length; row++)
        {
            pace.Spend(WorkOfRow);
            var start = row * _layout.Length;
            rule.Contribute(rows.Slice(start, _layout.Length), frame.Value[row], upstream[row], target.Slice(start, _layout.Length));
        }

        _layout.Scatter(target, contribution);
    }

    public override void Branches(in KernelFrame frame, BranchRecorder recorder)
    {
        if (rule.Branch is null)
        {
            return;
        }

        var rows = _layout.Gather(frame.Operand(0), frame.Scratch);
        for (var row = 0; row < frame.Value.Length; row++)
        {
            recorder.Add(rule.Branch(rows.Slice(row * _layout.Length, _layout.Length), frame.Value[row]), row);
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var rows = _layout.Gather(frame.Operand(0), frame.Scratch);
        var sum = 0.0;
        for (var row = 0; row < upstream.Length; row++)
        {
            sum += upstream[row] == 0 ? 0 : Math.Abs(upstream[row]) * rule.Rounding(rows.Slice(row * _layout.Length, _layout.Length), frame.Value[row]);
        }

        return sum;
    }
}
