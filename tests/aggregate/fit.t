#!/bin/sh
# fit.t: days on which a sensor lost most of its packets, and packets inside of declared outages, turn the ranks as observed,
# and neither the corrected ones nor what is told.  Six sensors, one row each ten minutes, ports in turn.
. "$(dirname "$0")/../tap.sh"

# Packets a row of a port at a sensor, and what of it is lost; a flood in an outage stands at the end.
packets() {
	awk 'BEGIN {
		srand(3)
		print "time,sensor,source,protocol,port,signature,packets"
		split("23 445 80 22 3389 8080 25 110", port, " ")
		split("10 4 5.2 5 3 6.5 2 1", weight, " ")
		for (t = 1427814000; t < 1443625200; t += 600) { # 2015-04-01 to 2015-10-01, Japan
			day = int((t - 1427814000) / 86400)
			hour = t - 1427814000 - day * 86400
			for (s = 1; s <= 6; s++) {
				p = (t / 600 + s) % 8 + 1
				usual = p == 2 && s == 1 ? 42 : p == 5 && s == 3 ? 25 : weight[p]
				left = s == 1 && day >= 111 && day < 131 || s == 3 && day >= 5 && day < 26 ? 0.3 : 1
				n = int(usual * left * (0.8 + 0.4 * rand()) * 10 + rand())
				if (s == 2 && (day == 151 && hour >= 43200 || day > 151 && day < 155))
					n = 0
				if (n > 0)
					printf "%s,s%d,192.0.2.%d,tcp,%d,,%d\n", strftime("%Y-%m-%dT%H:%M:%SZ", t, 1), s, p, port[p], n
			}
		}
		print "2015-08-30T05:00:00Z,s2,192.0.2.99,tcp,22,,15000"
		print "2015-08-31T05:00:00Z,s2,192.0.2.99,tcp,22,,25000"
	}'
}

# The ranks of a port: as observed, corrected; this quarter, the one before.
ranks() { # MODEL PORT
	sqlite3 :memory: "SELECT r.value ->> 'rank', r.value ->> 'corrected_rank', r.value ->> 'previous_rank', r.value ->> 'corrected_previous_rank'
		FROM json_each(readfile('$1'), '\$.tables') t, json_each(t.value, '\$.rows') r
		WHERE t.value ->> 'name' = 'port' AND r.value ->> 'key' = '$2/tcp'"
}

cd "$dir" || exit 1
packets >all.csv
"$TEITEN" ingest --store t.db --profile teiten all.csv >log 2>&1 &&
	"$TEITEN" gap add --store t.db --sensor s2 --from 2015-08-30T12:05:00+09:00 --to 2015-09-03T00:00:00+09:00 >>log 2>&1 &&
	"$TEITEN" aggregate --store t.db -o t.json 2015Q3 >>log 2>&1 || {
	sed 's/^/# /' log
	echo "Bail out! no model"
	exit 1
}
check "what is known of the sensors" "degraded|s1|07-21|08-09|detected
silent|s2|08-30|09-02|both" "$(sqlite3 :memory: "SELECT value ->> 'what', value ->> 'sensor', strftime('%m-%d', value ->> 'from', 'unixepoch', '9 hours'),
	strftime('%m-%d', (value ->> 'to') - 1, 'unixepoch', '9 hours'), value ->> 'known' FROM json_each(readfile('t.json'), '\$.health')")"
check "a lossy sensor takes the first place, as observed alone" "2|1|1|1 1|2|2|2" "$(ranks t.json 445) $(ranks t.json 23)"
check "packets in an outage make a place, as observed alone" "5|6|6|6 6|5|5|5" "$(ranks t.json 22) $(ranks t.json 80)"
check "a sensor was lossy in the quarter before" "3|3|4|3 4|4|3|4" "$(ranks t.json 3389) $(ranks t.json 8080)"
check "no day is told of" "" "$(sqlite3 :memory: "SELECT value ->> 'item', value ->> 'kind' FROM json_each(readfile('t.json'), '\$.highlights')")"
check "tables and figures count all packets" "$(awk -F, 'NR > 1 && $5 == 22 && $1 >= "2015-06-30T15" && $1 < "2015-09-30T15" { n += $7 } END { print n }' all.csv)" \
	"$(sqlite3 :memory: "SELECT r.value ->> 'packets' FROM json_each(readfile('t.json'), '\$.tables') t, json_each(t.value, '\$.rows') r
		WHERE t.value ->> 'name' = 'port' AND r.value ->> 'key' = '22/tcp'")"

# When days have expired, what came in a part of one is not known by sensor any more.
"$TEITEN" store expire --store t.db --before 2015-09-05 >log 2>&1 || sed 's/^/# /' log
"$TEITEN" aggregate --store t.db -o old.json 2015Q3 >log 2>&1 || sed 's/^/# /' log
check "the same when they have" "$(for port in 445 23 22 80 3389 8080; do ranks t.json $port; done)" \
	"$(for port in 445 23 22 80 3389 8080; do ranks old.json $port; done)"
finish
