#!/usr/bin/env bash
# Sets up, then runs every test. The last line counts them: N passed, N failed, N skipped.
#
#   eng/test.sh [FILTER]                 FILTER: part of a test project's name, to run fewer
#   eng/test.sh --coverage [FILTER]      also counts the lines that were run, and fails where a project has less than 80 % of them
set -uo pipefail

least_covered=80
coverage=no
patience=10m    # without a test that ends, after which a test host is taken for hung
if [ "${1:-}" = --coverage ]; then
    coverage=yes
    patience=30m
    shift
fi
if [[ "${1:-}" == -* ]]; then
    echo "eng/test.sh: unknown option $1; it takes --coverage" >&2
    exit 2
fi

root="$(cd "$(dirname "$0")/.." && pwd)"
"$root/eng/setup.sh" || exit $?

results="$root/artifacts/test-results"
rm -rf "$results"
mkdir -p "$results"
crashed=0
collect=()
tested=""

# Tests of one outcome, in one project or in all.
count() {
    cat "$results"/${2:-*}.trx 2> /dev/null | grep -oE '<UnitTestResult [^>]*' | grep -cE "outcome=\"($1)\""
}

# The collector comes in a package that nothing but a coverage run asks for. A tool that is tested as a process is counted where it lies.
prepare_coverage() {
    dotnet restore "$1" -p:Coverage=true --nologo -v q > "$results/restore.log" 2>&1 || { cat "$results/restore.log"; exit 1; }
    # Where the build wrote /_/ for the root, as CI's does, the collector learns from this file what that stands for.
    printf '%s|%s=/_/\n' "$1" "$root/" > "$root/artifacts/bin/$(basename "$1")/release/CoverletSourceRootsMapping_$(basename "$1")"
    collect=(-p:Coverage=true --collect "XPlat Code Coverage" --settings "$root/eng/coverage/coverage.runsettings")
    if [ "$(basename "$1")" = Llm.Gen.Cli.Tests ]; then
        sed "s|<SkipAutoProps>|<IncludeDirectory>$root/artifacts/bin/Llm.Gen.Cli/release</IncludeDirectory>&|" "$root/eng/coverage/coverage.runsettings" > "$results/tool.runsettings"
        collect[4]="$results/tool.runsettings"
    fi
}

for project in "$root"/tests/*.Tests "$root"/tests/Llm.Gen.Properties; do
    name="$(basename "$project")"
    [ -d "$project" ] && [[ "$name" == *"${1:-}"* ]] || continue
    echo "== $name"
    tested="$tested,${name%.Tests}"
    [ $coverage = no ] || prepare_coverage "$project"
    dotnet test "$project" -c Release --no-build --nologo -v q --blame-hang-timeout $patience \
        --logger "trx;LogFileName=$name.trx" --results-directory "$results" "${collect[@]}" > "$results/$name.log" 2>&1
    status=$?
    if [ $status -ne 0 ]; then
        grep -vE '^\s*(Passed|Skipped) |^\s*$' "$results/$name.log" | head -n 80
        # A test host that died leaves failures uncounted: count the death itself.
        [ "$(count Failed "$name")" -gt 0 ] || crashed=$((crashed + 1))
    fi
done

# Why tests were skipped, and how many for each reason.
sed -n '/outcome="NotExecuted"/,/<\/UnitTestResult>/s|.*<Message>\(.*\)</Message>.*|skipped: \1|p' "$results"/*.trx | sort | uniq -c

covered=0
if [ $coverage = yes ]; then
    # The runner leaves each report twice; one copy lies in a folder In.
    mapfile -t reports < <(find "$results" -name coverage.cobertura.xml -not -path '*/In/*')
    # Of a part of the tests, the projects that they are for.
    "$root/eng/coverage/table.sh" "$root" $least_covered "${1:+$tested}" "$results/missed-lines.txt" "${reports[@]}"
    covered=$?
fi

passed=$(count Passed)
failed=$(($(count 'Failed|Error|Timeout|Aborted') + crashed))
skipped=$(count 'NotExecuted|Skipped')
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] && [ $covered -eq 0 ]
