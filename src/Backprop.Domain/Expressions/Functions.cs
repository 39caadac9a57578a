using System.Collections.Frozen;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Expressions;

/// <summary>The functions of the language: every operator that has operands, by its name and by its aliases, in any letter case.</summary>
internal static class Functions
{
    // An alias outside ASCII is matched exactly: Σ is the upper case of σ, but who writes Σ(x) means a sum, not sigmoid.
    private static readonly FrozenDictionary<string, Operator> ByName = OperatorCatalog.All
        .Where(o => !o.IsLeaf)
        .SelectMany(o => o.Aliases.Append(o.Name), (o, name) => KeyValuePair.Create(name, o))
        .ToFrozenDictionary(entry => entry.Key, entry => entry.Value, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Operator>.AlternateLookup<ReadOnlySpan<char>> BySpan = ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every name that can be called.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The operator that a name calls, or null.</summary>
    public static Operator? Find(ReadOnlySpan<char> name) => name is "Σ" or "ς" ? null : BySpan.TryGetValue(name, out var found) ? found : null;

    /// <summary>The operator that a name calls with so many operands: max and min of one operand reduce.</summary>
    public static string For(Operator called, int operands) =>
        operands != 1 ? called.Name
        : ReferenceEquals(called, Arithmetic.Max) ? Reductions.ReduceMax.Name
        : ReferenceEquals(called, Arithmetic.Min) ? Reductions.ReduceMin.Name
        : called.Name;
}
