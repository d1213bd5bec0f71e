#!/bin/sh
# Compiles the kernels into the resources of the jar. Needs nvcc 13.0 or newer on the path, no GPU.
#
#   models/src/main/cuda/build.sh
#
# gru.fatbin: machine code for compute capability 8.x, 9.0, 10.x and 12.x, loaded in milliseconds. Needs a driver for CUDA 13.
# gru.ptx: for every other device and driver (from CUDA 11.8 on); the driver assembles it at the first start. The kernels use
#          no instruction newer than PTX 7.0 there, so the version that nvcc writes into the file is lowered.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../resources/io/github/montecat/gpu
mkdir -p "$out"
nvcc -std=c++17 -fatbin -Xfatbin -compress-all \
    -gencode arch=compute_80,code=sm_80 \
    -gencode arch=compute_90,code=sm_90 \
    -gencode arch=compute_100,code=sm_100 \
    -gencode arch=compute_120,code=sm_120 \
    -o "$out/gru.fatbin" "$here/gru.cu"
nvcc -std=c++17 -ptx -arch=compute_80 -o "$out/gru.ptx.new" "$here/gru.cu"
sed 's/^\.version .*/.version 7.8/' "$out/gru.ptx.new" > "$out/gru.ptx"
rm "$out/gru.ptx.new"
for target in sm_80 sm_86 sm_90 sm_100 sm_120; do
    ptxas -arch=$target -o /dev/null "$out/gru.ptx"
done
# So that a test can tell whether both are of these sources.
cat "$here/gru.cu" "$here/machine.cuh" "$here/philox.cuh" | sha256sum | cut -c 1-64 > "$out/gru.sources.sha256"
ls -l "$out"
