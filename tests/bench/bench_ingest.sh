#!/bin/sh
# bench_ingest.sh: rows and packets into the store, with SHA-256 and regions, one core.  In the same run DuckDB takes the
# same CSV, one thread: it cuts rows and tells types, but looks up no region and makes no digest; and tcpdump and capinfos
# read the same capture, where they are here.  PACKETS sets the size (5 million), DUCKDB names DuckDB's library.
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

library=$(sh "$(dirname "$0")"/duckdb.sh)

# duck FILE SPENT: DuckDB's load of a file that took us SPENT.
duck() {
	[ -e "$library" ] || return 0
	rm -f "$dir"/duck
	"$BUILD"/bench/duck "$library" take "$1" "$dir"/duck 2>"$dir"/load
	read -r peer bytes <"$dir"/load
	figure "DuckDB: load of the same file" "$rows / $peer / 1e6" "million rows/s of CPU"
	figure "DuckDB / ingest" "$peer / $2" times
}

"$TEITEN" simulate 2015q3 --scale 8 -o "$dir"/demo
gzip -dc "$dir"/demo/observations-2015Q3.csv.gz >"$dir"/rows.csv
rows=$(($(wc -l <"$dir"/rows.csv) - 2))
cat "$dir"/rows.csv >/dev/null
spent=$(cpu "$TEITEN" ingest -s "$dir"/a.db --geo "$dir"/demo/geo.mmdb "$dir"/rows.csv)
figure "ingest: simulated CSV, $rows rows" "$rows / $spent / 1e6" "million rows/s of CPU"
duck "$dir"/rows.csv "$spent"
if [ -e "$data"/marx/marx.csv.zst ]; then
	spent=$(cpu "$TEITEN" ingest -s "$dir"/b.db --profile marx --geo "$data"/mmdb/geolite-legacy-country-2013-08.mmdb \
		"$data"/marx/marx.csv.zst)
	rows=451581
	figure "ingest: real CSV in zstd, $rows rows" "$rows / $spent / 1e6" "million rows/s of CPU"
	duck "$data"/marx/marx.csv.zst "$spent"
fi
"$BUILD"/bench/capture "$packets" >"$dir"/packets.pcap
spent=$(cpu "$TEITEN" ingest -s "$dir"/c.db --sensor a --geo "$dir"/demo/geo.mmdb "$dir"/packets.pcap)
figure "ingest: capture, $packets packets" "$packets / $spent / 1e6" "million packets/s of CPU"
spent=$(cpu "$TEITEN" ingest -s "$dir"/d.db --sensor a --signatures common --geo "$dir"/demo/geo.mmdb "$dir"/packets.pcap)
figure "ingest: capture, with labels" "$packets / $spent / 1e6" "million packets/s of CPU"
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
