#!/bin/sh
# bench_clickhouse.sh: the report's model of N observations (10 million) from two ClickHouse servers on this machine, and from
# a file, in the same run; the models are equal.  CLICKHOUSE names a folder for tests/clickhouse.sh.
set -eu
rows=${N:-10000000}
dir=$(mktemp -d)
servers=$(dirname "$0")/../clickhouse.sh
cache=${CLICKHOUSE:-$BUILD/clickhouse}
trap 'for n in 1 2; do sh "$servers" stop "$dir" $n >/dev/null 2>&1 || :; done; rm -rf "$dir"' EXIT

if ! why=$(sh "$servers" get "$cache" 2>&1) || ! why=$(LIFE=3600 sh "$servers" start "$cache" "$dir" 1 2>&1) ||
	! why=$(LIFE=3600 sh "$servers" start "$cache" "$dir" 2 2>&1); then
	echo "SKIP ClickHouse is not here: $why"
	exit 0
fi
address="clickhouse://$(cat "$dir"/n1.http),$(cat "$dir"/n2.http)/bench?cluster=teiten"

# figure WHAT EXPRESSION UNIT: one line.
figure() {
	awk -v what="$1" -v unit="$3" "BEGIN { printf \"%-44s %10.3f %s\n\", what, $2, unit }"
}

# busy: CPU seconds of both servers so far; each is the one child of what limits its time.
busy() {
	for n in 1 2; do
		limiter=$(cat "$dir"/n$n.pid)
		cat "/proc/$(tr -d ' ' <"/proc/$limiter/task/$limiter/children")/stat"
	done | awk -v tick="$(getconf CLK_TCK)" '{ sum += ($14 + $15) / tick } END { print sum }'
}

# timed FILE COMMAND...: its seconds and its CPU seconds.
timed() {
	file=$1
	shift
	/usr/bin/time -f '%e %U %S' -o "$dir"/time "$@" && awk '{ print $1, $2 + $3 }' "$dir"/time >"$file"
}

"$BUILD"/bench/scale load "$rows" "$dir"/teiten.db 2>/dev/null
timed "$dir"/here "$TEITEN" aggregate 2026Q2 -s "$dir"/teiten.db -o "$dir"/want.json
read -r here here_cpu <"$dir"/here
before=$(busy)
timed "$dir"/load "$BUILD"/bench/cluster "$rows" "$address" 2>/dev/null
read -r wall cpu <"$dir"/load
figure "ClickHouse: load" "$rows / $wall / 1e6" "million observations/s"
figure "ClickHouse: load, CPU of ours and of the servers" "$cpu + $(busy) - $before" s
figure "ClickHouse: size" "$("$TEITEN" store info -s "$address" | awk '/^bytes/ { print $2 }') / $rows" "bytes an observation"
before=$(busy)
TEITEN_CLICKHOUSE_LOG=$dir/log timed "$dir"/there "$TEITEN" aggregate 2026Q2 -s "$address" -o "$dir"/got.json
read -r there there_cpu <"$dir"/there
spent=$(awk "BEGIN { print $there_cpu + $(busy) - $before }")
cmp "$dir"/want.json "$dir"/got.json
figure "ClickHouse: statements of a model" "$(wc -l <"$dir"/log)" statements
figure "ClickHouse: aggregate" "$there" s
figure "ClickHouse: aggregate, CPU of all" "$spent" s
figure "ClickHouse / store: aggregate" "$there / $here" times
figure "ClickHouse / store: aggregate, CPU" "$spent / $here_cpu" times
