"""The same work by PyTorch and cuDNN on the same GPU, in every way that PyTorch offers, and the two ceilings of the device.

    python3 pytorch_comparison.py RESULTS.json [--small]

The work: networks of four GRU layers on 140 steps of one bin, 1000 passes per spectrum, dropout between the layers and
before the linear output independent per element, no gradients. Ways that are tried, each in three precisions:

  fused   one nn.GRU of four layers in training mode, whose dropout cuDNN draws itself; every pass is a row of the batch,
          and layer 1 is computed anew for every pass
  split   layer 1 once per spectrum, then nn.GRU for layers 2-4 of all passes: dropout of its input by torch, between its
          layers by cuDNN

The best of batches of 1, 4, 16 and 32 spectra counts. What does not run is reported and left out. Results are written after
each way, so that what was measured survives a time limit.
"""
import json
import sys
import time

import torch
from torch import nn

STEPS, LAYERS, PASSES = 140, 4, 1000
MODELS = {"A": (100, 0.10, 3), "B": (200, 0.05, 5)}
PRECISIONS = {"float32, tf32 products": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}
MATRIX = 8192
REPEATS = 3

results = {}


def save():
    with open(sys.argv[1], "w") as f:
        json.dump(results, f, indent=1)


def timed(work, repeats=REPEATS):
    """Median time in seconds, after one call to warm up."""
    work()
    times = []
    for _ in range(repeats):
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        work()
        end.record()
        torch.cuda.synchronize()
        times.append(start.elapsed_time(end) / 1e3)
    return sorted(times)[len(times) // 2]


def ceilings():
    a = torch.randn(MATRIX, MATRIX, device="cuda", dtype=torch.bfloat16)
    b = torch.randn(MATRIX, MATRIX, device="cuda", dtype=torch.bfloat16)
    for _ in range(5):
        a @ b
    t = timed(lambda: [a @ b for _ in range(10)]) / 10
    results["matrix product, bfloat16, TFLOP/s"] = 2 * MATRIX**3 / t / 1e12
    a, b = a.half(), b.half()
    t = timed(lambda: [a @ b for _ in range(10)]) / 10
    results["matrix product, float16, TFLOP/s"] = 2 * MATRIX**3 / t / 1e12
    x = torch.empty(1 << 30, device="cuda", dtype=torch.uint8)
    y = torch.empty_like(x)
    t = timed(lambda: y.copy_(x))
    results["copy, TB/s read and written"] = 2 * x.numel() / t / 1e12


class Fused(nn.Module):
    """Everything to cuDNN."""

    def __init__(self, units, rate, outputs):
        super().__init__()
        self.gru = nn.GRU(1, units, LAYERS, batch_first=False, dropout=rate)
        self.drop = nn.Dropout(rate)
        self.linear = nn.Linear(units, outputs)

    def forward(self, spectra, passes):
        x = spectra.repeat_interleave(passes, dim=1)
        return self.linear(self.drop(self.gru(x)[0][-1]))


class Split(nn.Module):
    """Layer 1 once per spectrum."""

    def __init__(self, units, rate, outputs):
        super().__init__()
        self.first = nn.GRU(1, units, 1)
        self.rest = nn.GRU(units, units, LAYERS - 1, dropout=rate)
        self.drop = nn.Dropout(rate)
        self.linear = nn.Linear(units, outputs)

    def forward(self, spectra, passes):
        x = self.first(spectra)[0].repeat_interleave(passes, dim=1)
        return self.linear(self.drop(self.rest(self.drop(x))[0][-1]))


def operations(units, passes):
    """As the engine counts: layers 2-4, two products each."""
    return passes * STEPS * (LAYERS - 1) * 2 * 2 * units * 3 * units


def measure(model, way, precision, most):
    units, rate, outputs = MODELS[model]
    dtype = PRECISIONS[precision]
    network = (Fused if way == "fused" else Split)(units, rate, outputs).to("cuda", dtype).train()
    best = {}
    with torch.no_grad():
        for count in (1, 4, 16, 32):
            if count > most:
                break
            spectra = torch.randn(STEPS, count, 1, device="cuda", dtype=dtype)
            try:
                seconds = timed(lambda: network(spectra, PASSES))
            except torch.cuda.OutOfMemoryError:
                break
            rate_now = count * PASSES / seconds
            if count == 1:
                spread = network(spectra, PASSES).float().std(0)
                assert (spread > 0).all(), "the passes do not differ: dropout is off"
                best["one spectrum, ms"] = 1e3 * seconds
            if rate_now > best.get("passes, 1/s", 0):
                best.update({"passes, 1/s": rate_now, "spectra at once": count,
                             "TFLOP/s": operations(units, rate_now) / 1e12})
    return best


def main():
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.allow_tf32 = True
    results["device"] = torch.cuda.get_device_name()
    results["versions"] = f"PyTorch {torch.__version__}, cuDNN {torch.backends.cudnn.version()}"
    most = 1 if "--small" in sys.argv else 32
    ceilings()
    save()
    for model in MODELS:
        for way in ("split", "fused"):
            for precision in PRECISIONS:
                name = f"{model}, {way}, {precision}"
                start = time.time()
                try:
                    results[name] = measure(model, way, precision, most)
                except (RuntimeError, AssertionError) as e:
                    results[name] = {"failed": str(e).splitlines()[0]}
                torch.cuda.empty_cache()
                print(f"{name}: {results[name]} ({time.time() - start:.1f} s)", flush=True)
                save()


if __name__ == "__main__":
    main()
