namespace Backprop.Api.Json;

/// <summary>Names the component of the OpenAPI document that describes a member whose type does not say what it takes: a name out of a catalogue, for one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ComponentAttribute(string name) : Attribute
{
    /// <summary>The component's name.</summary>
    public string Name => name;
}

/// <summary>Says of a number in an answer that it may not be finite and is <c>null</c> then.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MayBeNotFiniteAttribute : Attribute;
