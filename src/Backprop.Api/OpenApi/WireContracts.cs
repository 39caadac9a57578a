using System.Text.Json.Serialization.Metadata;
using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Backprop.Api.OpenApi;

// docs/decisions/0222-results-are-positional-records.md
/// <summary>Tells the schema generator of types whose JSON is not what their properties say.</summary>
internal sealed class WireContracts(ISerializerDataContractResolver inner, ResultJson answers) : ISerializerDataContractResolver
{
    /// <inheritdoc/>
    public DataContract GetDataContractForType(Type type)
    {
        // Enumerations are strings wherever they stand: in answers as the options say, in requests in camelCase.
        if ((Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } choice)
        {
            return DataContract.ForPrimitive(choice, DataType.String, null, value => $"\"{NameOf(value)}\"");
        }

        // What stands in its place is named where it is used.
        if (type == typeof(ChoiceContract))
        {
            return DataContract.ForDynamic(type);
        }

        // Each becomes a component of its own, which WireSchemas then fills in.
        if (Components.Has(OpenApiSetup.SchemaId(type)))
        {
            return DataContract.ForObject(type, []);
        }

        var contract = inner.GetDataContractForType(type);
        if (contract.DictionaryKeys is not null && type.GenericTypeArguments is [{ IsEnum: true } key, _])
        {
            return DataContract.ForDictionary(type, contract.DictionaryValueType, Enum.GetValues(key).Cast<object>().Select(NameOf));
        }

        return contract.DataType == DataType.Object && answers.Options.TryGetTypeInfo(type, out var record) && record.Kind == JsonTypeInfoKind.Object
            ? DataContract.ForObject(type, contract.ObjectProperties.Select(member => IsAlwaysThere(record, member) ? Required(member) : member))
            : contract;
    }

    /// <summary>What may not be null stands in every answer, and so does what is written though it is null.</summary>
    private static bool IsAlwaysThere(JsonTypeInfo record, DataProperty member) =>
        record.Properties.Single(property => property.Name == member.Name) is var property
        && (!property.IsGetNullable || property.AttributeProvider!.GetCustomAttributes(typeof(JsonIgnoreAttribute), true).Length > 0);

    private static DataProperty Required(DataProperty member) =>
        new(member.Name, member.MemberType, isRequired: true, member.IsNullable, member.IsReadOnly, member.IsWriteOnly, member.MemberInfo);

    /// <summary>The text that a value of an enumeration is written as.</summary>
    private string NameOf(object value) => answers.Names(value.GetType())
        ? JsonSerializer.SerializeToElement(value, answers.Options.GetTypeInfo(value.GetType())).GetString()!
        : JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!);
}
