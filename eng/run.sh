#!/usr/bin/env bash
# The main job: sets up, then trains a small model on a text, saves, reloads, proves and samples it (examples/Train).
#
#   eng/run.sh [TEXT_FILE] [OPTIONS]    TEXT_FILE: UTF-8; by default the prose of Debian's fortunes package
set -euo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
"$root/eng/setup.sh"

export LLM_GEN_DEFAULT_TEXT="${LLM_GEN_DEFAULT_TEXT:-/usr/share/games/fortunes}"
exec "$root/artifacts/bin/Train/release/Train" "$@"
