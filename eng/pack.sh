#!/usr/bin/env bash
# Sets up, then makes the NuGet packages in artifacts/packages out of what set-up built. A feed for 'dotnet nuget add source' or
# the packageSources of a nuget.config; on the torch stack System the versions end in -system, which is never for publishing.
#
#   eng/pack.sh
set -euo pipefail

[ $# -eq 0 ] || { echo "eng/pack.sh: unknown option $1; it takes none" >&2; exit 2; }
root="$(cd "$(dirname "$0")/.." && pwd)"
"$root/eng/setup.sh"

# The same sources make the same packages, byte for byte: files in them are as old as the commit.
if [ -z "${SOURCE_DATE_EPOCH:-}" ] && committed="$(git -C "$root" log -1 --format=%ct 2> /dev/null)"; then
    export SOURCE_DATE_EPOCH="$committed"
fi
rm -rf "$root/artifacts/packages"
dotnet pack "$root/eng/Packages.proj" -c Release --no-build --nologo -v q
ls "$root/artifacts/packages"
