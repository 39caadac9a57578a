"""One training step of a 784-256-128-10 sigmoid network with softmax cross entropy, batch 64, float64, one thread.

The same step as `dotnet run --project bench/Backprop.Benchmarks -c Release -- training-step`; run both in one session.
Needs python3-torch; OPENBLAS_NUM_THREADS=1 keeps the matrix products on one thread.
"""
import os
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
torch.manual_seed(1)
repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 30
x, y = torch.rand(640, 784), torch.randint(0, 10, (640,))
for name in ("sgd", "momentum", "adam"):
    model = torch.nn.Sequential(
        torch.nn.Linear(784, 256), torch.nn.Sigmoid(), torch.nn.Linear(256, 128), torch.nn.Sigmoid(), torch.nn.Linear(128, 10))
    optimizer = {
        "sgd": lambda: torch.optim.SGD(model.parameters(), 0.01),
        "momentum": lambda: torch.optim.SGD(model.parameters(), 0.01, momentum=0.9),
        "adam": lambda: torch.optim.Adam(model.parameters()),
    }[name]()
    times = []
    for _ in range(repetitions + 3):
        start = time.perf_counter()
        for batch in range(0, 640, 64):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x[batch:batch + 64]), y[batch:batch + 64]).backward()
            optimizer.step()
        times.append((time.perf_counter() - start) * 100)
    times.sort()
    print(f"{name}: {times[0]:.2f} ms a step at best, {times[len(times) // 2]:.2f} ms in the middle")
