using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Checking;

/// <summary>The nodes that a request wants checked and the gradients it claims, found in a graph.</summary>
/// <param name="Wrt">The nodes, in the order of the result.</param>
/// <param name="Claims">The claimed gradients by node.</param>
public sealed record GradientCheckTargets(IReadOnlyList<int> Wrt, IReadOnlyDictionary<int, Tensor> Claims)
{
    /// <summary>
    /// Finds what a request names. Without <paramref name="wrt"/>: the claimed nodes where there are claims, else every input and parameter node, in
    /// topological order. With it: these nodes in this order; the computed gradient where none is claimed.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="wrt">The ids of the nodes to check, or null.</param>
    /// <param name="claims">Claimed gradients by id, or null.</param>
    /// <param name="hasUpstream">Whether the request gives the gradient of the output.</param>
    /// <returns>The targets, or every mistake with its place under <c>wrt</c>, <c>gradients</c> or <c>upstream</c>.</returns>
    public static (GradientCheckTargets? Targets, IReadOnlyList<Issue> Issues) Find(
        Graph graph,
        IReadOnlyList<string>? wrt,
        IReadOnlyDictionary<string, Tensor>? claims,
        bool hasUpstream)
    {
        var finder = new Finder(graph);
        var claimed = finder.FindClaims(claims ?? new Dictionary<string, Tensor>());
        var nodes = wrt is not null ? finder.FindWrt(wrt, claimed)
            : claims is { Count: > 0 } ? [.. claimed.Keys.Order()]
            : finder.Variables;
        if (nodes.Count == 0 && wrt is null && finder.Issues.IsEmpty)
        {
            finder.Issues.Report(Place.Whole["wrt"], "no-variables", "The computation has no input and no parameter whose gradient could be checked. Turn a constant into an input.");
        }

        if (claims is { Count: > 0 } && !hasUpstream && graph.OutputNode.Shape.Count != 1)
        {
            finder.Issues.Report(
                Place.Whole["upstream"],
                "upstream-required",
                $"The output {Quotation.Of(graph.OutputNode.Id)} has the shape {graph.OutputNode.Shape}: claimed gradients are those of some weighted sum of it. Give the weights under upstream, in that shape.");
        }

        var issues = finder.Issues.Finish(Place.Whole);
        return issues.Count == 0 ? (new GradientCheckTargets(nodes, claimed), issues) : (null, issues);
    }

    // docs/decisions/0073-claims-choose-what-is-checked.md
    private sealed class Finder(Graph graph)
    {
        public IssueCollector Issues { get; } = new();

        public List<int> Variables => [.. graph.Nodes.ToArray().Where(node => node.IsVariable).Select(node => node.Index)];

        public Dictionary<int, Tensor> FindClaims(IReadOnlyDictionary<string, Tensor> claims)
        {
            var found = new Dictionary<int, Tensor>();
            foreach (var (id, claim) in claims)
            {
                var place = ClaimOf(id);
                if (!TryFindVariable(id, place, out var node))
                {
                    continue;
                }

                found.Add(node, claim);
                if (claim.IsUnreadable)
                {
                    continue;
                }

                if (!claim.Shape.Equals(graph[node].Shape))
                {
                    Issues.Report(place, "shape-mismatch", $"The claimed gradient has the shape {claim.Shape}; {Quotation.Of(id)} has the shape {graph[node].Shape}. A gradient has the shape of its node.");
                }
                else if (claim.Data.AsSpan().IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) is >= 0 and var bad)
                {
                    Issues.Report(place.Element(claim.Shape.IndexOf(bad)), "non-finite-number", "Numbers must be finite: this one does not fit in a 64-bit floating-point number.");
                }
            }

            return found;
        }

        public List<int> FindWrt(IReadOnlyList<string> wrt, Dictionary<int, Tensor> claimed)
        {
            var nodes = new List<int>(wrt.Count);
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < wrt.Count; i++)
            {
                var place = Place.Whole["wrt"][i];
                if (!seen.TryAdd(wrt[i], i))
                {
                    Issues.Report(place, "duplicate-node", string.Create(CultureInfo.InvariantCulture, $"{Quotation.Of(wrt[i])} is already named at position {seen[wrt[i]]}. Name each node once."));
                }
                else if (TryFindVariable(wrt[i], place, out var node))
                {
                    nodes.Add(node);
                }
            }

            foreach (var node in claimed.Keys.Order().Where(node => !seen.ContainsKey(graph[node].Id)))
            {
                var id = graph[node].Id;
                Issues.Report(ClaimOf(id), "claim-not-in-wrt", $"A gradient for {Quotation.Of(id)} is claimed, but wrt does not name it. Add it to wrt, or leave wrt out to check exactly what is claimed.");
            }

            return nodes;
        }

        private bool TryFindVariable(string id, Place place, out int node)
        {
            if (!graph.TryFind(id, out node))
            {
                Issues.Report(place, "unknown-node", Issues.Missing("node", id, Variables.Select(v => graph[v].Id)));
            }
            else if (graph[node].IsConstant)
            {
                Issues.Report(place, "not-a-variable", $"{Quotation.Of(id)} is a constant, which has no gradient. A check moves input and parameter nodes.");
            }
            else if (!graph[node].IsVariable)
            {
                Issues.Report(place, "not-a-variable", $"{Quotation.Of(id)} is computed by {graph[node].Operator.Name}; a check moves input and parameter nodes. To check its gradient, make it an input of a smaller computation.");
            }
            else
            {
                return true;
            }

            return false;
        }

        private static Place ClaimOf(string id) => Place.Whole["gradients"][id];
    }
}
