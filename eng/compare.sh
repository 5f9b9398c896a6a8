#!/usr/bin/env bash
# Sets up, then trains the four models of TinyStories studies on one text, about a minute each, and draws their losses (examples/Compare).
#
#   eng/compare.sh [TEXT_FILE] [--seconds N] [--steps N] [--output DIR]    TEXT_FILE: UTF-8; by default the prose of Debian's fortunes package
set -euo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
"$root/eng/setup.sh"

export LLM_GEN_DEFAULT_TEXT="${LLM_GEN_DEFAULT_TEXT:-/usr/share/games/fortunes}"
exec "$root/artifacts/bin/Compare/release/Compare" "$@"
