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

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1)
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

/// <summary>The operators.</summary>
/// <param name="Operators">Every operator, family by family.</param>
internal sealed record OperatorList(IReadOnlyList<OperatorContract> Operators);

/// <summary>All that is known of an operator.</summary>
/// <param name="Name">Its name; matched in any letter case.</param>
/// <param name="Family">The family that it belongs to.</param>
/// <param name="Summary">What it computes, in one sentence.</param>
/// <param name="Operands">The names of its operands; the last one repeats where it takes more.</param>
/// <param name="Arity">How many operands it takes.</param>
/// <param name="Attributes">The attributes that it takes.</param>
/// <param name="Elementwise">Whether it works element by element, with operands broadcast as NumPy does.</param>
/// <param name="Formula">Its value in LaTeX; <c>y</c> is the value itself.</param>
/// <param name="Derivatives">
/// In LaTeX, for each operand: the local derivative where the operator is elementwise, else the contribution to the operand's gradient in terms of
/// the upstream gradient <c>g</c>. Operands that are not differentiated have none.
/// </param>
/// <param name="Aliases">Other names that it has in expressions.</param>
/// <param name="KinkConvention">The convention at kinks, ties and edges, where there are any.</param>
internal sealed record OperatorContract(
    string Name, string Family, string Summary, IReadOnlyList<string> Operands, ArityContract Arity, IReadOnlyList<AttributeContract> Attributes,
    bool Elementwise, string Formula, IReadOnlyList<DerivativeContract> Derivatives, IReadOnlyList<string> Aliases, string? KinkConvention = null);

/// <summary>How many operands an operator takes.</summary>
/// <param name="Minimum">The fewest.</param>
/// <param name="Maximum">The most; null where there is no bound.</param>
internal sealed record ArityContract(int Minimum, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Maximum);

/// <summary>A derivative of an operator.</summary>
/// <param name="Operand">The operand's name.</param>
/// <param name="Formula">The derivative, or the contribution, in LaTeX.</param>
internal sealed record DerivativeContract(string Operand, string Formula);
