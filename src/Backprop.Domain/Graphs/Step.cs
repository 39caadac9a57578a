using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Kernels;

namespace Backprop.Domain.Graphs;

/// <summary>How a pass runs a node.</summary>
internal enum StepKind : byte
{
    /// <summary>A leaf: nothing to run.</summary>
    Leaf,

    /// <summary>A function of one number, on numbers.</summary>
    ScalarUnary,

    /// <summary>A function of two numbers, on numbers.</summary>
    ScalarBinary,

    /// <summary>Anything else.</summary>
    Tensor,
}

/// <summary>One node as the passes see it: small, flat, in one array, so that a scalar node costs nanoseconds.</summary>
internal struct Step
{
    public Kernel? Kernel;
    public int Offset;
    public int OperandA;
    public int OperandB;
    public StepKind Kind;
    public bool LeadsToOutput;

    /// <summary>Whether the edge carries a gradient (scalar steps): the operand is no constant, no outcome of a comparison, and is differentiated.</summary>
    public bool ActiveA;
    public bool ActiveB;

    public static Step[] Compile(Graph graph)
    {
        var steps = new Step[graph.Count];
        for (var node = 0; node < steps.Length; node++)
        {
            ref var step = ref steps[node];
            step.Kernel = graph[node].Kernel;
            step.Offset = graph.Offsets[node];
            var operands = graph.Operands(node);
            step.Kind = step.Kernel switch
            {
                null => StepKind.Leaf,
                UnaryKernel { Shape.IsScalar: true } => StepKind.ScalarUnary,
                BinaryKernel { Shape.IsScalar: true } => StepKind.ScalarBinary,
                _ => StepKind.Tensor,
            };
            if (step.Kind is StepKind.ScalarUnary or StepKind.ScalarBinary)
            {
                step.OperandA = graph.Offsets[operands[0]];
                step.OperandB = graph.Offsets[operands[^1]];
                step.ActiveA = graph[operands[0]].CarriesGradient;
                step.ActiveB = graph[operands[^1]].CarriesGradient;
            }
        }

        return steps;
    }
}
