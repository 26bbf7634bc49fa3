#!/bin/sh
# story.t: the invented quarter's story comes out: a label seen from mid-September on, one sensor's burst after the outage that
# explains the rise of two regions, and nothing else of the days; the gap is neither a fall nor a rise.
. "$(dirname "$0")/../tap.sh"

# Columns of the highlights of a model, a line each.
highlights() { # MODEL SQL
	sqlite3 :memory: "SELECT $2 FROM (SELECT value AS h FROM json_each(readfile('$1'), '\$.highlights'))"
}

cd "$dir" || exit 1
"$TEITEN" simulate 2015q3 --seed 1 -o . >log 2>&1 &&
	"$TEITEN" ingest --store t.db --profile teiten --geo geo.mmdb --sensors sensors.csv observations-2015Q2.csv.gz observations-2015Q3.csv.gz >>log 2>&1 &&
	"$TEITEN" gap add --store t.db --gaps gaps.csv >>log 2>&1 &&
	"$TEITEN" aggregate --store t.db -o model.json 2015Q3 >>log 2>&1 || {
	sed 's/^/# /' log
	echo "Bail out! no model"
	exit 1
}
check "what is told" "signature|synful-knock|newscan|wide|20
port|1900/udp|burst|single|1
region|CN|burst|single|1
region|US|burst|single|1
port|53413/udp|mover|undetermined|0" \
	"$(highlights model.json "h ->> 'table', h ->> 'item', h ->> 'kind', h ->> 'scope', h ->> 'sensors'")"
check "the label begins on September 16, at some hour" "2015-09-16" \
	"$(TZ=Asia/Tokyo date -d "@$(highlights model.json "h ->> 'from'" | head -n 1)" +%F)"
check "the burst begins with the hour in which the outage ends, and says so" "2015-09-24T09 gap-before" \
	"$(TZ=Asia/Tokyo date -d "@$(highlights model.json "h ->> 'from'" | sed -n 2p)" +%FT%H) $(highlights model.json "h ->> 'note'" | sed -n 2p)"
check "its sensor, without which nothing changed" "nagoya|1|1" \
	"$(highlights model.json "h ->> 'sensor', h ->> 'share' > 950, (h ->> 'rest') BETWEEN 900 AND 1100" | sed -n 2p)"
check "the burst's own rank is 9, 15 without that sensor's" "9|15" \
	"$(highlights model.json "h ->> 'rank', h ->> 'rank_without'" | sed -n 2p)"
check "it explains both regions" "h2|h2" "$(highlights model.json "h ->> 'parent'" | sed -n '3,4p' | paste -sd'|')"
check "the outage is the one gap, as declared" "1|1442728200|1443054000|1" \
	"$(sqlite3 :memory: "SELECT count(*), value ->> 'from', value ->> 'to', value ->> 'declared' FROM json_each(readfile('model.json'), '\$.gaps')")"
check "twenty sensors, each observed all but the outage" "20|$((20 * (92 * 86400 - 325800)))" \
	"$(sqlite3 :memory: "SELECT readfile('model.json') ->> '\$.now.sensors', readfile('model.json') ->> '\$.now.observed'")"
check "it is known to be invented" 1 "$(sqlite3 :memory: "SELECT readfile('model.json') ->> '\$.simulated'")"

# Nobody declared it: the silence is found by itself, to the minute, and the story is the same.
"$TEITEN" gap remove 1 --store t.db >log 2>&1
"$TEITEN" aggregate --store t.db -o silent.json 2015Q3
check "an undeclared outage is found" "|1442728200|1443054000|0" \
	"$(sqlite3 :memory: "SELECT value ->> 'sensor', value ->> 'from', value ->> 'to', value ->> 'declared' FROM json_each(readfile('silent.json'), '\$.gaps')")"
check "the story is the same" "$(highlights model.json "h ->> 'item', h ->> 'kind', h ->> 'scope', h ->> 'parent'")" \
	"$(highlights silent.json "h ->> 'item', h ->> 'kind', h ->> 'scope', h ->> 'parent'")"
finish
