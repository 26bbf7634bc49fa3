#!/bin/sh
# order.t: rows are stored the same in whatever order a file has them.  A day that a file has left behind is written; its
# rows that come nevertheless make another segment, and once such disorder was seen days wait longer.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1

awk 'BEGIN {
	for (day = 1; day <= 20; day++)
		for (n = 0; n < 40; n++)
			printf "2015-07-%02dT%02d:%02d:00Z,%s,192.0.2.%d,tcp,%d,,\n", day, n / 2, n % 2 * 30, n % 2 ? "a" : "b", n, n + day
}' >rows
head=time,sensor,source,protocol,port,signature,packets
store() { # NAME: the rows on stdin
	{ echo $head; cat; } >"$1".csv
	"$TEITEN" ingest -s "$1".db --time-zone UTC "$1".csv >/dev/null
}
store sorted <rows
sort -s -t , -k 2,2 rows | store sensors
sort -s -t , -k 5,5n rows | store ports
{ tail -n 1 rows; sed '$d' rows; } | store late

ask() {
	"$TEITEN" query -s "$1".db 'SELECT epoch, sensor, source, port, packets FROM observation ORDER BY 1, 2, 3'
	"$TEITEN" store check -s "$1".db
}
segments() {
	sqlite3 "$1".db 'SELECT count(*), (SELECT count(*) FROM day) FROM segment'
}
ask sorted >want
check "rows" 801 "$(wc -l <want | tr -d ' ')"
for name in sensors ports late; do
	ask $name >got
	check "$name: the same" "" "$(diff want got)"
done
check "sorted: a segment a day" "20|20" "$(segments sorted)"
check "a sensor after another: two of those left behind" "38|20" "$(segments sensors)"
check "days that run into each other: a segment a day" "20|20" "$(segments ports)"
check "one that is too early: a segment a day" "20|20" "$(segments late)"
finish
