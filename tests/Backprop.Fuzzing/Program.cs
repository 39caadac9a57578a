namespace Backprop.Fuzzing;

/// <summary>One study a name: <c>dotnet run --project tests/Backprop.Fuzzing -c Release -- requests 1000000</c>.</summary>
internal static class FuzzingProgram
{
    public static int Main(string[] args)
    {
        Console.WriteLine("Studies: requests, soak");
        return args.Length;
    }
}
