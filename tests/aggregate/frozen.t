#!/bin/sh
# frozen.t: what was published of the quarter before has the last word, also where the store no longer has that quarter; ties,
# labels and other protocols keep their order.
. "$(dirname "$0")/../tap.sh"

# Columns of the rows of a table of a model.
rows() { # MODEL TABLE SQL
	sqlite3 :memory: "SELECT $3 FROM (SELECT r.value AS r FROM json_each(readfile('$1'), '\$.tables') t, json_each(t.value, '\$.rows') r
		WHERE t.value ->> 'name' = '$2')"
}

ask() { # MODEL PATH...
	model=$1
	shift
	for path; do
		sqlite3 :memory: "SELECT readfile('$model') ->> '\$.$path'"
	done | paste -sd'|'
}

# Every half day of a month: port 23 twice, others as the lines say.
observations() { # MONTH
	echo time,sensor,source,protocol,port,signature,packets
	for day in 01 02 03 04 05; do
		for hour in 03 15; do
			sed "s/^/$1-${day}T$hour:00:00+09:00,s1,/" lines
		done
	done
}

cd "$dir" || exit 1
cat >lines <<'LINES'
192.0.2.1,tcp,23,,4
192.0.2.2,tcp,22,alpha,3
LINES
observations 2015-05 >q2.csv
cat >lines <<'LINES'
192.0.2.1,tcp,22,zulu,2
192.0.2.2,udp,22,mike,2
192.0.2.3,icmp,8,,2
192.0.2.4,47,0,,1
192.0.2.5,tcp,80,,5
LINES
observations 2015-08 >q3.csv
{
	"$TEITEN" ingest --store old.db --profile teiten q2.csv && "$TEITEN" aggregate --store old.db -o q2.json 2015Q2 &&
		"$TEITEN" ingest --store both.db --profile teiten q2.csv q3.csv && "$TEITEN" aggregate --store both.db -o both.json 2015Q3 &&
		"$TEITEN" ingest --store new.db --profile teiten q3.csv && "$TEITEN" aggregate --store new.db -o alone.json 2015Q3 &&
		"$TEITEN" aggregate --store new.db --previous q2.json --strict -o new.json 2015Q3
} >log 2>&1 || {
	sed 's/^/# /' log
	echo "Bail out! no models"
	exit 1
}
check "equals share a rank, by protocol and number" "80/tcp|1|50
0/icmp|2|20
22/tcp|2|20
22/udp|2|20
47/ip|5|10
23/tcp|0|0" "$(rows both.json port "r ->> 'key', r ->> 'rank', r ->> 'packets'")"
check "labels by name" "mike|1
zulu|1
alpha|0" "$(rows both.json signature "r ->> 'key', r ->> 'rank'")"
check "previous ranks from the store" "0|0|2|0|0|1" "$(rows both.json port "r ->> 'previous_rank'" | paste -sd'|')"
check "the same from the published model alone" "$(rows both.json port "r ->> 'key', r ->> 'rank', r ->> 'previous_rank', r ->> 'previous_packets', r ->> 'previous_sources'" | sort)" \
	"$(rows new.json port "r ->> 'key', r ->> 'rank', r ->> 'previous_rank', r ->> 'previous_packets', r ->> 'previous_sources'" | sort)"
check "and the quarter before as it was published" "$(ask both.json before.packets before.sources before.expected before.observed before.sensors)" \
	"$(ask new.json before.packets before.sources before.expected before.observed before.sensors)"
check "a label that the store never heard of" "0|1" "$(rows new.json signature "r ->> 'rank', r ->> 'previous_rank'" | tail -n 1)"
check "nobody to ask: nothing is known of the quarter before" "0|-1|0|0" \
	"$(ask alone.json before.packets before.sources before.observed frozen)"
check "then nothing is a change" 0 "$(sqlite3 :memory: "SELECT count(*) FROM json_each(readfile('alone.json'), '\$.highlights') WHERE value ->> 'kind' IN ('mover', 'newcomer', 'departed', 'change')")"
check "a model reads back as the next one's previous" "0 " \
	"$("$TEITEN" aggregate --store both.db --previous q2.json --strict -o again.json 2015Q3 2>&1; echo "$? ")"
sed 's/^\("frozen"\):.*/\1:true,/' both.json | cmp -s - again.json
check "where both agree only the mark of it differs" 0 $?
finish
