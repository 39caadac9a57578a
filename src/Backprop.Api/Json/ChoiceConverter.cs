namespace Backprop.Api.Json;

/// <summary>An enumeration as a string in camelCase, never as a number.</summary>
internal sealed class ChoiceConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
