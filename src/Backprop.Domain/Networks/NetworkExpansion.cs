using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>A layered network written out as a graph.</summary>
/// <param name="Graph">The graph; its locator points into the network as the client wrote it.</param>
/// <param name="Inputs">The inputs that the graph still has to be given: those that did not go into it.</param>
/// <param name="Layers">Which nodes belong to which layer.</param>
/// <param name="Parameters">The nodes of all parameters, in order.</param>
/// <param name="Masks">The constants that hold dropout's masks in a training step.</param>
/// <param name="MixesExamples">Whether what one example gives depends on the others.</param>
public sealed record ExpandedNetwork(
    GraphSpec Graph,
    IReadOnlyDictionary<string, Tensor> Inputs,
    IReadOnlyList<LayerNodes> Layers,
    IReadOnlyList<LayerParameterNode> Parameters,
    IReadOnlyList<DropoutMask> Masks,
    bool MixesExamples);

/// <summary>A layer's nodes, so that a client can group them.</summary>
/// <param name="Number">The layer's place, from 1; it ends the ids of its nodes.</param>
/// <param name="Type">The layer's type.</param>
/// <param name="Name">The layer's own name; null for none.</param>
/// <param name="Nodes">The ids of its nodes, in order.</param>
public sealed record LayerNodes(int Number, LayerType Type, string? Name, IReadOnlyList<string> Nodes);

/// <summary>A constant that holds a dropout layer's mask.</summary>
/// <param name="Id">Its node.</param>
/// <param name="Ratio">The share that is dropped.</param>
/// <param name="Seed">The layer's seed.</param>
public sealed record DropoutMask(string Id, double Ratio, long Seed);

/// <summary>What expanding gives: the network as a graph, or every mistake that was found; neither where values are <see cref="Tensor.Unreadable"/>.</summary>
public sealed record ExpansionResult(ExpandedNetwork? Network, IReadOnlyList<Issue> Issues);

/// <summary>
/// Writes a layered network out as a graph with the node ids <c>x y W1 b1 z1 a1 … loss</c>. Shapes follow from the inputs layer by layer, so
/// that weights which are not given can be drawn; nothing is allocated for a layer before its size is known to be within the limits.
/// </summary>
public sealed partial class NetworkExpansion
{
    /// <summary>Where a request holds its network.</summary>
    public static readonly Place Root = Place.Whole["network"];

    /// <summary>The id of the node that examples come in by.</summary>
    public const string Examples = "x";

    /// <summary>The id of the node that targets come in by.</summary>
    public const string Targets = "y";

    /// <summary>The id of the loss.</summary>
    public const string LossNode = "loss";

    private readonly NetworkSpec _spec;
    private readonly Dictionary<string, Tensor> _inputs;
    private readonly GraphLimits _limits;
    private readonly IssueCollector _issues = new();
    private readonly List<NodeSpec> _nodes = [];
    private readonly List<NodeOrigin> _origins = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly NetworkLocator _locator;
    private readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _results = new(StringComparer.Ordinal);
    private readonly List<LayerNodes> _layers = [];
    private long _elements;
    private bool _full;
    private bool _hasUnreadable;

    private NetworkExpansion(NetworkSpec spec, IReadOnlyDictionary<string, Tensor> inputs, NetworkUse use, GraphLimits limits)
    {
        _spec = spec;
        _inputs = new Dictionary<string, Tensor>(inputs, StringComparer.Ordinal);
        _limits = limits;
        _locator = new NetworkLocator(_nodes, _origins, _indices, Root);
        Use = use;
    }

    /// <summary>What the network is going to be used for.</summary>
    internal NetworkUse Use { get; }

    /// <summary>The parameters' nodes so far.</summary>
    internal List<LayerParameterNode> Parameters { get; } = [];

    /// <summary>The dropout masks so far.</summary>
    internal List<DropoutMask> Masks { get; } = [];

    /// <summary>Whether what one example gives depends on the others, so far.</summary>
    internal bool MixesExamples { get; set; }

    /// <summary>Writes the network out for inputs of these shapes.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="inputs">Values by node id: <c>x</c>, <c>y</c> where there is a loss, and any parameter.</param>
    /// <param name="use">What it is going to be used for.</param>
    /// <param name="limits">What the graph may cost.</param>
    public static ExpansionResult Expand(NetworkSpec spec, IReadOnlyDictionary<string, Tensor> inputs, NetworkUse use, GraphLimits limits) =>
        new NetworkExpansion(spec, inputs, use, limits).Expand();

    private ExpansionResult Expand()
    {
        if (_spec.Layers.Count == 0)
        {
            Report(Root["layers"], "empty-network", "The network has no layers. Add at least one.");
        }

        var resolved = ResolveLayers();
        var result = AddExamples();
        for (var layer = 0; layer < resolved.Count && result is not null && !_full; layer++)
        {
            result = AddLayer(layer, resolved[layer], result);
        }

        AddLoss(result);
        return !_issues.IsEmpty || _hasUnreadable
            ? new ExpansionResult(null, _issues.Finish(Root))
            : new ExpansionResult(new ExpandedNetwork(new GraphSpec(_nodes, _nodes[^1].Id, _locator), _inputs, _layers, Parameters, Masks, MixesExamples), []);
    }

    internal void Report(Place place, string code, string detail) => _issues.Report(place, code, detail);

    internal Shape? ShapeOf(string id) => _shapes.GetValueOrDefault(id);

    /// <summary>Whether another tensor of this shape is within the limits; reports where it is not.</summary>
    internal bool Reserve(Shape shape, Place place)
    {
        if (_full)
        {
            return false;
        }

        if (shape.Count > _limits.MaxTensorElements)
        {
            return Overflow(place, "tensor-too-large", string.Create(CultureInfo.InvariantCulture, $"A tensor of shape {shape} exceeds the limit of {_limits.MaxTensorElements} elements."));
        }

        _elements += shape.Count;
        return _elements <= _limits.MaxTotalElements
            || Overflow(place, "graph-too-large", string.Create(CultureInfo.InvariantCulture, $"By this layer the network exceeds the limit of {_limits.MaxTotalElements} elements in total."));
    }

    /// <summary>Whether as many more nodes are within the limit; reports where they are not.</summary>
    internal bool ReserveNodes(long count, Place place) =>
        _nodes.Count + count <= _limits.MaxNodes
            || Overflow(place, "too-many-nodes", string.Create(CultureInfo.InvariantCulture, $"By this layer the network has more than {_nodes.Count + count - 1} nodes; the limit is {_limits.MaxNodes}."));

    private bool Overflow(Place place, string code, string detail)
    {
        _full = true;
        _issues.Report(place, code, detail);
        return false;
    }

    internal void AddLeaf(string id, Operator leaf, Tensor value, NodeOrigin origin)
    {
        if (!ReferenceEquals(leaf, Leaves.Constant) && _inputs.Remove(id, out var given))
        {
            origin = origin with { ValuePlace = Place.Inputs[id] };
            if (given.Shape.Equals(value.Shape))
            {
                value = given;
            }
            else if (!IsUnreadable(given))
            {
                Report(origin.ValuePlace, "shape-mismatch", $"'{id}' has the shape {given.Shape}; the network needs {value.Shape}.");
            }
        }

        Append(new NodeSpec(id, leaf.Name, [], Value: value), origin);
        _shapes[id] = value.Shape;
    }

    /// <summary>Adds a node and infers its shape; false where the operator does not fit, which has been reported.</summary>
    internal bool Add(NodeSpec node, NodeOrigin origin)
    {
        var operation = OperatorCatalog.Find(node.Op)!;
        var index = Append(node, origin);
        if (operation.IsLeaf)
        {
            _shapes[node.Id] = node.Value!.Shape;
            return true;
        }

        var attributes = AttributeReader.Read(operation.Name, operation.Attributes, node.Attributes, _issues.Missing, (code, detail, name) =>
            _issues.Report(name is null ? _locator.Node(index) : _locator.Attribute(index, name), code, detail));
        if (attributes is null)
        {
            return false;
        }

        var kernel = operation.Bind(new Binding([.. node.Inputs.Select(i => _shapes[i])], attributes, (code, detail, _, attribute) => _issues.Report(
            attribute is not null ? _locator.Attribute(index, attribute) : _locator.Node(index),
            code,
            $"{operation.Name} {Quotation.Of(node.Id)}: {detail}")));
        if (kernel is null || !Reserve(kernel.Shape, _locator.Node(index)))
        {
            return false;
        }

        _shapes[node.Id] = kernel.Shape;
        return true;
    }

    private int Append(NodeSpec node, NodeOrigin origin)
    {
        _indices[node.Id] = _nodes.Count;
        _nodes.Add(node);
        _origins.Add(origin);
        return _nodes.Count - 1;
    }

    /// <summary>The id of the result of a layer that came before, by its name; null where there is none, which has been reported.</summary>
    internal string? FindResult(string name, Place place)
    {
        if (_results.TryGetValue(name, out var id))
        {
            return id;
        }

        _issues.Report(place, "unknown-layer", $"No earlier layer is called {Quotation.Of(name)}.{_issues.Suggest(name, _results.Keys)} Give the layer a name, or write 'x' for the network's input.");
        return null;
    }

    private List<ResolvedLayer?> ResolveLayers()
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { Examples };
        var resolved = new List<ResolvedLayer?>(_spec.Layers.Count);
        for (var layer = 0; layer < _spec.Layers.Count; layer++)
        {
            var spec = _spec.Layers[layer];
            if (spec.Name is { } name && !names.Add(name))
            {
                Report(LayerPlace(layer)["name"], "duplicate-name", $"The name {Quotation.Of(name)} is already taken. Give each layer a name of its own.");
            }

            resolved.Add(Resolve(spec, LayerPlace(layer)));
        }

        return resolved;
    }

    private ResolvedLayer? Resolve(LayerSpec spec, Place place)
    {
        var type = LayerCatalog.ByName.Find(spec.Type);
        if (type is null)
        {
            Report(place["type"], "unknown-layer-type", LayerCatalog.ByName.Missing(spec.Type, _issues.Missing));
            return null;
        }

        var sound = spec.Parameters?.Values.Any(IsUnreadable) != true;
        foreach (var given in spec.Parameters?.Keys.Where(key => !type.Parameters.Any(p => p.Name == key)) ?? [])
        {
            sound = Refuse(given);
        }

        if (spec.Activation is not null && !type.TakesActivation)
        {
            sound = Refuse("activation");
        }

        if (spec.Initializer is not null && !type.TakesInitializer)
        {
            sound = Refuse("initializer");
        }

        var attributes = AttributeReader.Read(type.Name, type.Attributes, spec.Attributes, _issues.Missing, (code, detail, name) => Report(name is null ? place : place[name], code, detail));
        var activation = spec.Activation is null ? null : NetworkChoices.FindActivation(spec.Activation, place["activation"], _issues);
        var initializer = NetworkChoices.Find(spec.Initializer ?? new NamedChoice(Initializers.All[0].Name), Initializers.ByName, i => i.Attributes, place["initializer"], _issues);
        return !sound || attributes is null || (activation is null && spec.Activation is not null) || initializer is not var (drawn, drawnAttributes)
            ? null
            : new ResolvedLayer(spec, type, attributes, activation, drawn, drawnAttributes);

        bool Refuse(string member)
        {
            Report(place[member], "unknown-attribute", $"{type.Name} takes no {Quotation.Shorten(member)}. It takes {string.Join(", ", LayerCatalog.MembersOf(type))}.");
            return false;
        }
    }

    private string? AddExamples()
    {
        if (!_inputs.Remove(Examples, out var examples))
        {
            Report(Place.Inputs[Examples], "missing-input", "The input 'x' has no value. Give the examples under inputs, one row per example.");
            return null;
        }

        if (!IsUsable(examples, Examples))
        {
            return null;
        }

        // One example alone is a batch of one: every layer counts on a batch axis.
        // docs/decisions/0080-one-example-is-a-batch.md
        if (examples.Shape.Rank < 2)
        {
            examples = examples with { Shape = Shape.Of(1, (int)examples.Shape.Count) };
        }

        var leaf = Use == NetworkUse.Computation ? Leaves.Input : Leaves.Constant;
        Add(new NodeSpec(Examples, leaf.Name, [], Value: examples), new NodeOrigin(Place.Inputs[Examples], ValuePlace: Place.Inputs[Examples]));
        _results.Add(Examples, Examples);
        return Examples;
    }

    private bool IsUnreadable(Tensor given)
    {
        _hasUnreadable |= given.IsUnreadable;
        return given.IsUnreadable;
    }

    private bool IsUsable(Tensor tensor, string input)
    {
        if (tensor.Shape.Count == 0 && !IsUnreadable(tensor))
        {
            Report(Place.Inputs[input], "empty-tensor", $"A tensor of shape {tensor.Shape} has no elements. Give it at least one along each axis.");
        }

        return tensor.Shape.Count > 0;
    }

    private string? AddLayer(int layer, ResolvedLayer? resolved, string input)
    {
        if (resolved is null || !ReserveNodes(1, LayerPlace(layer)))
        {
            return null;
        }

        var first = _nodes.Count;
        var builder = new LayerBuilder(this, resolved, layer + 1, LayerPlace(layer), input, _shapes[input]);
        var result = resolved.Type.Build(builder);
        if (result is not null && resolved.Activation is { } activation)
        {
            var place = LayerPlace(layer)["activation"];
            var id = builder.Id("a");
            var given = resolved.Spec.Activation!.Attributes;
            var shape = _shapes[result];
            result = Add(new NodeSpec(id, activation.Name, [result], given), new NodeOrigin(place, given, place)) ? id : null;
            if (result is not null && !_shapes[id].Equals(shape))
            {
                Report(place, "unknown-activation", $"{activation.Name} is not an activation: it does not keep the shape {shape}. Name an operator such as sigmoid, tanh or relu.");
                result = null;
            }
        }

        if (result is not null)
        {
            if (resolved.Spec.Name is { } name)
            {
                _results.TryAdd(name, result);
            }

            _layers.Add(new LayerNodes(layer + 1, resolved.Type, resolved.Spec.Name, [.. _nodes.Skip(first).Select(n => n.Id)]));
        }

        return result;
    }

    /// <summary>Where a request holds one of its layers, by its place from 0.</summary>
    public static Place LayerPlace(int layer) => Root["layers"][layer];
}

/// <summary>A layer whose type, attributes, activation and initializer have been found.</summary>
internal sealed record ResolvedLayer(LayerSpec Spec, LayerType Type, NodeAttributes Attributes, Operator? Activation, Initializer Initializer, NodeAttributes InitializerAttributes);
