#!/bin/sh
# bench_archive.sh: what an archivist waits for: the demo quarter archived, verified, made again.  Best of five.
set -eu
here=$(dirname "$0")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
sh "$here/../demo-once.sh" "$BUILD" >/dev/null

# best WHAT LIMIT COMMAND...: wall and processor time of the quickest of five runs; LIMIT [s] is what is asked for.
best() {
	what=$1 limit=$2
	shift 2
	for i in 1 2 3 4 5; do
		{ command time -f '%e %U %S' "$@" >/dev/null; } 2>&1 | tail -n 1
	done | sort -n | awk -v what="$what" -v limit="$limit" '
		NR == 1 { printf "%s: %.2f s (processor %.2f s)%s\n", what, $1, $2 + $3, limit == "" ? "" : ", asked for " limit " s" }'
}

best "simulate 1.3 million observations" "" "$TEITEN" simulate 2015q3 -o "$dir/simulation"
best "archive" "" "$TEITEN" archive 2015Q3 --report "$BUILD/demo" --edition "$BUILD/simulation/edition" -o "$dir/q.teiten"
best "verify" 0.5 "$TEITEN" verify "$dir/q.teiten"
best "regenerate" 0.5 "$TEITEN" regenerate "$dir/q.teiten" -o "$dir/again"
