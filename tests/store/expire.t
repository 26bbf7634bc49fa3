#!/bin/sh
# expire.t: old observations go, sums of whole days stay; what sums cannot answer is refused, never answered from the
# rest.  Counted by awk from the file and by sqlite3 from the store.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1
say() {
	got=$("$TEITEN" "$@" 2>&1)
	echo "$? $got"
}
gone="have expired, and sums cannot answer this"

# Two files of five days, in the middle of a month and over its end; a third, later, of a quarter of its own.
days() { # FIRST MONTH SENSOR
	awk -v first="$1" -v month="$2" -v sensor="$3" 'BEGIN { srand(first); print "time,sensor,source,protocol,port,signature,packets"
		for (d = first; d < first + 5; d++) for (r = 0; r < 300; r++)
			printf "2015-%s-%02dT%02d:%02d:00+09:00,%s,198.51.%d.%d,tcp,%d,,\n", month, d, r / 60, r % 60, sensor, d, rand() * 256, rand() * 20 }'
}
days 10 07 a >a.csv
days 15 07 a >b.csv
days 10 12 a >c.csv
"$TEITEN" ingest -s t.db a.csv b.csv c.csv >/dev/null
summed() {
	sqlite3 "$1" 'SELECT id, hex(data) FROM summary ORDER BY 1; SELECT * FROM day ORDER BY 1'
}
"$TEITEN" aggregate 2015Q4 --store t.db -o before.json >/dev/null
before=$(summed t.db)
check "two days and all of the first file" "0 2100 observations of 7 days have expired; their sums stay" \
	"$(say store expire -s t.db --before 2015-07-17T00:00:00+09:00)"
check "sums are as they were" "$before" "$(summed t.db)"
check "rows are not" "$(awk -F , 'FNR > 1 && $1 >= "2015-07-17"' a.csv b.csv c.csv | wc -l)" "$(sqlite3 t.db 'SELECT sum(observations) FROM segment')"
check "nor columns of theirs" 0 "$(sqlite3 t.db 'SELECT count(*) FROM column_data WHERE (id & 0xffffffffff) NOT IN (SELECT id FROM segment)')"
check "the ledger knows" "1500 1500 1500" "$(sqlite3 t.db 'SELECT observations FROM batch' | xargs)"
check "sound" "0 " "$(say store check -s t.db)"
check "said of itself" "days 15 expired 7" "$("$TEITEN" store info -s t.db | grep -E '^(days|expired)' | xargs)"
check "again there is nothing" "0 0 observations of 0 days have expired; their sums stay" \
	"$(say store expire -s t.db --before 2015-07-17T00:00:00+09:00)"
check "a day that is not whole stays" "0 0 observations of 0 days have expired; their sums stay" \
	"$(say store expire -s t.db --before 2015-07-17T23:59:59+09:00)"

check "a quarter with them" "2 teiten: store 't.db': the observations from 2015-07-10T00:00:00+09:00 to 2015-07-17T00:00:00+09:00 $gone" \
	"$(say aggregate 2015Q3 --store t.db -o m.json)"
check "is not written" 1 "$(test -e m.json; echo $?)"
check "rows by SQL" "2 teiten: query: store 't.db': the observations from 2015-07-10T00:00:00+09:00 to 2015-07-17T00:00:00+09:00 $gone" \
	"$(got=$("$TEITEN" query -s t.db 'SELECT count(*) FROM observation' 2>&1 >/dev/null); echo "$? $got")"
check "a batch that is gone in part" "2 teiten: batch 2 ('b.csv') cannot be withdrawn: 600 of its observations have expired, and are only in sums" \
	"$(say store withdraw -s t.db b.csv)"
days 12 07 b >d.csv
check "more for such a day" "2 teiten: d.csv: store 't.db': the observations from 2015-07-12T00:00:00+09:00 to 2015-07-13T00:00:00+09:00 $gone" \
	"$(say ingest -s t.db d.csv)"
sed 's/,a,/,b,/' c.csv >e.csv
check "more for another" 0 "$(say ingest -s t.db e.csv | cut -c 1)"
check "what is there goes" "0 batch 3 withdrawn" "$(say store withdraw -s t.db c.csv)"
"$TEITEN" store compact -s t.db >/dev/null
check "sound after all that" "0 " "$(say store check -s t.db)"
check "no such time" "2 teiten: --before: 'soon' is no time; write it like 2015-09-20T14:50:00+09:00" "$(say store expire -s t.db --before soon)"
check "before when" "2 teiten: store expire wants --before" "$(say store expire -s t.db)"
finish
