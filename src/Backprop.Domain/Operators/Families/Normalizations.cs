using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Tensors;
using static Backprop.Domain.Operators.Sampling;

namespace Backprop.Domain.Operators.Families;

/// <summary>Elements made comparable: mean 0 and variance 1 over a group, then scaled and shifted. Variances are biased: divided by the number of elements.</summary>
public static class Normalizations
{
    private const string Family = "normalisation";

    private static readonly AttributeDefinition Epsilon = new("epsilon", AttributeKind.Number, "What is added to the variance.", new AttributeValue.Number(1e-5), Minimum: 0) { Letter = @"\epsilon" };

    /// <summary>Over all axes but the channels', or with a given mean and variance.</summary>
    public static readonly Operator BatchNormalization = Normalization(
        "batchNormalization",
        "Each channel (axis 1) with mean 0 and variance 1 over the batch and all other axes, or with a given mean and variance for each channel, then scaled and shifted.",
        ["x", "scale", "bias", "mean", "variance"], 3, [], BindBatch,
        [
            Of(Real(4, 2), Real(2), Real(2)), Of(Real(2, 3, 2), Real(3), Real(3)), Of(Real(2, 2, 2, 2), Real(2), Real(2)).With(("epsilon", Value(0.1))),
            Of(Real(4, 2), Real(2), Real(2), Real(2), Positive(2)), Of(Real(2, 3, 2), Real(3), Real(3), Real(3), Positive(3)).With(("epsilon", Value(0.01))),
        ]);

    /// <summary>Over an axis and all after it.</summary>
    public static readonly Operator LayerNormalization = Normalization(
        "layerNormalization", "Each example with mean 0 and variance 1 over an axis and all after it, then scaled and shifted element by element.",
        ["x", "scale", "bias"], 2, [new("axis", AttributeKind.Integer, "The first axis that is normalised over; negative counts from the end.", new AttributeValue.Number(-1))], BindLayer,
        [
            Of(Real(4), Real(4)), Of(Real(2, 3), Real(3), Real(3)), Of(Real(2, 3, 2), Real(3, 2), Real(3, 2)).With(("axis", Value(1))), Of(Real(2, 2, 3), Real(3)).With(("epsilon", Value(0.1))),
        ]);

    /// <summary>Over groups of channels of one example.</summary>
    public static readonly Operator GroupNormalization = Normalization(
        "groupNormalization", "Each group of channels (axis 1) of each example with mean 0 and variance 1, then scaled and shifted channel by channel.",
        ["x", "scale", "bias"], 3, [new("numGroups", AttributeKind.Integer, "Into how many groups the channels are divided.", Required: true, Minimum: 1)], BindGroup,
        [
            Of(Real(2, 4), Real(4), Real(4)).With(("numGroups", Value(2))), Of(Real(2, 4, 3), Real(4), Real(4)).With(("numGroups", Value(1))), Of(Real(1, 4, 2, 2), Real(4), Real(4)).With(("numGroups", Value(4)), ("epsilon", Value(0.1))),
        ]);

    /// <summary>Over the spatial axes of one channel of one example.</summary>
    public static readonly Operator InstanceNormalization = Normalization(
        "instanceNormalization", "Each channel (axis 1) of each example with mean 0 and variance 1 over the spatial axes, then scaled and shifted.",
        ["x", "scale", "bias"], 3, [], BindInstance,
        [Of(Real(2, 2, 4), Real(2), Real(2)), Of(Real(1, 3, 2, 2), Real(3), Real(3)).With(("epsilon", Value(0.1)))]);

    private static Operator Normalization(
        string name, string summary, IReadOnlyList<string> operands, int minimumArity, IReadOnlyList<AttributeDefinition> attributes, Func<Binding, Kernel?> bind,
        IReadOnlyList<OperatorSample> samples) => new()
        {
            Name = name,
            Family = Family,
            Summary = summary,
            Operands = operands,
            MinimumArity = minimumArity,
            Attributes = [.. attributes, Epsilon],
            Formula = t => t.X.Count > 4
                ? $@"\frac{{{t.A} - {t.X[3]}}}{{\sqrt{{{t.X[4]} + \epsilon}}}} \odot {t.B} + {t.C}"
                : $@"\frac{{{t.A} - \mu}}{{\sqrt{{\sigma^2 + \epsilon}}}} \odot {t.B}" + (t.X.Count > 2 ? $" + {t.C}" : ""),
            Derivative = Contribution,
            Bind = bind,
            Samples = samples,
        };

    private static string Contribution(LatexTerms t, int position)
    {
        var given = t.X.Count > 4;
        var (mean, variance) = given ? (t.X[3], t.X[4]) : (@"\mu", @"\sigma^2");
        var root = $@"\sqrt{{{variance} + \epsilon}}";
        return position switch
        {
            0 when given => $@"\frac{{{t.G} \odot {t.B}}}{{{root}}}",
            0 => $@"\frac{{1}}{{{root}}} \left(\hat{{g}} - \operatorname{{mean}}\left(\hat{{g}}\right) - \hat{{x}} \odot \operatorname{{mean}}\left(\hat{{g}} \odot \hat{{x}}\right)\right), \quad \hat{{g}} = {t.G} \odot {t.B}, \quad \hat{{x}} = \frac{{{t.A} - \mu}}{{{root}}}",
            1 => $@"\sum {t.G} \odot \frac{{{t.A} - {mean}}}{{{root}}}",
            2 => $@"\sum {t.G}",
            3 => $@"-\sum \frac{{{t.G} \odot {t.B}}}{{{root}}}",
            _ => $@"-\frac{{1}}{{2}} \sum {t.G} \odot {t.B} \odot \frac{{{t.A} - {mean}}}{{\left({variance} + \epsilon\right)^{{3/2}}}}",
        };
    }

    private static Kernel? BindBatch(Binding binding)
    {
        var x = binding.Operands[0];
        if (binding.Operands.Count == 4)
        {
            return binding.FailShape("mean and variance come together: give both or neither.", 3);
        }

        if (!CheckChannels(binding, 2))
        {
            return null;
        }

        var epsilon = binding.Attributes.Number("epsilon");
        if (binding.Operands.Count == 5)
        {
            return new GivenNormalizationKernel(x, epsilon);
        }

        var length = Count(x, 2, x.Rank);
        return new NormalizationKernel(
            x,
            length == 1
                ? new NormalizationLayout(x[0], x[1], x[1], x[1], GroupPerElement: true, ParameterPerElement: true)
                : new NormalizationLayout(x[0] * x[1], length, x[1], x[1], AcrossRows: true),
            epsilon);
    }

    private static NormalizationKernel? BindLayer(Binding binding)
    {
        var x = binding.Operands[0];
        if (Axes.Resolve(binding, "axis", binding.Attributes.Integer("axis"), x) is not { } axis)
        {
            return null;
        }

        var (rows, length) = (Count(x, 0, axis), Count(x, axis, x.Rank));
        return CheckParameters(binding, Shape.Of(x.Dimensions[axis..]), "the shape that is normalised over")
            ? new NormalizationKernel(x, new NormalizationLayout(rows, length, rows, length, ParameterPerElement: true), binding.Attributes.Number("epsilon"))
            : null;
    }

    private static Kernel? BindGroup(Binding binding)
    {
        var x = binding.Operands[0];
        var groups = binding.Attributes.Integer("numGroups");
        return !CheckChannels(binding, 2) ? null
            : x[1] % groups != 0 ? binding.FailAttribute("numGroups", string.Create(CultureInfo.InvariantCulture, $"numGroups {groups} must divide the {x[1]} channels of x, of shape {x}."))
            : ByExample(binding, groups);
    }

    private static NormalizationKernel? BindInstance(Binding binding)
    {
        var x = binding.Operands[0];
        return CheckChannels(binding, 3) ? ByExample(binding, x[1]) : null;
    }

    private static NormalizationKernel ByExample(Binding binding, int groups)
    {
        var x = binding.Operands[0];
        return new NormalizationKernel(x, new NormalizationLayout(x[0] * x[1], Count(x, 2, x.Rank), x[0] * groups, x[1]), binding.Attributes.Number("epsilon"));
    }

    private static int Count(Shape x, int start, int end) => (int)Shape.Of(x.Dimensions[start..end]).Count;

    private static bool CheckChannels(Binding binding, int rank)
    {
        var x = binding.Operands[0];
        if (x.Rank < rank)
        {
            binding.FailShape($"x must have the shape [examples, channels{(rank > 2 ? ", …] with one spatial axis or more" : "] or [examples, channels, …]")}, not {x}.", 0);
            return false;
        }

        return CheckParameters(binding, Shape.Of(x[1]), "one number for each channel");
    }

    private static bool CheckParameters(Binding binding, Shape expected, string meaning)
    {
        var fits = true;
        for (var position = 1; position < binding.Operands.Count; position++)
        {
            if (!binding.Operands[position].Equals(expected))
            {
                binding.FailShape($"For x of shape {binding.Operands[0]} this operand must have the shape {expected}, {meaning}, not {binding.Operands[position]}.", position);
                fits = false;
            }
        }

        return fits;
    }
}
