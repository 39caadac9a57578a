namespace Backprop.Api.Tests.Support;

/// <summary>The product's source files, for tests that read them.</summary>
internal static class Sources
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = Find();

    /// <summary>Every C# file under a folder of the repository, without those that the build writes.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Backprop.sln")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}
