#!/bin/sh
# bench_store.sh: the store and its answers at ROWS observations (10 million), and DuckDB with the same rows and
# questions in the same run, one thread each.  DUCKDB names its library; else npm is asked for it, once.
set -eu
# DuckDB is held to one thread: so are we.
export TEITEN_THREADS=1
rows=${ROWS:-10000000}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
library=${DUCKDB:-$BUILD/bench/duckdb/node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so}

# figure WHAT EXPRESSION UNIT: one line.
figure() {
	awk -v what="$1" -v unit="$3" "BEGIN { printf \"%-44s %10.3f %s\n\", what, $2, unit }"
}

"$BUILD"/bench/scale load "$rows" "$dir"/teiten.db 2>"$dir"/load
read -r spent bytes memory <"$dir"/load
figure "store: load" "$rows / $spent / 1e6" "million observations/s of CPU"
figure "store: size" "$bytes / $rows" "bytes an observation"
figure "store: memory of load" "$memory" MB
"$BUILD"/bench/scale ask "$dir"/teiten.db 2>"$dir"/ask >"$dir"/ours
"$BUILD"/bench/scale ask "$dir"/teiten.db 2>"$dir"/ask >"$dir"/ours
read -r all tallies details memory <"$dir"/ask
figure "store: tallies of two quarters" "$tallies" "s of CPU"
figure "store: details of two quarters" "$details" "s of CPU"
figure "store: memory of answers" "$memory" MB

[ -e "$library" ] || npm install --silent --no-save --prefix "$BUILD"/bench/duckdb @duckdb/node-bindings-linux-x64 >/dev/null 2>&1 || :
if [ ! -e "$library" ]; then
	echo "SKIP DuckDB is not here: npm could not fetch @duckdb/node-bindings-linux-x64"
	exit 0
fi
"$BUILD"/bench/scale csv "$rows" >"$dir"/rows.csv
"$BUILD"/bench/duck "$library" load "$dir"/rows.csv "$dir"/duck 2>"$dir"/load
read -r peer bytes <"$dir"/load
figure "DuckDB: load of CSV" "$rows / $peer / 1e6" "million observations/s of CPU"
figure "DuckDB: size" "$bytes / $rows" "bytes an observation"
"$BUILD"/bench/duck "$library" ask "$dir"/duck 2>/dev/null
"$BUILD"/bench/duck "$library" ask "$dir"/duck 2>"$dir"/ask
read -r peer <"$dir"/ask
figure "DuckDB: tallies and details" "$peer" "s of CPU"
figure "DuckDB / store" "$peer / $all" times
"$BUILD"/bench/duck "$library" ask "$dir"/duck "$dir"/theirs
sort "$dir"/ours >"$dir"/ours.sorted
sort "$dir"/theirs >"$dir"/theirs.sorted
cmp "$dir"/ours.sorted "$dir"/theirs.sorted
echo "answers equal: $(wc -l <"$dir"/ours)"
