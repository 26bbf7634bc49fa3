#!/bin/sh
# keep.t: many small batches are compacted and withdrawn; what is left is what a store has that never had the rest.
# Counted by awk from the files and by sqlite3 from the store.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1

# A file a sensor and day; both families, more than one packet now and then; files of sensor s3 touch the next day.
awk 'BEGIN {
	srand(11)
	for (d = 1; d <= 6; d++) for (s = 1; s <= 8; s++) {
		file = "s" s "-d" d ".csv"
		print "time,sensor,source,protocol,port,signature,packets" >file
		for (r = 0; r < 200; r++) {
			t = r * 400
			printf "2015-07-%02dT%02d:%02d:%02dZ,s%d,%s,tcp,%d,%s,%s\n", d, t / 3600, t / 60 % 60, t % 60, s,
			    rand() < .2 ? sprintf("2001:db8::%x", rand() * 500) : sprintf("198.51.%d.%d", rand() * 3, rand() * 256),
			    rand() < .5 ? 23 : rand() * 900, rand() < .1 ? "scan" : "", rand() < .05 ? 3 : "" >file
		}
		close(file)
	}
}'
"$TEITEN" ingest -s t.db s*.csv >/dev/null

# All that sums say, and all that the ledger says but its numbers.
summed() {
	sqlite3 "$1" 'SELECT id, hex(data) FROM summary ORDER BY 1; SELECT * FROM day ORDER BY 1'
}
ledger() {
	sqlite3 "$1" 'SELECT name, hex(sha256), observations, packets, first, last FROM batch ORDER BY 1;
		SELECT b.name, n.name, s.first, s.last, s.observations, s.packets FROM batch_sensor s
		JOIN batch b ON b.id = s.batch JOIN sensor n ON n.id = s.sensor ORDER BY 1, 2'
}
# Packets and unique sources of the quarter as the model has them.
told_by_model() {
	"$TEITEN" aggregate 2015Q3 --store "$1" -o "$1.json" >/dev/null 2>"$1.log" || cat "$1.log"
	python3 -c 'import json, sys; t = json.load(open(sys.argv[1]))["now"]; print(t["packets"], t["sources"])' "$1.json"
}
counted() { # FILE...
	awk -F , 'FNR > 1 { packets += $7 == "" ? 1 : $7; sources += !seen[$3]++ } END { print packets, sources }' "$@"
}

before=$(summed t.db)
segments=$(sqlite3 t.db 'SELECT count(*) FROM segment')
said=$("$TEITEN" store compact -s t.db)
check "says what it did" "7 days compacted: $segments segments became 14" "${said%%,*}"
check "a segment a day and family" "14 14" "$(sqlite3 t.db 'SELECT count(*), (SELECT count(*) FROM (SELECT DISTINCT day, family FROM segment)) FROM segment' | tr '|' ' ')"
check "the same sums" "$before" "$(summed t.db)"
check "sound" "0 " "$("$TEITEN" store check -s t.db; echo "$? ")"
check "every run knows its batch" "" "$(sqlite3 t.db 'SELECT b.name FROM batch b LEFT JOIN run r ON r.batch = b.id GROUP BY b.id HAVING sum(r.observations) IS NOT b.observations')"
check "no page is free" 0 "$(sqlite3 t.db 'PRAGMA freelist_count')"
check "the counts of the files" "$(counted s*.csv)" "$(told_by_model t.db)"
check "nothing to do" "0 days compacted: 14 segments became 14" "$("$TEITEN" store compact -s t.db | cut -d , -f 1)"

# By name, by number, by content.
sha=$(sqlite3 t.db "SELECT lower(hex(sha256)) FROM batch WHERE name = 's5-d6.csv'")
number=$(sqlite3 t.db "SELECT id FROM batch WHERE name = 's3-d2.csv'")
for word in s1-d1.csv "$number" "$(echo "$sha" | cut -c 1-12)"; do
	"$TEITEN" store withdraw -s t.db "$word" >>said || echo "# $word"
done
check "sound without them" "0 " "$("$TEITEN" store check -s t.db; echo "$? ")"
mkdir rest && cp s*.csv rest && rm rest/s1-d1.csv rest/s3-d2.csv rest/s5-d6.csv
(cd rest && "$TEITEN" ingest -s ../rest.db s*.csv >/dev/null)
check "the counts of the rest" "$(counted rest/s*.csv)" "$(told_by_model t.db)"
check "the ledger of the rest" "$(ledger rest.db)" "$(ledger t.db)"
check "the register keeps them" "s1-d1.csv s3-d2.csv s5-d6.csv" "$(sqlite3 t.db 'SELECT name FROM withdrawal ORDER BY 1' | xargs)"
check "and the list tells" 3 "$("$TEITEN" store list -s t.db | awk -F , 'NR > 1 && $10 != ""' | wc -l)"
"$TEITEN" ingest -s t.db s1-d1.csv s3-d2.csv s5-d6.csv >/dev/null
"$TEITEN" store compact -s t.db >/dev/null
check "the same files again" "$(counted s*.csv)" "$(told_by_model t.db)"
check "and the sums of before" "$before" "$(summed t.db)"

# A whole day taken out is gone.
for s in 1 2 3 4 5 6 7 8; do "$TEITEN" store withdraw -s t.db s$s-d6.csv >/dev/null; done
check "a day without rows" "$(sqlite3 t.db 'SELECT count(DISTINCT day) FROM segment')" "$(sqlite3 t.db 'SELECT count(*) FROM day')"
check "sound to the end" "0 " "$("$TEITEN" store check -s t.db; echo "$? ")"

# Rows beyond one segment: full ones stay as they are.
awk 'BEGIN { print "time,sensor,source,protocol,port,signature,packets"
	for (r = 0; r < 300000; r++) printf "2015-08-01T00:%02d:%02dZ,big,203.0.%d.%d,udp,%d,,\n", r / 6000, r / 100 % 60, r / 256 % 256, r % 256, r % 7 }' >big.csv
awk 'BEGIN { print "time,sensor,source,protocol,port,signature,packets"
	for (r = 0; r < 200000; r++) printf "2015-08-01T00:%02d:%02dZ,large,203.1.%d.%d,udp,%d,,\n", r / 6000, r / 100 % 60, r / 256 % 256, r % 256, r % 5 }' >large.csv
"$TEITEN" ingest -s big.db big.csv large.csv >/dev/null
full=$(sqlite3 big.db 'SELECT min(id) FROM segment')
"$TEITEN" store compact -s big.db >/dev/null
check "as few as can be" "262144 237856" "$(sqlite3 big.db 'SELECT observations FROM segment ORDER BY 1 DESC' | xargs)"
check "the full one stays" "$full" "$(sqlite3 big.db 'SELECT min(id) FROM segment')"
"$TEITEN" store withdraw -s big.db big.csv >/dev/null
check "out of a segment of both" "$(counted large.csv)" "$(told_by_model big.db)"

# A store of the first version comes up to date.
sqlite3 rest.db 'DROP TABLE withdrawal; DROP TABLE placement; DROP TABLE placement_geo; DROP TABLE expired; DROP TABLE expired_run; DROP TABLE heavy; DROP TABLE sketch; ALTER TABLE store DROP COLUMN placement; ALTER TABLE batch DROP COLUMN cut; ALTER TABLE batch DROP COLUMN dropped; ALTER TABLE batch DROP COLUMN unread; ALTER TABLE batch DROP COLUMN survey; ALTER TABLE batch DROP COLUMN survey_sha256; PRAGMA user_version = 2'
check "an older version is read when it is brought up to date" "0 " "$("$TEITEN" store check -s rest.db; echo "$? ")"
check "and is of the new one" "$(sqlite3 t.db 'PRAGMA user_version')" "$(sqlite3 rest.db 'PRAGMA user_version')"
finish
