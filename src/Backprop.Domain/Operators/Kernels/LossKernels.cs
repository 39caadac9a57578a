using Backprop.Domain.Operators.Numerics;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>The mathematics of a loss that is a weighted sum over pairs of a prediction and its target.</summary>
/// <param name="Term">What one pair costs.</param>
/// <param name="DerivativeP">∂term/∂prediction.</param>
/// <param name="DerivativeT">∂term/∂target.</param>
/// <param name="Branch">Which branch a pair is on, for losses defined by cases.</param>
/// <param name="Roundings">Roundings in one term, in units in the last place.</param>
/// <param name="Work">What a pair takes, in units of <see cref="Kernel.Work"/>.</param>
/// <param name="Magnitude">The magnitudes of a term's own parts, where parts of different signs may cancel; null where the term's own magnitude bounds them.</param>
internal sealed record LossRule(
    Func<double, double, double> Term, Func<double, double, double> DerivativeP, Func<double, double, double> DerivativeT,
    Func<double, double, Branch>? Branch = null, double Roundings = 3, double Work = 20, Func<double, double, double>? Magnitude = null);

/// <summary>weight·Σ term(prediction, target)</summary>
internal sealed class ElementwiseLossKernel(LossRule rule, Shape operand, double weight) : Kernel(Shape.Scalar)
{
    public override long Work => Units(rule.Work * operand.Count);

    private long WorkOfPair { get; } = Units(rule.Work);

    public override bool HasBranches => rule.Branch is not null;

    public override void Forward(in KernelFrame frame)
    {
        var prediction = frame.Operand(0);
        var target = frame.Operand(1);
        var sum = new PairwiseSum(stackalloc double[PairwiseSum.Capacity]);
        var pace = new Pace(frame.CancellationToken);
        for (var i = 0; i < prediction.Length; i++)
        {
            pace.Spend(WorkOfPair);
            sum.Add(rule.Term(prediction[i], target[i]));
        }

        frame.Value[0] = weight * sum.Result();
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var prediction = frame.Operand(0);
        var target = frame.Operand(1);
        var derivative = position == 0 ? rule.DerivativeP : rule.DerivativeT;
        var factor = upstream[0] * weight;
        var pace = new Pace(frame.CancellationToken);
        for (var i = 0; i < contribution.Length; i++)
        {
            pace.Spend(WorkOfPair);
            contribution[i] = factor * derivative(prediction[i], target[i]);
        }
    }

    public override void Branches(in KernelFrame frame, BranchRecorder recorder)
    {
        var prediction = frame.Operand(0);
        var target = frame.Operand(1);
        for (var i = 0; rule.Branch is not null && i < prediction.Length; i++)
        {
            recorder.Add(rule.Branch(prediction[i], target[i]), 0);
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var prediction = frame.Operand(0);
        var target = frame.Operand(1);
        var magnitude = rule.Magnitude ?? rule.Term;
        var sum = 0.0;
        for (var i = 0; i < prediction.Length; i++)
        {
            sum += Math.Abs(magnitude(prediction[i], target[i]));
        }

        return (rule.Roundings + 1 + Summation.Depth(prediction.Length)) * sum * Math.Abs(weight * upstream[0]);
    }
}

/// <summary>Class indices as a target: what both losses over classes share.</summary>
internal abstract class ClassLossKernel(int examples, int classes, bool dense) : Kernel(Shape.Scalar)
{
    private const double WorkAnExample = 45;
    private const double WorkAClass = 10;

    public override long Work => Units((double)examples * WorkOfExample);

    /// <summary>What an example takes.</summary>
    protected long WorkOfExample => Units(WorkAnExample + (WorkAClass * classes));

    protected int Examples => examples;

    protected int Classes => classes;

    protected bool Dense => dense;

    public override bool Differentiates(int position) => position == 0 || dense;

    public override OperandFault? FindFault(in KernelFrame frame)
    {
        var target = frame.Operand(1);
        for (var example = 0; !dense && example < examples; example++)
        {
            if (ClassOf(target[example]) < 0 || target[example] != Math.Floor(target[example]))
            {
                return new OperandFault(1, example, string.Create(
                    CultureInfo.InvariantCulture, $"{target[example]} is not a class index: with {classes} classes it must be a whole number from 0 to {classes - 1}."));
            }
        }

        return null;
    }

    /// <summary>The nearest class, or −1 where there is none.</summary>
    protected int ClassOf(double target)
    {
        var nearest = Math.Round(target);
        return nearest >= 0 && nearest < classes ? (int)nearest : -1;
    }
}

/// <summary>Mean over the examples of Σ tⱼ·(ln Σ e^x − xⱼ). Forward saves the logarithm of the softmax.</summary>
internal sealed class SoftmaxCrossEntropyKernel(int examples, int classes, bool dense) : ClassLossKernel(examples, classes, dense)
{
    public override long SavedLength => Saturate(Examples, Classes);

    public override void Forward(in KernelFrame frame)
    {
        var target = frame.Operand(1);
        var loss = 0.0;
        var pace = new Pace(frame.CancellationToken);
        for (var example = 0; example < Examples; example++)
        {
            pace.Spend(WorkOfExample);
            var logits = frame.Operand(0).Slice(example * Classes, Classes);
            var logSoftmax = frame.Saved.Slice(example * Classes, Classes);
            ExponentialSum.LogShares(logits, logSoftmax);
            if (!Dense)
            {
                var right = ClassOf(target[example]);
                loss -= right < 0 ? double.NaN : logSoftmax[right];
                continue;
            }

            var row = target.Slice(example * Classes, Classes);
            for (var j = 0; j < Classes; j++)
            {
                loss -= row[j] == 0 ? 0 : row[j] * logSoftmax[j];
            }
        }

        frame.Value[0] = loss / Examples;
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var factor = upstream[0] / Examples;
        if (position == 1)
        {
            TensorPrimitives.Multiply(frame.Saved, -factor, contribution);
            return;
        }

        TensorPrimitives.Exp(frame.Saved, contribution);
        var pace = new Pace(frame.CancellationToken);
        for (var example = 0; example < Examples; example++)
        {
            pace.Spend(WorkOfExample);
            var row = contribution.Slice(example * Classes, Classes);
            if (Dense)
            {
                var target = frame.Operand(1).Slice(example * Classes, Classes);
                TensorPrimitives.Multiply(row, TensorPrimitives.Sum(target), row);
                TensorPrimitives.Subtract(row, target, row);
            }
            else if (ClassOf(frame.Operand(1)[example]) is >= 0 and var right)
            {
                SubtractOne(frame.Saved.Slice(example * Classes, Classes), row, right);
            }
            else
            {
                row.Fill(double.NaN);
            }
        }

        TensorPrimitives.Multiply(contribution, factor, contribution);
    }

    // Of ln softmax, weighted by the targets, and of the products and additions after it.
    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var target = frame.Operand(1);
        Span<double> weights = Classes <= 256 ? stackalloc double[Classes] : new double[Classes];
        var rounding = 0.0;
        var magnitude = 0.0;
        for (var example = 0; example < Examples; example++)
        {
            var logSoftmax = frame.Saved.Slice(example * Classes, Classes);
            for (var j = 0; j < Classes; j++)
            {
                weights[j] = Dense ? target[(example * Classes) + j] : ClassOf(target[example]) == j ? 1 : 0;
            }

            rounding += ExponentialSum.LogSharesRounding(frame.Operand(0).Slice(example * Classes, Classes), logSoftmax, weights);
            magnitude += SumOfMagnitudes(logSoftmax, weights);
        }

        return (rounding + ((2 + ProductRounding.OfSum(Examples * Classes)) * magnitude)) * Math.Abs(upstream[0]) / Examples;
    }

    // p − 1 = −Σ of the others' p, which keeps its digits where p is near 1.
    private static void SubtractOne(ReadOnlySpan<double> logSoftmax, Span<double> softmax, int right)
    {
        if (logSoftmax[right] < -0.5)
        {
            softmax[right] -= 1;
            return;
        }

        var others = 0.0;
        for (var j = 0; j < softmax.Length; j++)
        {
            others += j == right ? 0 : softmax[j];
        }

        softmax[right] = -others;
    }
}

/// <summary>Mean over the examples of Σ over the wrong classes of max(0, sⱼ − s_y + margin).</summary>
internal sealed class MulticlassHingeKernel(int examples, int classes, double margin) : ClassLossKernel(examples, classes, dense: false)
{
    public override bool HasBranches => true;

    public override void Forward(in KernelFrame frame)
    {
        var loss = 0.0;
        var pace = new Pace(frame.CancellationToken);
        for (var example = 0; example < Examples; example++)
        {
            pace.Spend(WorkOfExample);
            var scores = frame.Operand(0).Slice(example * Classes, Classes);
            var right = ClassOf(frame.Operand(1)[example]);
            for (var j = 0; j < Classes; j++)
            {
                loss += right < 0 ? double.NaN : j == right ? 0 : Math.Max(0, Shortfall(scores, j, right));
            }
        }

        frame.Value[0] = loss / Examples;
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var factor = upstream[0] / Examples;
        var pace = new Pace(frame.CancellationToken);
        for (var example = 0; example < Examples; example++)
        {
            pace.Spend(WorkOfExample);
            var scores = frame.Operand(0).Slice(example * Classes, Classes);
            var gradient = contribution.Slice(example * Classes, Classes);
            var right = ClassOf(frame.Operand(1)[example]);
            if (right < 0)
            {
                gradient.Fill(double.NaN);
                continue;
            }

            var ahead = 0;
            for (var j = 0; j < Classes; j++)
            {
                var falls = j != right && Shortfall(scores, j, right) > 0;
                gradient[j] = falls ? factor : 0;
                ahead += falls ? 1 : 0;
            }

            gradient[right] = ahead == 0 ? 0 : -factor * ahead;
        }
    }

    public override void Branches(in KernelFrame frame, BranchRecorder recorder)
    {
        for (var example = 0; example < Examples; example++)
        {
            var scores = frame.Operand(0).Slice(example * Classes, Classes);
            var right = ClassOf(frame.Operand(1)[example]);
            for (var j = 0; right >= 0 && j < Classes; j++)
            {
                recorder.Add(j == right ? default : Branch.Sign(Shortfall(scores, j, right)), 0);
            }
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var sum = 0.0;
        for (var example = 0; example < Examples; example++)
        {
            var scores = frame.Operand(0).Slice(example * Classes, Classes);
            var right = ClassOf(frame.Operand(1)[example]);
            for (var j = 0; right >= 0 && j < Classes; j++)
            {
                sum += j != right && Shortfall(scores, j, right) > 0 ? Math.Abs(scores[j]) + Math.Abs(scores[right]) + Math.Abs(margin) : 0;
            }
        }

        return (2 + ProductRounding.OfSum(Examples * Classes)) * sum * Math.Abs(upstream[0]) / Examples;
    }

    private double Shortfall(ReadOnlySpan<double> scores, int j, int right) => scores[j] - scores[right] + margin;
}
