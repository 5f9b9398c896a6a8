#!/usr/bin/env bash
# Builds artifacts/native/libTorchSharpSystem.so, the C shim of TorchSharp.System, against the libtorch of this machine.
# Does nothing when sources, libtorch and compiler are those of the last build. LIBTORCH=FOLDER picks another libtorch
# (one with share/cmake/Torch in it: a zip of pytorch.org, or a Python package's torch folder).
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
source="$root/src/TorchSharp.System/native"
output="$root/artifacts/native"
library="$output/libTorchSharpSystem.so"
stamp="$output/stamp"

fail() { echo "native.sh: $*" >&2; exit 1; }

compiler="${CXX:-c++}"
command -v "$compiler" >/dev/null || fail "no C++ compiler ($compiler); install it: apt-get install g++"
command -v cmake >/dev/null || fail "no cmake; install it: apt-get install cmake"

find_libtorch() {
    local candidate
    for candidate in "${LIBTORCH:-}" /usr /usr/local /opt/libtorch; do
        [ -n "$candidate" ] || continue
        for version in "$candidate/include/torch/csrc/api/include/torch/version.h" "$candidate/include/torch/version.h"; do
            [ -e "$version" ] && { echo "$candidate"; return; }
        done
        [ -z "${LIBTORCH:-}" ] || fail "LIBTORCH=$LIBTORCH has no libtorch headers (include/torch/...)"
    done
    fail "no libtorch with headers; install it (apt-get install libtorch-dev), or set LIBTORCH to the folder of another one"
}
libtorch="$(find_libtorch)"

# What a rebuild depends on: the sources, the headers' and the library's version, the compiler.
fingerprint() {
    sha256sum "$source"/* | cut -d ' ' -f 1
    find "$libtorch/include" -path '*torch/version.h' -exec sha256sum {} + | cut -d ' ' -f 1
    stat -L -c '%s %Y' "$libtorch"/lib/libtorch.so "$libtorch"/lib/*/libtorch.so 2>/dev/null || true
    "$compiler" --version | head -n 1
    echo "$libtorch"
}
wanted="$(fingerprint)"
if [ -e "$library" ] && [ -e "$stamp" ] && [ "$wanted" = "$(cat "$stamp")" ]; then
    exit 0
fi

echo "Building $library against libtorch in $libtorch (about half a minute)"
mkdir -p "$output/build"
generator=()
if [ ! -e "$output/build/CMakeCache.txt" ] && command -v ninja >/dev/null; then generator=(-G Ninja); fi
launcher=()
if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
log="$output/build.log"
{
    cmake -S "$source" -B "$output/build" "${generator[@]}" "${launcher[@]}" \
        -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$libtorch" -DTORCH_SYSTEM_OUTPUT="$output" &&
    cmake --build "$output/build" --parallel
} > "$log" 2>&1 || { grep -E 'error|Error' "$log" | head -n 20 >&2; fail "the build failed; the whole log is in $log"; }
echo "$wanted" > "$stamp"
