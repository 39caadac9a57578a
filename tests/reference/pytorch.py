"""The service's operators in PyTorch (float64): what a row of the operators' cases is computed with. A new tensor operator is a line of OPERATORS."""
import functools
import itertools
import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def _reduce(rule):
    def run(x, a):
        given = a.get("axes")
        axes = list(range(x.dim())) if given is None else sorted(axis % x.dim() for axis in given)
        result = rule(x, axes) if axes else rule(x.unsqueeze(-1), [-1])
        for axis in axes if a.get("keepDims") else []:
            result = result.unsqueeze(axis)
        return result
    return run


def _product(x, axes):
    for axis in reversed(axes):
        x = x.prod(axis)
    return x


def _pad(x, pads, value=0.0):
    """All begins, then all ends, as ONNX has them; PyTorch has pairs, the last axis first."""
    axes = len(pads) // 2
    return F.pad(x, [p for axis in reversed(range(axes)) for p in (pads[axis], pads[axis + axes])], value=value)


def _slice(x, a):
    axes = a.get("axes") or range(len(a["starts"]))
    for axis, start, end, step in zip(axes, a["starts"], a["ends"], a.get("steps") or [1] * len(a["starts"])):
        places = list(range(x.shape[axis]))[_python_slice(start, end, step, x.shape[axis])]
        x = x.index_select(axis % x.dim(), torch.tensor(places, dtype=torch.long))
    return x


def _python_slice(start, end, step, extent):
    # A negative end beyond the first element includes it, as in ONNX.
    return slice(start, None if step < 0 and end < -extent else end, step)


def _flatten(x, a):
    axis = a.get("axis", 1) % max(x.dim(), 1) if a.get("axis", 1) != x.dim() else x.dim()
    return x.reshape(math.prod(x.shape[:axis]), -1)


def _gather(x, i, a):
    axis = a.get("axis", 0) % x.dim()
    i = i.long()
    i = torch.where(i < 0, i + x.shape[axis], i)
    return x.index_select(axis, i.reshape(-1)).reshape(*x.shape[:axis], *i.shape, *x.shape[axis + 1:])


def _windows(x, a, fill):
    """Every window as one last axis: [batch, channels, …, window]."""
    kernel = [int(k) for k in a["kernelShape"]]
    x = _pad(x, a["pads"], fill) if a.get("pads") else x
    for axis, (extent, stride) in enumerate(zip(kernel, a.get("strides") or [1] * len(kernel))):
        x = x.unfold(axis + 2, extent, stride)
    return x.flatten(-len(kernel))


def _average_pool(x, a):
    # What lies outside does not count.
    return _windows(x, a, 0.0).sum(-1) / _windows(torch.ones_like(x), a, 0.0).sum(-1)


def _conv(operands, a):
    x, w, *b = operands
    axes = w.dim() - 2
    return {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}[axes](
        _pad(x, a["pads"]) if a.get("pads") else x, w, b[0] if b else None, a.get("strides") or 1, 0, a.get("dilations") or 1, int(a.get("group", 1)))


def _gemm(operands, a):
    x, y, *c = operands
    product = a.get("alpha", 1.0) * ((x.T if a.get("transA") else x) @ (y.T if a.get("transB") else y))
    return product + a.get("beta", 1.0) * c[0] if c else product


def _batch_norm(operands, a):
    x, gamma, beta, *statistics = operands
    if not statistics:
        return F.batch_norm(x, None, None, gamma, beta, training=True, eps=a.get("epsilon", 1e-5))
    # PyTorch's own does not differentiate by given statistics.
    mean, variance, gamma, beta = (p.reshape(-1, *[1] * (x.dim() - 2)) for p in (*statistics, gamma, beta))
    return (x - mean) / torch.sqrt(variance + a.get("epsilon", 1e-5)) * gamma + beta


def _layer_norm(operands, a):
    x = operands[0]
    shape = x.shape[a.get("axis", -1) % x.dim():]
    return F.layer_norm(x, shape, *[p.expand(shape) for p in operands[1:]], eps=a.get("epsilon", 1e-5))


def _dropout(operands, a):
    x, mask = operands
    return x * mask / (1 - a.get("ratio", 0.5))


def _rows(x, target):
    return (x.unsqueeze(0), target.unsqueeze(0)) if x.dim() == 1 else (x, target)


def _softmax_cross_entropy(operands, a):
    x, target = operands
    dense = x.shape == target.shape
    x, target = _rows(x, target)
    return F.cross_entropy(x, target if dense else target.long())


def _multiclass_hinge(operands, a):
    scores, target = _rows(*operands)
    target = target.long().reshape(-1, 1)
    margins = (scores - scores.gather(1, target) + a.get("margin", 1.0)).clamp(min=0)
    return (margins.sum() - margins.gather(1, target).sum()) / len(scores)


def _cross_entropy(p, t):
    terms = -torch.xlogy(t, p)
    return terms.sum(-1).mean() if terms.dim() else terms


def _unary(rule):
    return lambda operands, a: rule(operands[0])


def _with(rule):
    return lambda operands, a: rule(operands[0], a)


def _binary(rule):
    return lambda operands, a: rule(*operands)


def _chain(rule):
    return lambda operands, a: functools.reduce(rule, operands)


def _tied(extreme):
    def run(operands, a):
        # Tied winners share the gradient, as amax has it.
        return extreme(torch.stack(torch.broadcast_tensors(*operands)), 0)
    return run


OPERATORS = {
    # arithmetic
    "add": _chain(torch.add),
    "sub": _binary(torch.sub),
    "mul": _chain(torch.mul),
    "div": _binary(torch.div),
    "neg": _unary(torch.neg),
    "identity": _unary(lambda x: x.clone()),
    "pow": _binary(torch.pow),
    "square": _unary(torch.square),
    "sqrt": _unary(torch.sqrt),
    "reciprocal": _unary(torch.reciprocal),
    "abs": _unary(torch.abs),
    "sign": _unary(torch.sign),
    "floor": _unary(torch.floor),
    "ceil": _unary(torch.ceil),
    "round": _unary(torch.round),
    "exp": _unary(torch.exp),
    "log": _unary(torch.log),
    "erf": _unary(torch.erf),
    "sin": _unary(torch.sin),
    "cos": _unary(torch.cos),
    "tan": _unary(torch.tan),
    "asin": _unary(torch.asin),
    "acos": _unary(torch.acos),
    "atan": _unary(torch.atan),
    "sinh": _unary(torch.sinh),
    "cosh": _unary(torch.cosh),
    "tanh": _unary(torch.tanh),
    # activations
    "sigmoid": _unary(torch.sigmoid),
    "relu": _unary(torch.relu),
    "leakyRelu": _with(lambda x, a: F.leaky_relu(x, a.get("alpha", 0.01))),
    "elu": _with(lambda x, a: F.elu(x, a.get("alpha", 1.0))),
    "selu": _unary(F.selu),
    "gelu": _with(lambda x, a: F.gelu(x, approximate=a.get("approximate", "none"))),
    "softplus": _unary(lambda x: F.softplus(x, threshold=1e300)),
    "softsign": _unary(F.softsign),
    "silu": _unary(F.silu),
    "mish": _unary(F.mish),
    "hardSigmoid": _with(lambda x, a: (a.get("alpha", 0.2) * x + a.get("beta", 0.5)).clamp(0, 1)),
    # selection
    "max": _tied(torch.amax),
    "min": _tied(torch.amin),
    "clip": _with(lambda x, a: x.clamp(a.get("min"), a.get("max"))),
    "where": _binary(lambda c, x, y: torch.where(c != 0, x, y)),
    "greater": _binary(lambda x, y: (x > y).double()),
    "less": _binary(lambda x, y: (x < y).double()),
    "equal": _binary(lambda x, y: (x == y).double()),
    # reductions
    "reduceSum": _with(_reduce(lambda x, axes: x.sum(axes))),
    "reduceMean": _with(_reduce(lambda x, axes: x.mean(axes))),
    "reduceMax": _with(_reduce(torch.amax)),
    "reduceMin": _with(_reduce(torch.amin)),
    "reduceProd": _with(_reduce(_product)),
    "reduceSumSquare": _with(_reduce(lambda x, axes: x.square().sum(axes))),
    "reduceL1": _with(_reduce(lambda x, axes: x.abs().sum(axes))),
    "reduceL2": _with(_reduce(lambda x, axes: x.square().sum(axes).sqrt())),
    "reduceLogSumExp": _with(_reduce(torch.logsumexp)),
    "cumSum": _with(lambda x, a: x.cumsum(a.get("axis", 0))),
    # matrices
    "matMul": _binary(torch.matmul),
    "gemm": _gemm,
    "einsum": lambda operands, a: torch.einsum(a["equation"], *operands),
    "transpose": _with(lambda x, a: x.permute(a.get("perm") or tuple(reversed(range(x.dim()))))),
    # shapes
    "reshape": _with(lambda x, a: x.reshape(_reshaped(x, a["shape"]))),
    "flatten": _with(_flatten),
    "squeeze": _with(lambda x, a: functools.reduce(torch.squeeze, sorted((axis % x.dim() for axis in a["axes"]), reverse=True), x) if a.get("axes") else x.squeeze()),
    "unsqueeze": _with(lambda x, a: functools.reduce(torch.unsqueeze, sorted(axis % (x.dim() + len(a["axes"])) for axis in a["axes"]), x)),
    "expand": _with(lambda x, a: x.expand(torch.broadcast_shapes(x.shape, tuple(a["shape"])))),
    "concat": lambda operands, a: torch.cat(operands, a.get("axis", 0)),
    "slice": _with(_slice),
    "gather": lambda operands, a: _gather(*operands, a),
    "pad": _with(lambda x, a: _pad(x, a["pads"], a.get("value", 0.0))),
    "tile": _with(lambda x, a: torch.tile(x, tuple(a["repeats"]))),
    "softmax": _with(lambda x, a: x.softmax(a.get("axis", -1))),
    "logSoftmax": _with(lambda x, a: x.log_softmax(a.get("axis", -1))),
    # convolutions
    "conv": _conv,
    "maxPool": _with(lambda x, a: _windows(x, a, -math.inf).max(-1).values),
    "averagePool": _with(_average_pool),
    "globalAveragePool": _with(lambda x, a: x.mean(tuple(range(2, x.dim())), keepdim=True)),
    "globalMaxPool": _with(lambda x, a: x.amax(tuple(range(2, x.dim())), keepdim=True)),
    # normalizations
    "batchNormalization": _batch_norm,
    "layerNormalization": _layer_norm,
    "instanceNormalization": lambda operands, a: F.instance_norm(operands[0], weight=operands[1], bias=operands[2], eps=a.get("epsilon", 1e-5)),
    "groupNormalization": lambda operands, a: F.group_norm(operands[0], int(a["numGroups"]), operands[1], operands[2], a.get("epsilon", 1e-5)),
    "dropout": _dropout,
    # losses
    "sumSquaredError": _binary(lambda p, t: F.mse_loss(p, t, reduction="sum")),
    "halfSquaredError": _binary(lambda p, t: F.mse_loss(p, t, reduction="sum") / 2),
    "meanSquaredError": _binary(F.mse_loss),
    "meanAbsoluteError": _binary(F.l1_loss),
    "huber": lambda operands, a: F.huber_loss(*operands, delta=a.get("delta", 1.0)),
    "binaryCrossEntropy": _binary(lambda p, t: -(torch.xlogy(t, p) + torch.xlogy(1 - t, 1 - p)).mean()),
    "binaryCrossEntropyWithLogits": _binary(F.binary_cross_entropy_with_logits),
    "crossEntropy": _binary(_cross_entropy),
    "softmaxCrossEntropy": _softmax_cross_entropy,
    "multiclassHinge": _multiclass_hinge,
}

# Operands that hold indices, masks or conditions: they have no gradient.
NOT_DIFFERENTIATED = {"where": [0], "gather": [1], "multiclassHinge": [1]}


def _reshaped(x, shape):
    return [x.shape[i] if extent == 0 else extent for i, extent in enumerate(shape)]


def _is_class_index(op, operands):
    return op == "softmaxCrossEntropy" and operands[0].shape != operands[1].shape


def operator_case(row):
    """A row of the operators' cases, computed from its operands, attributes and upstream gradient."""
    operands = [torch.tensor(o, dtype=torch.float64, requires_grad=True) for o in row["operands"]]
    value = OPERATORS[row["op"]](operands, row["attributes"])
    value.backward(torch.tensor(row["upstream"], dtype=torch.float64).reshape(value.shape))
    without = NOT_DIFFERENTIATED.get(row["op"], []) + ([1] if _is_class_index(row["op"], operands) else [])
    gradients = [None if p in without else (torch.zeros_like(o) if o.grad is None else o.grad).tolist() for p, o in enumerate(operands)]
    return {**row, "value": value.tolist(), "gradients": gradients}


# amax and amin share a gradient among ties by multiplying it with 0 and 1.
UNTIED = {"max": _chain(torch.maximum), "min": _chain(torch.minimum)}


def infinite_case(row):
    """What an infinite upstream gradient becomes at every operand: 0, 1 and -1 for infinities of these signs, null for no number."""
    operands = [torch.tensor(o, dtype=torch.float64, requires_grad=True) for o in row["operands"]]
    value = UNTIED.get(row["op"], OPERATORS[row["op"]])(operands, row["attributes"])
    value.backward(torch.full_like(value, math.inf))
    without = NOT_DIFFERENTIATED.get(row["op"], [])
    return {**row, "signs": [None if p in without else _signs(o.grad.tolist()) for p, o in enumerate(operands)]}


def _signs(gradient):
    if isinstance(gradient, list):
        return [_signs(g) for g in gradient]
    return None if math.isnan(gradient) else (gradient > 0) - (gradient < 0)


def new_operator_case(name, op, attributes, shapes, whole, seed):
    draw = torch.Generator().manual_seed(seed)

    def numbers(shape, high=None):
        drawn = torch.randint(0, high, shape, generator=draw).double() if high else torch.rand(shape, generator=draw) * 4 - 2
        return torch.round(drawn * 1e4) / 1e4

    operands = [numbers(shape, whole.get(position)) for position, shape in enumerate(shapes)]
    value = OPERATORS[op](operands, attributes)
    return operator_case({"name": name, "op": op, "attributes": attributes, "operands": [o.tolist() for o in operands], "upstream": numbers(value.shape).tolist()})


def graph_case(row):
    """A request whose every node has a value and a gradient."""
    specs = {node["id"]: node for node in row["request"]["graph"]["nodes"]}
    inputs = row["request"]["inputs"]
    nodes, pending = {}, list(specs.values())
    while pending:
        ready = [n for n in pending if all(i in nodes for i in n.get("inputs", []))]
        for node in ready:
            if "inputs" in node and node["inputs"]:
                nodes[node["id"]] = OPERATORS[node["op"]]([nodes[i] for i in node["inputs"]], node.get("attributes", {}))
            else:
                nodes[node["id"]] = torch.tensor(inputs.get(node["id"], node.get("value")), dtype=torch.float64, requires_grad=True)
            if nodes[node["id"]].requires_grad:
                nodes[node["id"]].retain_grad()
        pending = [n for n in pending if n not in ready]
    output = nodes[row["request"]["graph"]["output"]]
    output.backward(torch.ones_like(output))
    expect = {}
    for name, members in row["expect"]["nodes"].items():
        gradient = nodes[name].grad if nodes[name].grad is not None else torch.zeros_like(nodes[name])
        expect[name] = {member: (nodes[name] if member == "value" else gradient).tolist() for member in members}
    return {**row, "expect": {**row["expect"], "nodes": expect}}
