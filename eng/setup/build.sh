# The build of everything, skipped when no source is newer than the last one that succeeded.

build_all() {
    if [ -f "$build_stamp" ] && [ -z "$(newer_sources)" ]; then
        return 0
    fi
    echo "setup: building (the first time takes a few minutes)"
    dotnet build "$root/Llm.Gen.sln" -c Release --nologo -v q -clp:NoSummary > "$root/artifacts/build.log" 2>&1 || {
        grep -E 'error' "$root/artifacts/build.log" | sort -u | head -n 20 >&2
        echo "setup: the build failed; its whole output is in artifacts/build.log" >&2
        exit 1
    }
    touch "$build_stamp"
}

newer_sources() {
    find "$root/src" "$root/generators" "$root/tests" "$root/examples" "$root"/Directory.* "$root/Llm.Gen.sln" "$stack_file" \
        -type f -newer "$build_stamp" -not -path '*/Generated/*' -not -name '*.received.*' -not -name '*.md' -print -quit
}
