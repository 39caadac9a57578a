using System.Collections.Concurrent;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Exercises;

/// <summary>
/// The formulas that were written for the parts of a graph. What one costs is known once it is read, before it is run; a class writes the same
/// few ones, so that each is read once, as long as there are not very many. Used from any thread.
/// </summary>
public sealed class FormulaBook(Graph graph)
{
    private const int MostCharacters = 40_000;

    private readonly ConcurrentDictionary<(Part, string), Formula> _formulas = new();
    private long _characters;

    /// <summary>The graph that the formulas are about.</summary>
    public Graph Graph => graph;

    /// <summary>A formula as read for a part.</summary>
    internal Formula Read(Part part, string text)
    {
        if (_formulas.TryGetValue((part, text), out var known))
        {
            return known;
        }

        var formula = FormulaReader.Read(graph, part, text);
        if (Interlocked.Add(ref _characters, text.Length) <= MostCharacters)
        {
            _formulas[(part, text)] = formula;
        }

        return formula;
    }
}
