"""Elementwise operators and rows at 700 digits, with mpmath.

A row of elementwise-precision.json says its own function: a Python expression in its operands x, y, z, …, its attributes a.alpha, … and the
functions of mpmath. Literals are doubles, as they are in the service. Derivatives are central
differences, or the expressions under "derivatives" where a function jumps.
"""
import math
import random
import re
import types

import mpmath

DIGITS = 700
STEP = 40         # digits of the step of a central difference: its error is in the 80th digit
NAMES = "xyzuv"
SMALLEST = 1e-300  # a derivative below is no normal double, or hardly: it is left out (null), as one that is no finite double


def evaluate(function, attributes, operands):
    scope = {name: getattr(mpmath, name) for name in dir(mpmath) if not name.startswith("_")}
    scope["a"] = types.SimpleNamespace(**attributes)
    scope.update(zip(NAMES, operands))
    return mpmath.mpf(eval(function, {"__builtins__": {"min": min, "max": max, "abs": abs, "sum": sum}}, scope))


def pair(number):
    """A number as the sum of two doubles."""
    high = float(number)
    return [high, float(number - mpmath.mpf(high))]


def derivative(row, operands, position):
    if position in row.get("notDifferentiated", []):
        return None
    x = operands[position]
    if "derivatives" in row:
        return float(evaluate(row["derivatives"][position], row["attributes"], operands))

    h = min(max(abs(x), mpmath.mpf("1e-330")), 1) * mpmath.mpf(10) ** -STEP

    def at(moved):
        return evaluate(row["function"], row["attributes"], [moved if p == position else o for p, o in enumerate(operands)])

    slope = float((at(x + h) - at(x - h)) / (2 * h))
    return slope if slope == 0 or SMALLEST <= abs(slope) < math.inf else None


def point(row, numbers):
    with mpmath.workdps(DIGITS):
        operands = [mpmath.mpf(n) for n in numbers]
        value = evaluate(row["function"], row["attributes"], operands)
        return [numbers, pair(value), [derivative(row, operands, p) for p in range(len(operands))]]


def new_row(name, function, attributes, low, high, extreme):
    """A dozen ordinary points, drawn by the operator's name, and the extreme ones."""
    operands = max([1] + [position + 1 for position, n in enumerate(NAMES) if re.search(rf"\b{n}\b", function)])
    draw = random.Random(name)
    points = [[round(draw.uniform(low, high), 6) for _ in range(operands)] for _ in range(12)]
    row = {"op": name, "function": function, "attributes": attributes, "points": []}
    row["points"] = [point(row, p) for p in points + extreme]
    return row


def _softmax(x):
    largest = max(x)
    powers = [mpmath.exp(v - largest) for v in x]
    total = mpmath.fsum(powers)
    return [p / total for p in powers]


def _log_sum_exp(x):
    largest = max(x)
    return largest + mpmath.log(mpmath.fsum(mpmath.exp(v - largest) for v in x))


ROWS = {
    "reduceSum": lambda x: [mpmath.fsum(x)],
    "reduceMean": lambda x: [mpmath.fsum(x) / len(x)],
    "reduceSumSquare": lambda x: [mpmath.fsum(v * v for v in x)],
    "reduceL1": lambda x: [mpmath.fsum(abs(v) for v in x)],
    "reduceL2": lambda x: [mpmath.sqrt(mpmath.fsum(v * v for v in x))],
    "reduceProd": lambda x: [mpmath.fprod(x)],
    "reduceMax": lambda x: [max(x)],
    "reduceMin": lambda x: [min(x)],
    "reduceLogSumExp": lambda x: [_log_sum_exp(x)],
    "cumSum": lambda x: [mpmath.fsum(x[: i + 1]) for i in range(len(x))],
    "softmax": _softmax,
    "logSoftmax": lambda x: [v - _log_sum_exp(x) for v in x],
}


def row_point(operation, numbers):
    with mpmath.workdps(DIGITS):
        return [numbers, [pair(v) for v in ROWS[operation]([mpmath.mpf(n) for n in numbers])]]
