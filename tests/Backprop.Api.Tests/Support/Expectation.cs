using System.Text.Json;

namespace Backprop.Api.Tests.Support;

/// <summary>Compares an answer with what a case says it must hold.</summary>
internal static class Expectation
{
    /// <summary>Every value and gradient under <c>nodes</c>, every place under <c>at</c> (members and indices separated by dots), and every text under <c>contains</c>.</summary>
    public static void Met(string text, JsonElement answer, JsonElement expect, JsonElement tolerance)
    {
        var contained = expect.TryGetProperty("contains", out var texts) ? texts.EnumerateArray().Select(part => part.GetString()!).ToList() : [];
        Assert.All(contained, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Met(answer, expect, tolerance, contained.Count);
    }

    /// <summary>Every value and gradient under <c>nodes</c>, and every place under <c>at</c> (members and indices separated by dots).</summary>
    public static void Met(JsonElement answer, JsonElement expect, JsonElement tolerance, int compared = 0)
    {
        if (expect.TryGetProperty("nodes", out var nodes))
        {
            var byId = answer.GetProperty("nodes").EnumerateArray().ToDictionary(n => n.GetProperty("id").GetString()!);
            foreach (var node in nodes.EnumerateObject())
            {
                foreach (var member in node.Value.EnumerateObject())
                {
                    Compare(member.Value, byId[node.Name].GetProperty(member.Name), tolerance, $"{node.Name}.{member.Name}");
                    compared++;
                }
            }
        }

        if (expect.TryGetProperty("at", out var places))
        {
            foreach (var place in places.EnumerateObject())
            {
                Compare(place.Value, Find(answer, place.Name), tolerance, place.Name);
                compared++;
            }
        }

        Assert.True(compared > 0, "The case expects nothing.");
    }

    private static JsonElement Find(JsonElement answer, string path) => path.Split('.').Aggregate(
        answer,
        (place, part) => place.ValueKind == JsonValueKind.Array ? place[int.Parse(part, CultureInfo.InvariantCulture)] : place.GetProperty(part));

    private static void Compare(JsonElement expected, JsonElement actual, JsonElement tolerance, string place)
    {
        if (expected.ValueKind == JsonValueKind.Array)
        {
            Assert.True(actual.ValueKind == JsonValueKind.Array && expected.GetArrayLength() == actual.GetArrayLength(), $"{place}: expected {expected}, got {actual}");
            for (var i = 0; i < expected.GetArrayLength(); i++)
            {
                Compare(expected[i], actual[i], tolerance, string.Create(CultureInfo.InvariantCulture, $"{place}[{i}]"));
            }
        }
        else if (expected.ValueKind == JsonValueKind.Number)
        {
            Assert.True(actual.ValueKind == JsonValueKind.Number, $"{place}: expected {expected}, got {actual}");
            var number = expected.GetDouble();
            var allowed = tolerance.GetProperty("absolute").GetDouble() + (tolerance.GetProperty("relative").GetDouble() * Math.Abs(number));
            Assert.True(Math.Abs(number - actual.GetDouble()) <= allowed, $"{place}: expected {expected}, got {actual}");
        }
        else
        {
            Assert.Equal(expected.ToString(), actual.ToString());
        }
    }
}
