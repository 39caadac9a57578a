using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Tensors;
using static Backprop.Domain.Operators.Sampling;

namespace Backprop.Domain.Operators.Families;

/// <summary>Windows that slide over the spatial axes of [examples, channels, …]: convolution and pooling.</summary>
public static class Convolutions
{
    private const string Family = "convolution";

    /// <summary>x ∗ w + b</summary>
    public static readonly Operator Conv = new()
    {
        Name = "conv",
        Family = Family,
        Summary = "The cross-correlation of x [examples, channels, …] with the filters w [filters, channels / group, …], plus a bias for each filter, over one or two spatial axes.",
        Operands = ["x", "w", "b"],
        MinimumArity = 2,
        Attributes =
        [
            .. Window.Attributes,
            new("dilations", AttributeKind.Integers, "The distance between neighbouring elements of a filter along each spatial axis; left out: 1.", Minimum: 1),
            new("group", AttributeKind.Integer, "Into how many groups channels and filters are divided; each filter sees the channels of its own.", new AttributeValue.Number(1), Minimum: 1),
        ],
        Formula = t => $@"{t.A} \star {t.B}" + (t.X.Count > 2 ? $" + {t.C}" : ""),
        Derivative = (t, position) => position switch
        {
            0 => $@"{t.G} \star^{{\top}} {t.B}",
            1 => $@"\sum_{{n, p}} {{{t.G}}}_{{n, p}} \, {{{t.A}}}_{{n, s p + k}}",
            _ => $@"\sum_{{n, p}} {{{t.G}}}_{{n, p}}",
        },
        Bind = BindConv,
        Samples =
        [
            Of(Real(1, 1, 5), Real(1, 1, 3)), Of(Real(2, 2, 4), Real(3, 2, 2), Real(3)), Of(Real(1, 2, 4, 3), Real(2, 2, 3, 2), Real(2)), Of(Real(2, 3, 2, 2), Real(2, 3, 1, 1), Real(2)),
            Of(Real(1, 1, 5, 6), Real(2, 1, 2, 3)).With(("strides", Values(2, 1)), ("pads", Values(1, 0, 0, 2))),
            Of(Real(1, 2, 7), Real(2, 1, 3)).With(("dilations", Values(2)), ("group", Value(2)), ("pads", Values(1, 1))),
            Of(Real(1, 4, 3, 4), Real(4, 2, 2, 2), Real(4)).With(("group", Value(2)), ("dilations", Values(1, 2)), ("pads", Values(0, 1, 1, 1)), ("strides", Values(1, 2))),
        ],
    };

    /// <summary>The largest element of each window.</summary>
    public static readonly Operator MaxPool = Pool(
        "maxPool", "The largest element of each window, for each example and channel; padding is never the largest.",
        (shape, window) => new MaxPoolKernel(shape, window),
        t => $@"\max_{{k}} {{{t.A}}}_{{s p + k}}",
        t => $@"\sum_{{p}} {{{t.G}}}_{{p}} \, \mathbf{{1}}\left[i = \operatorname{{argmax}}_{{k}} {{{t.A}}}_{{s p + k}}\right]") with
    {
        Ties = TieRule.First,
    };

    /// <summary>The mean of each window.</summary>
    public static readonly Operator AveragePool = Pool(
        "averagePool", "The mean of each window, for each example and channel; padding is not counted.",
        (shape, window) => new AveragePoolKernel(shape, window),
        t => $@"\frac{{1}}{{n_p}} \sum_{{k}} {{{t.A}}}_{{s p + k}}",
        t => $@"\sum_{{p \ni i}} \frac{{1}}{{n_p}} {{{t.G}}}_{{p}}");

    /// <summary>The mean over all spatial axes.</summary>
    public static readonly Operator GlobalAveragePool = GlobalPool(
        "globalAveragePool", "The mean over all spatial axes, for each example and channel; they stay with extent 1.", Reductions.Mean,
        t => $@"\frac{{1}}{{n}} \sum_{{p}} {{{t.A}}}_{{p}}", t => $@"\frac{{1}}{{n}} {t.G}");

    /// <summary>The largest element over all spatial axes.</summary>
    public static readonly Operator GlobalMaxPool = GlobalPool(
        "globalMaxPool", "The largest element over all spatial axes, for each example and channel; they stay with extent 1.", Reductions.Largest,
        t => $@"\max_{{p}} {{{t.A}}}_{{p}}", Reductions.WinnersShare) with
    {
        Ties = TieRule.Shared,
    };

    private static Operator Pool(
        string name, string summary, Func<Shape, Window, Kernel> kernel, Func<LatexTerms, string> latex, Func<LatexTerms, string> derivative) => new()
        {
            Name = name,
            Family = Family,
            Summary = summary,
            Attributes = [new("kernelShape", AttributeKind.Integers, "The window's extent along each spatial axis.", Required: true, Minimum: 1), .. Window.Attributes],
            Formula = latex,
            Derivative = (t, _) => derivative(t),
            Bind = binding => BindPool(binding, kernel),
            Samples =
            [
                Of(Real(1, 2, 5)).With(("kernelShape", Values(2))), Of(Real(2, 1, 4, 4)).With(("kernelShape", Values(2, 2)), ("strides", Values(2, 2))),
                Of(Real(1, 1, 4, 5)).With(("kernelShape", Values(3, 2)), ("pads", Values(1, 0, 1, 1))), Of(Real(1, 2, 6)).With(("kernelShape", Values(3)), ("strides", Values(2)), ("pads", Values(2, 1))),
            ],
        };

    private static Operator GlobalPool(
        string name, string summary, ReductionRule rule, Func<LatexTerms, string> latex, Func<LatexTerms, string> derivative) => new()
        {
            Name = name,
            Family = Family,
            Summary = summary,
            Formula = latex,
            Derivative = (t, _) => derivative(t),
            Bind = binding => BindGlobalPool(binding, rule),
            Samples = [Of(Real(2, 3, 4)), Of(Real(1, 2, 3, 2)), Of(Real(2, 1, 1, 1)), Of(Real(1, 2, 2, 2, 2))],
        };

    private static Kernel? BindConv(Binding binding)
    {
        if (!Window.CheckOperand(binding))
        {
            return null;
        }

        var (x, w) = (binding.Operands[0], binding.Operands[1]);
        var group = binding.Attributes.Integer("group");
        return w.Rank != x.Rank
                ? binding.FailShape($"The filters w must have the shape [filters, channels / group, {(x.Rank == 3 ? "length" : "height, width")}] for x of shape {x}, not {w}.", 1)
            : x[1] % group != 0 || w[0] % group != 0
                ? binding.FailAttribute("group", string.Create(CultureInfo.InvariantCulture, $"group {group} must divide the {x[1]} channels of x and the {w[0]} filters of w."))
            : w[1] != x[1] / group
                ? binding.FailShape(string.Create(CultureInfo.InvariantCulture, $"Each filter of w, of shape {w}, is for {w[1]} channels; x of shape {x} has {x[1]}{(group == 1 ? "" : $", {x[1] / group} in each of {group} groups")}."), 1)
            : binding.Operands.Count > 2 && !binding.Operands[2].Equals(Shape.Of(w[0]))
                ? binding.FailShape(string.Create(CultureInfo.InvariantCulture, $"The bias must have the shape [{w[0]}], one number for each filter, not {binding.Operands[2]}."), 2)
            : Window.Read(binding, w.Dimensions[2..], padsLessThanKernel: false) is { } window ? new ConvKernel(window.Result(x, w[0]), window, x, w, group) : null;
    }

    private static Kernel? BindPool(Binding binding, Func<Shape, Window, Kernel> kernel)
    {
        if (!Window.CheckOperand(binding))
        {
            return null;
        }

        var x = binding.Operands[0];
        var extents = binding.Attributes.Integers("kernelShape")!;
        return extents.Length != x.Rank - 2
                ? binding.FailAttribute("kernelShape", string.Create(CultureInfo.InvariantCulture, $"kernelShape needs {x.Rank - 2} number{(x.Rank == 3 ? "" : "s")} for x of shape {x}; it has {extents.Length}."))
            : Shape.Of(extents).Count > int.MaxValue ? binding.FailAttribute("kernelShape", $"a window of {Shape.Of(extents)} is too large.")
            : Window.Read(binding, extents, padsLessThanKernel: true) is { } window ? kernel(window.Result(x, x[1]), window)
            : null;
    }

    private static Kernel? BindGlobalPool(Binding binding, ReductionRule rule)
    {
        var x = binding.Operands[0];
        if (x.Rank < 3)
        {
            return binding.FailShape($"x must have the shape [examples, channels, …] with one spatial axis or more, not {x}.", 0);
        }

        int[] extents = [.. x.Dimensions];
        extents.AsSpan(2).Fill(1);
        return new ReductionKernel(rule, Shape.Of(extents), x, [.. Enumerable.Range(2, x.Rank - 2)]);
    }
}
