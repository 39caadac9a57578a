using Backprop.Domain.Graphs;

namespace Backprop.Domain.Expressions;

// docs/decisions/0044-places-in-expressions.md
/// <summary>Says where in the text a node, an operand or an attribute stands: always one place, with line and column.</summary>
internal sealed class ExpressionLocator(ExpressionSource source, Syntax syntax) : ISpecLocator
{
    /// <summary>By node: its part, and the first token of the statement that it is the whole of, or <see cref="NameTable.None"/>.</summary>
    private readonly List<(int Part, int Statement)> _origins = [];

    public Place Nodes => source.At(syntax.Tokens[0].Start);

    public Place Output => AtToken(syntax.Statements[^1].First);

    /// <summary>Notes where the next node comes from.</summary>
    public void Add(int part, int statement = NameTable.None) => _origins.Add((part, statement));

    public Place Node(int node) => AtToken(Part(node).Anchor);

    public Place Member(int node, string member) =>
        member == "id" && _origins[node].Statement != NameTable.None ? AtToken(_origins[node].Statement) : Node(node);

    public Place Operand(int node, int position) =>
        Part(node).Kind == SyntaxKind.Operation ? AtToken(syntax.Operands[Part(node).OperandStart + position].First) : Node(node);

    public Place Attribute(int node, string name) =>
        Part(node).Attributes is { } attributes && attributes.Tokens.TryGetValue(name, out var token) ? AtToken(token) : Node(node);

    private SyntaxPart Part(int node) => syntax.Parts[_origins[node].Part];

    private Place AtToken(int token) => source.At(syntax.Tokens[token].Start);
}
