#!/bin/sh
# Makes the archive with which the GPU engine is checked and measured on a Linux machine (x86-64) that has an NVIDIA driver,
# CUDA 13 and PyTorch, but no Java, no Maven and no network:
#
#   models/src/gpu-check/build-archive.sh [FOLDER]      writes FOLDER/gpu-check.tar.gz, by default into models/target
#
# Needs what the build needs: a JDK with jlink (17 or newer) and Maven with its repository filled. There:
#
#   tar xzf gpu-check.tar.gz && gpu-check/gpu-check.sh
#
# In it: a Java runtime of the four modules that are needed, Montecat's classes and kernels with their CUDA source, JNA, the
# shipped bundles' networks as plain numbers. No Deeplearning4j.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
models=$(cd "$here/../.." && pwd)
out=$(mkdir -p "${1:-$models/target}" && cd "${1:-$models/target}" && pwd)
mvn=${MVN:-$models/../mvnw}
work=$out/gpu-check
most=67108864

(cd "$models/.." && "$mvn" -q -B -pl models -am test-compile dependency:build-classpath \
    -Dmdep.outputFile="$models/target/test.classpath" -Dmdep.includeScope=test)
classpath=$(cat "$models/target/test.classpath")

rm -rf "$work"
mkdir -p "$work/lib" "$work/classes/io/github/montecat" "$work/cuda/src/main"
jlink --add-modules java.base,java.logging,jdk.unsupported,jdk.incubator.vector --strip-debug --no-header-files \
    --no-man-pages --compress=2 --output "$work/java"
find "$work/java" -name '*.so' -exec strip --strip-unneeded {} + 2>/dev/null || true

for package in bundle gpu inference kernel progress random; do
    cp -r "$models/target/classes/io/github/montecat/$package" "$work/classes/io/github/montecat/"
done
cp "$models"/target/test-classes/io/github/montecat/gpu/*.class "$work/classes/io/github/montecat/gpu/"
echo "$classpath" | tr ':' '\n' | grep -E '/(jna|gson|slf4j-api|slf4j-jdk14)-[0-9.]*\.jar$' | while read -r jar; do
    cp "$jar" "$work/lib/"
done
OMP_NUM_THREADS=1 java --add-modules jdk.incubator.vector -cp "$models/target/test-classes:$models/target/classes:$classpath" \
    io.github.montecat.gpu.NetworkExport "$work/networks" 2> "$out/gpu-check-export.log" || {
    cat "$out/gpu-check-export.log" >&2
    exit 1
}

cp -r "$models/src/main/cuda" "$work/cuda/src/main/cuda"
cp "$here/gpu-check.sh" "$here/pytorch_comparison.py" "$here/summary.py" "$work/"
(cd "$models/.." && git rev-parse HEAD 2>/dev/null || echo unknown) > "$work/COMMIT"

tar -C "$out" -czf "$out/gpu-check.tar.gz" gpu-check
size=$(wc -c < "$out/gpu-check.tar.gz")
echo "$out/gpu-check.tar.gz: $size bytes"
if [ "$size" -gt "$most" ]; then
    echo "larger than $most bytes" >&2
    exit 1
fi
