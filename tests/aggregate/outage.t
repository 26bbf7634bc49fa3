#!/bin/sh
# outage.t: an outage from 14:50 to 09:20 four days later that nobody declared is found, at all sensors at once and at
# each of some, in the invented quarter and in real counts; every sensor is named with both of its ends.
. "$(dirname "$0")/../tap.sh"
csv=$shared/data/marx/marx.csv.zst

# Gaps of a model, by sensor: sensor (*: all), from, to, in UTC and whether declared.
gaps() { # MODEL
	sqlite3 -separator ' ' :memory: "SELECT coalesce(value ->> 'sensor', '*'), value ->> 'from', value ->> 'to', value ->> 'declared'
		FROM json_each(readfile('$1'), '\$.gaps') ORDER BY 1, 2"
}

# What the rows say of each sensor in a time: the end of its last minute with a packet before it, and the start of the first
# after.  Lines are seconds and sensor, in order of time.
ends() { # FROM TO SENSOR...
	from=$1 to=$2
	shift 2
	awk -v from="$from" -v to="$to" -v names="$*" 'BEGIN { n = split(names, name, " ") }
		$1 < from { last[$2] = $1 } $1 >= to && !($2 in first) { first[$2] = $1 }
		END { for (i = 1; i <= n; i++) print name[i], int(last[name[i]] / 60) * 60 + 60, int(first[name[i]] / 60) * 60, 0 }' rows
}

# How many minutes the ends are from what was done: half of them at most, and all.
far() { # FROM TO FILE
	awk -v from="$1" -v to="$2" '{ print (from - $2) / 60; print ($3 - to) / 60 }' "$3" | sort -n |
		awk '{ far[NR] = $1 } END { print far[int((NR + 1) / 2)], far[NR] }'
}

observed() { # MODEL
	sqlite3 -separator ' ' :memory: "SELECT value ->> 'name', (value ->> 'expected') - (value ->> 'observed') FROM json_each(readfile('$1'), '\$.sensors')"
}

cd "$dir" || exit 1

# --- the invented quarter: its outage of all, and one more of ten sensors a month before
"$TEITEN" simulate 2015q3 --seed 1 -o . >log 2>&1
ten="akita auckland fukuoka hiroshima kagoshima kanazawa kobe kumamoto kyoto lisbon"
all="$ten matsuyama nagano nagoya naha nairobi niigata osaka sapporo sendai vancouver"
zcat observations-2015Q3.csv.gz | awk -F, -v names="$ten" 'BEGIN { split(names, name, " "); for (i in name) out[name[i]] = 1 }
	!($2 in out) || $1 < "2015-08-10T14:50" || $1 >= "2015-08-14T09:20"' >cut.csv
"$TEITEN" ingest --store t.db --profile teiten --geo geo.mmdb --sensors sensors.csv observations-2015Q2.csv.gz cut.csv >>log 2>&1 &&
	"$TEITEN" aggregate --store t.db --no-sources -o demo.json 2015Q3 >>log 2>&1 || {
	sed 's/^/# /' log
	echo "Bail out! no model"
	exit 1
}
from=$(date -d '2015-08-10T14:50:00+09:00' +%s) to=$(date -d '2015-08-14T09:20:00+09:00' +%s)
awk -F, 'NR > 2 { gsub(/[-T:]/, " ", $1); print mktime(substr($1, 1, 19), 1) - 9 * 3600, $2 }' cut.csv >rows
ends "$from" "$to" $ten >want
gaps demo.json >got
check "ten sensors of the invented quarter, each to its own minute" "$(cat want)" "$(grep -v '^\*' got)"
check "how far their ends are from 14:50 and 09:20 [min]" "1 19" "$(far "$from" "$to" want)"
check "the outage of all, from 14:50 to 09:20" "* $(date -d '2015-09-20T14:50:00+09:00' +%s) $(date -d '2015-09-24T09:20:00+09:00' +%s) 0" "$(grep '^\*' got)"
lost=$(($(date -d '2015-09-24T09:20:00+09:00' +%s) - $(date -d '2015-09-20T14:50:00+09:00' +%s)))
check "every sensor lacks it, and ten their own" \
	"$(for s in $all; do awk -v s="$s" -v lost="$lost" '$1 == s { lost += $3 - $2 } END { print s, lost }' want; done)" "$(observed demo.json)"

# --- real arrivals of nine sensors: all at once, and each alone, three in the same time
if [ ! -e "$csv" ]; then
	skip "real arrivals" "../shared is not here"
	finish
	exit
fi
zstd -dcq "$csv" | awk -F, '
	$1 >= "2013-08-05 14:50" && $1 < "2013-08-09 09:20" { next }
	$2 ~ /-(eu|us-east|tokyo)$/ && $1 >= "2013-07-08 14:50" && $1 < "2013-07-12 09:20" { next }
	$2 ~ /-(oregon|sa)$|groucho-norcal/ && $1 >= "2013-07-15 14:50" && $1 < "2013-07-19 09:20" { next }
	$2 ~ /-(singapore|sydney)$|zeppo-norcal/ && $1 >= "2013-07-22 14:50" && $1 < "2013-07-26 09:20" { next }
	{ print }' >marx.csv
awk -F, 'NR > 1 && $1 >= "2013-06-30" { gsub(/[-:]/, " ", $1); print mktime($1, 1), $2 }' marx.csv | sort -n >rows
"$TEITEN" ingest --store marx.db --profile marx marx.csv >log 2>&1 &&
	"$TEITEN" aggregate --store marx.db --no-sources --time-zone UTC -o marx.json 2013Q3 >>log 2>&1 || {
	sed 's/^/# /' log
	echo "Bail out! no model"
	exit 1
}
gaps marx.json >got
for day in 08 15 22; do
	case $day in
	08) three="groucho-eu groucho-tokyo groucho-us-east" ;;
	15) three="groucho-norcal groucho-oregon groucho-sa" ;;
	22) three="groucho-singapore groucho-sydney zeppo-norcal" ;;
	esac
	from=$(date -ud "2013-07-$day 14:50" +%s) to=$(date -ud "2013-07-$day 09:20 4 days" +%s)
	ends "$from" "$to" $three >want
	check "$three, each to its own minute" "$(cat want)" "$(awk -v from="$((from - 86400))" -v to="$((to + 86400))" '$1 != "*" && $2 > from && $3 < to' got)"
	echo "# half of the ends, and all, so far from 14:50 and 09:20 [min]: $(far "$from" "$to" want)"
done
check "no other gap of one of them" 9 "$(grep -vc '^\*' got)"
from=$(date -ud '2013-08-05 14:50' +%s) to=$(date -ud '2013-08-09 09:20' +%s)
check "the outage of all nine: how far from 14:50 and 09:20 [min]" "0 1" "$(grep '^\*' got | head -n 1 >one; far "$from" "$to" one)"
check "the end of the data is the only other one of all" 2 "$(grep -c '^\*' got)"
finish
