using Backprop.Fuzzing.Running;
using Backprop.Fuzzing.Soak;

namespace Backprop.Fuzzing;

/// <summary>One study a name: <c>dotnet run --project tests/Backprop.Fuzzing -c Release -- requests 1000000</c>.</summary>
internal static class FuzzingProgram
{
    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        switch (args)
        {
            case ["requests", .. var rest]:
                return await RequestsStudy.RunAsync(new Arguments(rest), stop.Token);
            case ["soak", .. var rest]:
                return await SoakStudy.RunAsync(new Arguments(rest), stop.Token);
            default:
                Console.WriteLine("Studies: requests COUNT [--seed n] [--from index] [--connections n] [--port n]; soak [--minutes n] [--hostile n] [--port n]");
                return 2;
        }
    }
}
