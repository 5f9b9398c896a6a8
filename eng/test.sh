#!/usr/bin/env bash
# Sets up, then runs every test. The last line counts them: N passed, N failed, N skipped.
#
#   eng/test.sh [FILTER]     FILTER: part of a test project's name, to run fewer
set -uo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
"$root/eng/setup.sh" || exit $?

results="$root/artifacts/test-results"
rm -rf "$results"
mkdir -p "$results"
crashed=0

# Tests of one outcome, in one project or in all.
count() {
    cat "$results"/${2:-*}.trx 2> /dev/null | grep -oE '<UnitTestResult [^>]*' | grep -cE "outcome=\"($1)\""
}

for project in "$root"/tests/*.Tests "$root"/tests/Llm.Gen.Properties; do
    name="$(basename "$project")"
    [ -d "$project" ] && [[ "$name" == *"${1:-}"* ]] || continue
    echo "== $name"
    dotnet test "$project" -c Release --no-build --nologo -v q --blame-hang-timeout 10m \
        --logger "trx;LogFileName=$name.trx" --results-directory "$results" > "$results/$name.log" 2>&1
    status=$?
    if [ $status -ne 0 ]; then
        grep -vE '^\s*(Passed|Skipped) |^\s*$' "$results/$name.log" | head -n 80
        # A test host that died leaves failures uncounted: count the death itself.
        [ "$(count Failed "$name")" -gt 0 ] || crashed=$((crashed + 1))
    fi
done

# Why tests were skipped, and how many for each reason.
sed -n '/outcome="NotExecuted"/,/<\/UnitTestResult>/s|.*<Message>\(.*\)</Message>.*|skipped: \1|p' "$results"/*.trx | sort | uniq -c

passed=$(count Passed)
failed=$(($(count 'Failed|Error|Timeout|Aborted') + crashed))
skipped=$(count 'NotExecuted|Skipped')
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
