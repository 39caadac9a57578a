using System.Text.Json;
using Backprop.Api.Json;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Backprop.Api.OpenApi;

/// <summary>Tells the schema generator of types whose JSON is not what their properties say.</summary>
internal sealed class WireContracts(ISerializerDataContractResolver inner, JsonSerializerOptions options, ResultJson answers) : ISerializerDataContractResolver
{
    /// <inheritdoc/>
    public DataContract GetDataContractForType(Type type)
    {
        // Enumerations are strings wherever they stand: in answers as the options say, in requests in camelCase.
        if ((Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } choice)
        {
            return DataContract.ForPrimitive(choice, DataType.String, null, value => answers.Names(choice) ? JsonSerializer.Serialize(value, answers.Options.GetTypeInfo(choice)) : $"\"{JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!)}\"");
        }

        // Each becomes a component of its own, which WireSchemas then fills in.
        return type == typeof(ResultTensor) || ShapeOf(type, options) is not null ? DataContract.ForObject(type, []) : inner.GetDataContractForType(type);
    }

    /// <summary>The JSON that a type's own converter takes, or null where it has none that says.</summary>
    public static JsonShape? ShapeOf(Type type, JsonSerializerOptions options) =>
        options.TryGetTypeInfo(type, out var info) && info.Converter is IShapedConverter converter ? converter.Shape : null;
}
