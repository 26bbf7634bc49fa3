#!/bin/sh
# bench_ingest.sh: rows and packets into the store, with SHA-256 and regions, one core.  In the same run DuckDB takes the
# same CSV as it is (zstd too), one thread, without its start: first alone, where it cuts rows, tells types and reads times;
# then with the digest of the file and the region of each row, which our figure holds too.  Figures of the real file, which
# is short, are medians of five.  tcpdump and capinfos read the same capture, where they are here.  PACKETS sets the size
# (5 million), DUCKDB names DuckDB's library.
set -eu
export TEITEN_THREADS=1
packets=${PACKETS:-5000000}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
data=$(cd "$(dirname "$0")/../../.." && pwd)/shared/data

# figure WHAT EXPRESSION UNIT: one line.
figure() {
	awk -v what="$1" -v unit="$3" "BEGIN { printf \"%-44s %10.3f %s\n\", what, $2, unit }"
}

# cpu COMMAND...: its CPU seconds.
cpu() {
	sh -c '"$@" >/dev/null 2>&1; times' sh "$@" | awk 'NR == 2 { gsub(/[ms]/, " "); print $1 * 60 + $2 + $3 * 60 + $4 }'
}

# median COMMAND...: the middle of five figures that it prints; for what is short.
median() {
	for run in 1 2 3 4 5; do
		"$@"
	done | sort -n | sed -n 3p
}

library=$(sh "$(dirname "$0")"/duckdb.sh)

# load DUCK...: CPU seconds of a load by DuckDB.
load() {
	rm -f "$dir"/duck
	"$BUILD"/bench/duck "$library" "$@" 2>&1 | cut -d ' ' -f 1
}

# peer WHAT SPENT DUCK...: a load by DuckDB of what took us SPENT.
peer() {
	what=$1 spent=$2
	shift 2
	peer=$($often load "$@")
	figure "DuckDB: $what" "$rows / $peer / 1e6" "million rows/s of CPU"
	figure "DuckDB / ingest" "$peer / $spent" times
}

# duck FILE SPENT GEO ADDRESS: DuckDB's loads of a file; ADDRESS is SQL for the source as a number.
duck() {
	[ -e "$library" ] || return 0
	"$BUILD"/bench/ranges "$3" >"$dir"/ranges.csv
	peer "load of the same file" "$2" take "$1" "$dir"/duck
	peer "with digest and regions" "$2" join "$1" "$dir"/duck "$dir"/ranges.csv "$4"
}
part="split_part(source, '.',"
dotted="CASE WHEN source NOT LIKE '%:%' THEN (($part 1)::UINTEGER * 256 + $part 2)::UINTEGER) * 256 + $part 3)::UINTEGER) * 256
	+ $part 4)::UINTEGER END"

often= # how a peer is measured: once
"$TEITEN" simulate 2015q3 --scale 8 -o "$dir"/demo
gzip -dc "$dir"/demo/observations-2015Q3.csv.gz >"$dir"/rows.csv
rows=$(($(wc -l <"$dir"/rows.csv) - 2))
cat "$dir"/rows.csv >/dev/null
spent=$(cpu "$TEITEN" ingest -s "$dir"/a.db --geo "$dir"/demo/geo.mmdb "$dir"/rows.csv)
figure "ingest: simulated CSV, $rows rows" "$rows / $spent / 1e6" "million rows/s of CPU"
duck "$dir"/rows.csv "$spent" "$dir"/demo/geo.mmdb "$dotted"
if [ -e "$data"/marx/marx.csv.zst ]; then
	geo=$data/mmdb/geolite-legacy-country-2013-08.mmdb
	real() {
		rm -f "$dir"/b.db*
		cpu "$TEITEN" ingest -s "$dir"/b.db --profile marx --geo "$geo" "$data"/marx/marx.csv.zst
	}
	spent=$(median real)
	often=median
	rows=451581
	figure "ingest: real CSV in zstd, $rows rows" "$rows / $spent / 1e6" "million rows/s of CPU"
	duck "$data"/marx/marx.csv.zst "$spent" "$geo" src
fi
"$BUILD"/bench/capture "$packets" >"$dir"/packets.pcap
spent=$(cpu "$TEITEN" ingest -s "$dir"/c.db --sensor a --geo "$dir"/demo/geo.mmdb "$dir"/packets.pcap)
figure "ingest: capture, $packets packets" "$packets / $spent / 1e6" "million packets/s of CPU"
survey=$data/scanners/surveyscanner_2025_1Q.json.zst
if [ ! -e "$survey" ]; then
	survey=$dir/survey
	echo 192.0.2.1 >"$survey"
fi
spent=$(cpu "$TEITEN" ingest -s "$dir"/d.db --sensor a --signatures common --survey "$survey" --geo "$dir"/demo/geo.mmdb \
	"$dir"/packets.pcap)
figure "ingest: capture, labels and surveys besides" "$packets / $spent / 1e6" "million packets/s of CPU"
if command -v tcpdump >/dev/null; then
	peer=$(cpu tcpdump -r "$dir"/packets.pcap -w /dev/null)
	figure "tcpdump -w /dev/null" "$packets / $peer / 1e6" "million packets/s of CPU"
else
	echo "SKIP tcpdump is not here"
fi
if command -v capinfos >/dev/null; then
	peer=$(cpu capinfos -A "$dir"/packets.pcap)
	figure "capinfos -A" "$packets / $peer / 1e6" "million packets/s of CPU"
else
	echo "SKIP capinfos is not here"
fi
