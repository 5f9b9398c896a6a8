#!/usr/bin/env bash
# Lines covered in each project of src and generators, by all of the given reports together; fails where one is below the least share.
#
#   eng/coverage/table.sh ROOT LEAST PROJECTS REPORT...     ROOT: the repository; LEAST: percent; PROJECTS: names parted by commas, all where
#                                                           it is empty; REPORT: files in Cobertura's format
set -euo pipefail

root="$1"
least="$2"
projects="$3"
shift 3

# A line counts once, however many reports and assemblies have it (the analyzer compiles Architecture in), and is covered when one of them ran it.
awk -v root="$root/" -v projects=",$projects," '
    function attribute(name,    at) {
        if (match($0, " " name "=\"[^\"]*\"") == 0) return ""
        at = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
        return at
    }
    /<source>/ { source = $0; sub(/^ *<source>/, "", source); sub(/<\/source>.*$/, "", source) }
    /<class / {
        file = attribute("filename")
        if (substr(file, 1, 1) != "/") file = source file
        if (index(file, root) == 1) file = substr(file, length(root) + 1)
        split(file, part, "/")
        project = (part[1] == "src" || part[1] == "generators") ? part[2] : ""
    }
    /<line / && project != "" {
        key = file ":" attribute("number")
        if (!(key in hits)) { hits[key] = 0; lines[project]++ }
        if (hits[key] == 0 && attribute("hits") + 0 > 0) { hits[key] = 1; covered[project]++ }
    }
    END {
        for (project in lines) {
            if (projects != ",," && index(projects, "," project ",") == 0) continue
            printf "%s\t%d\t%d\n", project, covered[project], lines[project]
        }
    }' "$@" | sort | awk -F '\t' -v least="$least" '
    { share = 100 * $2 / $3; low = share < least; below += low; printf "%-28s %7d of %7d lines  %5.1f %%%s\n", $1, $2, $3, share, low ? "  below " least " %" : "" }
    END { exit NR == 0 || below > 0 }'
