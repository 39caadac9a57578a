using Backprop.Domain.Graphs;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Expressions;

/// <summary>
/// Turns parts into nodes in the order in which they are complete: names and numbers where they first appear, operands before what uses
/// them. A whole statement takes the statement's name, other operations t1, t2, …, other numbers c1, c2, ….
/// </summary>
internal sealed class SpecWriter(Syntax syntax, NameTable names, ExpressionSource source)
{
    private const string Pi = "pi";
    private const string UnnamedOutput = "out";

    private readonly Syntax _syntax = syntax;
    private readonly LabelWriter _labels = new(syntax, source);
    private readonly ExpressionLocator _locator = new(source, syntax);
    private readonly List<NodeSpec> _nodes = [];
    private readonly string[] _ids = new string[syntax.Parts.Count];
    private readonly bool[] _declared = new bool[names.Count];
    private int _operations;
    private int _constants;

    /// <summary>Writes the graph of statements without mistakes; null, with an issue, where it has too many nodes.</summary>
    public static GraphSpec? Write(Syntax syntax, NameTable names, ExpressionSource source, ExpressionLimits limits, IssueLog issues)
    {
        var writer = new SpecWriter(syntax, names, source);
        var output = "";
        foreach (var statement in syntax.Statements)
        {
            output = writer.WriteStatement(statement);
        }

        if (writer._nodes.Count > limits.MaxNodes)
        {
            issues.Report(0, "too-many-nodes", string.Create(CultureInfo.InvariantCulture, $"The expression has {writer._nodes.Count} nodes; the limit is {limits.MaxNodes}."));
            return null;
        }

        return new GraphSpec(writer._nodes, output, writer._locator);
    }

    private string WriteStatement(Statement statement)
    {
        var whole = statement.PartEnd - 1;
        for (var part = statement.PartStart; part < whole; part++)
        {
            _ids[part] = WritePart(part);
        }

        var name = statement.Name == NameTable.None ? NameForOutput() : names[statement.Name];
        if (_syntax.Parts[whole].Kind == SyntaxKind.Name)
        {
            // An alias is a node of its own, so that the name can be asked for, graded and drawn.
            var origin = WriteName(whole);
            Add(new NodeSpec(name, Arithmetic.Identity.Name, [origin], Label: Label(whole)), whole, statement.First);
        }
        else
        {
            WriteNode(whole, name, statement.First);
        }

        return name;
    }

    private string WritePart(int part) => _syntax.Parts[part].Kind switch
    {
        SyntaxKind.Name => WriteName(part),
        SyntaxKind.Number => WriteNode(part, NextName("c", ref _constants), isUnnamed: true),
        _ => WriteNode(part, NextName("t", ref _operations), isUnnamed: true),
    };

    private string WriteName(int part)
    {
        var number = _syntax.Parts[part].Name;
        var name = names[number];
        if (names.AssignedBy(number) == NameTable.None && !_declared[number])
        {
            _declared[number] = true;
            Add(
                name == Pi && !names.IsInput(Pi)
                    ? new NodeSpec(name, Leaves.Constant.Name, [], Value: Tensor.Scalar(Math.PI), Label: name)
                    : new NodeSpec(name, Leaves.Input.Name, [], Label: name),
                part);
        }

        return name;
    }

    private string WriteNode(int part, string id, int statement = NameTable.None, bool isUnnamed = false)
    {
        var written = _syntax.Parts[part];
        var operands = written.OperandCount == 0 ? [] : new string[written.OperandCount];
        for (var position = 0; position < operands.Length; position++)
        {
            operands[position] = _ids[_syntax.Operands[written.OperandStart + position].Part];
        }

        var node = written.Kind == SyntaxKind.Number
            ? new NodeSpec(id, Leaves.Constant.Name, operands, Value: Tensor.Scalar(written.Value), Label: Label(part), IsUnnamed: isUnnamed)
            : new NodeSpec(id, written.Operation!, operands, written.Attributes?.Values, Label: Label(part), IsUnnamed: isUnnamed);
        Add(node, part, statement);
        return id;
    }

    private void Add(NodeSpec node, int part, int statement = NameTable.None)
    {
        _nodes.Add(node);
        _locator.Add(part, statement);
    }

    private string Label(int part) => _labels.Write(_syntax.Parts[part].First, _syntax.Parts[part].Last);

    private string NextName(string letter, ref int count)
    {
        string name;
        do
        {
            count++;
            name = string.Create(CultureInfo.InvariantCulture, $"{letter}{count}");
        }
        while (names.IsInUse(name));
        return name;
    }

    /// <summary>The name of a single expression: <c>out</c>, or where that is in use <c>out1</c>, <c>out2</c>, ….</summary>
    private string NameForOutput()
    {
        var count = 0;
        return names.IsInUse(UnnamedOutput) ? NextName(UnnamedOutput, ref count) : UnnamedOutput;
    }
}
