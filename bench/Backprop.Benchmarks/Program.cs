using Backprop.Benchmarks;

// One study a name: dotnet run --project bench/Backprop.Benchmarks -c Release -- <study> [arguments]
var studies = new Dictionary<string, Action<string[]>>(StringComparer.Ordinal)
{
    ["check-quality"] = CheckStudies.Quality,
    ["check-speed"] = CheckStudies.Speed,
    ["engine"] = EngineStudy.Run,
    ["explaining"] = ExplainingStudy.Run,
    ["grading"] = GradingStudy.Run,
    ["grading-speed"] = GradingSpeedStudy.Run,
    ["http"] = HttpStudy.Run,
    ["kernels"] = KernelStudy.Run,
    ["training-step"] = TrainingStudy.RunStep,
    ["spiral"] = TrainingStudy.RunSpiral,
    ["large-request"] = LargeRequestStudy.Run,
    ["work"] = WorkStudy.Run,
};

if (args.Length == 0 || !studies.TryGetValue(args[0], out var study))
{
    Console.WriteLine($"Studies: {string.Join(", ", studies.Keys.Order(StringComparer.Ordinal))}");
    return 1;
}

study(args[1..]);
return 0;
