using System.Text.RegularExpressions;
using Backprop.Api.Tests.Support;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Tests.Architecture;

/// <summary>The mathematics knows nothing of how it is asked: how a request is written and where it is sent is for the API to say.</summary>
public sealed partial class DomainTests
{
    [Fact]
    public void Assembly_references_areNeitherOfTheWebNorOfJson()
    {
        var references = typeof(Graph).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();

        Assert.Contains("System.Numerics.Tensors", references);
        Assert.DoesNotContain(references, name => Foreign().IsMatch(name));
    }

    [Fact]
    public void Code_anyFile_namesNeitherJsonNorHttpNorPointers()
    {
        var files = Sources.Files("src/Backprop.Domain").ToList();
        Assert.True(files.Count > 100, "Too few files were found to mean anything.");

        Assert.Empty(from file in files
                     from line in File.ReadLines(file)
                     where !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Foreign().IsMatch(line)
                     select $"{Path.GetFileName(file)}: {line.Trim()}");
    }

    [Theory]
    [InlineData("new(\"#/graph/nodes\")")]
    [InlineData("$\"#/inputs/{id}\"")]
    [InlineData("\"GET /v1/operators lists all.\"")]
    [InlineData("JsonPointer.Escape(name)")]
    [InlineData("using System.Text.Json;")]
    [InlineData("using System.Net.Http;")]
    public void Code_thatWouldBeForeign_isFound(string line) => Assert.Matches(Foreign(), line);

    /// <summary>JSON and its pointers, HTTP and the addresses of the service.</summary>
    [GeneratedRegex("""Json|JSON|Http|HTTP|System\.Net|Microsoft\.|#/|"#"|\b(?:GET|POST) /|/v1/""")]
    private static partial Regex Foreign();
}
