namespace Backprop.Domain.Expressions;

/// <summary>The names that a text uses, numbered by first appearance, with the statement that assigns each.</summary>
internal sealed class NameTable
{
    /// <summary>Stands for "no statement" and "no name".</summary>
    public const int None = -1;

    private readonly HashSet<string> _inputs;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly List<string> _names = [];
    private readonly List<int> _assignments = [];

    public NameTable(IReadOnlyCollection<string> inputs)
    {
        _inputs = new HashSet<string>(inputs, StringComparer.Ordinal);
        _bySpan = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => _names.Count;

    public string this[int name] => _names[name];

    /// <summary>The number of a name, which it gets at its first appearance.</summary>
    public int Number(ReadOnlySpan<char> text)
    {
        if (!_bySpan.TryGetValue(text, out var number))
        {
            number = _names.Count;
            var name = text.ToString();
            _names.Add(name);
            _assignments.Add(None);
            _numbers.Add(name, number);
        }

        return number;
    }

    /// <summary>The statement that first assigns a name, or <see cref="None"/>.</summary>
    public int AssignedBy(int name) => _assignments[name];

    public void Assign(int name, int statement) => _assignments[name] = statement;

    /// <summary>Whether the request gives this name a value.</summary>
    public bool IsInput(string name) => _inputs.Contains(name);

    /// <summary>Whether a generated name has to keep clear of this one.</summary>
    public bool IsInUse(string name) => _numbers.ContainsKey(name) || _inputs.Contains(name);

    /// <summary>Whether the text assigns it or the request gives it a value.</summary>
    public bool IsKnown(ReadOnlySpan<char> text) =>
        (_bySpan.TryGetValue(text, out var number) && _assignments[number] != None) || _inputs.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);
}
