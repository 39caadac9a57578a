using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Tensors;
using static Backprop.Domain.Operators.Sampling;

namespace Backprop.Domain.Operators.Families;

/// <summary>Products of matrices and what belongs to them.</summary>
public static class LinearAlgebra
{
    private const string Family = "linear algebra";

    /// <summary>A·B, for operands of rank 1, 2 or more (NumPy's matmul).</summary>
    public static readonly Operator MatMul = new()
    {
        Name = "matMul",
        Symbol = "@",
        Family = Family,
        Summary = "The matrix product by NumPy's rules: a rank-1 operand is a row on the left, a column on the right; axes before the last two are batches and broadcast.",
        Operands = ["a", "b"],
        Formula = t => $$"""{{t.A}} \, {{t.B}}""",
        Derivative = (t, position) => OverBatches(t, position, position == 0 ? $@"{t.G} \, {Transposed(t.B)}" : $@"{Transposed(t.A)} \, {t.G}"),
        IsComputableInNumbers = true,
        Bind = BindMatMul,
        Samples =
        [
            Of(Real(2, 3), Real(3, 4)), Of(Real(1, 1), Real(1, 1)), Of(Real(3), Real(3)), Of(Real(3), Real(3, 2)), Of(Real(2, 3), Real(3)),
            Of(Real(2, 2, 3), Real(2, 3, 2)), Of(Real(2, 3), Real(2, 3, 2)), Of(Real(2, 1, 2, 3), Real(3, 3, 2)), Of(Real(2, 2, 3), Real(3)), Of(Real(3), Real(2, 3, 2)), Of(Real(9, 17), Real(17, 18)),
        ],
    };

    /// <summary>α·op(A)·op(B) + β·C, where op transposes or not.</summary>
    public static readonly Operator Gemm = new()
    {
        Name = "gemm",
        Family = Family,
        Summary = "alpha·op(A)·op(B) + beta·C for matrices A and B, where op transposes or not, and C, which may be left out, broadcasts.",
        Operands = ["a", "b", "c"],
        MinimumArity = 2,
        Attributes =
        [
            new("alpha", AttributeKind.Number, "The factor of the product.", new AttributeValue.Number(1)),
            new("beta", AttributeKind.Number, "The factor of c.", new AttributeValue.Number(1)),
            new("transA", AttributeKind.Flag, "Whether a is transposed.", new AttributeValue.Flag(false)),
            new("transB", AttributeKind.Flag, "Whether b is transposed.", new AttributeValue.Flag(false)),
        ],
        Formula = GemmFormula,
        Derivative = GemmDerivative,
        IsComputableInNumbers = true,
        Bind = BindGemm,
        Samples =
        [
            Of(Real(2, 3), Real(3, 4)), Of(Real(2, 3), Real(3, 4), Real(4)), Of(Real(2, 3), Real(3, 4), Real(2, 1)), Of(Real(2, 3), Real(3, 2), Real()),
            Of(Real(3, 2), Real(3, 4), Real(2, 4)).With(("transA", Value(true)), ("alpha", Value(0.5))),
            Of(Real(5, 7), Real(6, 7), Real(6)).With(("transB", Value(true)), ("beta", Value(-2))),
            Of(Real(3, 2), Real(4, 3), Real(1, 4)).With(("transA", Value(true)), ("transB", Value(true)), ("alpha", Value(1.5)), ("beta", Value(0.5))),
        ],
    };

    /// <summary>Sums of products along named axes (Einstein's summation).</summary>
    public static readonly Operator Einsum = new()
    {
        Name = "einsum",
        Family = Family,
        Summary = "Sums of products along axes named by letters, such as ij,jk->ik: a letter that the result lacks is summed over.",
        MaximumArity = int.MaxValue,
        Attributes = [new("equation", AttributeKind.Text, "A letter for each axis of each operand, then -> and the result's letters; without ->, the letters that occur once, in alphabetical order.", Required: true)],
        Formula = t => SumOfProducts(t, t.X.Count),
        Derivative = SumOfProducts,
        Bind = binding => EinsumEquation.Read(binding) is { } equation ? new EinsumKernel(equation) : null,
        Samples =
        [
            Equation("ij,jk->ik", Real(2, 3), Real(3, 4)), Equation("ij->ji", Real(2, 3)), Equation("ij->", Real(2, 3)), Equation("ij,j", Real(2, 3), Real(3)), Equation("i,j->ij", Real(2), Real(3)),
            Equation("bij,bkj->bki", Real(2, 2, 3), Real(2, 4, 3)), Equation("i,ij,j->", Real(2), Real(2, 3), Real(3)), Equation("ij,kl->ik", Real(2, 3), Real(3, 2)), Equation(",i->i", Real(), Real(3)),
        ],
    };

    /// <summary>The operand with its axes in another order.</summary>
    public static readonly Operator Transpose = new()
    {
        Name = "transpose",
        Symbol = "ᵀ",
        Family = Family,
        Summary = "The operand with its axes in another order, by default the reverse.",
        Attributes = [new("perm", AttributeKind.Integers, "For each axis of the result, the axis of x that it is; left out: all axes in reverse order. Negative axes count from the end.")],
        Formula = t => IsOtherThanMatrix(t) ? null : Transposed(t.A),
        Derivative = (t, _) => IsOtherThanMatrix(t) ? null : Transposed(t.G),
        IsComputableInNumbers = true,
        Bind = BindTranspose,
        Samples =
        [
            Of(Real(2, 3)), Of(Real(3)), Of(Real()), Of(Real(2, 3, 4)),
            Of(Real(2, 3, 4)).With(("perm", Values(1, 2, 0))), Of(Real(2, 3, 2, 2)).With(("perm", Values(0, -1, 1, 2))),
        ],
    };

    private static OperatorSample Equation(string equation, params OperandSample[] operands) => Of(operands).With(("equation", Value(equation)));

    private static string GemmFormula(LatexTerms t)
    {
        var (alpha, beta, a, b) = GemmTerms(t);
        return $@"{alpha}{a} \, {b}" + (t.X.Count > 2 ? $" + {beta}{t.C}" : "");
    }

    // With A' = op(A), B' = op(B): dA' = α G B'ᵀ and dB' = α A'ᵀ G; the gradient of a transposed operand is the transpose of that.
    private static string GemmDerivative(LatexTerms t, int position)
    {
        var (alpha, beta, a, b) = GemmTerms(t);
        var (transposesA, transposesB) = (t.Attributes?.Flag("transA"), t.Attributes?.Flag("transB"));
        return position switch
        {
            0 when transposesA is null => $$"""\operatorname{op}\left(\alpha \, {{t.G}} \, {{b}}^{\top}\right)""",
            0 => transposesA is true ? $@"{alpha}{b} \, {Transposed(t.G)}" : $@"{alpha}{t.G} \, {(transposesB is true ? t.B : Transposed(t.B))}",
            1 when transposesB is null => $$"""\operatorname{op}\left(\alpha \, {{a}}^{\top} \, {{t.G}}\right)""",
            1 => transposesB is true ? $@"{alpha}{Transposed(t.G)} \, {a}" : $@"{alpha}{(transposesA is true ? t.A : Transposed(t.A))} \, {t.G}",
            _ => t.Shape is { } shape && !shape.Equals(t.Shapes![2]) ? $@"{beta}\operatorname{{sum}}\left({t.G}\right)" : $"{beta}{t.G}",
        };
    }

    private static (string Alpha, string Beta, string A, string B) GemmTerms(LatexTerms t) => t.Attributes is { } attributes
        ? (Factor(t, attributes.Number("alpha")), Factor(t, attributes.Number("beta")),
            attributes.Flag("transA") ? Transposed(t.A) : t.A, attributes.Flag("transB") ? Transposed(t.B) : t.B)
        : (@"\alpha \, ", @"\beta \, ", $@"\operatorname{{op}}({t.A})", $@"\operatorname{{op}}({t.B})");

    private static string Transposed(string matrix) => $$"""{{{matrix}}}^{\top}""";

    private static string Factor(LatexTerms t, double value) => value == 1 ? "" : $@"{t.Number(value)} \cdot ";

    // Matrices that serve several batches gather what comes back from each.
    private static string OverBatches(LatexTerms t, int position, string product) =>
        t.Shapes is [var a, var b] && Shape.Broadcast(Batch(a), Batch(b)) is { } all && !all.Equals(Batch(t.Shapes[position])) ? $@"\operatorname{{sum}}\left({product}\right)" : product;

    private static Shape Batch(Shape shape) => Shape.Of(shape.Dimensions[..Math.Max(0, shape.Rank - 2)]);

    /// <summary>
    /// The sum of products that has the place of an operand, or of the result behind the last: of all the others', the result's being the upstream gradient.
    /// Its elements have the letters of that place; the sum runs over those that it lacks. In general the letters are left out.
    /// </summary>
    private static string SumOfProducts(LatexTerms t, int place)
    {
        string[] all = [.. t.X, t.G];
        if (t.Attributes is null)
        {
            return $@"\sum {string.Join(@" \, ", all.Where((_, other) => other != place).OrderBy(term => term != t.G))}";
        }

        var (terms, output) = EinsumEquation.Split(t.Attributes.Text("equation"));
        string[] letters = [.. terms, output];
        var factors = Enumerable.Range(0, all.Length).Where(other => other != place).OrderBy(other => other != t.X.Count).ToList();
        var summed = string.Concat(factors.SelectMany(other => letters[other]).Distinct().Except(letters[place]));
        var product = string.Join(@" \, ", factors.Select(other => letters[other].Length == 0 ? all[other] : $"{{{all[other]}}}_{{{letters[other]}}}"));
        var sum = summed.Length == 0 ? product : $@"\sum_{{{summed}}} {product}";
        return letters[place].Length == 0 ? sum : $@"\left({sum}\right)_{{{letters[place]}}}";
    }

    private static bool IsOtherThanMatrix(LatexTerms t) => t.AreNumbers && (t.Shape!.Rank != 2 || t.Attributes!.Has("perm"));

    private static Kernel? BindMatMul(Binding binding)
    {
        var (a, b) = (binding.Operands[0], binding.Operands[1]);
        if (a.IsScalar || b.IsScalar)
        {
            return binding.FailShape("Operands must have rank 1 or more; this one is a number. Use mul to multiply by a number.", a.IsScalar ? 0 : 1);
        }

        var depth = a[a.Rank - 1];
        var inner = b.Rank == 1 ? b[0] : b[b.Rank - 2];
        if (depth != inner)
        {
            return binding.FailShape(string.Create(
                CultureInfo.InvariantCulture, $"Shapes {a} and {b} do not fit: the last axis of the first ({depth}) must equal the {(b.Rank == 1 ? "only" : "last but one")} axis of the second ({inner}).{Hint(a, b)}"));
        }

        var batchA = Batch(a);
        var batchB = Batch(b);
        if (Shape.Broadcast(batchA, batchB) is not { } batch)
        {
            return binding.FailShape($"The batch axes {batchA} of {a} and {batchB} of {b} cannot be broadcast together: from the last on, extents must be equal or 1.");
        }

        var rows = a.Rank == 1 ? 1 : a[a.Rank - 2];
        var columns = b.Rank == 1 ? 1 : b[b.Rank - 1];
        int[] result = [.. batch.Dimensions, .. a.Rank == 1 ? Array.Empty<int>() : [rows], .. b.Rank == 1 ? Array.Empty<int>() : [columns]];
        // A batch on the left alone is one product of more rows.
        return batchB.Count == 1 && batchA.Count == batch.Count
            ? new MatMulKernel(Shape.Of(result), Shape.Scalar, Shape.Scalar, Shape.Scalar, (int)(batch.Count * rows), depth, columns)
            : new MatMulKernel(Shape.Of(result), batch, batchA, batchB, rows, depth, columns);
    }

    private static string Hint(Shape a, Shape b) => (a.Rank, b.Rank) switch
    {
        (2, 2) when a[1] == b[1] => " gemm with transB multiplies by the transpose of the second.",
        (2, 2) when a[0] == b[0] => " gemm with transA multiplies the transpose of the first.",
        (2, 2) when a[0] == b[1] => " The other order would fit.",
        _ => "",
    };

    private static Kernel? BindGemm(Binding binding)
    {
        var (a, b) = (binding.Operands[0], binding.Operands[1]);
        if (a.Rank != 2 || b.Rank != 2)
        {
            return binding.FailShape($"Both factors must be matrices; this one has the shape {(a.Rank != 2 ? a : b)}. matMul takes other ranks.", a.Rank != 2 ? 0 : 1);
        }

        var transposeA = binding.Attributes.Flag("transA");
        var transposeB = binding.Attributes.Flag("transB");
        var (rows, depth) = transposeA ? (a[1], a[0]) : (a[0], a[1]);
        var (inner, columns) = transposeB ? (b[1], b[0]) : (b[0], b[1]);
        if (depth != inner)
        {
            return binding.FailShape(string.Create(
                CultureInfo.InvariantCulture, $"Shapes {a}{(transposeA ? " transposed" : "")} and {b}{(transposeB ? " transposed" : "")} do not fit: {depth} columns on the left, {inner} rows on the right."));
        }

        var shape = Shape.Of(rows, columns);
        return binding.Operands.Count > 2 && !shape.Equals(Shape.Broadcast(binding.Operands[2], shape))
            ? binding.FailShape($"The shape {binding.Operands[2]} of c cannot be broadcast to that of the product, {shape}.", 2)
            : new GemmKernel(shape, depth, binding.Attributes, binding.Operands.Count > 2 ? binding.Operands[2] : null);
    }

    private static Kernel? BindTranspose(Binding binding)
    {
        var operand = binding.Operands[0];
        var permutation = binding.Attributes.Integers("perm") ?? [.. Enumerable.Range(0, operand.Rank).Reverse()];
        if (permutation.Length != operand.Rank)
        {
            return binding.FailAttribute("perm", string.Create(CultureInfo.InvariantCulture, $"perm must name each of the {operand.Rank} axes of {operand} once; it names {permutation.Length}."));
        }

        if (Axes.Resolve(binding, "perm", permutation, operand) is not { } axes)
        {
            return null;
        }

        var strides = operand.Strides();
        var shape = Shape.Of([.. axes.Select(axis => operand[axis])]);
        return new ViewKernel(shape, new StridedView(shape.Dimensions, [.. axes.Select(axis => strides[axis])], shape.Strides()), rearranges: true);
    }
}
