"""Puts the results of the GPU check beside what issue and documentation ask for.

    python3 summary.py RESULTS_FOLDER

Reads engine-STEP.json, pytorch.json, share.txt and steps.txt there, writes results.json, prints the table. What a step left
behind counts even if the step was stopped.
"""
import json
import pathlib
import sys


def load(path):
    return json.loads(path.read_text()) if path.exists() else {}


def value(engine, name):
    entry = engine.get(name)
    return entry["value"] if entry else None


def best(pytorch, model, key, least):
    """The fastest way of PyTorch, and its name."""
    ways = [(w[key], name) for name, w in pytorch.items()
            if name.startswith(model + ", ") and isinstance(w, dict) and key in w]
    return (min(ways) if least else max(ways)) if ways else (None, None)


def main():
    folder = pathlib.Path(sys.argv[1])
    engine, pytorch = {}, load(folder / "pytorch.json")
    for path in sorted(folder.glob("engine-*.json")):
        engine.update(load(path))
    steps = (folder / "steps.txt").read_text().splitlines() if (folder / "steps.txt").exists() else []
    share = (folder / "share.txt").read_text().strip() if (folder / "share.txt").exists() else "not run"
    lines = []

    def row(what, measured, unit, target, good):
        verdict = ("not measured" if measured is None else "" if target == "-"
                   else "reached" if good(measured) else "NOT reached")
        number = "-" if measured is None else f"{measured:.4g} {unit}"
        lines.append({"what": what, "measured": measured, "unit": unit, "target": target, "verdict": verdict})
        print(f"{what:66} {number:>18}   {target:>10}   {verdict}")

    print(f"\n{'':66} {'measured':>18}   {'to reach':>10}")
    for model, most in (("A", 5), ("B", 20)):
        row(f"one spectrum, 1000 passes, {model}", value(engine, f"one spectrum, {model}, median"), "ms", f"{most} ms",
            lambda x, most=most: x <= most)
    dense = pytorch.get("matrix product, bfloat16, TFLOP/s")
    rate = value(engine, "many spectra, A, rate")
    row("10,000 spectra x 1000 passes, A: part of the matrix rate", 100 * rate / dense if rate and dense else None, "%",
        "30 %", lambda x: x >= 30)
    for model, name in (("A", "many spectra, A, passes"), ("B", "many spectra, B, passes")):
        theirs, way = best(pytorch, model, "passes, 1/s", False)
        ours = value(engine, name)
        row(f"{model}, passes per second over PyTorch's best", ours / theirs if ours and theirs else None, "times",
            "3 times", lambda x: x >= 3)
        if way:
            print(f"    PyTorch's best: {way}, {theirs:.4g} passes/s")
    row("start-up, module load", value(engine, "start-up, module"), "ms", "300 ms", lambda x: x < 300)
    parts = [value(engine, "start-up, " + p) for p in ("driver library", "cuInit", "context", "module")]
    row("start-up, all from a cold driver", sum(parts) if None not in parts else None, "ms", "-", lambda x: True)
    for model in ("A", "B", "2 x 100 density"):
        ours = value(engine, f"many spectra, {model}, passes")
        cpu = value(engine, f"many spectra, {model}, processor, passes")
        row(f"{model}, passes per second over this machine's processor", ours / cpu if ours and cpu else None, "times",
            "-", lambda x: True)
    verdicts = [(k, v) for k, v in engine.items() if isinstance(v, dict) and "passed" in v]
    failed = [k for k, v in verdicts if not v["passed"]]
    print(f"\n{len(verdicts) - len(failed)} of {len(verdicts)} checks passed" + (f"; FAILED: {failed}" if failed else ""))
    print(share)
    for line in steps:
        print(line)
    (folder / "results.json").write_text(
        json.dumps({"summary": lines, "engine": engine, "pytorch": pytorch, "two processes": share, "steps that failed": steps},
                   indent=1))


if __name__ == "__main__":
    main()
