using Backprop.Api.Contracts;

namespace Backprop.Api.Features.Operators;

/// <summary>The operators.</summary>
internal sealed record OperatorList
{
    /// <summary>Every operator, family by family.</summary>
    public required IReadOnlyList<OperatorContract> Operators { get; init; }
}

/// <summary>All that is known of an operator.</summary>
internal sealed record OperatorContract
{
    /// <summary>Its name; matched in any letter case.</summary>
    public required string Name { get; init; }

    /// <summary>The family that it belongs to.</summary>
    public required string Family { get; init; }

    /// <summary>What it computes, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The names of its operands; the last one repeats where it takes more.</summary>
    public required IReadOnlyList<string> Operands { get; init; }

    /// <summary>How many operands it takes.</summary>
    public required ArityContract Arity { get; init; }

    /// <summary>The attributes that it takes.</summary>
    public required IReadOnlyList<AttributeContract> Attributes { get; init; }

    /// <summary>Whether it works element by element, with operands broadcast as NumPy does.</summary>
    public required bool Elementwise { get; init; }

    /// <summary>Its value in LaTeX; <c>y</c> is the value itself.</summary>
    public required string Formula { get; init; }

    /// <summary>
    /// In LaTeX, for each operand: the local derivative where the operator is elementwise, else the contribution to the operand's gradient in terms of the
    /// upstream gradient <c>g</c>. Operands that are not differentiated have none.
    /// </summary>
    public required IReadOnlyList<DerivativeContract> Derivatives { get; init; }

    /// <summary>Other names that it has in expressions.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The convention at kinks, ties and edges, where there are any.</summary>
    public string? KinkConvention { get; init; }
}

/// <summary>How many operands an operator takes.</summary>
internal sealed record ArityContract
{
    /// <summary>The fewest.</summary>
    public required int Minimum { get; init; }

    /// <summary>The most; null where there is no bound.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int? Maximum { get; init; }
}

/// <summary>A derivative of an operator.</summary>
internal sealed record DerivativeContract
{
    /// <summary>The operand's name.</summary>
    public required string Operand { get; init; }

    /// <summary>The derivative, or the contribution, in LaTeX.</summary>
    public required string Formula { get; init; }
}

/// <summary>Serialisation metadata of operators.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(OperatorList))]
internal sealed partial class OperatorsJson : JsonSerializerContext;
