#!/bin/sh
# clickhouse.t: the model from two ClickHouse servers is the model from a store on this machine, byte for byte, also
# after a load was killed or a server died; and no report is made where something is missing.
. "$(dirname "$0")/../tap.sh"
servers=$top/tests/clickhouse.sh
cache=$top/build/clickhouse
why=$(sh "$servers" get "$cache") || skip_all "$why"
trap 'sh "$servers" stop "$dir" 1; sh "$servers" stop "$dir" 2; rm -rf "$dir"' EXIT

from=$BUILD/simulation
[ -e "$from/teiten.db" ] || skip_all "the demo is not made"
cd "$dir" || exit 1
sh "$servers" start "$cache" "$dir" 1 && sh "$servers" start "$cache" "$dir" 2 || skip_all "ClickHouse does not start here"
one=$(cat n1.http) two=$(cat n2.http)

at() { # DATABASE
	echo "clickhouse://$one,$two/$1?cluster=teiten"
}

ask() { # NODE SQL[;SQL...]
	python3 -c 'import sys, urllib.request
for sql in sys.argv[2].split(";"):
    print(urllib.request.urlopen("http://" + sys.argv[1] + "/?wait_end_of_query=1", sql.encode()).read().decode(), end="")' "$1" "$2"
}

load() { # STORE QUARTER
	"$TEITEN" ingest --store "$1" --profile teiten --geo "$from/geo.mmdb" "$from/observations-$2.csv.gz"
}

model() { # STORE
	"$TEITEN" aggregate --store "$1" -o got.json 2015Q3 2>err && cmp "$BUILD/demo/model.json" got.json 2>&1
	status=$?
	cat err
	return $status
}

refused() { # WHAT STATUS SENTENCE COMMAND...
	what=$1 want=$2 sentence=$3
	shift 3
	"$@" >out 2>err
	got=$?
	if [ $got -eq "$want" ] && grep -q "$sentence" err; then pass "$what"; else fail "$what" "status $got: $(cat err)"; fi
}

# --- two quarters in, the model out ---
"$TEITEN" sensor set --store "$(at demo)" --sensors "$from/sensors.csv" && load "$(at demo)" 2015Q2 >out 2>&1
told $? "a quarter into two servers"
refused "a quarter without data" 2 "no " "$TEITEN" aggregate --store "$(at demo)" -o got.json 2015Q4

# --- a load killed when some of its rows are there ---
rows="SELECT count() > 656729 FROM demo.observations_all"
mkfifo pipe
(zcat "$from/observations-2015Q3.csv.gz" | head -n 640000 && sleep 60) >pipe &
writer=$!
"$TEITEN" ingest --store "$(at demo)" --geo "$from/geo.mmdb" - <pipe >out 2>&1 &
loader=$!
tries=0
until [ "$(ask "$one" "$rows")" = 1 ] || [ $tries -gt 100 ]; do
	tries=$((tries + 1))
	sleep 0.1
done
check "some rows of a load are there" 1 "$(ask "$one" "$rows")"
kill -9 $loader && wait $loader 2>/dev/null
kill $writer
load "$(at demo)" 2015Q3 >out 2>&1
told $? "the same file again"
"$TEITEN" gap add --store "$(at demo)" --gaps "$from/gaps.csv"
check "the model after a killed load is the store's" "" "$(model "$(at demo)")"
check "the tables hold more rows than count" 1 "$(ask "$two" "SELECT count() > 656729 + 675656 FROM demo.observations_all")"
check "the same file once more adds nothing" "$from/observations-2015Q3.csv.gz: already in the store: nothing added" \
	"$(load "$(at demo)" 2015Q3 2>&1)"
"$TEITEN" ingest --store "$(at demo)" - <"$from/observations-2015Q3.csv.gz" >out 2>&1
check "nor through a pipe" "stdin: already in the store: nothing added" "$(cat out)"
check "asked at the other node" "" "$(model "clickhouse://$two/demo?cluster=teiten")"

# --- every question, counted by hand; threads are a matter of a store on this machine ---
TEITEN_TEST_STORE="$(at s%s)" "$BUILD/unit/test_source" -s "/source/details by three threads" >out 2>&1 && TEITEN_TEST_STORE="$(at w%s)" "$BUILD/unit/test_senders" >>out 2>&1
status=$?
if [ $status -eq 0 ]; then pass "all questions of source.h"; else fail "all questions of source.h" "$(grep -v '^ok' out)"; fi

# --- sensors and gaps ---
check "the gaps are those of the store" "$("$TEITEN" gap list --store "$from/teiten.db")" "$("$TEITEN" gap list --store "$(at demo)")"
check "the sensors are those of the store" "$("$TEITEN" sensor list --store "$from/teiten.db")" \
	"$("$TEITEN" sensor list --store "$(at demo)")"
"$TEITEN" gap add --store "$(at demo)" --from 2015-07-01T00:00:00+09:00 --to 2015-07-02T00:00:00+09:00 --sensor akita >out
check "a gap more" "gap 2" "$(cat out)"
"$TEITEN" gap remove --store "$(at demo)" 1 && "$TEITEN" gap add --store "$(at demo)" --gaps "$from/gaps.csv"
check "numbers of gaps stay" "2 3" "$("$TEITEN" gap list --store "$(at demo)" | sed '1d;s/,.*//' | sort | xargs)"
"$TEITEN" gap remove --store "$(at demo)" 2
check "one taken away again" 1 "$("$TEITEN" gap list --store "$(at demo)" | sed 1d | wc -l)"

# --- what is known to be missing from a capture ---
python3 -c 'import struct
syn = bytes.fromhex("450000280000000040060000cb007109c00002013039001700000000000000005002040000000000")
with open("lossy.pcap", "wb") as out:
    out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 101))
    for minute, size in enumerate((40, 21, 21, 40, 10)):
        out.write(struct.pack("<IIII", 1435719600 + 60 * minute, 0, size if minute < 4 else 40, 40) + syn[:size])'
"$TEITEN" ingest --store "$(at lossy)" --sensor a --max-rejects 1 lossy.pcap >out 2>&1
"$TEITEN" aggregate --store "$(at lossy)" -o lossy.json 2015Q3 >out 2>&1
check "a cut capture, and packets too short" "2 True 0 2" "$(python3 -c 'import json
for load in json.load(open("lossy.json"))["loads"]: print(load["packets"], load["cut"], load["dropped"], load["unread"])' 2>&1)"

check "the class of its packets is kept, which are scans" "2 1" \
	"$(ask "$one" "SELECT count(), any(class) FROM lossy.observations_all" | tr '\t' ' ')"

# --- classes ---
printf '203.0.113.0/24\n' >known.txt
zcat "$from/observations-2015Q3.csv.gz" | awk -F , -v OFS=, 'NR == 1 { next } NR == 2 { print $0, "class"; next } NR % 9 == 0 {
	class = $4 ~ /icmp/ ? "backscatter" : ++n % 3 ? "scan" : "unclassified"
	print $1, $2, n % 5 ? $3 : "203.0.113." n % 7, $4, $5, $6, $7, class
}' >classed.csv
for store in classed.db "$(at classed)"; do
	"$TEITEN" sensor set --store $store --sensors "$from/sensors.csv" && "$TEITEN" ingest --store $store --geo "$from/geo.mmdb" --survey known.txt classed.csv >out 2>&1 || cat out
done
for classes in "--class scan" "--without survey,backscatter" "--class survey --time-zone UTC --no-sources"; do
	"$TEITEN" aggregate $classes --store classed.db -o want.json 2015Q3 2>err && "$TEITEN" aggregate $classes --store "$(at classed)" -o got.json 2015Q3 2>>err
	check "the model of some classes is the store's: $classes" "" "$(cat err; cmp want.json got.json 2>&1)"
done
check "and explained by the same senders" "$("$TEITEN" explain --model want.json --store classed.db 23/tcp)" \
	"$("$TEITEN" explain --model want.json --store "$(at classed)" 23/tcp)"
check "the list is known" "known.txt" "$(ask "$two" "SELECT survey FROM classed.loads_all")"

# --- tables of another version ---
without() { # DATABASE COLUMN...: takes columns of its loads away
	base=$1 sql=
	shift
	for column in "$@"; do
		sql="$sql;ALTER TABLE $base.loads DROP COLUMN $column;ALTER TABLE $base.loads_all DROP COLUMN $column"
	done
	ask "$one" "${sql#;}" && ask "$two" "${sql#;}"
}
without lossy cut dropped unread
ask "$one" "ALTER TABLE lossy.teiten DELETE WHERE version > 0" && sleep 0.5
ask "$one" "INSERT INTO lossy.teiten VALUES (1, 'Asia/Tokyo', 'teiten')"
refused "an older version, to be read" 2 "of the older version 1; the next load brings it up to date" \
	"$TEITEN" aggregate --store "$(at lossy)" -o got.json 2015Q3
"$TEITEN" gap add --store "$(at lossy)" --from 2015-07-01T00:00:00+09:00 --to 2015-07-02T00:00:00+09:00 >out 2>&1
told $? "to be changed, it is brought up to date"
"$TEITEN" aggregate --store "$(at lossy)" -o lossy.json 2015Q3 >out 2>&1
check "with what was loaded before" "2 False 0 0" "$(python3 -c 'import json
for load in json.load(open("lossy.json"))["loads"]: print(load["packets"], load["cut"], load["dropped"], load["unread"])' 2>&1)"
ask "$one" "INSERT INTO lossy.teiten VALUES (99, 'Asia/Tokyo', 'teiten')"
refused "a newer version" 2 "is a store of version 99, which is newer than this teiten" \
	"$TEITEN" gap list --store "$(at lossy)"

# --- who may ask, and how ---
printf '[login]\nuser=keeper\npassword=se:cret\n' >login
TEITEN_CLICKHOUSE_LOGIN=$dir/login
export TEITEN_CLICKHOUSE_LOGIN
chmod 644 login
refused "a login that others may read" 2 "may be read by others" "$TEITEN" gap list --store "$(at demo)"
chmod 600 login
check "a login from a file, over TLS" "$("$TEITEN" sensor list --store "$from/teiten.db")" \
	"$("$TEITEN" sensor list --store "clickhouse://$(cat n1.https)/demo?cluster=teiten&secure=1&ca=$dir/cert.pem")"
refused "a certificate that nobody vouches for" 3 "cannot reach ClickHouse node localhost" \
	"$TEITEN" gap list --store "clickhouse://$(cat n1.https)/demo?cluster=teiten&secure=1"
(zcat "$from/observations-2015Q3.csv.gz" | head -n 100 && sleep 2) | TEITEN_CLICKHOUSE_LOG=log "$TEITEN" ingest \
	--store "$(at secret)" - >out 2>err &
sleep 1
# shellcheck disable=SC2009
ps axww -o args | grep -v grep >seen
wait $!
TEITEN_CLICKHOUSE_LOG=log "$TEITEN" sensor list --store "$(at none)" >>out 2>>err
check "the password is said to nobody" "0 1" \
	"$(cat seen log out err | grep -c "se:cret\|c2U6Y3JldA\|a2VlcGVyOnNlOmNyZXQ") $(($(wc -l <log) > 9))"
unset TEITEN_CLICKHOUSE_LOGIN
TEITEN_CLICKHOUSE_USER=keeper TEITEN_CLICKHOUSE_PASSWORD=wrong
export TEITEN_CLICKHOUSE_USER TEITEN_CLICKHOUSE_PASSWORD
refused "a wrong password" 3 "ClickHouse node $one: status" "$TEITEN" gap list --store "$(at demo)"
unset TEITEN_CLICKHOUSE_USER TEITEN_CLICKHOUSE_PASSWORD
refused "a password in the address" 2 "TEITEN_CLICKHOUSE_LOGIN" "$TEITEN" gap list --store "clickhouse://u:secret@$one/demo"
check "which is not said again" 0 "$(grep -c secret err)"
refused "one shard alone" 2 "is spread over cluster 'teiten'" "$TEITEN" aggregate --store "clickhouse://$one/demo" -o got.json 2015Q3
refused "no store there" 2 "database 'other' is not a store of teiten" "$TEITEN" gap list --store "$(at other)"
refused "an unknown cluster" 2 "cluster 'mine' is not known to it" \
	"$TEITEN" ingest --store "clickhouse://$one,$two/demo?cluster=mine" "$from/observations-2015Q3.csv.gz"
refused "what is done to files" 2 "store expire is done to a file on this machine only" \
	"$TEITEN" store expire --before 2015-05-01 --store "$(at demo)"

# --- overlap ---
zcat "$from/observations-2015Q3.csv.gz" | head -n 1000 >part.csv
refused "a file that overlaps" 2 "overlaps load .*holds sensor" "$TEITEN" ingest --store "$(at demo)" part.csv
zcat "$from/observations-2015Q3.csv.gz" | head -n 20000 >more.csv
"$TEITEN" ingest --store "$(at small)" more.csv >out 2>&1 && "$TEITEN" ingest --store "$(at small)" --replace part.csv >out 2>&1
check "one that replaces it" "998 rows in place of 1 batches" "$(sed -n 's/.*: \(998 rows\),.*, \(in place.*\)/\1 \2/p' out)"
"$TEITEN" aggregate --store "$(at small)" -o got.json 2015Q3 && "$TEITEN" ingest --store part.db part.csv >out 2>&1 &&
	"$TEITEN" aggregate --store part.db -o want.json 2015Q3
check "and the model is of it alone" "" "$(cmp want.json got.json 2>&1)"

# --- a load taken out, and what is told of the tables ---
listed() { # COLUMN: of each load
	"$TEITEN" store list --store "$(at small)" | python3 -c 'import csv, sys
print(*(row[sys.argv[1]] and 1 for row in csv.DictReader(sys.stdin)))' "$1"
}
check "a load that was replaced is told of" "1 " "$(listed withdrawn)"
"$TEITEN" store withdraw --store "$(at small)" part.csv >out 2>&1
told $? "a load taken out"
check "and it does not count" "0 2" "$("$TEITEN" store info --store "$(at small)" | awk '/^(observations|withdrawn)/ { n = n $2 " " } END { split(n, v); print v[2], v[1] }')"
refused "what does not count" 2 "has no load 'part.csv' that counts" "$TEITEN" store withdraw --store "$(at small)" part.csv
"$TEITEN" ingest --store "$(at small)" part.csv >out 2>&1
check "the same file may be given again" "" "$("$TEITEN" aggregate --store "$(at small)" -o got.json 2015Q3 2>&1; cmp want.json got.json 2>&1)"

# --- loads killed between any two of their statements ---
"$TEITEN" ingest --store whole.db more.csv >out 2>&1 && "$TEITEN" aggregate --store whole.db -o want.json 2015Q3
head -n 1 more.csv >none.csv
TEITEN_CLICKHOUSE_LOG=statements "$TEITEN" ingest --store "$(at killed)" none.csv >out 2>&1
cat >kill.py <<'X'
import os, subprocess, sys, time
# kill.py N COMMAND...: runs the command and kills it when N of its statements were answered; 1: it was killed
log = "log%s" % sys.argv[1]
one = subprocess.Popen(sys.argv[2:], env=dict(os.environ, TEITEN_CLICKHOUSE_LOG=log), stdout=subprocess.DEVNULL)
while one.poll() is None:
    if os.path.exists(log) and open(log, "rb").read().count(b"\n") >= int(sys.argv[1]):
        one.kill()
        break
    time.sleep(0.0005)
sys.exit(one.wait() != 0)
X
round=0
while [ $round -lt 40 ]; do
	round=$((round + 1))
	python3 kill.py $round "$TEITEN" ingest --store "$(at killed)" more.csv && break
	"$TEITEN" store check --store "$(at killed)" >out 2>err || { cat out err; break; }
done
left=$(ask "$one" "SELECT count() > 19999 AND uniqExact(load) > 1 FROM killed.observations_all")
check "a load killed at each of its statements, and what counts is whole" "1 1" "$left $((round > 12))"
"$TEITEN" ingest --store "$(at killed)" more.csv >out 2>&1
check "and the model is the store's" "" "$("$TEITEN" aggregate --store "$(at killed)" -o got.json 2015Q3 2>&1; cmp want.json got.json 2>&1)"
parts() { "$TEITEN" store info --store "$(at killed)" | awk '/^segments/ { print $2 }'; }
before=$(parts)
"$TEITEN" store compact --store "$(at killed)" >out 2>&1
told $? "parts made few"
check "they are no more than before" 1 $(($(parts) <= before))
check "and the model is the same" "" "$("$TEITEN" aggregate --store "$(at killed)" -o got.json 2015Q3 2>&1; cmp want.json got.json 2>&1)"

# --- loads of before sources were each on one shard ---
for place in "0 $one" "1 $two"; do
	ask "${place#* }" "CREATE TABLE killed.moved AS killed.observations;INSERT INTO killed.moved SELECT * FROM killed.observations_all WHERE toUInt32(time) % 2 = ${place% *}"
done
for node in "$one" "$two"; do ask "$node" "DROP TABLE killed.observations;RENAME TABLE killed.moved TO killed.observations"; done
without killed spread four
ask "$one" "TRUNCATE TABLE killed.teiten;INSERT INTO killed.teiten VALUES (5, 'Asia/Tokyo', 'teiten')"
"$TEITEN" store compact --store "$(at killed)" >out 2>&1
check "their sources are counted all the same" "" "$("$TEITEN" aggregate --store "$(at killed)" -o got.json 2015Q3 2>&1; cmp want.json got.json 2>&1)"

# --- real observations ---
csv=$shared/data/marx/marx.csv.zst geo=$shared/data/mmdb/geolite-legacy-country-2013-08.mmdb
if [ -e "$csv" ] && [ -e "$geo" ]; then
	for store in marx.db "$(at marx)"; do
		"$TEITEN" ingest --store "$store" --time-zone UTC --profile marx --geo "$geo" "$csv" >out 2>&1
		"$TEITEN" aggregate --store "$store" --time-zone America/New_York -o "$(echo "$store" | cut -c1-4).json" 2013Q2
	done
	check "real observations, by another zone than the tables'" "" "$(cmp marx.json clic.json 2>&1)"
else
	skip "real observations" "../shared is not here"
fi

# --- a shard of two replicas, which somebody else filled ---
replicas="clickhouse://$two,$one/twin?cluster=twins"
refused "to write to one of two replicas" 2 "has 2 replicas of shard 1" "$TEITEN" ingest --store "$replicas" part.csv
"$TEITEN" ingest --store "clickhouse://$one/twin" part.csv >out 2>&1
python3 - "$one" "$two" "$(cut -d' ' -f1 tcp)" <<'X'
import codecs, sys, urllib.request
one, two, port = sys.argv[1:]
def ask(node, sql):
    return urllib.request.urlopen("http://%s/?wait_end_of_query=1" % node, sql.encode()).read().decode()
ask(two, "CREATE DATABASE twin")
for table in ask(one, "SHOW TABLES FROM twin").split():
    ask(two, codecs.decode(ask(one, "SHOW CREATE TABLE twin." + table).strip(), "unicode_escape"))
    if table == "teiten":
        version, zone, cluster = ask(one, "SELECT * FROM twin.teiten").rstrip("\n").split("\t")
        ask(one, "TRUNCATE TABLE twin.teiten")
        ask(one, "INSERT INTO twin.teiten VALUES (%s, '%s', 'twins')" % (version, zone))
    for node in (one, two):
        ask(node, "CREATE TABLE twin.%s_all AS twin.%s ENGINE = Distributed('twins', 'twin', '%s')" % (table, table, table))
    ask(two, "INSERT INTO twin.%s SELECT * FROM remote('127.0.0.1:%s', twin.%s)" % (table, port, table))
X
"$TEITEN" aggregate --store part.db -o want.json 2015Q3
check "a report of two replicas" "" "$("$TEITEN" aggregate --store "$replicas" -o got.json 2015Q3 2>&1; cmp want.json got.json 2>&1)"

# --- a server dies ---
reached() { # FILE PATTERN: waits until the log of statements has it
	tries=0
	until grep -q "$2" "$1" 2>/dev/null || [ $tries -gt 1000 ]; do
		tries=$((tries + 1))
		sleep 0.01
	done
}
died() { # WHAT: the command that ran meanwhile failed, and says whose fault it was
	wait $running
	status=$?
	if [ $status -eq 3 ] && grep -q "127.0.0.1:$(cut -d' ' -f2 tcp)\|$two" err; then pass "$1"; else fail "$1" "status $status: $(cat err)"; fi
}
TEITEN_CLICKHOUSE_LOG=asked "$TEITEN" aggregate --store "$(at demo)" -o none.json 2015Q3 >out 2>err &
running=$!
reached asked uniqExact
sh "$servers" stop "$dir" 2
died "a node that dies amid a report fails it"
check "and no model is left behind" "" "$(ls none.json 2>/dev/null)"
sh "$servers" start "$cache" "$dir" 2
(zcat "$from/observations-2015Q3.csv.gz" | head -n 640000; while [ -e n2.pid ]; do sleep 0.05; done; zcat "$from/observations-2015Q3.csv.gz" | tail -n +640001) |
	TEITEN_CLICKHOUSE_LOG=sent "$TEITEN" ingest --store "$(at dying)" - >out 2>err &
running=$!
reached sent "INSERT INTO dying.observations"
sh "$servers" stop "$dir" 2
died "a node that dies amid a load fails it"
refused "a dead node fails the report, which says which" 3 "127.0.0.1:$(cut -d' ' -f2 tcp)" \
	"$TEITEN" aggregate --store "$(at demo)" -o none.json 2015Q3
check "but not one of which another replica lives" "" \
	"$("$TEITEN" aggregate --store "clickhouse://$one/twin?cluster=twins" -o got.json 2015Q3 2>&1; cmp want.json got.json 2>&1)"
refused "and a load" 3 "cannot reach ClickHouse node $two" "$TEITEN" ingest --store "$(at demo)" part.csv
check "no model is left behind" "" "$(ls none.json 2>/dev/null)"
sh "$servers" start "$cache" "$dir" 2
check "back again, the model too" "" "$(model "$(at demo)")"

# --- rows are lost ---
ask "$two" "ALTER TABLE demo.observations DROP PARTITION 201508" >out
check "rows that were lost are found" "1 1" "$("$TEITEN" store check --store "$(at demo)" >out; echo $? $(grep -c "observations of .*2015Q3.csv.gz" out))"
refused "and no report is made" 3 "holds [0-9]* observations of '.*2015Q3.csv.gz'" \
	"$TEITEN" aggregate --store "$(at demo)" -o none.json 2015Q3
finish
