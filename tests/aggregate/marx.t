#!/bin/sh
# marx.t: the model of real observations says what sqlite3 counts in the same rows: hours, types of ICMP, coverage,
# another time zone.  The data are not ours to give; they are looked for beside the repository.
. "$(dirname "$0")/../tap.sh"
csv=$shared/data/marx/marx.csv.zst
geo=$shared/data/mmdb/geolite-legacy-country-2013-08.mmdb
[ -e "$csv" ] && [ -e "$geo" ] || skip_all "../shared is not here"

ask() {
	sqlite3 "$dir/count.db" "$1"
}

cd "$dir" || exit 1
"$TEITEN" ingest --store marx.db --profile marx --geo "$geo" "$csv" >log 2>&1 &&
	"$TEITEN" aggregate --store marx.db --time-zone UTC -o q3.json 2013Q3 &&
	"$TEITEN" aggregate --store marx.db --time-zone UTC -o q1.json 2013Q1 &&
	"$TEITEN" aggregate --store marx.db --time-zone America/New_York -o ny.json 2013Q2 || {
	sed 's/^/# /' log
	echo "Bail out! no models"
	exit 1
}
zstd -dcq "$csv" >marx.csv
sqlite3 count.db >/dev/null <<'SQL'
.mode csv
.import marx.csv marx
CREATE TABLE seen AS SELECT CAST(strftime('%s', datetime) AS INTEGER) AS t, host, src,
	CASE proto WHEN 'ICMP' THEN CAST(type AS INTEGER) ELSE CAST(dpt AS INTEGER) END || '/' || lower(proto) AS item FROM marx;
CREATE TABLE tab AS SELECT 'q3' AS model, value ->> 'name' AS name, value ->> 'rows' AS rows FROM json_each(readfile('q3.json'), '$.tables')
	UNION ALL SELECT 'ny', value ->> 'name', value ->> 'rows' FROM json_each(readfile('ny.json'), '$.tables');
CREATE TABLE row AS SELECT model, name, r.value AS row FROM tab, json_each(rows) r;
ALTER TABLE row ADD COLUMN key;
UPDATE row SET key = row ->> 'key';
CREATE TABLE edge AS SELECT 'q3' AS model, key AS bin, CAST(value AS INTEGER) AS at FROM json_each(readfile('q3.json'), '$.edges')
	UNION ALL SELECT 'ny', key, value FROM json_each(readfile('ny.json'), '$.edges');
SQL

Q3="t >= strftime('%s', '2013-07-01') + 0 AND t < strftime('%s', '2013-10-01') + 0"
want=$(ask "SELECT rank() OVER (ORDER BY count(*) DESC), item, count(*), count(DISTINCT src) FROM seen WHERE $Q3
	GROUP BY item ORDER BY count(*) DESC LIMIT 20")
got=$(ask "SELECT row ->> 'rank', key, row ->> 'packets', row ->> 'sources' FROM row WHERE model = 'q3' AND name = 'icmp' LIMIT 20")
check "ports with ICMP by type" "$want" "$got"

# Every hour of every port that has hours, in both models: python counts the rows of the file once more.
differ() { # MODEL
	python3 - "$1" <<'PY'
import bisect, calendar, collections, csv, json, sys, time
model = json.load(open(sys.argv[1]))
edges = model['edges']
rows = next(t for t in model['tables'] if t['name'] == 'icmp')['rows']
seen = collections.Counter()
day = {}
for r in csv.DictReader(open('marx.csv')):
	date, clock = r['datetime'].split(' ')
	if date not in day:
		day[date] = calendar.timegm(time.strptime(date, '%Y-%m-%d'))
	t = day[date] + int(clock[:2]) * 3600 + int(clock[3:5]) * 60 + int(clock[6:])
	if edges[0] <= t < edges[-1]:
		port = r['type'] if r['proto'] == 'ICMP' else r['dpt']
		seen[port + '/' + r['proto'].lower(), bisect.bisect_right(edges, t) - 1] += 1
wrong = sum(n != seen[row['key'], bin] for row in rows for bin, n in enumerate(row['hours']))
print(len(edges), sum(map(sum, (row['hours'] for row in rows))) > 100000, wrong)
PY
}
check "hours of the ports, UTC" "2209 True 0" "$(differ q3.json)"
check "hours of the ports, New York" "2185 True 0" "$(differ ny.json)"
check "the quarter of New York" "$(TZ=America/New_York date -d '2013-04-01 00:00' +%s) $(TZ=America/New_York date -d '2013-07-01 00:00' +%s)" \
	"$(ask "SELECT min(at) || ' ' || max(at) FROM edge WHERE model = 'ny'")"
check "packets and sources of the quarter of New York" \
	"$(ask "SELECT count(*), count(DISTINCT src) FROM seen WHERE t >= $(TZ=America/New_York date -d '2013-04-01' +%s) AND t < $(TZ=America/New_York date -d '2013-07-01' +%s)")" \
	"$(ask "SELECT readfile('ny.json') ->> '$.now.packets', readfile('ny.json') ->> '$.now.sources'")"

# Observed until the last minute with packets; in the first quarter from the first one on.  No sensor has a gap.
last=$(ask "SELECT max(t) / 60 * 60 + 60 FROM seen")
first=$(ask "SELECT min(t) / 60 * 60 FROM seen")
check "the one gap of 2013Q3 is its missing end" "1||$last|$(date -ud 2013-10-01 +%s)|0" \
	"$(ask "SELECT count(*), value ->> 'sensor', value ->> 'from', value ->> 'to', value ->> 'declared' FROM json_each(readfile('q3.json'), '$.gaps')")"
check "the one gap of 2013Q1 is its missing start" "1||$(date -ud 2013-01-01 +%s)|$first|0" \
	"$(ask "SELECT count(*), value ->> 'sensor', value ->> 'from', value ->> 'to', value ->> 'declared' FROM json_each(readfile('q1.json'), '$.gaps')")"
check "observed time of 2013Q3, 2013Q2 and 2013Q1" "$((9 * (last - $(date -ud 2013-07-01 +%s))))|$((9 * 91 * 86400))|$((9 * ($(date -ud 2013-04-01 +%s) - first)))" \
	"$(ask "SELECT readfile('q3.json') ->> '$.now.observed', readfile('q3.json') ->> '$.before.observed', readfile('q1.json') ->> '$.now.observed'")"
check "the same model from the same store" "" "$("$TEITEN" aggregate --store marx.db --time-zone UTC -o - 2013Q3 | cmp - q3.json 2>&1)"

# The artefacts that are known to be in these data, each of one source at one sensor.
artefacts() { # MODEL
	sqlite3 :memory: "SELECT h ->> 'item', h ->> 'scope', h ->> 'sensor', h ->> 'rank', h ->> 'rank_without',
		(SELECT p.value ->> 'item' FROM json_each(readfile('$1'), '\$.highlights') p WHERE p.value ->> 'id' = h ->> 'parent'),
		strftime('%m-%dT%H', h ->> 'from', 'unixepoch'), strftime('%m-%dT%H', h ->> 'to', 'unixepoch')
		FROM (SELECT value AS h FROM json_each(readfile('$1'), '\$.highlights'))
		WHERE h ->> 'sensor' = 'groucho-tokyo' AND h ->> 'scope' = 'single' ORDER BY 1, 7"
}
"$TEITEN" aggregate --store marx.db --time-zone UTC -o q2.json 2013Q2
check "artefacts of 2013Q3: a port, the region third by it alone" "2193/udp|single|groucho-tokyo|6|-1||07-24T07|07-24T08
56338/udp|single|groucho-tokyo|3|-1||08-26T22|08-27T01
CN|single|groucho-tokyo|1|1|56338/udp|08-26T22|08-27T01
IR|single|groucho-tokyo|3|-1|2193/udp|07-24T07|07-24T08
packets|single|groucho-tokyo|1|1|2193/udp|07-24T07|07-24T08
packets|single|groucho-tokyo|1|1|56338/udp|08-26T22|08-27T01" "$(artefacts q3.json)"
check "artefacts of 2013Q2" "1469/udp|single|groucho-tokyo|13|-1||05-18T19|05-18T20
445/tcp|single|groucho-tokyo|3|4||04-19T13|07-15T00
IN|single|groucho-tokyo|4|7|1469/udp|05-18T19|05-18T20
packets|single|groucho-tokyo|1|1|1469/udp|05-18T19|05-18T20" "$(artefacts q2.json)"

# All packets as an item: what came more than in the quarter before, in the time that both observed (nine sensors, all alike).
check "the total's factor over the quarter before, missing time corrected" \
	"$(ask "SELECT CAST(1000.0 * count(*) / (SELECT count(*) FROM seen WHERE t >= $(date -ud 2013-04-01 +%s) AND t < $(date -ud 2013-07-01 +%s))
		* (91 * 86400) / ($last - $(date -ud 2013-07-01 +%s)) + 0.5 AS INTEGER) FROM seen WHERE $Q3")" \
	"$(ask "SELECT row ->> 'factor' FROM row WHERE model = 'q3' AND name = 'total'")"

# Who sent each rise of a port: sqlite3 counts addresses and /24 of the rows in its time, and ranks the rest.
origins() { # MODEL FROM TO
	sqlite3 count.db "CREATE TEMP TABLE h AS SELECT value ->> 'id' AS id, value AS h FROM json_each(readfile('$1'), '\$.highlights')
			WHERE value ->> 'table' = 'port' AND value ->> 'networks' > 0;
		CREATE TEMP TABLE quarter AS SELECT CASE WHEN item LIKE '%/icmp' THEN '0/icmp' ELSE item END AS item, t, src FROM seen
			WHERE t >= strftime('%s', '$2') + 0 AND t < strftime('%s', '$3') + 0;
		CREATE TEMP TABLE whole AS SELECT item, count(*) AS n FROM quarter GROUP BY item;
		CREATE TEMP TABLE source AS SELECT id, h, src, count(*) AS n FROM h JOIN quarter ON item = h ->> 'item' AND
			t >= h ->> 'from' AND t < h ->> 'to' GROUP BY id, src;
		CREATE TEMP TABLE network AS SELECT id, h, sum(n) AS n FROM source GROUP BY id, src >> 8;
		CREATE TEMP TABLE sum AS SELECT id, h, h ->> 'item' AS item, count(*) AS sources, max(n) AS top, sum(n) AS n,
			sum(n) * sum(n) * 1000 / sum(n * n) AS effective FROM source GROUP BY id;
		CREATE TEMP TABLE net AS SELECT id, count(*) AS networks, max(n) AS top, sum(n) * sum(n) * 1000 / sum(n * n) AS effective
			FROM network GROUP BY id;
		CREATE TEMP TABLE want AS SELECT id, h, sources, sum.effective AS a, networks, net.effective AS b,
			CAST(1000.0 * sum.top / sum.n + 0.5 AS INTEGER) AS c, CAST(1000.0 * net.top / sum.n + 0.5 AS INTEGER) AS d,
			iif(5 * sum.top >= 4 * sum.n, 'source', iif(5 * net.top >= 4 * sum.n, 'network', 'several')) AS origin,
			whole.n - net.top AS rest, (SELECT 1 + count(*) FROM whole o WHERE o.item <> sum.item AND o.n > whole.n - net.top) AS place
			FROM sum JOIN net USING (id) JOIN whole ON whole.item = sum.item;
		SELECT count(*) FROM want; SELECT h, * FROM want WHERE (sources, a, networks, b, c, d, origin, rest, iif(place > 20, -1, place)) <>
			(h ->> 'sources', h ->> 'effective_sources', h ->> 'networks', h ->> 'effective_networks', h ->> 'source_share',
			h ->> 'network_share', h ->> 'origin', h ->> 'packets_without_network', h ->> 'rank_without_network')"
}
check "who sent the rises of 2013Q3, and ranks without them" 7 "$(origins q3.json 2013-07-01 2013-10-01)"
check "who sent the rises of 2013Q2, and ranks without them" 9 "$(origins q2.json 2013-04-01 2013-07-01)"

# Regions: packets of one address at one sensor, in the hours told, by sqlite3; where it is, by mmdblookup.
one_source() { # MODEL REGION
	sqlite3 -separator ' ' count.db "SELECT r.value ->> 'packets' - h.value ->> 'packets_without_network', h.value ->> 'from', h.value ->> 'to',
		h.value ->> 'sensor', h.value ->> 'rank_without_network',
		(SELECT 1 + count(*) FROM json_each(t.value, '\$.rows') o WHERE o.value ->> 'rank' > 0 AND o.value ->> 'key' <> '$2' AND
			o.value ->> 'packets' > h.value ->> 'packets_without_network')
		FROM json_each(readfile('$1'), '\$.highlights') h, json_each(readfile('$1'), '\$.tables') t, json_each(t.value, '\$.rows') r
		WHERE h.value ->> 'table' = 'region' AND h.value ->> 'item' = '$2' AND h.value ->> 'scope' = 'single' AND
			h.value ->> 'origin' = 'source' AND t.value ->> 'name' = 'region' AND r.value ->> 'key' = '$2'" |
		while read -r packets from to sensor without place; do
			set -- "$@" $(sqlite3 -separator ' ' count.db "SELECT src, count(*), min(host) = max(host) AND min(host) = '$sensor' FROM seen
				WHERE t >= $from AND t < $to GROUP BY src ORDER BY 2 DESC LIMIT 1")
			address=$(($3 >> 24 & 255)).$(($3 >> 16 & 255)).$(($3 >> 8 & 255)).$(($3 & 255))
			echo "$(mmdblookup --file "$geo" --ip $address country iso_code | sed -n 's/.*"\(..\)".*/\1/p') $((packets - $4)) $5 $place $without"
		done
}
check "Iran's third place: one source at one sensor, 31st without it" "IR 0 1 31 -1" "$(one_source q3.json IR)"
check "China's burst likewise, and still first" "CN 0 1 1 1" "$(one_source q3.json CN)"
check "India's fourth place, seventh without it" "IN 0 1 7 7" "$(one_source q2.json IN)"

# Ranks of all rows without what is told as one sensor's.
check "ports and regions without the artefacts of 2013Q3" "port 1433/tcp 1 1,port 0/icmp 2 2,port 56338/udp 3 -1,port 445/tcp 4 3,port 3389/tcp 5 4,port 2193/udp 6 -1,region CN 1 1,region US 2 2,region IR 3 -1,region JP 4 3,region VN 5 4,region NL 6 5" \
	"$(ask "SELECT group_concat(name || ' ' || key || ' ' || (row ->> 'rank') || ' ' || (row ->> 'rank_without')) FROM row
		WHERE model = 'q3' AND name IN ('port', 'region') AND row ->> 'rank' BETWEEN 1 AND 6")"

# What was published stays.
sed 's/"key":"445\/tcp","protocol":6,"port":445,"service":"microsoft-ds","rank":2/"key":"445\/tcp","protocol":6,"port":445,"service":"microsoft-ds","rank":1/' q3.json >/dev/null
"$TEITEN" aggregate --store marx.db --time-zone UTC --previous q2.json --strict -o again.json 2013Q3 >log 2>&1
check "a frozen model that agrees" "0 " "$? $(cat log)"
check "ranks are the same then" "$(ask "SELECT group_concat(row ->> 'previous_rank') FROM row WHERE model = 'q3' AND name = 'region'")" \
	"$(ask "SELECT group_concat(r.value ->> 'previous_rank') FROM json_each(readfile('again.json'), '$.tables') t, json_each(t.value, '$.rows') r WHERE t.value ->> 'name' = 'region'")"
python3 - <<'PY'
import json
model = json.load(open('q2.json'))
rows = next(t for t in model['tables'] if t['name'] == 'region')['rows']
rows[0]['rank'], rows[1]['rank'] = rows[1]['rank'], rows[0]['rank']
rows[0], rows[1] = rows[1], rows[0]
json.dump(model, open('swapped.json', 'w'))
PY
"$TEITEN" aggregate --store marx.db --time-zone UTC --previous swapped.json --strict -o swapped3.json 2013Q3 >log 2>&1
status=$?
check "a frozen model that differs" "1
teiten: rank of region CN in 2013Q2: published 2, in the store 1
teiten: rank of region US in 2013Q2: published 1, in the store 2" "$status
$(cat log)"
check "the frozen ranks are printed, both are kept" "CN|2|1
US|1|2" "$(ask "SELECT r.value ->> 'key', r.value ->> 'previous_rank', r.value ->> 'previous_order' FROM json_each(readfile('swapped3.json'), '$.tables') t, json_each(t.value, '$.rows') r WHERE t.value ->> 'name' = 'region' LIMIT 2")"
"$TEITEN" aggregate --store marx.db --time-zone UTC --previous swapped.json -o swapped3.json 2013Q3 2>/dev/null
check "without --strict that is no failure" 0 $?
finish
