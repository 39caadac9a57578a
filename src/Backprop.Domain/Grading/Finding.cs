using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Backprop.Domain.Grading;

/// <summary>What has been found about a part: one of these, each with its own data. Made by a stage of marking, never changed afterwards.</summary>
public abstract record Finding
{
    private Finding(Verdict verdict) => Verdict = verdict;

    /// <summary>The verdict on the whole part: the worst of its entries'.</summary>
    public Verdict Verdict { get; }

    /// <summary>The verdict on each entry, in row-major order; a single one where there are no numbers to compare.</summary>
    public virtual ImmutableArray<Verdict> Entries => [Verdict];

    /// <summary>Asked and not answered.</summary>
    public sealed record Missing() : Finding(Verdict.Missing);

    /// <summary>Cannot be read as an answer.</summary>
    /// <param name="Detail">Why, and what is expected.</param>
    public sealed record Invalid(string Detail) : Finding(Verdict.Invalid);

    /// <summary>Answered with numbers, which were compared with the key.</summary>
    public abstract record Compared : Finding
    {
        private protected Compared(Verdict verdict, double[] submitted, ImmutableArray<Verdict> entries, double[]? expectedFromOwnWork)
            : base(verdict)
        {
            Submitted = submitted;
            Entries = entries;
            ExpectedFromOwnWork = expectedFromOwnWork;
        }

        /// <summary>The answer's numbers in the node's shape: as written, or what its formula gives here.</summary>
        public double[] Submitted { get; }

        /// <inheritdoc/>
        public override ImmutableArray<Verdict> Entries { get; }

        /// <summary>What follows from the student's own earlier steps; null where that was not needed.</summary>
        public double[]? ExpectedFromOwnWork { get; }
    }

    /// <summary>Meets the key.</summary>
    public sealed record Correct(double[] Submitted) : Compared(Verdict.Correct, Submitted, All(Verdict.Correct, Submitted.Length), null);

    /// <summary>Lies inside the subdifferential at a kink.</summary>
    public sealed record CorrectSubgradient(double[] Submitted, ImmutableArray<Verdict> Entries, double[] ExpectedFromOwnWork)
        : Compared(Verdict.CorrectSubgradient, Submitted, Entries, ExpectedFromOwnWork);

    /// <summary>Follows from the student's own earlier steps.</summary>
    public sealed record FollowsThrough(double[] Submitted, ImmutableArray<Verdict> Entries, double[] ExpectedFromOwnWork)
        : Compared(Verdict.FollowThrough, Submitted, Entries, ExpectedFromOwnWork);

    /// <summary>Wrong by a mistake that has a name.</summary>
    /// <param name="Submitted">The answer's numbers.</param>
    /// <param name="Entries">The verdict on each.</param>
    /// <param name="ExpectedFromOwnWork">What follows from earlier steps.</param>
    /// <param name="Diagnoses">The mistakes that explain it, the most precise first.</param>
    public sealed record Diagnosed(double[] Submitted, ImmutableArray<Verdict> Entries, double[]? ExpectedFromOwnWork, IReadOnlyList<Diagnosis> Diagnoses)
        : Compared(Verdict.Diagnosed, Submitted, Entries, ExpectedFromOwnWork)
    {
        /// <summary>Whether several misconceptions explain it equally well, none of them a more precise word for the others.</summary>
        public bool IsAmbiguous => !Diagnoses.All(d => d.Misconception == Diagnoses[0].Misconception || Diagnoses[0].Misconception.Covers(d.Misconception));
    }

    /// <summary>Wrong.</summary>
    public sealed record Incorrect(double[] Submitted, ImmutableArray<Verdict> Entries, double[]? ExpectedFromOwnWork = null)
        : Compared(Verdict.Incorrect, Submitted, Entries, ExpectedFromOwnWork);

    /// <summary>A formula that meets the key at the exercise's own inputs and not at others: wrong, and by no rule that could be followed or named.</summary>
    public sealed record Coincidence(double[] Submitted) : Compared(Verdict.Incorrect, Submitted, All(Verdict.Incorrect, Submitted.Length), null)
    {
        /// <summary>What is said of it.</summary>
        public const string Detail = "This formula gives the right numbers at the given inputs, but not at others.";
    }

    private static ImmutableArray<Verdict> All(Verdict verdict, int count)
    {
        var entries = new Verdict[count];
        Array.Fill(entries, verdict);
        return ImmutableCollectionsMarshal.AsImmutableArray(entries);
    }
}
