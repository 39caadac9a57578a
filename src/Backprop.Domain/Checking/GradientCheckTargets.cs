using System.Globalization;
using Backprop.Domain.Graphs;
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
    /// <returns>The targets, or every mistake.</returns>
    public static (GradientCheckTargets? Targets, IReadOnlyList<Issue> Issues) Find(
        Graph graph,
        IReadOnlyList<string>? wrt,
        IReadOnlyDictionary<string, Tensor>? claims,
        bool hasUpstream)
    {
        var issues = new List<Issue>();
        var claimed = FindClaims(graph, claims, issues);
        var nodes = wrt is not null ? FindWrt(graph, wrt, issues)
            : claims is { Count: > 0 } ? [.. claimed.Keys.Order()]
            : [.. Enumerable.Range(0, graph.Count).Where(node => graph[node].IsVariable)];
        if (wrt is { Count: 0 })
        {
            issues.Add(new Issue("empty-wrt", "#/wrt", "wrt names no node. Name at least one, or leave wrt out to check all."));
        }

        if (wrt is not null)
        {
            var wanted = nodes.ToHashSet();
            foreach (var node in claimed.Keys.Order().Where(node => !wanted.Contains(node)))
            {
                issues.Add(new Issue("claim-not-in-wrt", Pointer(graph[node].Id), $"A gradient of '{Shorten(graph[node].Id)}' is claimed but wrt does not name it. Add it to wrt, or leave wrt out to check exactly what is claimed."));
            }
        }

        if (claims is { Count: > 0 } && !hasUpstream && graph.OutputNode.Shape.Count != 1)
        {
            issues.Add(new Issue("missing-upstream", "#/upstream", $"The output '{Shorten(graph.OutputNode.Id)}' has shape {graph.OutputNode.Shape}: claimed gradients are those of some weighted sum of it. Give the weights as upstream, in that shape."));
        }

        return issues.Count == 0 ? (new GradientCheckTargets(nodes, claimed), issues) : (null, issues);
    }

    private static Dictionary<int, Tensor> FindClaims(Graph graph, IReadOnlyDictionary<string, Tensor>? claims, List<Issue> issues)
    {
        var found = new Dictionary<int, Tensor>();
        foreach (var (id, claim) in claims ?? new Dictionary<string, Tensor>())
        {
            if (!TryFindVariable(graph, id, Pointer(id), issues, out var node))
            {
                continue;
            }

            if (!claim.Shape.Equals(graph[node].Shape))
            {
                issues.Add(new Issue("shape-mismatch", Pointer(id), $"The claimed gradient has shape {claim.Shape}; '{Shorten(id)}' has shape {graph[node].Shape}. A gradient has the shape of its node."));
                continue;
            }

            var bad = claim.Data.AsSpan().IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
            if (bad >= 0)
            {
                var index = string.Concat(claim.Shape.IndexOf(bad).Select(i => "/" + i.ToString(CultureInfo.InvariantCulture)));
                issues.Add(new Issue("non-finite-number", Pointer(id) + index, "Numbers must be finite: this one does not fit a 64-bit floating-point number."));
                continue;
            }

            found.Add(node, claim);
        }

        return found;
    }

    private static List<int> FindWrt(Graph graph, IReadOnlyList<string> wrt, List<Issue> issues)
    {
        var nodes = new List<int>(wrt.Count);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < wrt.Count; i++)
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"#/wrt/{i}");
            if (!seen.TryAdd(wrt[i], i))
            {
                issues.Add(new Issue("duplicate-wrt", pointer, string.Create(CultureInfo.InvariantCulture, $"'{Shorten(wrt[i])}' is already named at position {seen[wrt[i]]}. Name each node once.")));
            }
            else if (TryFindVariable(graph, wrt[i], pointer, issues, out var node))
            {
                nodes.Add(node);
            }
        }

        return nodes;
    }

    private static bool TryFindVariable(Graph graph, string id, string pointer, List<Issue> issues, out int node)
    {
        if (issues.Count >= GraphBuilder.MaxIssues)
        {
            node = -1;
            return false;
        }

        if (!graph.TryFind(id, out node))
        {
            issues.Add(new Issue("unknown-node", pointer, $"There is no node '{Shorten(id)}'.{Suggest(graph, id, issues)}"));
            return false;
        }

        if (graph[node].IsConstant)
        {
            issues.Add(new Issue("not-a-variable", pointer, $"'{Shorten(id)}' is a constant, which has no gradient. A check moves input and parameter nodes.{Suggest(graph, id, issues)}"));
            return false;
        }

        if (!graph[node].IsVariable)
        {
            issues.Add(new Issue("not-a-variable", pointer, $"'{Shorten(id)}' is computed by {graph[node].Operator.Name}; a check moves input and parameter nodes only. To check its gradient, make it an input of a smaller computation."));
            return false;
        }

        return true;
    }

    private static string Suggest(Graph graph, string id, List<Issue> issues)
    {
        // A courtesy that has to stay cheap.
        const int MostSuggestions = 20;
        if (issues.Count >= MostSuggestions)
        {
            return "";
        }

        var variables = new List<string>();
        foreach (var node in graph.Nodes)
        {
            if (node.IsVariable)
            {
                variables.Add(node.Id);
            }
        }

        return NearestNames.Suggest(id, variables);
    }

    private static string Pointer(string id) => "#/gradients/" + JsonPointer.Escape(id);

    private static string Shorten(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");
}
