#!/bin/sh
# Checks and measures Montecat's GPU engine. Made for a Linux machine with an NVIDIA driver, CUDA 13 and PyTorch, without Java
# and network; see build-archive.sh. Takes under 8 minutes whatever happens: each step is a process of its own with a limit of
# its own, so that one that hangs costs its limit and no other step's results.
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
# MONTECAT_SECONDS is how long all of it may take, 470 unless set; with a wrapper, set it larger.
# Exit code 0 if all checks pass, 1 if one fails or is stopped, 3 if there is no GPU.
set -u
begun=$(date +%s)
here=$(cd "$(dirname "$0")" && pwd)
if [ "${1:-}" = "--rebuild" ]; then
    shift
    (cd "$here" && sh cuda/src/main/cuda/build.sh) || exit 1
fi
what=${1:-all}
results=$(mkdir -p "${2:-$here/results}" && cd "${2:-$here/results}" && pwd)
rm -f "$results"/*.json "$results"/*.txt "$results"/*.log
extent=full
[ "$what" = trial ] && extent=trial
export OMP_NUM_THREADS=1
code=0

left() { echo $((begun + ${MONTECAT_SECONDS:-470} - $(date +%s))); }

# bounded LIMIT COMMAND...: at most so many seconds, and not beyond the whole's end.
bounded() {
    limit=$1
    shift
    [ "$(left)" -lt "$limit" ] && limit=$(left)
    [ "$limit" -lt 5 ] && return 124
    timeout -k 5 "$limit" "$@"
}

# check LIMIT ARGUMENTS...: kernels rebuilt on this machine come first.
check() {
    most=$1
    shift
    # Emulated devices and wrappers are slow.
    [ "$extent" = trial ] && most=$((most * 4))
    [ -n "${MONTECAT_WRAP:-}" ] && most=$((most * 5))
    bounded "$most" ${MONTECAT_WRAP:-} "$here/java/bin/java" --add-modules jdk.incubator.vector -Xmx6g \
        ${MONTECAT_CUDA:+-Dmontecat.cuda=$MONTECAT_CUDA} \
        -cp "$here/cuda/src/main/resources:$here/classes:$here/lib/*" io.github.montecat.gpu.GpuCheck "$@" 2>&1
}

# ended NAME CODE: says so if a step did not end by itself, and keeps the exit code of the whole.
ended() {
    [ "$2" -eq 0 ] && return
    how="exit code $2"
    if [ "$2" -eq 124 ] || [ "$2" -eq 137 ]; then
        how="stopped at its limit"
    fi
    echo "FAIL step $1: $how, $(($(date +%s) - begun)) s after the start" | tee -a "$results/steps.txt"
    code=1
}

# step NAME LIMIT
step() {
    [ "$1" = start ] || echo "$1"
    { check "$2" "$1" "$extent" "$here/networks" "$results/engine-$1.json"; echo $? > "$results/code"; } \
        | grep --line-buffered -v '^WARNING: Using incubator modules' | tee "$results/engine-$1.log"
    step_code=$(cat "$results/code")
    rm "$results/code"
    [ "$step_code" -eq 3 ] && exit 3
    ended "$1" "$step_code"
}

# Two processes at once. How often each ran is its own affair; the digest is not.
digest_of() { grep -o '^digest [0-9a-f]*' "$1"; }
share() {
    echo share
    check 40 share 8 > "$results/first.log" &
    first=$!
    check 40 share 8 > "$results/second.log"
    second_code=$?
    wait $first
    first_code=$?
    if [ $first_code -eq 0 ] && [ $second_code -eq 0 ] \
            && [ "$(digest_of "$results/first.log")" = "$(digest_of "$results/second.log")" ]; then
        echo "pass two processes at once: $(grep '^digest' "$results/first.log"); $(grep '^digest' "$results/second.log")" \
            | tee "$results/share.txt"
    else
        echo "FAIL two processes at once: exit codes $first_code and $second_code;" \
            "$(grep -hv '^WARNING: Using incubator' "$results/first.log" "$results/second.log" | tail -n 6)" \
            | tee "$results/share.txt"
        code=1
    fi
}

pytorch() {
    if python3 -c 'import torch; assert torch.cuda.is_available()' 2> /dev/null; then
        { bounded 150 python3 "$here/pytorch_comparison.py" "$results/pytorch.json" 2>&1; echo $? > "$results/code"; } \
            | tee "$results/pytorch.log"
        ended pytorch "$(cat "$results/code")"
        rm "$results/code"
    else
        echo "no PyTorch with CUDA here: nothing to compare with" | tee "$results/pytorch.log"
    fi
}

# No GPU is one line and exit code 3.
step start 40
echo "commit $(cat "$here/COMMIT")"
command -v nvidia-smi > /dev/null && nvidia-smi --query-gpu=name,driver_version,clocks.sm,clocks.max.sm --format=csv,noheader
step masks 30
step arithmetic 40
if [ "$what" != quick ]; then
    # What the aims are about comes first.
    step posteriors 60
    step determinism 40
    step one 20
    step many 60
    step leaks 40
    share
    pytorch
fi
step kernels 60
if [ "$what" != quick ]; then
    step processor 40
fi
if command -v python3 > /dev/null; then
    python3 "$here/summary.py" "$results" | tee "$results/summary.txt"
fi
echo "$(($(date +%s) - begun)) s in all, exit code $code"
exit "$code"
