namespace Backprop.Domain.Operators;

/// <summary>An attribute's value as a client wrote it.</summary>
public abstract record AttributeValue
{
    private AttributeValue()
    {
    }

    /// <summary>A number.</summary>
    public sealed record Number(double Value) : AttributeValue;

    /// <summary>A list of numbers.</summary>
    public sealed record Numbers(IReadOnlyList<double> Values) : AttributeValue;

    /// <summary>A string.</summary>
    public sealed record Text(string Value) : AttributeValue;

    /// <summary>True or false.</summary>
    public sealed record Flag(bool Value) : AttributeValue;
}

/// <summary>What an attribute holds.</summary>
public enum AttributeKind
{
    /// <summary>Any finite number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A list of whole numbers.</summary>
    Integers,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A string.</summary>
    Text,
}

/// <summary>An attribute that an operator takes.</summary>
/// <param name="Name">Its name, camelCase; matched in any letter case.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Description">What it means, in one sentence.</param>
/// <param name="Default">Its value where it is left out; null where leaving it out has a meaning of its own (see the description) or it is required.</param>
/// <param name="Required">Whether it must be given.</param>
/// <param name="Minimum">The smallest number allowed (of every element of a list).</param>
/// <param name="Maximum">The largest number allowed (of every element of a list).</param>
/// <param name="Choices">The strings allowed, where only some are.</param>
public sealed record AttributeDefinition(
    string Name, AttributeKind Kind, string Description, AttributeValue? Default = null, bool Required = false,
    double? Minimum = null, double? Maximum = null, IReadOnlyList<string>? Choices = null)
{
    // More than twice any rank; what is longer need not be looked at, let alone quoted in an error.
    private const int MaximumLength = 256;

    /// <summary>The letter that the formulas of an operator that is not elementwise write it with; null where they do not.</summary>
    public string? Letter { get; init; }

    /// <summary>Says what is wrong with a value for this attribute, or null where it fits.</summary>
    public string? Mismatch(AttributeValue value) => (Kind, value) switch
    {
        (AttributeKind.Number, AttributeValue.Number number) => OutOfRange(number.Value),
        (AttributeKind.Integer, AttributeValue.Number number) when IsInteger(number.Value) => OutOfRange(number.Value),
        (AttributeKind.Integers, AttributeValue.Numbers { Values.Count: > MaximumLength }) => string.Create(CultureInfo.InvariantCulture, $"must have at most {MaximumLength} numbers"),
        (AttributeKind.Integers, AttributeValue.Numbers numbers) when numbers.Values.All(IsInteger) => numbers.Values.Select(OutOfRange).FirstOrDefault(m => m is not null),
        (AttributeKind.Flag, AttributeValue.Flag) => null,
        (AttributeKind.Text, AttributeValue.Text text) => Choices is null || Choices.Contains(text.Value) ? null : $"must be one of {string.Join(", ", Choices.Select(c => $"'{c}'"))}",
        (AttributeKind.Number, _) => "must be a number",
        (AttributeKind.Integer, _) => "must be a whole number",
        (AttributeKind.Integers, _) => "must be a list of whole numbers such as [0, 1]",
        (AttributeKind.Flag, _) => "must be true or false",
        _ => "must be a string",
    };

    private static bool IsInteger(double value) => Math.Abs(value) <= int.MaxValue && Math.Floor(value) == value;

    private string? OutOfRange(double value) =>
        !double.IsFinite(value) ? "must be a finite number"
        : value < Minimum ? string.Create(CultureInfo.InvariantCulture, $"must be at least {Minimum}")
        : value > Maximum ? string.Create(CultureInfo.InvariantCulture, $"must be at most {Maximum}")
        : null;
}

/// <summary>A node's attributes by canonical name, defaults filled in and every value of its declared kind.</summary>
public sealed class NodeAttributes(IReadOnlyDictionary<string, AttributeValue> values)
{
    /// <summary>No attributes at all.</summary>
    public static readonly NodeAttributes Empty = new(new Dictionary<string, AttributeValue>());

    /// <summary>Every value, by canonical name.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Values { get; } = values;

    /// <summary>Whether the attribute has a value, its own or by default.</summary>
    public bool Has(string name) => Values.ContainsKey(name);

    /// <summary>A number that has a value.</summary>
    public double Number(string name) => ((AttributeValue.Number)Values[name]).Value;

    /// <summary>A whole number that has a value.</summary>
    public int Integer(string name) => (int)Number(name);

    /// <summary>A list of whole numbers, or null where it was left out.</summary>
    public int[]? Integers(string name) => Values.TryGetValue(name, out var value) ? [.. ((AttributeValue.Numbers)value).Values.Select(v => (int)v)] : null;

    /// <summary>A flag that has a value.</summary>
    public bool Flag(string name) => ((AttributeValue.Flag)Values[name]).Value;

    /// <summary>A string that has a value.</summary>
    public string Text(string name) => ((AttributeValue.Text)Values[name]).Value;
}
