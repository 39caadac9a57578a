using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Training;

/// <summary>The network compiled for one size of batch, with its tape: made once, run for every batch of that size.</summary>
internal sealed class Stage
{
    private readonly int _examples;
    private readonly int _targets;
    private readonly int _dataLoss;
    private readonly int _prediction;
    private readonly int? _penalty;
    private readonly LossTraits _loss;
    private readonly (int Node, double Ratio, SeededRandom Random)[] _masks;

    private Stage(Graph graph, ExpandedNetwork network, LossTraits loss, int size)
    {
        Size = size;
        Network = network;
        Tape = new Tape(graph);
        _loss = loss;
        _examples = graph.IndexOf(NetworkExpansion.Examples);
        _targets = graph.IndexOf(NetworkExpansion.Targets);
        _dataLoss = graph.TryFind("dataLoss", out var dataLoss) ? dataLoss : graph.Output;
        _penalty = graph.TryFind("penalty", out var penalty) ? penalty : null;
        _prediction = graph.Operands(_dataLoss)[0];
        var trained = network.Parameters.Where(p => p.Definition.IsTrained).ToList();
        Parameters = [.. trained.Select(p => graph.IndexOf(p.Id))];
        AreWeights = [.. trained.Select(p => p.Definition.IsWeight)];
        _masks = [.. network.Masks.Select(m => (graph.IndexOf(m.Id), m.Ratio, new SeededRandom(m.Seed)))];
    }

    /// <summary>Examples in a batch.</summary>
    public int Size { get; }

    /// <summary>The network that was compiled.</summary>
    public ExpandedNetwork Network { get; }

    /// <summary>Its tape.</summary>
    public Tape Tape { get; }

    /// <summary>The nodes of the parameters that are trained.</summary>
    public int[] Parameters { get; }

    /// <summary>Which of the parameters the penalty counts.</summary>
    public bool[] AreWeights { get; }

    /// <summary>Whether each step draws dropout masks.</summary>
    public bool HasMasks => _masks.Length > 0;

    /// <summary>The loss, penalty included, after a forward pass.</summary>
    public double Loss => Tape.Value(Tape.Graph.Output)[0];

    /// <summary>The loss without the penalty, after a forward pass.</summary>
    public double DataLoss => Tape.Value(_dataLoss)[0];

    /// <summary>The penalty, after a forward pass.</summary>
    public double Penalty => _penalty is { } penalty ? Tape.Value(penalty)[0] : 0;

    /// <summary>Rows of predictions: as many as examples, or as time steps of all examples.</summary>
    public int Rows => (int)(Tape.Graph[_prediction].Shape.Count / Classes);

    private int Classes => Tape.Graph[_prediction].Shape is { Rank: > 0 } shape ? shape[shape.Rank - 1] : 1;

    /// <summary>Compiles the network for batches like the one given.</summary>
    public static (Stage? Stage, IReadOnlyList<Issue> Issues) Compile(NetworkSpec network, IReadOnlyDictionary<string, Tensor> batch, int size, NetworkUse use, GraphLimits limits)
    {
        var expansion = NetworkExpansion.Expand(network, batch, use, limits);
        if (expansion.Network is not { } expanded)
        {
            return (null, expansion.Issues);
        }

        var built = GraphBuilder.Build(expanded.Graph, expanded.Inputs, null, limits);
        return built.Graph is { } graph ? (new Stage(graph, expanded, OperatorCatalog.Find(network.Loss!.Type)!.Loss!, size), []) : (null, built.Issues);
    }

    /// <summary>Puts the rows of a batch in place.</summary>
    public void Load(Tensor examples, Tensor targets, ReadOnlySpan<int> rows)
    {
        Copy(examples, rows, Tape.Value(_examples));
        Copy(targets, rows, Tape.Value(_targets));
    }

    /// <summary>Takes the parameters from another stage.</summary>
    public void TakeParameters(Stage source)
    {
        for (var i = 0; i < Parameters.Length && !ReferenceEquals(source, this); i++)
        {
            source.Tape.Value(source.Parameters[i]).CopyTo(Tape.Value(Parameters[i]));
        }
    }

    /// <summary>Draws the masks of the next step.</summary>
    public void DrawMasks()
    {
        foreach (var (node, ratio, random) in _masks)
        {
            foreach (ref var keep in Tape.Value(node))
            {
                keep = random.NextDouble() >= ratio ? 1 : 0;
            }
        }
    }

    /// <summary>Rows of predictions that are classified right, after a forward pass.</summary>
    public int CountRight()
    {
        var prediction = Tape.Value(_prediction);
        var target = Tape.Value(_targets);
        var width = Classes;
        var right = 0;
        for (var row = 0; row < Rows; row++)
        {
            var scores = prediction.Slice(row * width, width);
            right += NetworkLoss.IsRight(_loss, scores, target.Length == prediction.Length ? target.Slice(row * width, width) : target.Slice(row, 1)) ? 1 : 0;
        }

        return right;
    }

    /// <summary>An example or target that an operator cannot use, such as a class out of range; null where there is none.</summary>
    public (string Input, int Element, string Detail)? FindFault()
    {
        for (var node = 0; node < Tape.Graph.Count; node++)
        {
            var operands = Tape.Graph.Operands(node);
            if ((operands.Contains(_examples) || operands.Contains(_targets)) && Tape.Graph[node].Kernel!.FindFault(Tape.Frame(node)) is { } fault)
            {
                return (Tape.Graph[operands[fault.Position]].Id, fault.Element, fault.Detail);
            }
        }

        return null;
    }

    private static void Copy(Tensor source, ReadOnlySpan<int> rows, Span<double> target)
    {
        var width = target.Length / rows.Length;
        for (var row = 0; row < rows.Length; row++)
        {
            source.Data.AsSpan(rows[row] * width, width).CopyTo(target[(row * width)..]);
        }
    }
}
