using Backprop.Api.Contracts;

namespace Backprop.Api.Features.Operators;

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
