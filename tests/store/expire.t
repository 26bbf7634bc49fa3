#!/bin/sh
# expire.t: old observations go, sums of whole days and sketches of sources stay; packets of a report are as they were,
# sources about; what is not there any more is refused, never answered from the rest.  Counted by awk from the files and
# by sqlite3 from the store.
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
"$TEITEN" aggregate 2015Q3 --store t.db -o third-before.json >/dev/null
"$TEITEN" aggregate 2015Q4 --store t.db -o fourth-before.json >/dev/null
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

# A report of a quarter with them, and one of the quarter after: only sources are other, and nearly what they were.
sources() { # MODEL
	python3 -c 'import json, sys; m = json.load(open(sys.argv[1])); print(m["now"]["sources"], m["before"]["sources"])' "$1"
}
packets() { # MODEL: all that is not about sources
	python3 -c 'import json, sys
m = json.load(open(sys.argv[1])); m.pop("expired")
def strip(value):
	if isinstance(value, list):
		return [strip(one) for one in value]
	if isinstance(value, dict):
		return {key: strip(one) for key, one in value.items() if key not in ("sources", "previous_sources")}
	return value
print(json.dumps(strip(m)))' "$1"
}
near() { # WHAT WANT GOT: within 2.5 %, three standard errors
	awk -v want="$2" -v got="$3" 'BEGIN { exit !(got >= want * .975 && got <= want * 1.025) }'
	told $? "$1: $3 for $2"
}
check "a quarter with them" "0 " "$(say aggregate 2015Q3 --store t.db -o third.json)"
check "its packets are as they were" "$(packets third-before.json)" "$(packets third.json)"
near "its sources" "$(awk -F , 'FNR > 1 && !seen[$3]++ { n++ } END { print n }' a.csv b.csv)" "$(sources third.json | cut -d ' ' -f 1)"
# Of every port with a row, counted by awk: the model says none that is further off.
awk -F , 'FNR > 1 && !seen[$5 "," $3]++ { n[$5]++ } END { for (port in n) print port "/tcp", n[port] }' a.csv b.csv | sort >counted
python3 -c 'import json
for row in json.load(open("third.json"))["tables"][0]["rows"]:
	print(row["key"], row["sources"])' | sort >told
check "sources of each of $(wc -l <told) ports" "" "$(join counted told | awk '{ if ($3 < $2 * .97 || $3 > $2 * 1.03) print }
	END { if (NR != 20) print NR " ports" }')"
check "days that have expired" "2015-07-10 2015-07-17" "$(python3 -c 'import json, datetime
for e in json.load(open("third.json"))["expired"]:
	print(*(datetime.datetime.utcfromtimestamp(t + 32400).date() for t in (e["from"], e["to"])))')"
check "the quarter after" "0 " "$(say aggregate 2015Q4 --store t.db -o fourth.json)"
check "packets and ranks of both are as they were" "$(packets fourth-before.json)" "$(packets fourth.json)"
near "sources of the one before" "$(sources fourth-before.json | cut -d ' ' -f 2)" "$(sources fourth.json | cut -d ' ' -f 2)"
check "sources of the one that is whole" "$(sources fourth-before.json | cut -d ' ' -f 1)" "$(sources fourth.json | cut -d ' ' -f 1)"
"$TEITEN" render third.json -o out --format pdf,trace >/dev/null 2>&1
check "marked on every line of the data" "sources_known=approximate" "$(awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "sources_known") c = i; next }
	{ print "sources_known=" $c }' out/data/ports.csv | sort -u)"
pdftotext out/report-2015Q3.ja.pdf - 2>/dev/null | tr -d '\n ' >ja.text
pdftotext out/report-2015Q3.en.pdf - 2>/dev/null | tr '\n' ' ' >en.text
n_sources=$(sources third.json | cut -d ' ' -f 1 | sed -E ':a; s/^([0-9]+)([0-9]{3})/\1,\2/; ta')
grep -q "約$n_sources" ja.text && grep -q "2015年7月10日～16日の観測データは削除し" ja.text
told $? "and in Japanese"
grep -q "approximately $n_sources source addresses" en.text && grep -q "Observations from .* were deleted" en.text
told $? "and in English"

"$TEITEN" report 2015Q3 --store t.db --no-sources -o uncounted >/dev/null 2>&1
pdftotext uncounted/report-2015Q3.ja.pdf - 2>/dev/null | tr -d '\n ' | grep -q "送信元アドレスの総数は、数えていないか" &&
	pdftotext uncounted/report-2015Q3.en.pdf - | tr '\n' ' ' | grep -q "How many source addresses there were in all is not given" &&
	! grep -q "not given" en.text
told $? "sources that were not counted besides are told of"

item=$(python3 -c 'import json; print(json.load(open("third.json"))["tables"][0]["rows"][0]["key"])')
check "explained as far as it goes" "> Observations of this time have expired: who sent the packets is no longer known." \
	"$("$TEITEN" explain "$item" 2015Q3 --store t.db --lang en 2>&1 | tail -n 1)"

# What was about when it was published is about in the report of the next quarter, which has no observation of it.
"$TEITEN" ingest -s next.db c.csv >/dev/null
check "as published" "0 approximate" "$("$TEITEN" aggregate 2015Q4 --store next.db --previous third.json -o next.json >/dev/null 2>&1; echo "$? $(
	"$TEITEN" render next.json --lang en --format trace -o next >/dev/null 2>&1
	awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "previous_sources_known") c = i; next } $c { print $c }' next/data/ports.csv | sort -u)")"

# In one step or in many, with what is left of the quarter in between: the same sketches and tables.
cp t.db steps.db
cp t.db once.db
for day in 18 19 20; do
	"$TEITEN" store expire -s steps.db --before 2015-07-$day >/dev/null
done
"$TEITEN" store expire -s once.db --before 2015-07-20 >/dev/null
kept() {
	sqlite3 "$1" 'SELECT quarter, sum, key, packets, hex(data) FROM sketch ORDER BY 1, 2, 3; SELECT id, hex(data) FROM heavy ORDER BY 1'
}
check "in one step or in three" "$(kept once.db | sha256sum)" "$(kept steps.db | sha256sum)"

# A day of more ports by sensor than are counted at once; both families, more than one packet now and then.
awk 'BEGIN { print "time,sensor,source,protocol,port,signature,packets"; srand(5)
	for (r = 0; r < 66000; r++) printf "2015-07-02T%02d:%02d:%02d+09:00,s%d,%s,%s,%d,,%s\n", r / 3000, r / 50 % 60, r % 60, r % 97,
		r % 5 ? sprintf("198.51.%d.%d", rand() * 256, rand() * 256) : sprintf("2001:db8::%x", rand() * 9999), r % 3 ? "tcp" : "udp",
		r < 3000 ? 23 : r % 65536, r % 11 ? "" : 7 }' >large.csv
"$TEITEN" ingest -s large.db large.csv >/dev/null
"$TEITEN" aggregate 2015Q3 --store large.db -o large-before.json >/dev/null 2>&1
"$TEITEN" store expire -s large.db --before 2015-08-01 >/dev/null
"$TEITEN" aggregate 2015Q3 --store large.db -o large.json >/dev/null 2>&1
check "a large day" "$(packets large-before.json | sha256sum)" "$(packets large.json | sha256sum)"
check "every port of it by hour and by sensor" "0 " "$(say store check -s large.db)"

# What is left cannot say everything, and may be damaged.
check "in another zone" "2 teiten: store 't.db': the observations from 2015-07-10T00:00:00+09:00 to 2015-07-11T00:00:00+09:00 $gone" \
	"$(say aggregate 2015Q3 --time-zone UTC --store t.db -o m.json)"
check "is not written" 1 "$(test -e m.json; echo $?)"
cp t.db less.db
sqlite3 less.db 'DELETE FROM sketch WHERE sum = 0'
"$TEITEN" aggregate 2015Q3 --store less.db -o less.json >/dev/null && "$TEITEN" render less.json --lang en --format trace -o less >/dev/null 2>&1
check "items of which no sketch is kept" "-1 and nothing in the data" "$(python3 -c 'import json
print(*{row["sources"] for row in json.load(open("less.json"))["tables"][0]["rows"]})') and $(
	awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "sources") c = i; next } $c != "" { n++ } END { print n ? n : "nothing" }' less/data/ports.csv) in the data"
sqlite3 less.db "UPDATE sketch SET data = x'00' WHERE sum = 4"
check "a sketch that is none" "2 teiten: store '$dir/less.db' is damaged: sketch 4 of key 0, quarter 1435676400" "$(say aggregate 2015Q3 --store less.db -o m.json)"
check "is found" "1 store '$dir/less.db' is damaged: sketch 4 of key 0, quarter 1435676400" "$(say store check -s less.db)"
cp t.db other.db
sqlite3 other.db 'UPDATE heavy SET data = (SELECT data FROM heavy h WHERE h.id = heavy.id + 86400) WHERE id >> 40 = 8 AND id & 0xffffffffff = 1436454000'
check "packets of another day" "1 store '$dir/other.db' is damaged: what is left of day 1436454000 is not what its sum 0 says" "$(say store check -s other.db)"
cp t.db old.db
sqlite3 old.db 'DELETE FROM sketch; DELETE FROM heavy WHERE id >> 40 >= 6; UPDATE expired SET quarter = NULL'
check "days that expired before there was all that" "2 teiten: store 'old.db': the observations from 2015-07-10T00:00:00+09:00 to 2015-07-11T00:00:00+09:00 $gone" \
	"$(say aggregate 2015Q3 --store old.db -o m.json)"

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
