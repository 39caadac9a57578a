using Backprop.Domain.Naming;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Graphs;

/// <summary>A graph on its way: what was read of each node so far, and the mistakes that were found.</summary>
internal sealed class GraphDraft(GraphSpec spec, IReadOnlyDictionary<string, Tensor> inputs, GraphLimits limits)
{
    private const int MaxIdLength = 200;

    private readonly IssueCollector _issues = new();
    private readonly Dictionary<string, int> _byId = new(spec.Nodes.Count, StringComparer.Ordinal);
    private readonly Operator?[] _operators = new Operator?[spec.Nodes.Count];
    private readonly NodeAttributes?[] _attributes = new NodeAttributes?[spec.Nodes.Count];
    private readonly int[] _edges = new int[spec.Nodes.Sum(node => node.Inputs.Count)];
    private readonly ArraySegment<int>[] _operands = new ArraySegment<int>[spec.Nodes.Count];
    private readonly Shape?[] _shapes = new Shape?[spec.Nodes.Count];
    private readonly Kernel?[] _kernels = new Kernel?[spec.Nodes.Count];
    private readonly Tensor?[] _values = new Tensor?[spec.Nodes.Count];
    private bool _hasUnreadable;

    /// <summary>Reads everything and makes the graph, or tells all mistakes.</summary>
    public GraphResult Build(string? output)
    {
        ReadIds();
        ReadNodes();
        ReadInputs();
        var (order, cycles) = TopologicalOrder.Sort(_operands);
        foreach (var cycle in cycles)
        {
            ReportCycle(cycle);
        }

        foreach (var node in order)
        {
            InferShape(node);
        }

        var outputNode = FindOutput(output);
        var work = CheckSize(order);
        return _issues.IsEmpty && !_hasUnreadable
            ? new GraphResult(Assemble(order, outputNode, work), [])
            : new GraphResult(null, _issues.Finish(spec.Locator.Nodes));
    }

    private void ReadIds()
    {
        for (var node = 0; node < spec.Nodes.Count; node++)
        {
            var id = spec.Nodes[node].Id;
            if (id.Length is 0 or > MaxIdLength || id.AsSpan().ContainsAnyInRange('\0', '\u001F'))
            {
                _issues.Report(spec.Locator.Member(node, "id"), "invalid-id", string.Create(CultureInfo.InvariantCulture, $"An id must have 1 to {MaxIdLength} characters and no control characters."));
            }

            if (!_byId.TryAdd(id, node))
            {
                _issues.Report(spec.Locator.Member(node, "id"), "duplicate-id", string.Create(CultureInfo.InvariantCulture, $"The id {Quotation.Of(id)} is already used by node {_byId[id]}. Give each node an id of its own."));
            }
        }
    }

    private void ReadNodes()
    {
        for (int node = 0, edge = 0; node < spec.Nodes.Count; node++)
        {
            var written = spec.Nodes[node];
            var operation = OperatorCatalog.Find(written.Op);
            _operands[node] = new ArraySegment<int>(_edges, edge, written.Inputs.Count);
            edge += written.Inputs.Count;
            _operators[node] = operation;
            if (operation is null)
            {
                _issues.Report(spec.Locator.Member(node, "op"), "unknown-operator", _issues.Missing("operator", written.Op, OperatorCatalog.Names));
            }

            ReadOperands(node, written, operation);
            _attributes[node] = operation is null ? null
                : operation.Attributes.Count == 0 && written.Attributes is null ? NodeAttributes.Empty
                : ReadAttributes(node, written, operation);
            ReadValue(node, written, operation);
        }
    }

    private void ReadOperands(int node, NodeSpec written, Operator? operation)
    {
        var operands = _operands[node].AsSpan();
        for (var position = 0; position < operands.Length; position++)
        {
            if (!_byId.TryGetValue(written.Inputs[position], out operands[position]))
            {
                operands[position] = -1;
                _issues.Report(
                    spec.Locator.Operand(node, position),
                    "unknown-input",
                    $"Node {Quotation.Of(written.Id)} uses {Quotation.Of(written.Inputs[position])}, which is not defined.{_issues.Suggest(written.Inputs[position], _byId.Keys)}");
            }
        }

        if (operation is not null && (operands.Length < operation.MinimumArity || operands.Length > operation.MaximumArity))
        {
            _issues.Report(spec.Locator.Node(node), "arity", string.Create(CultureInfo.InvariantCulture, $"{operation.Name} takes {Arity(operation)}, not {operands.Length}.{AttributesByName(operation, operands.Length)}"));
            _operators[node] = null;
        }
    }

    private static string Arity(Operator operation) => (operation.MinimumArity, operation.MaximumArity) switch
    {
        (0, 0) => "no operands",
        (1, 1) => "1 operand",
        var (low, high) when low == high => string.Create(CultureInfo.InvariantCulture, $"{low} operands ({string.Join(", ", operation.Operands)})"),
        (var low, int.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"{low} or more operands"),
        var (low, high) => string.Create(CultureInfo.InvariantCulture, $"{low} to {high} operands ({string.Join(", ", operation.Operands)})"),
    };

    /// <summary>For who writes <c>softmax(x, 0)</c>.</summary>
    private static string AttributesByName(Operator operation, int operands) =>
        operands > operation.MaximumArity && operation.Attributes.Count > 0
            ? $" Its attributes ({string.Join(", ", operation.Attributes.Select(a => a.Name))}) are given by name."
            : "";

    private NodeAttributes? ReadAttributes(int node, NodeSpec written, Operator operation) =>
        AttributeReader.Read(operation.Name, operation.Attributes, written.Attributes, _issues.Missing, (code, detail, name) =>
            _issues.Report(name is null ? spec.Locator.Node(node) : spec.Locator.Attribute(node, name), code, detail));

    private void ReadValue(int node, NodeSpec written, Operator? operation)
    {
        if (operation is { IsLeaf: false } && written.Value is not null)
        {
            _issues.Report(spec.Locator.Member(node, "value"), "unexpected-value", $"Only input, parameter and constant nodes take a value; {operation.Name} computes its own.");
        }
        else if (ReferenceEquals(operation, Leaves.Constant) && written.Value is null)
        {
            _issues.Report(spec.Locator.Node(node), "missing-value", $"The constant {Quotation.Of(written.Id)} needs a value.");
        }
        else if (operation is { IsLeaf: true } && written.Value is not null && CheckTensor(written.Value, spec.Locator.Member(node, "value")))
        {
            _values[node] = written.Value;
        }
    }

    private void ReadInputs()
    {
        foreach (var (id, value) in inputs)
        {
            var place = Place.Inputs[id];
            if (!_byId.TryGetValue(id, out var node))
            {
                _issues.Report(place, "extra-input", $"There is no node {Quotation.Of(id)} to take this value.{_issues.Suggest(id, VariableIds())}");
            }
            else if (_operators[node] is { } operation && !IsVariable(node))
            {
                _issues.Report(place, "extra-input", $"{Quotation.Of(id)} is not an input: it is computed by {operation.Name}. Only input and parameter nodes take values.");
            }
            else if (CheckTensor(value, place))
            {
                _values[node] = value;
            }
        }

        for (var node = 0; node < spec.Nodes.Count; node++)
        {
            var id = spec.Nodes[node].Id;
            if (IsVariable(node) && _values[node] is null && !inputs.ContainsKey(id) && spec.Nodes[node].Value is null)
            {
                _issues.Report(Place.Inputs[id], "missing-input", $"The input {Quotation.Of(id)} has no value. Give it one under inputs.{_issues.Suggest(id, SimilarNames(id))}");
            }

            _shapes[node] = _values[node]?.Shape;
        }
    }

    /// <summary>In an expression, a misspelt name is an input without a value. Short names, and those that end in a digit (x1, x2), are seldom slips of others.</summary>
    private IEnumerable<string> SimilarNames(string id) =>
        _byId.Keys.Where(other => other != id && (other.Equals(id, StringComparison.OrdinalIgnoreCase) || (other.Length > 3 && !char.IsAsciiDigit(other[^1]))));

    private IEnumerable<string> VariableIds() => spec.Nodes.Where((_, node) => IsVariable(node)).Select(n => n.Id);

    private bool IsVariable(int node) => _operators[node] is { IsLeaf: true } operation && !ReferenceEquals(operation, Leaves.Constant);

    private bool CheckTensor(Tensor tensor, Place place)
    {
        if (tensor.IsUnreadable)
        {
            _hasUnreadable = true;
            return false;
        }

        if (tensor.Shape.Count == 0)
        {
            return Refuse(place, "empty-tensor", $"A tensor of shape {tensor.Shape} has no elements. Give it at least one along each axis.");
        }

        var bad = tensor.Data.AsSpan().IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        return bad >= 0
            ? Refuse(place.Element(tensor.Shape.IndexOf(bad)), "non-finite-number", "Numbers must be finite: this one does not fit in a 64-bit floating-point number.")
            : CheckShape(tensor.Shape, place);
    }

    private bool CheckShape(Shape shape, Place place) =>
        shape.Rank > limits.MaxRank
            ? Refuse(place, "rank-too-high", string.Create(CultureInfo.InvariantCulture, $"A tensor of rank {shape.Rank} exceeds the limit of {limits.MaxRank} axes."))
            : shape.Count <= limits.MaxTensorElements
            || Refuse(place, "tensor-too-large", string.Create(CultureInfo.InvariantCulture, $"A tensor of shape {shape} exceeds the limit of {limits.MaxTensorElements} elements."));

    private bool Refuse(Place place, string code, string detail)
    {
        _issues.Report(place, code, detail);
        return false;
    }

    private void ReportCycle(int[] cycle)
    {
        const int Shown = 12;
        var names = cycle.Take(Shown).Select(node => Quotation.Shorten(spec.Nodes[node].Id)).ToList();
        if (cycle.Length > Shown)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"… ({cycle.Length - Shown} more)"));
        }

        names.Add(names[0]);
        _issues.Report(spec.Locator.Node(cycle[0]), "cycle", string.Join(" → ", names));
    }

    private void InferShape(int node)
    {
        if (_operators[node] is not { IsLeaf: false } operation || _attributes[node] is not { } attributes)
        {
            return;
        }

        var operands = _operands[node].AsSpan();
        if (operation.ScalarKernel is not null && AreScalars(operands))
        {
            (_kernels[node], _shapes[node]) = (operation.ScalarKernel, Shape.Scalar);
            return;
        }

        var shapes = new Shape[operands.Length];
        for (var position = 0; position < operands.Length; position++)
        {
            if (operands[position] < 0 || _shapes[operands[position]] is not { } shape)
            {
                return;
            }

            shapes[position] = shape;
        }

        if (Bind(node, operation, shapes, attributes) is { } kernel && CheckShape(kernel.Shape, spec.Locator.Node(node)))
        {
            (_kernels[node], _shapes[node]) = (kernel, kernel.Shape);
        }
    }

    // Apart from its caller, for a closure is made where what it captures is declared: at every node, also of numbers.
    private Kernel? Bind(int node, Operator operation, Shape[] shapes, NodeAttributes attributes) =>
        operation.Bind(new Binding(shapes, attributes, (code, detail, operand, attribute) => _issues.Report(
            attribute is not null ? spec.Locator.Attribute(node, GivenName(node, attribute))
            : operand is { } position ? spec.Locator.Operand(node, position)
            : spec.Locator.Node(node),
            code,
            $"{operation.Name} {Quotation.Of(spec.Nodes[node].Id)}: {detail}")));

    private bool AreScalars(ReadOnlySpan<int> operands)
    {
        foreach (var operand in operands)
        {
            if (operand < 0 || _shapes[operand] is not { IsScalar: true })
            {
                return false;
            }
        }

        return operands.Length <= 2;
    }

    private string GivenName(int node, string attribute) =>
        spec.Nodes[node].Attributes?.Keys.FirstOrDefault(k => k.Equals(attribute, StringComparison.OrdinalIgnoreCase)) ?? attribute;

    private int FindOutput(string? requested)
    {
        var name = requested ?? spec.Output;
        var place = requested is not null ? Place.Whole["output"] : spec.Locator.Output;
        if (name is not null)
        {
            if (_byId.TryGetValue(name, out var named))
            {
                return named;
            }

            _issues.Report(place, "unknown-output", $"The output {Quotation.Of(name)} is not defined.{_issues.Suggest(name, _byId.Keys)}");
            return -1;
        }

        // A misspelt operand leaves its node without a consumer: guessing the output from broken wiring would only add noise.
        if (_issues.ContainsAny("duplicate-id", "unknown-input", "arity", "cycle"))
        {
            return -1;
        }

        // Without a cycle there is at least one end.
        var ends = Enumerable.Range(0, spec.Nodes.Count).Except(_operands.SelectMany(operands => operands)).ToList();
        if (ends.Count == 1)
        {
            return ends[0];
        }

        _issues.Report(place, "several-outputs", $"Several nodes feed no other node: {string.Join(", ", ends.Take(10).Select(e => Quotation.Of(spec.Nodes[e].Id)))}{(ends.Count > 10 ? ", …" : "")}. Name one of them as output.");
        return -1;
    }

    /// <summary>Reports where the graph is larger than the limits; returns its estimated work.</summary>
    private long CheckSize(int[] order)
    {
        var elements = 0L;
        var scratch = 0L;
        var work = 0L;
        foreach (var node in order)
        {
            elements += (_shapes[node]?.Count ?? 0) + Math.Min(_kernels[node]?.SavedLength ?? 0, int.MaxValue);
            scratch = Math.Max(scratch, _kernels[node]?.ScratchLength ?? 0);
            var cost = WorkOf(node);
            work = work > long.MaxValue - cost ? long.MaxValue : work + cost;
            if (elements > limits.MaxTotalElements || scratch > limits.MaxTotalElements)
            {
                _issues.Report(spec.Locator.Node(node), "graph-too-large", string.Create(CultureInfo.InvariantCulture, $"By this node the graph exceeds the limit of {limits.MaxTotalElements} elements in total."));
                return work;
            }

            if (work > limits.MaxWork)
            {
                _issues.Report(spec.Locator.Node(node), "too-much-work", string.Create(CultureInfo.InvariantCulture, $"By this node the graph exceeds the limit of {limits.MaxWork} units of work."));
                return work;
            }
        }

        return work;
    }

    private long WorkOf(int node)
    {
        var largest = 0L;
        foreach (var operand in _operands[node])
        {
            largest = Math.Max(largest, operand < 0 ? 0 : _shapes[operand]?.Count ?? 0);
        }

        return Graph.WorkOf(_kernels[node], _operands[node].Count, largest);
    }

    private Graph Assemble(int[] order, int output, long work)
    {
        var position = new int[order.Length];
        var nodes = new Node[order.Length];
        var starts = new int[order.Length + 1];
        for (var index = 0; index < order.Length; index++)
        {
            var node = order[index];
            var written = spec.Nodes[node];
            position[node] = index;
            nodes[index] = new Node(index, written.Id, _operators[node]!, _attributes[node]!, _shapes[node]!, _kernels[node], _values[node], written.Label, node, written.IsUnnamed);
            starts[index + 1] = starts[index] + _operands[node].Count;
        }

        var operands = new int[starts[^1]];
        for (int index = 0, next = 0; index < order.Length; index++)
        {
            foreach (var operand in _operands[order[index]])
            {
                operands[next++] = position[operand];
            }
        }

        foreach (var (id, node) in _byId.Where(entry => position[entry.Value] != entry.Value))
        {
            _byId[id] = position[node];
        }

        return new Graph(nodes, starts, operands, _byId, position[output], spec, work);
    }
}
