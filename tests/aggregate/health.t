#!/bin/sh
# health.t: real observations of which one sensor lost seven in ten packets for a week, and an outage declared in
# which packets came.  The data are not ours to give; they are looked for beside the repository.
. "$(dirname "$0")/../tap.sh"
csv=$shared/data/marx/marx.csv.zst
[ -e "$csv" ] || skip_all "../shared is not here"

health() { # MODEL
	sqlite3 :memory: "SELECT value ->> 'what', value ->> 'sensor', strftime('%m-%dT%H:%M', value ->> 'from', 'unixepoch'),
		strftime('%m-%dT%H:%M', value ->> 'to', 'unixepoch'), value ->> 'known', value ->> 'missing', value ->> 'level' / 100,
		value ->> 'heard' FROM json_each(readfile('$1'), '\$.health')"
}

cd "$dir" || exit 1
zstd -dcq "$csv" | awk -F, 'BEGIN { srand(7) }
	!($2 == "groucho-tokyo" && $1 >= "2013-08-10" && $1 < "2013-08-17") || rand() < 0.3' >lossy.csv
"$TEITEN" ingest --store lossy.db --profile marx lossy.csv >log 2>&1 &&
	"$TEITEN" gap add --store lossy.db --sensor groucho-oregon --from 2013-07-10T02:00:00Z --to 2013-07-10T05:00:00Z >>log 2>&1 &&
	"$TEITEN" aggregate --store lossy.db --time-zone UTC -o lossy.json 2013Q3 || {
	sed 's/^/# /' log
	echo "Bail out! no model"
	exit 1
}
heard=$(awk -F, '$2 == "groucho-oregon" && $1 >= "2013-07-10 02:00" && $1 < "2013-07-10 05:00" && !seen[substr($1, 1, 16)]++ { n++ }
	END { print n }' lossy.csv)
check "the loss, the contradicted outage and the end of the data are told, and nothing else" \
	"silent|groucho-oregon|07-10T02:00|07-10T05:00|conflict|0|0|$heard
degraded|groucho-tokyo|08-10T00:00|08-17T00:00|detected|0|3|0
silent||09-08T05:56|10-01T00:00|detected|1965840|0|0" "$(health lossy.json)"
check "what packets contradict is observed" "1" \
	"$(sqlite3 :memory: "SELECT count(*) FROM json_each(readfile('lossy.json'), '\$.gaps')")"
mkdir edition && printf '[edition]\ndate = 2013-10-29\n[ja]\nauthor = a\n[en]\nauthor = a\n' >edition/edition.ini
check "the editor is told" "outage of groucho-oregon from 2013-07-10T02:00:00+00:00 to 2013-07-10T05:00:00+00:00: packets came in $heard of its minutes; correct it with teiten gap
outage of all sensors from 2013-09-08T05:56:00+00:00 to 2013-10-01T00:00:00+00:00: it was found in the counts alone; record it with teiten gap" \
	"$("$TEITEN" check --edition edition lossy.json | grep '^outage')"
finish
