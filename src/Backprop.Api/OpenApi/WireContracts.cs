using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Operators;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Backprop.Api.OpenApi;

/// <summary>Tells the schema generator of types whose JSON is not what their properties say.</summary>
internal sealed class WireContracts(ISerializerDataContractResolver inner) : ISerializerDataContractResolver
{
    /// <inheritdoc/>
    public DataContract GetDataContractForType(Type type)
    {
        // Each becomes a component of its own, which WireSchemas then fills in.
        if (type == typeof(WireTensor) || type == typeof(ResultTensor) || type == typeof(AttributeValue))
        {
            return DataContract.ForObject(type, []);
        }

        return type == typeof(TensorMap) ? DataContract.ForDictionary(type, typeof(WireTensor)) : inner.GetDataContractForType(type);
    }
}
