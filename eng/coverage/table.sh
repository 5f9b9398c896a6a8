#!/usr/bin/env bash
# Lines covered in each project of src and generators, by all of the given reports together; fails where one is below the least share.
#
#   eng/coverage/table.sh ROOT LEAST PROJECTS MISSED REPORT...     ROOT: the repository; LEAST: percent; PROJECTS: names parted by commas, all
#                                                                  where it is empty; MISSED: a file to write that lists the lines which nothing
#                                                                  ran, PATH:LINE; REPORT: files in Cobertura's format
set -euo pipefail

root="$1"
least="$2"
projects="$3"
missed="$4"
shift 4

# Those to count: one that no report names is a row of no lines, not a row that is missing.
wanted() {
    local path name
    for path in "$root"/src/*/ "$root"/generators/*/; do
        name="$(basename "$path")"
        [ -z "$projects" ] || [[ ",$projects," == *",$name,"* ]] || continue
        has_code_here "$name" && printf 'project\t%s\n' "$name"
    done
    return 0
}

# Two projects stand behind what a machine may lack.
has_code_here() {
    case "$1" in
        TorchSharp.System) grep -q '<TorchStack>System<' "$root/artifacts/TorchStack.props" ;;
        Llm.Gen.MLTokenizers) grep -q '<HasMlTokenizers>true<' "$root/artifacts/TorchStack.props" ;;
    esac
}

# Of each line of each file whether it was run: PATH:LINE, then 0 or 1. A line counts once, however many reports and assemblies have it
# (the analyzer compiles Architecture in), and is covered when one of them ran it.
lines() {
    [ $# -gt 0 ] || return 0
    awk -v root="$root/" '
        function attribute(name) {
            return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
        }
        /<source>/ { source = $0; sub(/^ *<source>/, "", source); sub(/<\/source>.*$/, "", source) }
        /<class / {
            file = attribute("filename")
            if (substr(file, 1, 1) != "/") file = source file
            if (index(file, root) == 1) file = substr(file, length(root) + 1)
        }
        /<line / && file ~ /^(src|generators)\// { ran[file ":" attribute("number")] += attribute("hits") + 0 > 0 }
        END { for (line in ran) printf "%s\t%d\n", line, (ran[line] > 0) }' "$@" | sort -t : -k 1,1 -k 2,2n
}

{ wanted; lines "$@"; } | awk -F '\t' -v least="$least" -v missed="$missed" '
    function row(name, covered, all) {
        share = all == 0 ? 0 : 100 * covered / all
        printf "%-28s %8d %8d %7.1f %%%s\n", name, covered, all, share, share < least ? "   below " least " %" : ""
        return share < least
    }
    BEGIN { printf "" > missed; printf "%-28s %8s %8s %9s\n", "Lines run by tests", "run", "of", "share" }
    $1 == "project" { order[++count] = $2; next }
    { split($1, part, "/"); all[part[2]]++; covered[part[2]] += $2; if ($2 == 0) print $1 > missed }
    END {
        for (i = 1; i <= count; i++) {
            name = order[i]
            if (row(name, covered[name], all[name])) low = low (low == "" ? "" : ", ") name
            sum += covered[name]; total += all[name]
        }
        if (count > 1) row("all", sum, total)
        if (low != "") printf "Under %d %% of lines: %s. The lines that no test ran are listed in %s.\n", least, low, missed
        exit count == 0 || low != ""
    }'
