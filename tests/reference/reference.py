#!/usr/bin/env python3
"""Reference numbers for the tests: computes them anew and compares them with the committed ones, or makes rows. See README.md."""
import argparse
import json
import pathlib
import random
import sys

import datasets
import networks
import precise
import pytorch

TESTS = pathlib.Path(__file__).resolve().parent.parent
OPERATORS = TESTS / "Backprop.Domain.Tests/Operators/Cases"
NETWORKS = TESTS / "Backprop.Domain.Tests/Networks/Cases"
TRAINING = TESTS / "Backprop.Domain.Tests/Training/Cases"
SCALARS = OPERATORS / "elementwise-precision.json"
ROWS = OPERATORS / "row-precision.json"
INFINITE = OPERATORS / "infinite-upstream.json"
FAMILIES = [OPERATORS / f"{name}.json" for name in ("convolution", "einsum", "linear-algebra", "losses", "normalization", "shaping", "unusual-forms")]
GRAPHS = [OPERATORS / "operators.json", TESTS / "Backprop.Api.Tests/Cases/random-graphs.json"]
NETWORK_FILES = [NETWORKS / f"{name}.json" for name in ("dense", "images", "sequences")]
OPTIMIZERS = TRAINING / "optimizers.json"
DATASETS = TRAINING / "datasets.json"

# Sums in another order differ in their last digits; the tests allow as much.
TOLERANCE = 1e-11


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def write_lines(path, rows, text=compact):
    path.write_text("[\n  " + ",\n  ".join(text(row) for row in rows) + "\n]\n", encoding="utf-8")


def with_points(row):
    """A row of which each point has a line of its own."""
    head = compact({k: v for k, v in row.items() if k != "points"})[:-1]
    return head + ',"points":[\n    ' + ",\n    ".join(compact(p) for p in row["points"]) + "]}"


def numbers(value):
    if isinstance(value, dict):
        return [n for v in value.values() for n in numbers(v)]
    return [n for v in value for n in numbers(v)] if isinstance(value, list) else [value]


def difference(committed, computed):
    """The largest difference, relative to numbers above 0.001; infinite where they do not even have the same form."""
    pairs = list(zip(numbers(committed), numbers(computed)))
    if len(numbers(committed)) != len(numbers(computed)) or any((a is None) != (b is None) for a, b in pairs):
        return float("inf")
    return max((abs(a - b) / max(1e-3, abs(a)) for a, b in pairs if a is not None), default=0.0)


def recomputed():
    """Every committed row with what it is recomputed as, and the difference that is allowed."""
    for row in read(SCALARS):
        yield SCALARS, row["op"], row["points"], [precise.point(row, p[0]) for p in row["points"]], 0
    for row in read(ROWS):
        yield ROWS, row["op"], row["points"], [precise.row_point(row["op"], p[0]) for p in row["points"]], 0
    for path in FAMILIES:
        for row in read(path):
            made = pytorch.operator_case(row)
            yield path, row["name"], [row["value"], row["gradients"]], [made["value"], made["gradients"]], TOLERANCE
    for row in read(INFINITE):
        yield INFINITE, row["name"], row["signs"], pytorch.infinite_case(row)["signs"], 0
    for path in GRAPHS:
        for row in read(path):
            yield path, row["name"], row["expect"]["nodes"], pytorch.graph_case(row)["expect"]["nodes"], TOLERANCE
    for path in NETWORK_FILES:
        for row in read(path):
            yield path, row["name"], row["expect"], networks.network_case(row)["expect"], TOLERANCE
    document = read(OPTIMIZERS)
    for run in document["runs"]:
        yield OPTIMIZERS, run["name"], run["expect"], networks.training_case(document, run)["expect"], TOLERANCE
    for name, points in read(DATASETS).items():
        yield DATASETS, name, points, datasets.points(name), 0


def check(_):
    worst, rows, wrong = {}, {}, 0
    for path, name, committed, computed, allowed in recomputed():
        off = difference(committed, computed)
        rows[path] = rows.get(path, 0) + 1
        worst[path] = max(worst.get(path, 0.0), off)
        if off > allowed:
            wrong += 1
            print(f"{path.name}: {name} differs by {off:.2e}, allowed {allowed:.0e}")
    for path in rows:
        print(f"{path.relative_to(TESTS)}: {rows[path]} rows, largest difference {worst[path]:.1e}")
    return 1 if wrong else 0


def scalar(arguments):
    row = precise.new_row(arguments.op, arguments.function, arguments.attributes, arguments.low, arguments.high, arguments.extreme)
    write_lines(SCALARS, read(SCALARS) + [row], with_points)
    return report(SCALARS, row)


def tensor(arguments):
    path = OPERATORS / f"{arguments.file}.json"
    cases = read(path)
    name = f"{arguments.op} of {' '.join(map(str, arguments.shapes))} with {arguments.attributes}"
    row = pytorch.new_operator_case(name, arguments.op, arguments.attributes, arguments.shapes, arguments.whole, len(cases))
    write_lines(path, cases + [row])
    return report(path, row)


def infinite(arguments):
    row = {"name": arguments.name, "op": arguments.op, "attributes": arguments.attributes, "operands": arguments.operands}
    write_lines(INFINITE, read(INFINITE) + [pytorch.infinite_case(row)])
    return report(INFINITE, row)


def network(arguments):
    path = NETWORKS / f"{arguments.file}.json"
    cases = read(path)
    row = {"name": arguments.name, "source": "torch.nn.functional, float64", **drawn(arguments.network, random.Random(arguments.name))}
    write_lines(path, cases + [networks.network_case(row)], lambda r: json.dumps(r, ensure_ascii=False))
    return report(path, row)


def training(arguments):
    document = read(OPTIMIZERS)
    document["runs"].append(networks.training_case(document, {"name": arguments.name, **arguments.run}))
    runs = ",\n".join("    " + json.dumps(run, ensure_ascii=False) for run in document["runs"])
    head = json.dumps({**document, "runs": []}, indent=2, ensure_ascii=False).removesuffix("[]\n}")
    OPTIMIZERS.write_text(f"{head}[\n{runs}\n  ]\n}}\n", encoding="utf-8")
    return report(OPTIMIZERS, {"name": arguments.name})


def dataset(arguments):
    sets = {**read(DATASETS), arguments.name: datasets.points(arguments.name)}
    DATASETS.write_text("{\n  " + ",\n  ".join(f"{json.dumps(n)}: {json.dumps(p)}" for n, p in sets.items()) + "\n}\n", encoding="utf-8")
    return report(DATASETS, {"name": arguments.name})


def report(path, row):
    print(f"{path.relative_to(TESTS)} has a row for {row.get('name', row.get('op'))}.")
    return 0


def drawn(value, source):
    """The value with numbers drawn where it says {"random": [extents]}."""
    if isinstance(value, dict):
        return _tensor(value["random"], source) if "random" in value else {k: drawn(v, source) for k, v in value.items()}
    return [drawn(v, source) for v in value] if isinstance(value, list) else value


def _tensor(shape, source):
    return [_tensor(shape[1:], source) for _ in range(shape[0])] if shape else round(source.uniform(-1.5, 1.5), 3)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)

    def command(run, help):
        added = commands.add_parser(run.__name__, help=help)
        added.set_defaults(run_command=run)
        return added

    command(check, "recomputes every committed row")
    added = command(scalar, "a row of an elementwise operator at 700 digits")
    added.add_argument("op")
    added.add_argument("function", help="a Python expression in x, y, …, a.attribute and mpmath's functions")
    added.add_argument("--attributes", type=json.loads, default={})
    added.add_argument("--low", type=float, default=-6)
    added.add_argument("--high", type=float, default=6)
    added.add_argument("--extreme", type=json.loads, default=[], help="further points, such as [[1e308], [1e-300]]")
    added = command(tensor, "a case of a tensor operator, with PyTorch")
    added.add_argument("file", help="the family's file under Operators/Cases, such as shaping")
    added.add_argument("op")
    added.add_argument("shapes", type=json.loads, nargs="+", help="one for each operand, such as [2,3]")
    added.add_argument("--attributes", type=json.loads, default={})
    added.add_argument("--whole", type=lambda t: {int(k): v for k, v in json.loads(t).items()}, default={}, help='operands that are indices, and their bound: {"1": 3}')
    added = command(infinite, "what an operator makes of an infinite upstream gradient, with PyTorch")
    added.add_argument("name")
    added.add_argument("op")
    added.add_argument("operands", type=json.loads, nargs="+", help="one for each operand, such as [1,2]")
    added.add_argument("--attributes", type=json.loads, default={})
    added = command(network, "a case of a network, with PyTorch")
    added.add_argument("file", help="the file under Networks/Cases: dense, images or sequences")
    added.add_argument("name")
    added.add_argument("network", type=json.loads, help='{"network": …, "inputs": {"x": …, "y": …}}; {"random": [3, 2]} stands for a tensor to draw')
    added = command(training, "a training run, with PyTorch")
    added.add_argument("name")
    added.add_argument("run", type=json.loads, help='{"optimizer": {"type": …, "learningRate": …}, "epochs": 4}')
    added = command(dataset, "six points of a toy data set")
    added.add_argument("name")
    arguments = parser.parse_args()
    return arguments.run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
