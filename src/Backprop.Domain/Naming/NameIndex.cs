using System.Collections.Frozen;

namespace Backprop.Domain.Naming;

/// <summary>Things of one kind, found by name in any letter case.</summary>
/// <typeparam name="T">What they are.</typeparam>
public sealed class NameIndex<T>
    where T : class
{
    private readonly FrozenDictionary<string, T> _byName;
    private readonly Func<T, string> _name;

    /// <summary>An index of these things.</summary>
    /// <param name="kind">What one of them is called in a message.</param>
    /// <param name="all">Every one, in the order in which they are listed.</param>
    /// <param name="name">The name of one.</param>
    /// <param name="aliases">Other names that one is found by, where they are not the name of another.</param>
    public NameIndex(string kind, IEnumerable<T> all, Func<T, string> name, Func<T, IEnumerable<string>>? aliases = null)
    {
        Kind = kind;
        _name = name;
        var list = all.ToList();
        Names = [.. list.Select(name)];
        _byName = list.Select(item => (Name: name(item), Item: item))
            .Concat(list.SelectMany(item => aliases?.Invoke(item) ?? [], (item, alias) => (Name: alias, Item: item)))
            .DistinctBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(entry => entry.Name, entry => entry.Item, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What one of them is called in a message.</summary>
    public string Kind { get; }

    /// <summary>Every name, in the order in which they are listed.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The one of this name, or null.</summary>
    public T? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The name of one of them.</summary>
    public string NameOf(T item) => _name(item);

    /// <summary>Says that there is none of this name, which are near, and which there are.</summary>
    /// <param name="name">What was asked for.</param>
    /// <param name="missing">Says that there is nothing of a kind by a name, and which of others are near.</param>
    public string Missing(string name, Func<string, string, IEnumerable<string>, string> missing) => $"{missing(Kind, name, Names)} Choose one of {string.Join(", ", Names)}.";
}
