using System.Text.RegularExpressions;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Architecture;

public sealed partial class NamespaceTests
{
    [Theory]
    [InlineData("src/Backprop.Api")]
    [InlineData("src/Backprop.Domain")]
    public void Namespaces_anyProject_haveNoCircles(string project)
    {
        var uses = Uses(project);
        Assert.True(uses.Sum(pair => pair.Value.Count) > uses.Count, "Too few uses were found to mean anything.");

        // Whoever uses nobody, or is used by nobody, is in no circle; taking those away again and again leaves the circles.
        while (uses.Keys.FirstOrDefault(name => uses[name].Count == 0 || !uses.Values.Any(used => used.Contains(name))) is { } free)
        {
            uses.Remove(free);
            foreach (var used in uses.Values)
            {
                used.Remove(free);
            }
        }

        Assert.True(uses.Count == 0, string.Join("\n", uses.Select(pair => $"{pair.Key} uses {string.Join(", ", pair.Value)}")));
    }

    [Theory]
    [InlineData("src/Backprop.Api")]
    [InlineData("src/Backprop.Domain")]
    public void Namespace_anyFile_isThatOfItsFolder(string project)
    {
        var astray = Sources.Files(project)
            .Select(file => (File: file, Declared: Declaration().Match(File.ReadAllText(file)).Groups[1].Value))
            .Where(pair => pair.Declared.Length > 0 && pair.Declared != Path.GetRelativePath(Path.Combine(Sources.Root, "src"), Path.GetDirectoryName(pair.File)!).Replace('/', '.'));
        Assert.Empty(astray);
    }

    /// <summary>
    /// Which namespaces each namespace of a project uses: those of its using directives (the build refuses directives that nothing needs), those of
    /// qualified names, and enclosing ones whose types it names.
    /// </summary>
    private static Dictionary<string, HashSet<string>> Uses(string project)
    {
        var files = Sources.Files(project)
            .Select(File.ReadAllText)
            .Select(text => (Namespace: Declaration().Match(text).Groups[1].Value, Code: Prose().Replace(text, " ")))
            .Where(file => file.Namespace.Length > 0)
            .ToList();
        var uses = files.Select(file => file.Namespace).Distinct().ToDictionary(name => name, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        var types = files.SelectMany(file => Types().Matches(file.Code).Select(type => (file.Namespace, Name: type.Groups[1].Value))).ToLookup(type => type.Name, type => type.Namespace);
        foreach (var (name, code) in files)
        {
            var enclosing = uses.Keys.Where(other => name.StartsWith(other + ".", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
            uses[name].UnionWith(Usings().Matches(code).Select(match => match.Groups[1].Value).Where(uses.ContainsKey));
            uses[name].UnionWith(Names().Matches(code).SelectMany(match => types[match.Value].Where(enclosing.Contains)));
            uses[name].UnionWith(QualifiedNames().Matches(code).Select(match => Meanings(name, match.Value).FirstOrDefault(uses.ContainsKey)).OfType<string>());
            uses[name].Remove(name);
        }

        return uses;
    }

    /// <summary>The namespaces that a dotted name may begin with, nearest and longest first: <c>Readers.Selection.Read</c> in Backprop.Api.Features means Backprop.Api.Readers.</summary>
    private static IEnumerable<string> Meanings(string from, string qualified)
    {
        for (var outer = from + "."; ; outer = outer[..(outer.LastIndexOf('.', outer.Length - 2) + 1)])
        {
            for (var length = qualified.LastIndexOf('.'); length > 0; length = qualified.LastIndexOf('.', length - 1))
            {
                yield return outer + qualified[..length];
            }

            if (outer.Length == 0)
            {
                yield break;
            }
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^using (?:static |\w+ = )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Usings();

    /// <summary>Types that are not within others: these stand at the beginning of a line.</summary>
    [GeneratedRegex(@"^(?:[a-z]+ )*(?:class|struct|record|interface|enum) ([A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Types();

    /// <summary>Names that may be those of types: not behind a type, as members and parameters stand, and not assigned to.</summary>
    [GeneratedRegex(@"(?<![.\w])(?<!\b(?:[A-Z]\w*|string|int|long|double|bool)[?>\]]* )[A-Z]\w*(?!\w|\s*=(?!=)|\s*\{ get)")]
    private static partial Regex Names();

    [GeneratedRegex(@"(?<![.\w]|using |namespace )[A-Z]\w*(?:\.[A-Z]\w*)+")]
    private static partial Regex QualifiedNames();

    /// <summary>Comments and strings.</summary>
    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|\$*\"{3}.*?\"{3}|[$@]*"(?:\\.|""|[^"\\])*"|'(?:\\.|[^'\\])'""", RegexOptions.Singleline)]
    private static partial Regex Prose();
}
