using Backprop.Domain.Naming;
using Backprop.Domain.Operators;
using Backprop.Domain.Randomness;

namespace Backprop.Domain.Networks;

/// <summary>A rule by which weights that are not given are drawn.</summary>
/// <param name="Name">The name; matched in any letter case.</param>
/// <param name="Summary">The distribution, in one sentence.</param>
/// <param name="Draw">Draws one weight of a layer whose units have so many connections.</param>
/// <param name="Attributes">The attributes it takes.</param>
public sealed record Initializer(string Name, string Summary, Func<NodeAttributes, Fan, SeededRandom, double> Draw, params IReadOnlyList<AttributeDefinition> Attributes);

/// <summary>How many connections lead into and out of one unit of a layer.</summary>
/// <param name="In">Features that one unit reads (channels of its group times kernel size for a convolution).</param>
/// <param name="Out">Units that read one feature (filters of its group times kernel size for a convolution).</param>
public readonly record struct Fan(long In, long Out);

/// <summary>Every initializer there is.</summary>
public static class Initializers
{
    /// <summary>Glorot and Bengio (2010), uniform.</summary>
    public static readonly Initializer XavierUniform = new(
        "xavierUniform",
        "Uniform on (−a, a) with a = √(6/(fanIn + fanOut)) (Glorot and Bengio, 2010). The default.",
        (_, fan, random) => Uniform(random, Math.Sqrt(6.0 / (fan.In + fan.Out))));

    /// <summary>Glorot and Bengio (2010), normal.</summary>
    public static readonly Initializer XavierNormal = new(
        "xavierNormal",
        "Normal with mean 0 and variance 2/(fanIn + fanOut) (Glorot and Bengio, 2010).",
        (_, fan, random) => Math.Sqrt(2.0 / (fan.In + fan.Out)) * random.NextNormal());

    /// <summary>He et al. (2015), uniform.</summary>
    public static readonly Initializer HeUniform = new(
        "heUniform",
        "Uniform on (−a, a) with a = √(6/fanIn) (He et al., 2015): for relu.",
        (_, fan, random) => Uniform(random, Math.Sqrt(6.0 / fan.In)));

    /// <summary>He et al. (2015), normal.</summary>
    public static readonly Initializer HeNormal = new(
        "heNormal",
        "Normal with mean 0 and variance 2/fanIn (He et al., 2015): for relu.",
        (_, fan, random) => Math.Sqrt(2.0 / fan.In) * random.NextNormal());

    /// <summary>Small random numbers, as CS231n's <c>weight_scale</c>.</summary>
    public static readonly Initializer Gaussian = new(
        "normal",
        "Normal with mean 0 and the given standard deviation (CS231n's weight_scale).",
        (attributes, _, random) => attributes.Number("standardDeviation") * random.NextNormal(),
        new AttributeDefinition("standardDeviation", AttributeKind.Number, "The standard deviation.", new AttributeValue.Number(0.01), Minimum: 0));

    /// <summary>All zero.</summary>
    public static readonly Initializer Zeros = new("zeros", "All zero.", (_, _, _) => 0);

    /// <summary>All the same.</summary>
    public static readonly Initializer Constant = new(
        "constant",
        "All the same number.",
        (attributes, _, _) => attributes.Number("value"),
        new AttributeDefinition("value", AttributeKind.Number, "The number.", new AttributeValue.Number(0.1)));

    /// <summary>Every initializer, the default first.</summary>
    public static IReadOnlyList<Initializer> All { get; } = [XavierUniform, XavierNormal, HeUniform, HeNormal, Gaussian, Zeros, Constant];

    /// <summary>Every initializer by its name.</summary>
    public static NameIndex<Initializer> ByName { get; } = new("initializer", All, i => i.Name);

    private static double Uniform(SeededRandom random, double bound) => random.NextDouble(-bound, bound);
}
