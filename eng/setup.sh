#!/usr/bin/env bash
# Placeholder that builds; the full set-up follows.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
mkdir -p "$root/artifacts"
cat > "$root/artifacts/TorchStack.props" <<X
<Project>
  <PropertyGroup>
    <TorchStack>${LLM_GEN_TORCH_STACK:-System}</TorchStack>
    <TorchSharpVersion>0.107.0</TorchSharpVersion>
    <LibtorchVersion>2.10.0</LibtorchVersion>
  </PropertyGroup>
</Project>
X
