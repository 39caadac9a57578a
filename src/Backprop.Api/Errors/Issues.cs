namespace Backprop.Api.Errors;

/// <summary>Every kind of mistake that a problem's <c>errors</c> can list, group by group. A feature adds its own group.</summary>
internal static class Issues
{
    /// <summary>All groups, in the order of the page /errors.</summary>
    public static IReadOnlyList<IssueGroup> All { get; } =
    [
        new("The JSON body",
        [
            new("empty-body", "The body is empty.", "Send a JSON object."),
            new("invalid-utf8", "The body holds bytes that are not UTF-8.", "Save or send the text in UTF-8."),
            new("invalid-json", "The text is not valid JSON here. Comments, trailing commas, NaN and single quotation marks are not JSON.", "Correct the text at the line and column given."),
            new("too-deep", "Arrays and objects are nested deeper than the limit.", "Nest less; a tensor's rank is its nesting."),
            new("invalid-string", "A string or a member's name holds half a surrogate pair such as \\ud800.", "Write the whole character, or leave it out."),
            new("wrong-type", "A value has a different JSON type from the one expected here. Numbers in quotation marks are strings.", "Send the type that detail names."),
            new("null-value", "There is null where a value is needed.", "Give a value, or leave an optional member out."),
            new("unknown-member", "An object has a member that is not known here. Unknown members are never ignored, because they may be misspelt.", "Remove it or correct its name."),
            new("duplicate-member", "An object has the same member twice.", "Keep one of them."),
            new("missing-member", "A required member is missing.", "Add it."),
            new("unknown-choice", "A string is not one of the values allowed here.", "Use one of the values that detail lists."),
            new("exactly-one-computation", "A request must have exactly one of expression, graph and network.", "Keep one of them."),
            new("more-issues", "There are more mistakes than one response lists.", "Fix those that are listed first."),
        ]),
        new("Graphs, inputs and shapes",
        [
            new("empty-graph", "The graph has no nodes.", "Add at least one node."),
            new("invalid-id", "An id is empty, too long or contains control characters.", "Use a short name."),
            new("duplicate-id", "Two nodes have the same id.", "Give each node an id of its own."),
            new("unknown-operator", "There is no operator with this name.", "GET /v1/operators lists all; names may be written in any letter case."),
            new("unknown-input", "A node uses an id that no node has.", "Correct the id, or add the node."),
            new("arity", "An operator has too few or too many operands.", "GET /v1/operators/{name} shows how many it takes."),
            new("cycle", "Nodes depend on themselves, along the path that detail shows.", "Cut one of these edges: a computation flows one way."),
            new("unknown-attribute", "The operator has no attribute with this name.", "detail lists those that it has."),
            new("invalid-attribute", "An attribute's value is of the wrong kind, out of range, or does not fit the operands' shapes.", "Give the value that detail describes."),
            new("missing-attribute", "The operator needs an attribute that is not given.", "Add it under attributes."),
            new("duplicate-attribute", "An attribute is given twice, in different letter cases.", "Keep one."),
            new("missing-value", "A constant has no value.", "Give it one."),
            new("unexpected-value", "A computed node has a value.", "Remove the value, or make the node an input or a constant."),
            new("missing-input", "An input has no value.", "Give it one under inputs."),
            new("extra-input", "A value is given for a node that does not exist or takes no value.", "Correct the name or remove the value."),
            new("shape-mismatch", "Shapes do not fit together; detail names them.", "Broadcasting follows NumPy: from the last axis on, extents are equal or 1."),
            new("ragged-array", "Nested arrays are not rectangular.", "Give all rows the same length."),
            new("empty-tensor", "A tensor has no elements.", "Give at least one element along every axis."),
            new("non-finite-number", "A number does not fit in a 64-bit floating-point number, such as 1e400.", "Use numbers below 1.8e308 in magnitude."),
            new("index-out-of-range", "An index is not a whole number, or lies outside what it indexes.", "Use whole numbers from 0 on, below the extent of the axis."),
            new("unknown-output", "The named output is not a node.", "Correct the name."),
            new("several-outputs", "Several nodes feed no other node, so it is not clear which of them is the output.", "Name one of them as output."),
            new("no-output", "Every node feeds another, so it is not clear which of them is the output.", "Name the output."),
        ]),
        new("Expressions",
        [
            new("empty-expression", "The expression is empty.", "Write one, such as x*y + 1."),
            new("syntax-error", "The expression has a syntax error here.", "detail says what was expected."),
            new("unexpected-character", "A character has no meaning here.", "Delete it, or write what detail suggests."),
            new("unterminated-string", "A string is not closed.", "Close it with a quotation mark."),
            new("unexpected-string", "There is a string where a number or a name is expected.", "Strings can only be values of attributes."),
            new("array-literal", "The expression contains an array.", "Give it a name, and its value under inputs."),
            new("invalid-number", "A number is malformed.", "Write it like 2, 0.5 or 1e-3."),
            new("invalid-name", "A name is too long or malformed.", "Use at most 64 letters, digits, _ and ', not beginning with a digit."),
            new("missing-operator", "Two things stand side by side; multiplication is never implied.", "Write 2*x, not 2x."),
            new("unknown-function", "There is no function with this name.", "Functions are the operators of GET /v1/operators, in any letter case."),
            new("positional-after-keyword", "An operand comes after an attribute.", "Write operands first, attributes last."),
            new("unnamed-statement", "One of several statements does not assign a name.", "Write name = before it."),
            new("name-assigned-twice", "A name is assigned twice.", "Give each result a name of its own."),
            new("used-before-assignment", "A name is used before its assignment.", "Move the assignment up."),
            new("recursive-assignment", "A name is assigned from itself.", "Give the result another name."),
            new("nesting-too-deep", "Parentheses are nested deeper than the limit.", "Give inner parts names of their own."),
            new("expression-too-long", "The expression is longer than the limit.", "Shorten it, or send a graph."),
        ]),
        new("Networks and training",
        [
            new("empty-network", "The network has no layers.", "Add at least one layer."),
            new("unknown-layer-type", "There is no layer type with this name.", "detail lists all; names may be written in any letter case."),
            new("unknown-activation", "There is no activation with this name, or the operator takes more than one operand.", "Name an operator with one operand, such as sigmoid, tanh or relu."),
            new("unknown-loss", "There is no loss with this name.", "detail lists all."),
            new("unknown-initializer", "There is no initializer with this name.", "detail lists all."),
            new("duplicate-name", "Two layers have the same name.", "Give each layer a name of its own."),
            new("unknown-layer", "A layer refers to an earlier layer that does not exist.", "Refer to the name of an earlier layer, or to x, the network's input."),
            new("penalty-without-loss", "l2 is given, but there is no loss to add the penalty to.", "Name a loss, or leave l2 out."),
            new("penalty-without-weights", "l2 is given, but no layer has weights.", "Leave l2 out."),
            new("missing-loss", "The network to be trained has no loss.", "Name a loss, such as meanSquaredError."),
            new("unknown-optimizer", "There is no optimizer with this name.", "detail lists all."),
            new("unknown-learning-rate-decay", "There is no schedule with this name.", "detail lists all."),
            new("unknown-dataset", "There is no data set with this name.", "GET /v1/datasets lists all."),
            new("exactly-one-data-source", "A training run takes its examples from inputs or from dataset.", "Give one of them."),
        ]),
        new("Limits",
        [
            new("too-many-nodes", "The graph has more nodes than the limit.", "GET /v1/limits shows all limits."),
            new("tensor-too-large", "A tensor has more elements than the limit.", "Use smaller shapes."),
            new("rank-too-high", "A tensor has more axes than the limit.", "Use fewer axes."),
            new("graph-too-large", "All tensors together have more elements than the limit.", "Use smaller shapes or fewer nodes."),
            new("too-much-work", "The computation needs more work than the limit.", "Use smaller shapes or fewer nodes."),
            new("too-much-memory", "The computation needs more memory than the service has for all requests together.", "Use smaller shapes or fewer nodes, or ask for less in one request."),
            new("answer-too-large", "The answer would hold more numbers than the limit.", "Set partials to false, or select the nodes that you need."),
        ]),
        new("The address",
        [
            new("unknown-parameter", "The query has a parameter that the operation does not take. Unknown parameters are never ignored, because they may be misspelt.", "Remove it or correct its name."),
            new("missing-parameter", "A query parameter that is needed here is missing.", "Add it."),
        ]),
        new("Options",
        [
            new("upstream-required", "The output is not a single number, so its gradient must be given.", "Send upstream, in the output's shape."),
            new("unknown-node", "An option names a node that does not exist.", "Correct the name."),
            new("duplicate-node", "An option names a node twice.", "Name it once."),
            new("out-of-range", "A number is outside the range allowed here.", "Use a number in the range that detail gives."),
        ]),
        new("Gradient checks",
        [
            new("claim-not-in-wrt", "A gradient is claimed for a node that wrt does not name.", "Add it to wrt, or leave wrt out to check exactly what is claimed."),
            new("too-many-entries", "The gradients to check have more entries than the limit.", "Name fewer nodes under wrt; GET /v1/limits shows the limit."),
            new("unused-option", "An option has no meaning together with the others given.", "Leave it out, or choose what detail names."),
        ]),
        new("Solutions",
        [
            new("scalar-output-required", "The output is not a single number, as a target requires.", "Choose a scalar output, such as a sum or a norm."),
            new("not-a-variable", "A node that is to be moved is computed or constant.", "Name input and parameter nodes."),
            new("no-variables", "The computation has nothing that can be moved.", "Turn a constant into an input."),
        ]),
        new("Grading",
        [
            new("unknown-part", "A part names a node that does not exist or has no gradient.", "A part's name is values. or gradients. followed by a node's id."),
            new("duplicate-part", "An answer holds the same part twice; the first one counts.", "Keep one of them."),
            new("exactly-one-tolerance", "A tolerance mixes forms that exclude one another.", "Give relative and absolute, or significantDigits, or decimals."),
            new("invalid-answer", "An item of a batch is not an object with an id and an answer.", "Send an object with the members id and answer."),
        ]),
        new("Derivations and drawings",
        [
            new("derivation-too-large", "The derivation would have more steps than anyone would read.", "Explain a smaller graph, or ask for detail \"nodes\"."),
            new("drawing-too-large", "The graph has more nodes or edges than can be drawn.", "Draw a smaller graph."),
            new("view-not-available", "The computation cannot be drawn this way.", "Leave view out."),
        ]),
    ];
}

/// <summary>Kinds of mistakes that belong together.</summary>
/// <param name="Title">What they are about.</param>
/// <param name="Kinds">The kinds.</param>
internal sealed record IssueGroup(string Title, IReadOnlyList<IssueKind> Kinds);

/// <summary>A kind of mistake: what the <c>code</c> of an entry under <c>errors</c> names.</summary>
/// <param name="Code">A stable, machine-readable name.</param>
/// <param name="Meaning">When it occurs.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record IssueKind(string Code, string Meaning, string Remedy);
