using System.Reflection;
using Backprop.Api.Endpoints;

namespace Backprop.Api.Tests.Architecture;

public sealed class FeatureTests
{
    /// <summary>A folder without its line in the list would be an endpoint that nobody can reach, and no test of its own would have to notice.</summary>
    [Fact]
    public void Features_everyOneThatIsDeclared_isListedOnce()
    {
        var declared = typeof(Feature).Assembly.GetTypes()
            .Select(type => type.GetProperty(nameof(Feature), BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<Feature>();

        Assert.Equal(Names(declared), Names(BackpropFeatures.All));
    }

    [Fact]
    public void Features_everyFolder_holdsOneFeature()
    {
        var folders = typeof(Feature).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Backprop.Api.Features.", StringComparison.Ordinal) == true).GroupBy(type => type.Namespace);

        Assert.All(folders, folder => Assert.Single(folder, type => type.GetProperty(nameof(Feature), BindingFlags.Public | BindingFlags.Static) is not null));
    }

    private static IEnumerable<string> Names(IEnumerable<Feature> features) => features.Select(feature => feature.Map.Method.DeclaringType!.Name).Order(StringComparer.Ordinal);
}
