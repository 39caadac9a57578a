using System.Reflection;
using System.Text.RegularExpressions;
using Backprop.Api.Tests.Support;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Training;
using Backprop.Domain.Training.Optimizers;

namespace Backprop.Api.Tests.Architecture;

/// <summary>What is declared is known by its declaration: whoever needs it refers to that, or asks it.</summary>
public sealed partial class DeclarationTests
{
    /// <summary>Where operators are declared; there they may also call each other by name, in formulas.</summary>
    private const string Operators = "src/Backprop.Domain/Operators/";

    /// <summary>Words that mean something else in a file.</summary>
    private static readonly Dictionary<(string Name, string File), string> Others = new()
    {
        [("activation", "LayerCatalog.cs")] = "the member of a layer that names what follows",
        [("activation", "LayerConverter.cs")] = "the same",
        [("activation", "NetworkExpansion.cs")] = "the same",
        [("activation", "Components.cs")] = "the same",
        [("step", "GradientChecksRequest.cs")] = "the member that holds the step of a difference",
        [("identity", "RequestBody.cs")] = "the content coding of HTTP that codes nothing",
        [("momentum", "Momentum.cs")] = "the attribute μ",
    };

    private static IEnumerable<string> Names =>
        OperatorCatalog.Names
            .Concat(LayerCatalog.ByName.Names)
            .Concat(OptimizerCatalog.All.Select(o => o.Name))
            .Concat(LearningRateDecays.All.Select(d => d.Name))
            .Concat(DataSets.All.Select(d => d.Name))
            .Concat(Initializers.All.Select(i => i.Name))
            .Concat(MisconceptionCatalog.All.Select(m => m.Id));

    [Fact]
    public void Names_anySource_standInTheirDeclarationAlone()
    {
        var names = Names.ToHashSet(StringComparer.Ordinal);
        var astray = Sources.Files("src")
            .Select(file => (File: Path.GetRelativePath(Sources.Root, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(source => !source.File.StartsWith(Operators, StringComparison.Ordinal))
            .SelectMany(source => Literals().Matches(Prose().Replace(source.Text, " "))
                .Where(literal => literal.Groups["declares"].Length == 0)
                .Select(literal => (Name: literal.Groups["name"].Value, source.File)))
            .Where(literal => names.Contains(literal.Name) && !Others.ContainsKey((literal.Name, Path.GetFileName(literal.File))));
        Assert.Empty(astray);
    }

    [Fact]
    public void Declarations_ofTheDomain_areListedOnce() => Assert.Empty((string[])
    [
        .. NotListedOnce(OperatorCatalog.All),
        .. NotListedOnce(LayerCatalog.All),
        .. NotListedOnce(OptimizerCatalog.All),
        .. NotListedOnce(LearningRateDecays.All),
        .. NotListedOnce(DataSets.All),
        .. NotListedOnce(Initializers.All),
        .. NotListedOnce(MisconceptionCatalog.All),
    ]);

    private static IEnumerable<string> NotListedOnce<T>(IReadOnlyList<T> catalogue)
        where T : class
    {
        var declared = typeof(T).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(T) && !field.Name.Contains('<', StringComparison.Ordinal))
            .Select(field => (Field: $"{field.DeclaringType!.Name}.{field.Name}", Value: field.GetValue(null)))
            .ToList();
        Assert.NotEmpty(declared);
        return declared
            .Select(declaration => (declaration.Field, Times: catalogue.Count(listed => ReferenceEquals(listed, declaration.Value))))
            .Where(declaration => declaration.Times != 1)
            .Select(declaration => $"{declaration.Field} is listed {declaration.Times} times")
            .Concat(catalogue.Where(listed => declared.All(declaration => !ReferenceEquals(declaration.Value, listed))).Select(listed => $"{listed} is listed without a field"));
    }

    /// <summary>A string that is one word, and whether it names what is declared: <c>Name = "dense"</c>, the first argument of a <c>Declare</c> or of a declared field's constructor, or a name in JSON.</summary>
    [GeneratedRegex(@"(?<declares>(?:\bName = |\bId = |\bDeclare\(\s*|\breadonly (?:Optimizer|LearningRateDecay|DataSet|Initializer) \w+ = new\(\s*|\bJson\w+(?:Name|Text\.Encode)\()?)""(?<name>[\w-]+)""")]
    private static partial Regex Literals();

    /// <summary>Comments, and raw strings: those are text that people read, such as descriptions and examples.</summary>
    [GeneratedRegex(@"//[^\n]*|\$*""""""[\s\S]*?""""""+")]
    private static partial Regex Prose();
}
