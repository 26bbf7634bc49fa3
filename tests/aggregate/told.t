#!/bin/sh
# told.t: of invented counts, which events are told: by their part of all packets and of their own, and which port's rise makes up
# a region's where two rise at once.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1

# Six sensors and thirteen ports in two quarters, a row of each port a sensor and six hours; one sensor ends with July, and four
# events last three days.
# 240.1.0.0/16 and its like are regions of the simulation's database.
cat >counts.awk <<'END'
function put(time, sensor, source, port, packets) {
	printf "%s,s%d,%s,tcp,%d,,%d\n", strftime("%Y-%m-%dT%H:%M:%S+09:00", time), sensor, source, port, packets
}
BEGIN {
	srand(7)
	split("240.195.20.1 240.1.51.1 240.104.152.1 240.141.48.1", from, " ")
	print "time,sensor,source,protocol,port,signature,packets"
	first = mktime("2015 04 01 00 00 00")
	for (day = 0; day < 183; day++)
		for (s = 1; s <= 6; s++)
			for (hour = 0; hour < 24; hour += 6)
				for (p = 1; p <= 13 && !(s == 6 && day >= 122); p++)
					put(first + day * 86400 + hour * 3600 + int(rand() * 21600), s, from[1 + int(rand() * 4)], 1000 + p, 60 - 4 * p + int(rand() * 5))
	august = mktime("2015 08 10 00 00 00")
	for (hour = 0; hour < 72; hour++) {
		at = august + hour * 3600 + 600
		put(at, 1, from[2], 5555, 500)
		put(at, 1, from[3], 6666, 200)
		put(at, 2, from[1], 1012, 40)
		put(at, 2, from[4], 1005, 40)
	}
}
END
TZ=Asia/Tokyo gawk -f counts.awk >seen.csv
"$TEITEN" simulate 2015q3 --seed 1 -o simulated >log 2>&1 &&
	"$TEITEN" ingest --store t.db --profile teiten --geo simulated/geo.mmdb seen.csv >>log 2>&1 &&
	"$TEITEN" aggregate 2015Q3 --store t.db -o model.json >>log 2>&1
told $? "a model of the counts"
[ -s model.json ] || sed 's/^/# /' log

ask() { # EXPRESSIONS, of a highlight h and its parent p, one a line
	sqlite3 -separator ' ' :memory: "WITH told AS (SELECT value AS h FROM json_each(readfile('model.json'), '\$.highlights'))
		SELECT $1 FROM told AS a LEFT JOIN (SELECT h AS p FROM told) ON p ->> 'id' = h ->> 'parent' WHERE h ->> 'table' IN ('port', 'region') ORDER BY h ->> 'item'"
}
check "events of one sensor are told from a hundredth of all packets, or of their own among the first ten" \
	"1005/tcp 5555/tcp 6666/tcp CN US" "$(ask "h ->> 'item'" | paste -sd' ')"
check "a region's rise is the port's that makes up most of it, not the heaviest port's" "CN 5555/tcp US 6666/tcp" \
	"$(ask "h ->> 'item', p ->> 'item'" | awk 'NF == 2' | paste -sd' ')"
check "packets more than usual are those that came" "5555/tcp 36000 6666/tcp 14400" \
	"$(ask "h ->> 'item', h ->> 'excess'" | awk '/^[56]/' | paste -sd' ')"
check "and they came from the tenth to the twelfth" "2015-08-10 00:00:00 2015-08-13 00:00:00" \
	"$(ask "datetime(h ->> 'from', 'unixepoch', '9 hours'), datetime(h ->> 'to', 'unixepoch', '9 hours'), h ->> 'item'" | sed -n 's/ 5555.*//p')"
check "a sensor that ended is no fall: observed as before, the others of the first ten stay within a twentieth" 0 \
	"$(sqlite3 :memory: "SELECT count(*) FROM json_each(readfile('model.json'), '\$.tables[0].rows') AS row
		WHERE row.value ->> 'key' GLOB '100[1-9]/tcp' AND row.value ->> 'key' <> '1005/tcp' AND row.value ->> 'factor' NOT BETWEEN 950 AND 1050")"
check "though a tenth of their packets is missing" 0 \
	"$(sqlite3 :memory: "SELECT count(*) FROM json_each(readfile('model.json'), '\$.tables[0].rows') AS row
		WHERE row.value ->> 'key' GLOB '100[1-9]/tcp' AND row.value ->> 'key' <> '1005/tcp' AND (row.value ->> 'packets') * 100 > (row.value ->> 'previous_packets') * 93")"
check "at one sensor each" "single single single single single" "$(ask "h ->> 'scope'" | paste -sd' ')"
finish
