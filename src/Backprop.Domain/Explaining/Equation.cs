namespace Backprop.Domain.Explaining;

/// <summary>One line of a derivation before it is put together.</summary>
/// <param name="Left">What is computed.</param>
/// <param name="Symbols">What it equals in symbols; null for what is given.</param>
/// <param name="Numbers">What it equals in numbers; null where they are too many.</param>
/// <param name="Space">The set that it is from, such as ℝ²ˣ³.</param>
internal readonly record struct Equation(string Left, string? Symbols, string? Numbers, string Space)
{
    /// <summary>The line in symbols.</summary>
    public string InSymbols => Symbols is null ? $@"{Left} \in {Space}" : $"{Left} = {Symbols}";

    /// <summary>The line with numbers put in.</summary>
    public string InNumbers => Numbers is null ? $@"{Left} \in {Space}" : $"{Left} = {Numbers}";

    /// <summary>The line as a row of an aligned block.</summary>
    public string Row => (Symbols, Numbers) switch
    {
        (null, null) => $@"{Left} &\in {Space}",
        (null, _) => $"{Left} &= {Numbers}",
        (_, null) => $@"{Left} &= {Symbols} \in {Space}",
        _ when Symbols == Numbers => $"{Left} &= {Symbols}",
        _ => $"{Left} &= {Symbols} = {Numbers}",
    };
}
