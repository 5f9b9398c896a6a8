#!/usr/bin/env bash
# Makes this checkout ready to run: finds out which torch stack the machine can have, installs what that
# needs, compiles everything. Repeating it is cheap: under 5 seconds when all is there.
#
#   eng/setup.sh             set up
#   eng/setup.sh --probe     forget what was found about the machine, look again
#   eng/setup.sh --no-build  everything but the build
#
# LLM_GEN_TORCH_STACK=System|TorchSharp takes the choice of the stack away from it.
set -euo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
stack_file="$root/artifacts/TorchStack.props"
build_stamp="$root/artifacts/setup.built"
build=yes
for argument in "$@"; do
    case "$argument" in
        --probe) rm -f "$stack_file" ;;
        --no-build) build=no ;;
        *) echo "eng/setup.sh: unknown option $argument; it takes --probe and --no-build" >&2; exit 2 ;;
    esac
done

. "$root/eng/setup/install.sh"
. "$root/eng/setup/probe.sh"
. "$root/eng/setup/build.sh"

mkdir -p "$root/artifacts"
require_dotnet
if ! stack_is_known; then
    probe_packages
fi
stack="$(chosen_stack)"
install_missing "$stack"
if [ "$stack" = System ]; then
    "$root/eng/native.sh"
fi
if [ "$build" = yes ]; then
    build_all
fi
