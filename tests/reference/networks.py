"""Networks and training in PyTorch (float64). A new layer is an entry of LAYERS, a new optimizer a line of OPTIMIZERS."""
import math

import torch

from pytorch import OPERATORS


def _tensor(data):
    return torch.tensor(data, dtype=torch.float64, requires_grad=True)


class Network:
    """A network as a request writes it, run node by node; nodes have the names that the service gives them."""

    def __init__(self, spec, inputs):
        self.spec = spec
        self.nodes = {}
        self.results = {}
        self.weights = []
        self.inputs = inputs
        for number, layer in enumerate(spec["layers"], 1):
            for member, symbol in PARAMETERS.items():
                if member in layer:
                    self.nodes[f"{symbol}{number}"] = _tensor(layer[member])
                    if "eights" in member:
                        self.weights.append(f"{symbol}{number}")

    def node(self, name, value):
        value.retain_grad() if value.requires_grad and not value.is_leaf else None
        self.nodes[name] = value
        return value

    def run(self, x, y):
        x = x.reshape(1, -1) if x.dim() < 2 else x
        if x.is_leaf and not x.requires_grad:
            x.requires_grad_(True)
        self.results["x"] = result = self.node("x", x)
        for number, layer in enumerate(self.spec["layers"], 1):
            result = LAYERS[layer["type"]](self, layer, number, result)
            if layer.get("activation"):
                name, attributes = _choice(layer["activation"])
                result = self.node(f"a{number}", OPERATORS[name]([result], attributes))
            self.results[layer.get("name", number)] = result
        return self.node("loss", self._loss(result, y)) if "loss" in self.spec else result

    def _loss(self, prediction, y):
        name, attributes = _choice(self.spec["loss"])
        if name in ("softmaxCrossEntropy", "multiclassHinge"):
            dense = y.shape == prediction.shape
            prediction = prediction.reshape(-1, prediction.shape[-1])
            y = y.reshape(prediction.shape if dense else len(prediction))
        elif y.shape != prediction.shape:
            y = y.reshape(prediction.shape)
        loss = OPERATORS[name]([prediction, y], attributes)
        if self.spec.get("l2"):
            self.node("dataLoss", loss)
            loss = loss + self.spec["l2"] / 2 * sum(self.nodes[w].square().sum() for w in self.weights)
        return loss

    def parameter(self, symbol, number):
        return self.nodes.get(f"{symbol}{number}")

    def state(self, name, shape):
        """A first state: an input, or zeros."""
        given = self.inputs.get(name)
        return self.node(name, _tensor(given) if given is not None else torch.zeros(shape, dtype=torch.float64, requires_grad=True))


def _choice(choice):
    return (choice, {}) if isinstance(choice, str) else (choice["type"], {k: v for k, v in choice.items() if k != "type"})


def _affine(x, w, b):
    return x @ w.T if b is None else x @ w.T + b


def _operator(name, *members, flatten=False):
    """A layer that is the operator of a name, with parameters of these symbols."""
    def run(network, layer, number, x):
        operands = [x] + [p for p in (network.parameter(m, number) for m in members) if p is not None]
        value = OPERATORS[name](operands, layer)
        return network.node(f"z{number}", value.flatten(1) if flatten else value)
    return run


def _recurrent(step, states):
    def run(network, layer, number, x):
        w, u, b = (network.parameter(s, number) for s in "WUb")
        projected = _affine(x, w, b)
        state = [network.state(f"{s}{number}_0", (x.shape[0], u.shape[1])) for s in states]
        results = []
        for t in range(x.shape[1]):
            state = step(projected[:, t] + state[0] @ u.T, *state)
            results.append(network.node(f"h{number}_{t + 1}", state[0]))
        return results[-1] if layer.get("returns") == "last" else network.node(f"h{number}", torch.stack(results, 1))
    return run


def _lstm_step(z, h, c):
    i, f, o, g = z.chunk(4, 1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * c.tanh(), c


# The members of a layer that are tensors, and what the names of their nodes begin with.
PARAMETERS = {"weights": "W", "recurrentWeights": "U", "biases": "b", "gamma": "gamma", "beta": "beta", "mean": "mean", "variance": "variance"}

LAYERS = {
    "dense": lambda n, layer, k, x: n.node(f"z{k}", _affine(x, n.parameter("W", k), n.parameter("b", k))),
    "activation": lambda n, layer, k, x: x,
    "conv1d": _operator("conv", "W", "b"),
    "conv2d": _operator("conv", "W", "b"),
    "maxPool": _operator("maxPool"),
    "averagePool": _operator("averagePool"),
    "globalAveragePool": _operator("globalAveragePool", flatten=True),
    "batchNorm": _operator("batchNormalization", "gamma", "beta", "mean", "variance"),
    "layerNorm": _operator("layerNormalization", "gamma", "beta"),
    "groupNorm": _operator("groupNormalization", "gamma", "beta"),
    "rnn": _recurrent(lambda z, h: (z.tanh(),), "h"),
    "lstm": _recurrent(_lstm_step, "hc"),
    "flatten": lambda n, layer, k, x: n.node(f"z{k}", x.flatten(1)),
    "embedding": lambda n, layer, k, x: n.node(f"z{k}", n.parameter("W", k)[x.long()]),
    "residual": lambda n, layer, k, x: n.node(f"z{k}", x + n.results[layer["from"]]),
}

# The service's attributes, by the names that PyTorch has for them.
OPTIMIZERS = {
    "sgd": (torch.optim.SGD, {}),
    "momentum": (torch.optim.SGD, {"momentum": ("momentum", 0.9), "nesterov": ("nesterov", False)}),
    "rmsProp": (torch.optim.RMSprop, {"decayRate": ("alpha", 0.99), "epsilon": ("eps", 1e-8)}),
    "adam": (torch.optim.Adam, {"beta1": ("beta1", 0.9), "beta2": ("beta2", 0.999), "epsilon": ("eps", 1e-8)}),
}

DECAYS = {
    "exponential": lambda d, epoch: math.exp(-d["rate"] * epoch),
    "inverseTime": lambda d, epoch: 1 / (1 + d["rate"] * epoch),
    "step": lambda d, epoch: d.get("factor", 0.5) ** (epoch // d["every"]),
}


def network_case(row):
    """A network and its inputs with the values and gradients of the nodes that the row names; all nodes where it names none."""
    network = Network(row["network"], row["inputs"])
    loss = network.run(torch.tensor(row["inputs"]["x"], dtype=torch.float64), torch.tensor(row["inputs"]["y"], dtype=torch.float64))
    loss.backward()
    expect = {}
    for name, members in (row.get("expect") or {n: ("value", "gradient") for n in network.nodes}).items():
        node = network.nodes[name]
        gradient = torch.zeros_like(node) if node.grad is None else node.grad
        expect[name] = {m: (node if m == "value" else gradient).tolist() for m in members}
    return {**row, "expect": expect}


def training_case(document, run):
    """A training run with its history and the weights at its end."""
    spec = {**run.get("network", document["network"]), **({"l2": run["l2"]} if "l2" in run else {})}
    network = Network(spec, {})
    trained = {n: p for n, p in network.nodes.items() if not n.startswith(("mean", "variance"))}
    parameters = list(trained.values())
    x, y = (torch.tensor(document["inputs"][n], dtype=torch.float64) for n in "xy")
    optimizer = _optimizer(run["optimizer"], parameters)
    rate = run["optimizer"]["learningRate"]
    history = {"loss": [], "gradientNorm": []}

    def backward(rows):
        optimizer.zero_grad()
        loss = network.run(x[rows].clone(), y[rows])
        loss.backward()
        return loss

    def record():
        history["loss"].append(backward(slice(None)).item())
        history["gradientNorm"].append(torch.cat([p.grad.reshape(-1) for p in parameters]).norm().item())

    record()
    for epoch in range(run["epochs"]):
        for group in optimizer.param_groups:
            group["lr"] = rate * (DECAYS[run["learningRateDecay"]["type"]](run["learningRateDecay"], epoch) if "learningRateDecay" in run else 1)
        for start in range(0, len(x), run.get("batchSize", len(x))):
            backward(slice(start, start + run.get("batchSize", len(x))))
            if "clipNorm" in run:
                norm = torch.cat([p.grad.reshape(-1) for p in parameters]).norm()
                for p in parameters if norm > run["clipNorm"] else []:
                    p.grad *= run["clipNorm"] / norm
            optimizer.step()
        record()
    return {**run, "expect": {**history, **{n: p.tolist() for n, p in trained.items()}}}


def _optimizer(choice, parameters):
    kind, names = OPTIMIZERS[choice["type"]]
    options = {theirs: choice.get(ours, default) for ours, (theirs, default) in names.items()}
    if "beta1" in options:
        options["betas"] = (options.pop("beta1"), options.pop("beta2"))
    return kind(parameters, lr=choice["learningRate"], **options)
