#!/usr/bin/env python3
"""Times PyTorch on the work of `montecat bench`: 1000 stochastic passes of one 140-bin spectrum through the GRU networks
A (4 x 100 units, dropout 10 %) and B (4 x 200, 5 %), dropout per element after each layer.

Three ways, from the same weights and with the first layer, which sees the same input in every pass, run once:
  layer   torch.nn.GRU layer by layer, dropout on its output sequence
  step    one product per step and layer, gates by element-wise operations
  whole   torch.nn.GRU of three layers with its own dropout, the first layer's dropout before it

Prints the median time of each, and the rate of large matrix products (torch.mm) measured before and after.

usage: OMP_NUM_THREADS=$(nproc) python3 docs/benchmarks/pytorch_gru.py [--repeats N]
"""

import argparse
import os
import statistics
import time

import torch

STEPS = 140
PASSES = 1000
LAYERS = 4
NETWORKS = {"A": (100, 0.10, 3), "B": (200, 0.05, 5)}


def seconds(work, repeats):
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def product_rate():
    a = torch.rand(1024, 1024)
    return 2 * 1024**3 / seconds(lambda: torch.mm(a, a), 20) / 1e9


class Passes:
    """The network; every way returns passes x outputs."""

    def __init__(self, units, dropout, outputs):
        torch.manual_seed(1)
        self.units = units
        self.dropout = dropout
        self.layers = [torch.nn.GRU(1 if layer == 0 else units, units) for layer in range(LAYERS)]
        self.upper = torch.nn.GRU(units, units, LAYERS - 1, dropout=dropout).train()
        for layer in range(1, LAYERS):
            for name, value in self.layers[layer].named_parameters():
                getattr(self.upper, name[:-1] + str(layer - 1)).data.copy_(value)
        self.output = torch.nn.Linear(units, outputs)
        self.spectrum = torch.randn(STEPS, 1, 1)

    def drop(self, x):
        return torch.nn.functional.dropout(x, self.dropout, training=True)

    def first(self):
        states, _ = self.layers[0](self.spectrum)
        return states.expand(STEPS, PASSES, self.units)

    def layer(self):
        x = self.drop(self.first())
        for gru in self.layers[1:]:
            x = self.drop(gru(x)[0])
        return self.output(x[-1])

    def whole(self):
        x, _ = self.upper(self.drop(self.first()))
        return self.output(self.drop(x[-1]))

    def step(self):
        shared = self.first()
        states = [torch.zeros(PASSES, self.units) for _ in range(LAYERS)]
        weights = [(g.weight_ih_l0.t(), g.weight_hh_l0.t(), g.bias_ih_l0, g.bias_hh_l0) for g in self.layers]
        for t in range(STEPS):
            x = self.drop(shared[t])
            for layer in range(1, LAYERS):
                w, r, b, c = weights[layer]
                h = states[layer]
                gx = torch.addmm(b, x, w)
                gh = torch.addmm(c, h, r)
                xr, xu, xc = gx.chunk(3, 1)
                hr, hu, hc = gh.chunk(3, 1)
                reset = torch.sigmoid(xr + hr)
                update = torch.sigmoid(xu + hu)
                candidate = torch.tanh(torch.addcmul(xc, reset, hc))
                h = torch.lerp(candidate, h, update)
                states[layer] = h
                x = self.drop(h)
        return self.output(x)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads, OMP_NUM_THREADS="
          f"{os.environ.get('OMP_NUM_THREADS', 'not set')}")
    before = product_rate()
    with torch.no_grad():
        for name, (units, dropout, outputs) in NETWORKS.items():
            passes = Passes(units, dropout, outputs)
            times = {way: seconds(getattr(passes, way), repeats) for way in ("layer", "step", "whole")}
            spread = passes.whole().std(0).min().item()
            if not spread > 0:
                raise SystemExit("dropout is off")
            best = min(times, key=times.get)
            print(f"1 spectrum x {PASSES} passes, {name}: " + ", ".join(f"{w} {1e3 * s:.0f} ms" for w, s in times.items())
                  + f"; best {best} {1e3 * times[best]:.0f} ms")
    print(f"torch.mm: {before:.0f} GFLOP/s before, {product_rate():.0f} after")


if __name__ == "__main__":
    main()
