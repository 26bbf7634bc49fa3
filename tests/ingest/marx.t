#!/bin/sh
# marx.t: real observations, counted by awk from the file and by the program from the store.
. "$(dirname "$0")/../tap.sh"
data=$shared/data
[ -e "$data/marx/marx.csv.zst" ] || skip_all "../shared is not here"

ingest() {
	"$TEITEN" ingest --store "$dir/t.db" --time-zone UTC --profile marx \
		--geo "$data/mmdb/geolite-legacy-country-2013-08.mmdb" "$@" 2>&1
}

zstd -dq "$data/marx/marx.csv.zst" -o "$dir/marx.csv"
want=$(awk -F, 'NR > 1 { n++; if (!seen[$2]++) s++; if (first == "" || $1 < first) first = $1; if ($1 > last) last = $1 }
	END { sub(" ", "T", first); sub(" ", "T", last); printf "%d rows, %d packets, %d sensors, 0 rejected, %s+00:00 to %s+00:00", n, n, s, first, last }' "$dir/marx.csv")
check "packed" "$data/marx/marx.csv.zst: $want" "$(ingest "$data/marx/marx.csv.zst")"
check "the same content unpacked adds nothing" "$dir/marx.csv: already in the store: nothing added" "$(ingest "$dir/marx.csv")"
check "the same content from a pipe adds nothing" "stdin: already in the store: nothing added" "$(gzip -1c "$dir/marx.csv" | ingest -)"
check "the ledger" "1|451581|451581|$(sha256sum "$dir/marx.csv" | cut -d' ' -f1)" \
	"$(sqlite3 "$dir/t.db" "SELECT count(*), sum(observations), sum(packets), lower(hex(max(sha256))) FROM batch")"
tail -n +2 "$dir/marx.csv" | sed 's/2013-/2012-/' | { echo datetime,host,src,proto,type,spt,dpt; cat; } >"$dir/other.csv"
check "a year before does not overlap" "0" "$(ingest "$dir/other.csv" >/dev/null; echo $?)"
head -n 1000 "$dir/marx.csv" >"$dir/part.csv"
check "a part overlaps" "2" "$(ingest "$dir/part.csv" >/dev/null; echo $?)"
finish
