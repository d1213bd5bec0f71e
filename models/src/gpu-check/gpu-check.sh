#!/bin/sh
# Checks and measures Montecat's GPU engine. Made for a Linux machine with an NVIDIA driver, CUDA 13 and PyTorch, without Java
# and network; see build-archive.sh. Takes under 8 minutes.
#
#   gpu-check.sh [--rebuild] [all|quick|trial] [RESULTS]
#
# --rebuild   compile the kernels from cuda/ with the nvcc of this machine first, for tuning
# all         all checks and measures (default)
# quick       checks and kernels only, about a minute
# trial       all at a size that an emulated device gets through (MONTECAT_CUDA names its library): tries the script
# RESULTS     folder for results.json, summary.txt and the logs (default: results beside this script)
#
# MONTECAT_CUDA in the environment names a driver library other than libcuda.so.1.
# MONTECAT_WRAP is put before the command, for example "compute-sanitizer --tool memcheck" with trial.
# Exit code 0 if all checks pass, 1 if one fails, 3 if there is no GPU.
set -u
here=$(cd "$(dirname "$0")" && pwd)
if [ "${1:-}" = "--rebuild" ]; then
    shift
    (cd "$here" && sh cuda/src/main/cuda/build.sh) || exit 1
fi
what=${1:-all}
results=$(mkdir -p "${2:-$here/results}" && cd "${2:-$here/results}" && pwd)
rm -f "$results"/*.json "$results"/*.txt "$results"/*.log
export OMP_NUM_THREADS=1

# Four minutes for the engine, three for PyTorch: the whole stays under eight even if a kernel hangs.
check() {
    # Kernels rebuilt on this machine come first.
    timeout -k 5 240 ${MONTECAT_WRAP:-} "$here/java/bin/java" --add-modules jdk.incubator.vector -Xmx24g ${MONTECAT_CUDA:+-Dmontecat.cuda=$MONTECAT_CUDA} \
        -cp "$here/cuda/src/main/resources:$here/classes:$here/lib/*" io.github.montecat.gpu.GpuCheck "$@" 2>&1
}

echo "commit $(cat "$here/COMMIT")"
command -v nvidia-smi > /dev/null && nvidia-smi --query-gpu=name,driver_version,clocks.sm,clocks.max.sm --format=csv,noheader

{ check "$what" "$here/networks" "$results/engine.json"; echo $? > "$results/engine.code"; } | tee "$results/engine.log"
code=$(cat "$results/engine.code")
rm "$results/engine.code"
if [ "$code" -eq 3 ] || [ "$what" = quick ]; then
    exit "$code"
fi

echo "two processes at once:"
check share 8 > "$results/first.log" &
first=$!
check share 8 > "$results/second.log"
second_code=$?
wait $first
first_code=$?
# How often each ran is its own affair; the digest is not.
digest_of() { grep -o '^digest [0-9a-f]*' "$1"; }
if [ $first_code -eq 0 ] && [ $second_code -eq 0 ] && [ "$(digest_of "$results/first.log")" = "$(digest_of "$results/second.log")" ]; then
    echo "pass two processes at once: $(grep '^digest' "$results/first.log"); $(grep '^digest' "$results/second.log")" \
        | tee "$results/share.txt"
else
    echo "FAIL two processes at once: $(tail -n 3 "$results/first.log"); $(tail -n 3 "$results/second.log")" \
        | tee "$results/share.txt"
    code=1
fi

if python3 -c 'import torch; assert torch.cuda.is_available()' 2> /dev/null; then
    timeout 180 python3 "$here/pytorch_comparison.py" "$results/pytorch.json" 2>&1 | tee "$results/pytorch.log"
else
    echo "no PyTorch with CUDA here: nothing to compare with" | tee "$results/pytorch.log"
fi
if command -v python3 > /dev/null; then
    python3 "$here/summary.py" "$results" | tee "$results/summary.txt"
fi
exit "$code"
