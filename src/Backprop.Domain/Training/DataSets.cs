using Backprop.Domain.Naming;
using Backprop.Domain.Operators;
using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Training;

/// <summary>A toy data set by name: the one place to declare it.</summary>
/// <param name="Name">The name; matched in any letter case.</param>
/// <param name="Summary">What it is good for, in one sentence.</param>
/// <param name="Definition">How a point is made.</param>
/// <param name="IsClassification">Whether targets are classes, 0 and 1; else they are numbers.</param>
/// <param name="DefaultSize">The points where size is left out.</param>
/// <param name="DefaultNoise">The standard deviation of the noise where it is left out.</param>
/// <param name="Point">The features and the target of the point of this number, from 0, out of so many; draws its noise from the last argument.</param>
public sealed record DataSet(
    string Name, string Summary, string Definition, bool IsClassification, int DefaultSize, double DefaultNoise, Func<int, int, Func<double>, (double[] Features, double Target)> Point)
{
    /// <summary>The attributes: size, noise, seed, and for classes the form of the targets.</summary>
    public IReadOnlyList<AttributeDefinition> Attributes =>
    [
        new("size", AttributeKind.Integer, "The number of points.", new AttributeValue.Number(DefaultSize), Minimum: 1, Maximum: DataSets.MaxSize),
        new("noise", AttributeKind.Number, "The standard deviation of what is added to a point.", new AttributeValue.Number(DefaultNoise), Minimum: 0, Maximum: 1000),
        new("seed", AttributeKind.Integer, "Seeds the noise: the same seed gives the same points on every machine.", new AttributeValue.Number(1)),
        .. IsClassification
            ? [new AttributeDefinition("targets", AttributeKind.Text, "How classes are written: column ([[0], [1], …], for a single sigmoid unit) or classes ([0, 1, …], for softmaxCrossEntropy).", new AttributeValue.Text("column"), Choices: ["column", "classes"])]
            : Array.Empty<AttributeDefinition>(),
    ];

    /// <summary>Makes the points.</summary>
    public (Tensor Examples, Tensor Targets) Generate(NodeAttributes attributes)
    {
        var size = attributes.Integer("size");
        var noise = attributes.Number("noise");
        var random = new SeededRandom(attributes.Integer("seed"));
        var examples = new List<double>(2 * size);
        var targets = new double[size];
        for (var number = 0; number < size; number++)
        {
            var (features, target) = Point(number, size, () => noise * random.NextNormal());
            examples.AddRange(features.Select(Round));
            targets[number] = Round(target);
        }

        var asClasses = IsClassification && attributes.Text("targets") == "classes";
        return (new Tensor(Shape.Of(size, examples.Count / size), [.. examples]), new Tensor(asClasses ? Shape.Of(size) : Shape.Of(size, 1), targets));
    }

    // Sine and cosine come from the machine's C library and may differ in the last bit: six decimals are the same everywhere.
    private static double Round(double value) => Math.Round(value, 6);
}

/// <summary>Every data set there is.</summary>
public static class DataSets
{
    /// <summary>The most points.</summary>
    public const int MaxSize = 10_000;

    /// <summary>Exclusive or.</summary>
    public static readonly DataSet Xor = new(
        "xor",
        "The smallest problem that no single layer solves.",
        "The corners (0, 0), (0, 1), (1, 0), (1, 1) in turn, with noise on both features; class 1 where exactly one of them is 1.",
        IsClassification: true, DefaultSize: 4, DefaultNoise: 0,
        (number, _, noise) => ([(number / 2 % 2) + noise(), (number % 2) + noise()], (number / 2 % 2) ^ (number % 2)));

    /// <summary>One circle inside another.</summary>
    public static readonly DataSet Circles = new(
        "circles",
        "One circle inside another: classes that no straight line divides.",
        "By turns a point of the circle of radius 1 (class 0) and of radius ½ (class 1), evenly spaced, with noise on both features.",
        IsClassification: true, DefaultSize: 100, DefaultNoise: 0.05,
        (number, size, noise) =>
        {
            var radius = number % 2 == 0 ? 1 : 0.5;
            var (sin, cos) = Math.SinCos(2 * Math.PI * (number / 2) / ((size + 1) / 2));
            return ([(radius * cos) + noise(), (radius * sin) + noise()], number % 2);
        });

    /// <summary>Two half circles that interlock.</summary>
    public static readonly DataSet Moons = new(
        "moons",
        "Two half circles that interlock.",
        "By turns (cos t, sin t) (class 0) and (1 − cos t, ½ − sin t) (class 1) with t evenly spaced from 0 to π, with noise on both features.",
        IsClassification: true, DefaultSize: 100, DefaultNoise: 0.1,
        (number, size, noise) =>
        {
            var (sin, cos) = Math.SinCos(Math.PI * Share(number, size));
            return number % 2 == 0 ? ([cos + noise(), sin + noise()], 0) : ([1 - cos + noise(), 0.5 - sin + noise()], 1);
        });

    /// <summary>Two spirals, as CS231n draws its arms.</summary>
    public static readonly DataSet Spiral = new(
        "spiral",
        "Two arms of a spiral: a boundary that winds.",
        "By turns a point of either arm: (r·sin t, r·cos t) with r evenly spaced from 0 to 1 and t = 4·r + π·class, with noise on the angle t (as CS231n draws its spiral).",
        IsClassification: true, DefaultSize: 200, DefaultNoise: 0.1,
        (number, size, noise) =>
        {
            var radius = Share(number, size);
            var (sin, cos) = Math.SinCos((4 * radius) + (Math.PI * (number % 2)) + noise());
            return ([radius * sin, radius * cos], number % 2);
        });

    /// <summary>Two clouds.</summary>
    public static readonly DataSet Gaussians = new(
        "gaussians",
        "Two round clouds: what logistic regression solves.",
        "By turns a normal cloud around (−1, −1) (class 0) and around (1, 1) (class 1); noise is its standard deviation.",
        IsClassification: true, DefaultSize: 100, DefaultNoise: 0.5,
        (number, _, noise) =>
        {
            var center = (2 * (number % 2)) - 1;
            return ([center + noise(), center + noise()], number % 2);
        });

    /// <summary>A straight line.</summary>
    public static readonly DataSet Line = new(
        "line",
        "A straight line: what linear regression solves.",
        "x evenly spaced from −1 to 1; y = 2·x + 1 with noise.",
        IsClassification: false, DefaultSize: 50, DefaultNoise: 0.1,
        (number, size, noise) =>
        {
            var x = (2 * Spread(number, size)) - 1;
            return ([x], (2 * x) + 1 + noise());
        });

    /// <summary>A sine.</summary>
    public static readonly DataSet Sine = new(
        "sine",
        "A curve to fit.",
        "x evenly spaced from −π to π; y = sin x with noise.",
        IsClassification: false, DefaultSize: 50, DefaultNoise: 0.1,
        (number, size, noise) =>
        {
            var x = Math.PI * ((2 * Spread(number, size)) - 1);
            return ([x], Math.Sin(x) + noise());
        });

    /// <summary>Every data set.</summary>
    public static IReadOnlyList<DataSet> All { get; } = [Xor, Circles, Moons, Spiral, Gaussians, Line, Sine];

    /// <summary>Every data set by its name.</summary>
    public static NameIndex<DataSet> ByName { get; } = new("data set", All, d => d.Name);

    /// <summary>Evenly from 0 to 1 over the points of one class.</summary>
    private static double Share(int number, int size) => Spread(number / 2, (size + 1) / 2);

    private static double Spread(int number, int count) => count == 1 ? 0 : (double)number / (count - 1);
}
