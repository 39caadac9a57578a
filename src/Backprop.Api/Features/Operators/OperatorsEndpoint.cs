using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.OpenApi;
using Backprop.Domain.Explaining;
using Backprop.Domain.Naming;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Api.Features.Operators;

/// <summary><c>GET /v1/operators</c> and <c>/v1/operators/{name}</c>.</summary>
internal static class OperatorsEndpoint
{
    private static readonly OperatorList List = new([.. OperatorCatalog.All.Select(ToContract)]);

    /// <summary>The feature, as the service lists it.</summary>
    public static Feature Feature { get; } = new(Map);

    private static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapConstant("/operators", List, "Every operator, family by family.")
            .Describe("listOperators", OperationTags.Catalogues, "List the operators", "Every operator with its operands, attributes, formula and derivatives in LaTeX, and its convention at kinks.");
        v1.MapByName("/operators", new NameIndex<OperatorContract>("operator", List.Operators, o => o.Name, o => o.Aliases), "The operator's name or an alias of it, in any letter case.", Activations.Sigmoid.Name, "The operator.")
            .Describe("getOperator", OperationTags.Catalogues, "Read an operator", "One operator, by its name or by an alias such as `ln`, in any letter case.");
    }

    private static OperatorContract ToContract(Operator operation) => new(
        operation.Name, operation.Family, operation.Summary, operation.Operands,
        new ArityContract(operation.MinimumArity, operation.MaximumArity == int.MaxValue ? null : operation.MaximumArity),
        [.. operation.Attributes.Select(AttributeContract.Of)], operation.IsElementwise, GeneralFormulas.Value(operation),
        [
            .. from position in Enumerable.Range(0, operation.Operands.Count)
               let formula = GeneralFormulas.Derivative(operation, position)
               where formula is not null
               select new DerivativeContract(operation.OperandName(position), formula),
        ],
        operation.Aliases, operation.KinkConvention);
}
