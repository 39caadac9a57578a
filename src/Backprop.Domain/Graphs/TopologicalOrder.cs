namespace Backprop.Domain.Graphs;

/// <summary>Orders nodes so that operands come before what uses them, and finds the cycles where that cannot be done.</summary>
internal static class TopologicalOrder
{
    /// <summary>
    /// Kahn's algorithm with the ready node of lowest index next. Operands of −1 are ignored. Nodes on a cycle or behind one are left out of
    /// the order; each cycle lists its nodes in the direction of the data, lowest index first.
    /// </summary>
    public static (int[] Order, IReadOnlyList<int[]> Cycles) Sort(ArraySegment<int>[] operands)
    {
        var count = operands.Length;
        var nodes = Enumerable.Range(0, count);
        if (IsOrdered(operands))
        {
            return ([.. nodes], []);
        }

        var consumers = nodes.SelectMany(node => operands[node], (node, operand) => (Node: node, Operand: operand)).ToLookup(edge => edge.Operand, edge => edge.Node);
        int[] pending = [.. operands.Select(list => list.Count(operand => operand >= 0))];
        var ready = new PriorityQueue<int, int>(nodes.Where(node => pending[node] == 0).Select(node => (node, node)));
        var order = new int[count];
        var next = 0;
        while (ready.TryDequeue(out var node, out _))
        {
            order[next++] = node;
            foreach (var consumer in consumers[node])
            {
                if (--pending[consumer] == 0)
                {
                    ready.Enqueue(consumer, consumer);
                }
            }
        }

        return next == count ? (order, []) : (order[..next], FindCycles(operands, pending));
    }

    private static bool IsOrdered(ArraySegment<int>[] operands)
    {
        for (var node = 0; node < operands.Length; node++)
        {
            foreach (var operand in operands[node])
            {
                if (operand >= node)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Walks against the data from each node that is still pending until a walk meets itself. Cycles that share nodes with an earlier walk are found once those are mended.</summary>
    private static List<int[]> FindCycles(ArraySegment<int>[] operands, int[] pending)
    {
        var cycles = new List<int[]>();
        var walk = new int[pending.Length];
        var path = new List<int>();
        for (var start = 0; start < pending.Length; start++)
        {
            path.Clear();
            var node = start;
            while (pending[node] > 0 && walk[node] == 0)
            {
                walk[node] = start + 1;
                path.Add(node);
                node = operands[node].First(operand => operand >= 0 && pending[operand] > 0);
            }

            if (path.Count > 0 && walk[node] == start + 1)
            {
                var cycle = path[path.IndexOf(node)..];
                cycle.Reverse();
                var first = cycle.IndexOf(cycle.Min());
                cycles.Add([.. cycle[first..], .. cycle[..first]]);
            }
        }

        return cycles;
    }
}
