"""The toy data sets, from their definitions: xoshiro256** (Blackman and Vigna, 2018) seeded by SplitMix64, normal by Marsaglia's polar method."""
import math

MASK = (1 << 64) - 1


class Random:
    def __init__(self, seed):
        self.state = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & MASK
            z = seed
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            self.state.append(z ^ (z >> 31))

    def bits(self):
        s = self.state
        turned = (s[1] * 5) & MASK
        result = (((turned << 7) | (turned >> 57)) * 9) & MASK
        shifted = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = ((s[3] << 45) | (s[3] >> 19)) & MASK
        return result

    def uniform(self):
        return (self.bits() >> 11) / (1 << 53)

    def normal(self):
        while True:
            u, v = -1 + 2 * self.uniform(), -1 + 2 * self.uniform()
            square = u * u + v * v
            if 0 < square < 1:
                return u * math.sqrt(-2 * math.log(square) / square)


def _spread(number, count):
    return 0 if count == 1 else number / (count - 1)


def _share(number, size):
    return _spread(number // 2, (size + 1) // 2)


def _around(a, b, noise, random):
    return [a + noise * random.normal(), b + noise * random.normal()]


def _xor(n, size, noise, random):
    a, b = n // 2 % 2, n % 2
    return _around(a, b, noise, random), a ^ b


def _circles(n, size, noise, random):
    t = 2 * math.pi * (n // 2) / ((size + 1) // 2)
    radius = 1 if n % 2 == 0 else 0.5
    return _around(radius * math.cos(t), radius * math.sin(t), noise, random), n % 2


def _moons(n, size, noise, random):
    t = math.pi * _share(n, size)
    return _around(*((math.cos(t), math.sin(t)) if n % 2 == 0 else (1 - math.cos(t), 0.5 - math.sin(t))), noise, random), n % 2


def _spiral(n, size, noise, random):
    r = _share(n, size)
    t = 4 * r + math.pi * (n % 2) + noise * random.normal()
    return [r * math.sin(t), r * math.cos(t)], n % 2


def _gaussians(n, size, noise, random):
    center = 2 * (n % 2) - 1
    return _around(center, center, noise, random), n % 2


def _line(n, size, noise, random):
    x = 2 * _spread(n, size) - 1
    return [x], 2 * x + 1 + noise * random.normal()


def _sine(n, size, noise, random):
    x = math.pi * (2 * _spread(n, size) - 1)
    return [x], math.sin(x) + noise * random.normal()


SETS = {"xor": _xor, "circles": _circles, "moons": _moons, "spiral": _spiral, "gaussians": _gaussians, "line": _line, "sine": _sine}


def points(name, size=6, noise=0.2, seed=11):
    random = Random(seed)
    made = [SETS[name](number, size, noise, random) for number in range(size)]
    return {"x": [round(v, 6) for features, _ in made for v in features], "y": [round(target, 6) for _, target in made]}
