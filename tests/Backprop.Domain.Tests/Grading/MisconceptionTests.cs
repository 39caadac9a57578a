using System.Text.RegularExpressions;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Grading;

/// <summary>Every misconception against a number worked out by hand from what the student believes.</summary>
public class MisconceptionTests
{
    private const string AnswersSwapped = "answers-swapped";

    private static readonly double Z = 0.8;
    private static readonly double S = 1 / (1 + Math.Exp(-Z));
    private static readonly double T = Math.Tanh(Z);

    /// <summary>
    /// x = 0.8, y = 1.7, w = −2.3; the last factor 2.6 or −2.6 is the upstream gradient of what stands before it. The first name is the mistake;
    /// those behind it are mistakes that give the same number here.
    /// </summary>
    public static TheoryData<string, string, string, double> Scalars => new()
    {
        { "upstream-dropped", "u = x * y; f = u * 2.6", "gradients.x", 1.7 },
        { "path-overwritten", "u = x * y; f = u * 2.6 + sin(x) + x * w", "gradients.x", 1.7 * 2.6 },
        { "path-forgotten", "u = x * y; f = u * 2.6 + sin(x) + x * w", "gradients.x", Math.Cos(Z) - 2.3 },
        { "local-skipped", "u = x * y; f = u * 2.6", "gradients.x", 2.6 },
        { "added-not-multiplied", "u = x * y; f = u * 2.6", "gradients.x", 1.7 + 2.6 },
        { "wrong-seed value-for-gradient", "f = x * y", "gradients.f", 0.8 * 1.7 },
        { "wrong-seed", "f = x * y", "gradients.f", 0 },
        { "wrong-seed", "f = x * y", "gradients.f", -1 },
        { "value-for-gradient", "u = x * y; f = sin(u)", "gradients.u", 0.8 * 1.7 },
        { "sign-flipped", "u = cos(x); f = u * 2.6", "gradients.x", 2.6 * Math.Sin(Z) },
        { "step-for-gradient", "u = x * y; f = u * 2.6", "gradients.x", -0.1 * 1.7 * 2.6 },
        { "step-for-gradient", "u = x * y; f = u * 2.6", "gradients.x", 0.8 - (0.1 * 1.7 * 2.6) },
        { "neighbour-gradient", "a = sin(x); f = a * 2.6", "gradients.a", 2.6 * Math.Cos(Z) },
        { "product-own-operand", "u = x * y; f = u * 2.6", "gradients.x", 0.8 * 2.6 },
        { "product-by-output", "u = x * y; f = u * 2.6", "gradients.x", 0.8 * 1.7 * 2.6 },
        { "square-counted-once path-overwritten", "u = x * x; f = u * 2.6", "gradients.x", 0.8 * 2.6 },
        { "add-splits", "u = x + y; f = u * 2.6", "gradients.x", 1.3 },
        { "quotient-denominator sign-flipped", "u = y / x; f = u * 2.6", "gradients.x", 2.6 * 1.7 / 0.64 },
        { "quotient-denominator", "u = y / x; f = u * 2.6", "gradients.x", 2.6 / 0.8 },
        { "quotient-denominator", "u = y / x; f = u * 2.6", "gradients.x", -2.6 * 1.7 / 0.8 },
        { "quotient-denominator", "u = y / x; f = u * 2.6", "gradients.x", -2.6 / 0.64 },
        { "power-rule", "u = x ^ 3; f = u * 2.6", "gradients.x", 3 * 0.8 * 0.8 * 0.8 * 2.6 },
        { "power-rule", "u = x ^ 3; f = u * 2.6", "gradients.x", 0.8 * 0.8 * 2.6 },
        { "power-rule", "u = x ^ 3; f = u * 2.6", "gradients.x", 2 * 0.8 * 0.8 * 0.8 * 2.6 },
        { "power-rule", "u = square(x); f = u * 2.6", "gradients.x", 0.8 * 2.6 },
        { "power-rule-on-exp", "u = exp(x); f = u * 2.6", "gradients.x", 0.8 * Math.Exp(-0.2) * 2.6 },
        { "log-derivative", "u = ln(y); f = u * 2.6", "gradients.y", Math.Log(1.7) * 2.6 },
        { "log-derivative", "u = ln(y); f = u * 2.6", "gradients.y", 2.6 / Math.Log(1.7) },
        { "sqrt-derivative", "u = sqrt(y); f = u * 2.6", "gradients.y", 2.6 / Math.Sqrt(1.7) },
        { "sqrt-derivative", "u = sqrt(y); f = u * 2.6", "gradients.y", 1.3 * Math.Sqrt(1.7) },
        { "reciprocal-sign sign-flipped", "u = reciprocal(y); f = u * 2.6", "gradients.y", 2.6 / (1.7 * 1.7) },
        { "sigmoid-on-preactivation", "u = sigmoid(x); f = u * 2.6", "gradients.x", 0.8 * 0.2 * 2.6 },
        { "sigmoid-twice", "u = sigmoid(x); f = u * 2.6", "gradients.x", 1 / (1 + Math.Exp(-S)) * (1 - (1 / (1 + Math.Exp(-S)))) * 2.6 },
        { "sigmoid-half", "u = sigmoid(x); f = u * 2.6", "gradients.x", S * 2.6 },
        { "sigmoid-half", "u = sigmoid(x); f = u * 2.6", "gradients.x", (1 - S) * 2.6 },
        { "tanh-derivative", "u = tanh(x); f = u * 2.6", "gradients.x", (1 - 0.64) * 2.6 },
        { "tanh-derivative", "u = tanh(x); f = u * 2.6", "gradients.x", (1 - (Math.Tanh(T) * Math.Tanh(T))) * 2.6 },
        { "tanh-derivative", "u = tanh(x); f = u * 2.6", "gradients.x", (1 - T) * 2.6 },
        { "relu-mask-from-upstream local-skipped added-not-multiplied neighbour-gradient", "u = relu(w); f = u * 2.6", "gradients.w", 2.6 },
        { "relu-mask-from-upstream", "u = relu(x); f = u * -2.6", "gradients.x", 0 },
        { "relu-value-as-derivative", "u = relu(x); f = u * 2.6", "gradients.x", 0.8 * 2.6 },
        { "leaky-slope-lost", "u = leakyRelu(w, alpha=0.3); f = u * 2.6", "gradients.w", 0 },
        { "clip-passes local-skipped added-not-multiplied neighbour-gradient", "u = clip(w, min=-1, max=1); f = u * 2.6", "gradients.w", 2.6 },
        { "decimal-point", "u = x * y; f = u * 2.6", "gradients.x", 0.442 },
    };

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Mark_mistakeWithNumbers_hasItsNamesAndNoOther(string names, string expression, string part, double answer)
    {
        var all = new (string Id, double Value)[] { ("x", 0.8), ("y", 1.7), ("w", -2.3) };
        var exercise = Marking.Exercise(expression, [.. all.Where(i => Names(expression, i.Id))]);
        var marked = exercise.Mark((part, answer)).Part(part);
        Assert.Equal(Verdict.Diagnosed, marked.Verdict);
        Assert.Equal(names, string.Join(' ', marked.Ids()));
    }

    /// <summary>x = [[1, −2], [0.5, 3]], W = [[0.3, −0.7], [1.1, 0.4]], b = [0.2, −0.1]; dL/dz is worked out beside each.</summary>
    public static TheoryData<string, string, string, double[]> Arrays => new()
    {
        // L = Σ z·c with c = [[1, 2], [3, 5]], so that dz = c: db = [4, 7], dW = xᵀc = [[2.5, 4.5], [7, 11]], dx = c·Wᵀ.
        { "bias-not-summed", "z = gemm(x, W, b); L = sum(z * c)", "gradients.b", [2, 3.5] },
        { "broadcast-not-reduced", "z = x @ W + b; L = sum(z * c)", "gradients.b", [1, 2] },
        { "broadcast-not-reduced", "z = x @ W + b; L = sum(z * c)", "gradients.b", [3, 5] },
        { "transposed", "z = x @ W + b; L = sum(z * c)", "gradients.W", [2.5, 7, 4.5, 11] },
        { "transposed", "z = x @ W + b; L = sum(z * c)", "gradients.x", [2.5, 0.1, 6.4, -0.1] },

        // The mean of four products: dz = c/4.
        { "batch-mean", "z = x @ W + b; L = mean(z * c)", "gradients.t2", [1, 1, 1, 1] },

        // Σ(z − c)² at z = x + 0: dx = 2(x − c) = [[0, −8], [−5, −4]].
        { "loss-factor", "L = sumSquaredError(x, c)", "gradients.x", [0, -4, -2.5, -2] },
        { "target-omitted", "L = sumSquaredError(x, c)", "gradients.x", [2, -4, 1, 6] },

        // ½·0.1·Σ W² beside Σ W·c: dW = c + 0.1·W.
        { "penalty-missing path-forgotten path-overwritten", "L = sum(W * c) + 0.05 * reduceSumSquare(W)", "gradients.W", [1, 2, 3, 5] },
        { "penalty-factor", "L = sum(W * c) + 0.05 * reduceSumSquare(W)", "gradients.W", [1.06, 1.86, 3.22, 5.08] },

        // The layer's own pre-activation in place of its input: dW = zᵀc with z = x @ W = [[−1.9, −1.5], [3.45, 0.85]].
        { "wrong-layer-input", "z = x @ W; L = sum(z * c)", "gradients.W", [8.45, 13.45, 1.05, 1.25] },
        { "constant-factor", "z = x @ W + b; L = sum(z * c)", "gradients.W", [4.25, 7.65, 11.9, 18.7] },
    };

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Mark_mistakeWithArrays_hasItsNamesAndNoOther(string names, string expression, string part, double[] answer)
    {
        var all = new Dictionary<string, Tensor>
        {
            ["x"] = Matrix(1, -2, 0.5, 3),
            ["W"] = Matrix(0.3, -0.7, 1.1, 0.4),
            ["b"] = Tensor.Vector(0.2, -0.1),
            ["c"] = Matrix(1, 2, 3, 5),
        };
        var exercise = Marking.Exercise(expression, all.Where(i => Names(expression, i.Key)).ToDictionary(i => i.Key, i => i.Value));
        var marked = exercise.Mark((part, answer.Length == 2 ? Tensor.Vector(answer) : Matrix(answer))).Part(part);
        Assert.Equal(Verdict.Diagnosed, marked.Verdict);
        Assert.Equal(names, string.Join(' ', marked.Ids()));
    }

    /// <summary>z = [0.4, −0.3, 1.1], p = softmax(z), w = [1.3, −2.1, 0.7]; the class is 1.</summary>
    public static TheoryData<string, string, double[]> Softmaxes
    {
        get
        {
            double[] z = [0.4, -0.3, 1.1];
            double[] p = [.. z.Select(zi => Math.Exp(zi) / z.Sum(Math.Exp))];
            double[] g = [p[0], p[1] - 1, p[2]];
            var mean = (p[0] * g[0]) + (p[1] * g[1]) + (p[2] * g[2]);
            return new()
            {
                { "softmax-diagonal", "s = softmax(z); f = sum(s * w)", [1.3 * p[0] * (1 - p[0]), -2.1 * p[1] * (1 - p[1]), 0.7 * p[2] * (1 - p[2])] },
                { "target-omitted", "f = softmaxCrossEntropy(z, y)", p },
                { "softmax-twice", "f = softmaxCrossEntropy(z, y)", [.. g.Select((gi, i) => p[i] * (gi - mean))] },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Softmaxes))]
    public void Mark_mistakeWithSoftmax_hasItsNameAndNoOther(string name, string expression, double[] answer)
    {
        var all = new Dictionary<string, Tensor> { ["z"] = Tensor.Vector(0.4, -0.3, 1.1), ["w"] = Tensor.Vector(1.3, -2.1, 0.7), ["y"] = Tensor.Scalar(1) };
        var exercise = Marking.Exercise(expression, all.Where(i => Names(expression, i.Key)).ToDictionary(i => i.Key, i => i.Value));
        Assert.Equal([name], exercise.Mark(("gradients.z", answer)).Part("gradients.z").Ids());
    }

    public static TheoryData<double, double, Tolerance> Zeros => new()
    {
        // f = x·w, whose gradient by x is w. At η = 0.01 a step is 1 % of the gradient, which is all that the default tolerance allows.
        { 0.8, 2.6, Tolerance.Default },

        // Steps below the absolute tolerance, and steps that two decimals round to 0.
        { 0.8, 1e-7, Tolerance.Default },
        { 0.8, 0.3, new Tolerance.Decimals(2) },

        // A step that leads to 0: x − 0.1·w.
        { 0.25, 2.5, Tolerance.Default },
    };

    [Theory]
    [MemberData(nameof(Zeros))]
    public void Mark_zero_isNoStep(double x, double w, Tolerance tolerance)
    {
        var exercise = Marking.Exercise("f = x * w", [("x", x), ("w", w)], GradingPolicy.Default with { Tolerance = tolerance });
        Assert.DoesNotContain("step-for-gradient", exercise.Mark(("gradients.x", 0)).Part("gradients.x").Ids());
    }

    [Fact]
    public void Mark_exchangedAnswers_areNamedWithEachOther()
    {
        var grade = Marking.Exercise("f = x * y + 3.1 * x + 0.7 * y", [("x", 0.8), ("y", 1.7)]).Mark(("gradients.x", 1.5), ("gradients.y", 4.8));
        Assert.Equal([AnswersSwapped], grade.Part("gradients.x").Ids());
        Assert.Equal([AnswersSwapped], grade.Part("gradients.y").Ids());
        Assert.Equal("y", grade.Part("gradients.x").Diagnoses.Single().Operand.Id);
    }

    [Fact]
    public void Catalog_everyMisconception_hasACaseOfItsOwn()
    {
        IEnumerable<string> cases = [.. Scalars.Select(row => row.Data.Item1), .. Arrays.Select(row => row.Data.Item1), .. Softmaxes.Select(row => row.Data.Item1), AnswersSwapped];

        Assert.Equal(MisconceptionCatalog.All.Select(m => m.Id).Order(), cases.Select(names => names.Split(' ')[0]).Distinct().Order());
    }

    [Fact]
    public void Catalog_everyMisconception_saysWhatItIsInFull()
    {
        Assert.All(MisconceptionCatalog.All, m =>
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", m.Id);
            Assert.EndsWith(".", m.Explanation, StringComparison.Ordinal);
            Assert.NotEmpty(m.Rules);
            Assert.Subset(MisconceptionCatalog.All.ToHashSet(), m.Refines.ToHashSet());
        });
        Assert.Equal(MisconceptionCatalog.All.Count, MisconceptionCatalog.All.Select(m => m.Id).Distinct().Count());
    }

    internal static bool Names(string expression, string name) => Regex.IsMatch(expression, $@"\b{name}\b");

    private static Tensor Matrix(params double[] data) => new(Shape.Of(2, 2), data);
}
