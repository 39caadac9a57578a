using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>What a layer type's declaration builds one layer's nodes with.</summary>
public sealed class LayerBuilder
{
    private readonly NetworkExpansion _expansion;
    private readonly ResolvedLayer _layer;
    private readonly Place _place;
    private SeededRandom? _random;

    internal LayerBuilder(NetworkExpansion expansion, ResolvedLayer layer, int number, Place place, string input, Shape shape)
    {
        _expansion = expansion;
        _layer = layer;
        _place = place;
        Number = number;
        Input = input;
        Shape = shape;
    }

    /// <summary>The layer's place in the network, from 1.</summary>
    public int Number { get; }

    /// <summary>The id of the node that comes in.</summary>
    public string Input { get; }

    /// <summary>The shape of what comes in; the first axis is the batch.</summary>
    public Shape Shape { get; }

    /// <summary>The layer's attributes, defaults filled in.</summary>
    public NodeAttributes Attributes => _layer.Attributes;

    /// <summary>What the network is going to be used for.</summary>
    public NetworkUse Use => _expansion.Use;

    /// <summary>The id of this layer's node of a kind: <c>z1</c>.</summary>
    public string Id(string symbol) => string.Create(CultureInfo.InvariantCulture, $"{symbol}{Number}");

    /// <summary>The id of this layer's node of a kind at a time step: <c>h1_3</c>.</summary>
    public string Id(string symbol, int step) => string.Create(CultureInfo.InvariantCulture, $"{symbol}{Number}_{step}");

    /// <summary>The shape of a node that has been added.</summary>
    public Shape ShapeOf(string id) => _expansion.ShapeOf(id)!;

    /// <summary>Whether an activation follows.</summary>
    public bool HasActivation => _layer.Activation is not null;

    /// <summary>The parameter as the layer gives it, or null.</summary>
    public Tensor? Given(string parameter) => _layer.Spec.Parameters?.GetValueOrDefault(parameter);

    /// <summary>Adds a computed node.</summary>
    /// <returns>Its id, or null where the operator does not fit its operands, which has been reported.</returns>
    public string? Node(string id, Operator operation, string?[] operands, params (string Name, AttributeValue Value)[] attributes)
    {
        if (Array.Exists(operands, o => o is null))
        {
            return null;
        }

        var values = attributes.Length == 0 ? null : attributes.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);
        return _expansion.Add(new NodeSpec(id, operation.Name, operands!, values), new NodeOrigin(_place, _layer.Spec.Attributes, _place)) ? id : null;
    }

    /// <summary>Adds a constant node.</summary>
    public string Constant(string id, Tensor value)
    {
        _expansion.Add(new NodeSpec(id, Leaves.Constant.Name, [], Value: value), new NodeOrigin(_place));
        return id;
    }

    /// <summary>Adds a leaf that inputs may override, such as a first state; in training it is a constant.</summary>
    public string Leaf(string id, Tensor value)
    {
        _expansion.AddLeaf(id, Use == NetworkUse.Computation ? Leaves.Input : Leaves.Constant, value, new NodeOrigin(_place));
        return id;
    }

    /// <summary>Adds a parameter: as given in the layer or under inputs, else drawn by the initializer (weights) or filled with a number.</summary>
    /// <param name="name">The member of the layer.</param>
    /// <param name="shape">The shape it must have.</param>
    /// <param name="meaning">The shape in words, for the message where it does not fit.</param>
    /// <param name="fan">The connections of a unit, for the initializer.</param>
    /// <param name="fill">The number to fill it with where it is no weight.</param>
    /// <returns>The node's id, or null where it would be too large, which has been reported.</returns>
    public string? Parameter(string name, Shape shape, string meaning, Fan fan = default, double fill = 0)
    {
        var definition = _layer.Type.Parameters.First(p => p.Name == name);
        var id = Id(definition.Symbol);
        var place = _place[name];
        if (!_expansion.Reserve(shape, _place))
        {
            return null;
        }

        var value = Given(name);
        if (value is not null && !value.Shape.Equals(shape))
        {
            _expansion.Report(place, "shape-mismatch", $"{name} has the shape {value.Shape}; layer {Number.ToString(CultureInfo.InvariantCulture)} ({_layer.Type.Name}) needs {shape}: {meaning}.");
            value = null;
        }

        value ??= definition.IsWeight ? Draw(shape, fan) : Tensor.Filled(shape, fill);
        _expansion.AddLeaf(id, definition.IsTrained ? Leaves.Parameter : Leaves.Constant, value, new NodeOrigin(_place, ValuePlace: Given(name) is null ? null : place));
        _expansion.Parameters.Add(new LayerParameterNode(Number, definition, id));
        return id;
    }

    /// <summary>The weights and biases of an affine map from the last axis of what comes in, and the map of a matrix: rows·Wᵀ + b.</summary>
    /// <param name="result">The id of the result.</param>
    /// <param name="rows">The id of the matrix.</param>
    /// <param name="units">Rows of W.</param>
    /// <param name="fan">The connections of a unit.</param>
    /// <param name="meaning">The shape of W in words.</param>
    public string? Affine(string result, string? rows, int units, Fan fan, string meaning)
    {
        if (rows is null)
        {
            return null;
        }

        var weights = Parameter("weights", Shape.Of(units, ShapeOf(rows)[1]), meaning, fan);
        var biases = Attributes.Flag(LayerAttributes.UseBias.Name) ? Parameter("biases", Shape.Of(units), "one per unit")
            : Given("biases") is null ? null : Fail("biases", "unexpected-value", "The layer has no biases: useBias is false.");
        return Node(result, LinearAlgebra.Gemm, biases is null ? [rows, weights] : [rows, weights, biases], ("transB", new AttributeValue.Flag(true)));
    }

    /// <summary>Notes a constant that training has to fill with a dropout mask.</summary>
    public void Record(DropoutMask mask) => _expansion.Masks.Add(mask);

    /// <summary>Records that what the layer makes of an example depends on the others.</summary>
    public void MixExamples() => _expansion.MixesExamples = true;

    /// <summary>Reports a mistake in the layer or in one of its members.</summary>
    /// <returns>Always null, so that a declaration can return it.</returns>
    public string? Fail(string? member, string code, string detail)
    {
        _expansion.Report(member is null ? _place : _place[member], code, detail);
        return null;
    }

    /// <summary>Reports that the layer cannot read what comes in.</summary>
    /// <returns>Always null, so that a declaration can return it.</returns>
    public string? FailInput(string needed) => Fail(null, "shape-mismatch", $"Layer {Number.ToString(CultureInfo.InvariantCulture)} ({_layer.Type.Name}) needs {needed}, but gets the shape {Shape}.");

    /// <summary>Whether as many more nodes are within the limit; reports where they are not.</summary>
    public bool ReserveNodes(long count) => _expansion.ReserveNodes(count, _place);

    /// <summary>The id of the result of an earlier layer by its name, or of the network's input as <c>x</c>; null where there is none, which has been reported.</summary>
    public string? Earlier(string member, string name) => _expansion.FindResult(name, _place[member]);

    private Tensor Draw(Shape shape, Fan fan)
    {
        _random ??= new SeededRandom(Attributes.Has(LayerAttributes.SeedName) ? Attributes.Integer(LayerAttributes.SeedName) : Number);
        var data = new double[shape.Count];
        foreach (ref var weight in data.AsSpan())
        {
            weight = _layer.Initializer.Draw(_layer.InitializerAttributes, fan, _random);
        }

        return new Tensor(shape, data);
    }
}

/// <summary>A parameter of a network and its node.</summary>
/// <param name="Layer">The number of its layer, from 1.</param>
/// <param name="Definition">Which parameter of the layer it is.</param>
/// <param name="Id">Its node.</param>
public sealed record LayerParameterNode(int Layer, LayerParameter Definition, string Id);
