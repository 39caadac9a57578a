using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

// docs/decisions/0233-scalar-rules-are-types.md
/// <summary>The mathematics of a function of one number: a type, so that loops over it are compiled for it.</summary>
internal interface IUnaryRule
{
    /// <summary>y = f(x) over spans, vectorised; null where there is no such form.</summary>
    static virtual UnaryLoop? Loop => null;

    /// <summary>Roundings in one evaluation, in units in the last place.</summary>
    static virtual double Roundings => 3;

    /// <summary>What an element takes, in units of <see cref="Kernel.Work"/>.</summary>
    static virtual double Work => 45;

    /// <summary>y = f(x).</summary>
    static abstract double Forward(double x);

    /// <summary>∂y/∂x in terms of x and y.</summary>
    static abstract double Derivative(double x, double y);

    /// <summary>Which branch x is on; null for a function that is not defined by cases.</summary>
    static virtual Branch? Branch(double x) => null;

    /// <summary>Whether x has no influence where the derivative is 0.</summary>
    static virtual bool IsUnusedWhereFlat => false;
}

/// <summary>Applies a function of one number to every element.</summary>
internal delegate void UnaryLoop(ReadOnlySpan<double> x, Span<double> y);

/// <summary>The mathematics of a function of one number that depends on attributes: an instance with their values.</summary>
internal interface IUnaryFunction
{
    /// <summary>Roundings in one evaluation, in units in the last place.</summary>
    double Roundings { get; }

    /// <summary>y = f(x).</summary>
    double Forward(double x);

    /// <summary>∂y/∂x in terms of x and y.</summary>
    double Derivative(double x, double y);

    /// <summary>Which branch x is on; null for a function that is not defined by cases.</summary>
    Branch? Branch(double x);

    /// <summary>What an element takes, in units of <see cref="Kernel.Work"/>.</summary>
    double Work { get; }

    /// <summary>y = f(x) over spans, vectorised; null where there is no such form.</summary>
    UnaryLoop? Loop => null;

    /// <summary>Whether x has no influence where the derivative is 0.</summary>
    bool IsUnusedWhereFlat => false;
}

/// <summary>A function of one number applied to every element.</summary>
internal abstract class UnaryKernel(Shape shape) : ElementwiseKernel(shape, [shape])
{
    /// <summary>A kernel for a rule.</summary>
    public static UnaryKernel Of<TRule>(Shape shape)
        where TRule : IUnaryRule => new UnaryKernel<RuleFunction<TRule>>(default, shape);

    /// <summary>y = f(x).</summary>
    public abstract double Forward(double x);

    /// <summary>What an element contributes to x: the upstream gradient times ∂y/∂x.</summary>
    public abstract double Contribution(double x, double y, double upstream);

    private readonly struct RuleFunction<TRule> : IUnaryFunction
        where TRule : IUnaryRule
    {
        public double Roundings => TRule.Roundings;
        public double Forward(double x) => TRule.Forward(x);
        public double Derivative(double x, double y) => TRule.Derivative(x, y);
        public Branch? Branch(double x) => TRule.Branch(x);
        public double Work => TRule.Work;
        public UnaryLoop? Loop => TRule.Loop;
        public bool IsUnusedWhereFlat => TRule.IsUnusedWhereFlat;
    }
}

/// <summary>One function applied to every element.</summary>
internal sealed class UnaryKernel<TFunction>(TFunction function, Shape shape) : UnaryKernel(shape)
    where TFunction : struct, IUnaryFunction
{
    public override bool HasBranches => function.Branch(0) is not null;

    protected override bool IsDivisible => true;

    protected override double Roundings => function.Roundings;

    protected override double WorkAnElement => function.Work;

    public override bool IsUnusedWhereFlat(int position) => function.IsUnusedWhereFlat;

    public override double Forward(double x) => function.Forward(x);

    public override double Contribution(double x, double y, double upstream) =>
        function.IsUnusedWhereFlat ? ToUsed(upstream, function.Derivative(x, y)) : upstream * function.Derivative(x, y);

    protected override void Compute(in ElementwiseOperands operands, Span<double> value)
    {
        var x = operands[0];
        if (function.Loop is { } loop)
        {
            loop(x, value);
            return;
        }

        for (var i = 0; i < value.Length; i++)
        {
            value[i] = function.Forward(x[i]);
        }
    }

    protected override void ComputeLocal(in ElementwiseOperands operands, int position, Span<double> local)
    {
        var x = operands[0];
        var y = operands.Value;
        for (var i = 0; i < local.Length; i++)
        {
            local[i] = function.Derivative(x[i], y[i]);
        }
    }

    protected override void ComputeBranches(in ElementwiseOperands operands, BranchRecorder recorder)
    {
        var x = operands[0];
        for (var i = 0; i < x.Length; i++)
        {
            recorder.Add(function.Branch(x[i])!.Value, i);
        }
    }
}
