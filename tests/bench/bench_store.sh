#!/bin/sh
# bench_store.sh: the store and its answers at N observations (10 million), and DuckDB and ClickHouse with the same rows
# and questions in the same run, one thread each; CPU seconds.  DUCKDB names DuckDB's library (duckdb.sh), CLICKHOUSE a
# folder for tests/clickhouse.sh.  PEERS=no leaves them out: for sizes that they need hours for.
set -eu
# The peers are held to one thread: so are we.
export TEITEN_THREADS=1
rows=${N:-10000000}
dir=$(mktemp -d)
here=$(dirname "$0")
cache=${CLICKHOUSE:-$BUILD/clickhouse}
trap 'sh "$here"/../clickhouse.sh stop "$dir" 1 >/dev/null 2>&1 || :; rm -rf "$dir"' EXIT
library=$(sh "$here"/duckdb.sh)

# figure WHAT EXPRESSION UNIT: one line.
figure() {
	awk -v what="$1" -v unit="$3" "BEGIN { printf \"%-44s %10.3f %s\n\", what, $2, unit }"
}

# cpu COMMAND...: its CPU seconds.
cpu() {
	sh -c '"$@" >/dev/null 2>&1; times' sh "$@" | awk 'NR == 2 { gsub(/[ms]/, " "); print $1 * 60 + $2 + $3 * 60 + $4 }'
}

# --- ours
"$BUILD"/bench/scale load "$rows" "$dir"/teiten.db 2>"$dir"/load
read -r spent bytes memory <"$dir"/load
figure "store: load" "$rows / $spent / 1e6" "million observations/s of CPU"
figure "store: size" "$bytes / $rows" "bytes an observation"
figure "store: memory of load" "$memory" MB
"$BUILD"/bench/scale count "$dir"/teiten.db 2>"$dir"/count >/dev/null
"$BUILD"/bench/scale count "$dir"/teiten.db 2>"$dir"/count >/dev/null
read -r counts tallies details memory <"$dir"/count
figure "store: tallies and series of two quarters" "$counts" "s of CPU"
"$BUILD"/bench/scale ask "$dir"/teiten.db 2>"$dir"/ask >"$dir"/ours
"$BUILD"/bench/scale ask "$dir"/teiten.db 2>"$dir"/ask >"$dir"/ours
read -r all tallies details memory <"$dir"/ask
figure "store: with unique sources" "$all" "s of CPU"
figure "store: memory of answers" "$memory" MB
# whole THREADS OPTION...: the command's CPU seconds, seconds and MB of memory.
whole() {
	threads=$1
	shift
	TEITEN_THREADS=$threads /usr/bin/time -f '%U %S %e %M' -o "$dir"/time "$TEITEN" aggregate 2026Q2 "$@" -s "$dir"/teiten.db -o "$dir"/model.json
	awk '{ print $1 + $2, $3, $4 / 1024 }' "$dir"/time
}
whole 1 --no-sources >"$dir"/none
whole 1 >"$dir"/one
cp "$dir"/model.json "$dir"/model.one
whole "$(nproc)" >"$dir"/all
read -r least seconds memory <"$dir"/none
figure "aggregate --no-sources: the whole command" "$least" "s of CPU"
read -r spent seconds memory <"$dir"/one
figure "aggregate: the whole command" "$spent" "s of CPU"
figure "aggregate: exact sources of two quarters" "$spent - $least" "s of CPU"
read -r spent seconds memory <"$dir"/all
figure "aggregate: on $(nproc) threads" "$seconds" s
for threads in 1 2 4 8 16; do
	whole "$threads" >"$dir"/all
	cmp "$dir"/model.json "$dir"/model.one
	read -r spent seconds memory <"$dir"/all
	figure "aggregate: memory on $threads threads" "$memory" "MB (asked: 300)"
done
[ "${PEERS:-yes}" = yes ] || exit 0

# --- DuckDB
"$BUILD"/bench/scale csv "$rows" >"$dir"/rows.csv
sort "$dir"/ours >"$dir"/ours.sorted
if [ -e "$library" ]; then
	"$BUILD"/bench/duck "$library" load "$dir"/rows.csv "$dir"/duck 2>"$dir"/load
	read -r peer bytes <"$dir"/load
	figure "DuckDB: load of CSV" "$rows / $peer / 1e6" "million observations/s of CPU"
	figure "DuckDB: size" "$bytes / $rows" "bytes an observation"
	"$BUILD"/bench/duck "$library" count "$dir"/duck 2>"$dir"/ask
	read -r peer <"$dir"/ask
	figure "DuckDB: tallies and series" "$peer" "s of CPU"
	figure "DuckDB / store" "$peer / $counts" times
	"$BUILD"/bench/duck "$library" ask "$dir"/duck 2>"$dir"/ask
	read -r peer <"$dir"/ask
	figure "DuckDB: with unique sources" "$peer" "s of CPU"
	figure "DuckDB / store" "$peer / $all" times
	"$BUILD"/bench/duck "$library" ask "$dir"/duck "$dir"/theirs
	sort "$dir"/theirs | cmp - "$dir"/ours.sorted
	echo "answers equal: $(wc -l <"$dir"/ours)"
	rm -f "$dir"/duck "$dir"/theirs
else
	echo "SKIP DuckDB is not here: npm could not fetch @duckdb/node-bindings-linux-x64"
fi

# --- ClickHouse: t, k and what the questions of scale.c are about
if ! why=$(sh "$here"/../clickhouse.sh get "$cache" 2>&1) || ! why=$(sh "$here"/../clickhouse.sh start "$cache" "$dir" 1 2>&1); then
	echo "SKIP ClickHouse is not here: $why"
	exit 0
fi
url=http://$(cat "$dir"/n1.http)/?max_threads=1
limiter=$(cat "$dir"/n1.pid)
server=$(tr -d ' ' <"/proc/$limiter/task/$limiter/children") # the one child of what limits its time

# house SQL: put to the server.
house() {
	curl -sS --fail-with-body "$url" --data-binary "$1"
}

# busy: CPU seconds of the server so far.
busy() {
	awk -v tick="$(getconf CLK_TCK)" '{ print ($14 + $15) / tick }' /proc/"$server"/stat
}

# questions SOURCES: those of scale.c, with unique sources or without.
questions() {
	for quarter in "0 1767193200 1774969200" "1 1774969200 1782831600"; do
		# shellcheck disable=SC2086
		set -- "$1" $quarter
		range="t >= $3 AND t < $4"
		[ "$1" = no ] || house "SELECT 'total', $2, 0, -1, uniqExact(source) FROM observation WHERE $range"
		while read -r name key limit; do
			house "SELECT '$name', $2, toUInt32($key) AS k, -1, count() FROM observation WHERE $range GROUP BY k ORDER BY k"
			top="SELECT toUInt32($key) AS k FROM observation WHERE $range GROUP BY k ORDER BY count() DESC, k $limit"
			[ "$1" = no ] || house "SELECT '$name sources', $2, toUInt32($key) AS k, -1, uniqExact(source) FROM observation WHERE $range AND k IN ($top) GROUP BY k"
			house "SELECT '$name hour', $2, toUInt32($key) AS k, intDiv(t - $3, 3600) AS b, count() FROM observation WHERE $range AND k IN ($top) GROUP BY k, b"
		done <<-X
			port protocol*65536+port LIMIT 20
			region region LIMIT 20
			signature signature LIMIT 20
			sensor sensor+1
		X
	done
}

house "CREATE TABLE observation (t UInt32, sensor UInt8, source UInt32, protocol UInt8, port UInt16, region UInt16, signature UInt8) ENGINE = MergeTree PARTITION BY toYYYYMM(toDateTime(t)) ORDER BY (protocol, port, t)"
before=$(busy)
curl -sS --fail-with-body -T "$dir"/rows.csv "$url&query=INSERT%20INTO%20observation%20FORMAT%20CSV"
figure "ClickHouse: load of CSV" "$rows / ($(busy) - $before) / 1e6" "million observations/s of CPU"
for sources in no yes; do
	before=$(busy)
	questions "$sources" >"$dir"/theirs
	peer=$(awk "BEGIN { print $(busy) - $before }")
	[ "$sources" = no ] && ours=$counts what="tallies and series" || ours=$all what="with unique sources"
	figure "ClickHouse: $what" "$peer" "s of CPU"
	figure "ClickHouse / store" "$peer / $ours" times
done
sort "$dir"/theirs | cmp - "$dir"/ours.sorted
echo "answers equal: $(wc -l <"$dir"/theirs)"
