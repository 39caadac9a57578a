using System.Reflection;
using Backprop.Api.Features.Health;

namespace Backprop.Api.Tests.Architecture;

public sealed class FeatureTests
{
    /// <summary>A folder without its line in the list would be an endpoint that nobody can reach, and no test of its own would have to notice.</summary>
    [Fact]
    public void Features_everyOneThatIsDeclared_isListedOnce()
    {
        var listed = BackpropFeatures.All.Select(map => map.Method.DeclaringType!.Name).Append(nameof(HealthEndpoint));

        Assert.Equal(Types.Where(Maps).Select(type => type.Name).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Features_everyFolder_holdsOneFeature() => Assert.All(Types.GroupBy(type => type.Namespace), folder => Assert.Single(folder, Maps));

    private static IEnumerable<Type> Types { get; } = typeof(BackpropFeatures).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Backprop.Api.Features.", StringComparison.Ordinal) == true);

    private static bool Maps(Type type) => type.GetMethod("Map", BindingFlags.Public | BindingFlags.Static) is not null;
}
