namespace Backprop.Api.Errors;

/// <summary>A kind of problem: what a response's <c>code</c> names.</summary>
/// <param name="Code">A stable, machine-readable name.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The problem in one sentence.</param>
/// <param name="Meaning">When it occurs.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record ErrorKind(string Code, int Status, string Title, string Meaning, string Remedy);

/// <summary>A kind of mistake: what the <c>code</c> of an entry under <c>errors</c> names.</summary>
/// <param name="Code">A stable, machine-readable name.</param>
/// <param name="Meaning">When it occurs.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record IssueKind(string Code, string Meaning, string Remedy);
