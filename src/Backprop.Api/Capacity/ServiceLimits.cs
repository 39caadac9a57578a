using System.ComponentModel.DataAnnotations;
using Backprop.Api.Json;
using Backprop.Domain.Expressions;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Capacity;

/// <summary>What one request may cost: the section <c>Limits</c> of the configuration, shown at <c>GET /v1/limits</c>.</summary>
internal sealed record ServiceLimits
{
    /// <summary>The section's name.</summary>
    public const string Section = "Limits";

    /// <summary>Bytes of a request body.</summary>
    [Range(1024, 1 << 30)]
    public int BodyBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Nesting of a request body.</summary>
    [Range(8, TensorReader.MaxDepth)]
    public int JsonDepth { get; init; } = 64;

    /// <summary>Nodes of a graph.</summary>
    [Range(1, 10_000_000)]
    public int Nodes { get; init; } = GraphLimits.Default.MaxNodes;

    /// <summary>Axes of one tensor.</summary>
    [Range(1, 60)]
    public int Rank { get; init; } = GraphLimits.Default.MaxRank;

    /// <summary>Elements of one tensor.</summary>
    [Range(1, 100_000_000)]
    public long TensorElements { get; init; } = GraphLimits.Default.MaxTensorElements;

    /// <summary>Elements of all values together, of all contributions together, and of an answer.</summary>
    [Range(1, 500_000_000)]
    public long TotalElements { get; init; } = GraphLimits.Default.MaxTotalElements;

    /// <summary>UTF-16 code units of an expression.</summary>
    [Range(1, 100_000_000)]
    public int ExpressionLength { get; init; } = ExpressionLimits.Default.MaxLength;

    /// <summary>Parentheses and calls inside one another in an expression.</summary>
    [Range(1, 1_000_000)]
    public int ExpressionNesting { get; init; } = ExpressionLimits.Default.MaxNesting;

    /// <summary>Estimated work of a computation, in quarters of a nanosecond of one core.</summary>
    [Range(1, long.MaxValue)]
    public long Work { get; init; } = GraphLimits.Default.MaxWork;

    /// <summary>Entries of a gradient check.</summary>
    [Range(1, 10_000_000)]
    public int GradientCheckEntries { get; init; } = 10_000;

    /// <summary>Seconds that a computation may take, from the arrival of its request: waiting for a turn counts.</summary>
    [Range(0.001, 3600)]
    public double Seconds { get; init; } = 30;

    /// <summary>Seconds that the body of a request may take to arrive, and in a batch of lines the next portion.</summary>
    [Range(0.001, 3600)]
    public double BodySeconds { get; init; } = 60;

    /// <summary>Seconds that the service waits, all in all, for a client to read its answer, beside those that its length allows.</summary>
    [Range(0.001, 3600)]
    public double AnswerSeconds { get; init; } = 60;

    /// <summary>Bytes of an answer that allow the client another second.</summary>
    [Range(1, 1 << 30)]
    public int AnswerBytesPerSecond { get; init; } = 64 * 1024;

    /// <summary>The limits as the graph builder takes them.</summary>
    public GraphLimits ForGraphs() => new(Nodes, Rank, TensorElements, TotalElements, Work);

    /// <summary>The limits as the expression parser takes them.</summary>
    public ExpressionLimits ForExpressions() => new(ExpressionLength, ExpressionNesting, Nodes);
}
