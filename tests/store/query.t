#!/bin/sh
# query.t: SQL over a store gives what sqlite3 gives over the CSV it was made from; conditions leave segments unread but
# change no answer, also where a clock is put back; and nothing is written.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1

# 40 days, in the form in which the table shows them, so that the rows themselves can be compared.
awk 'BEGIN {
	print "time,sensor,source,protocol,port,region,signature,packets"
	split("tcp udp icmp icmpv6 47", protocol, " ")
	split("kyoto oslo lima", sensor, " ")
	for (day = 0; day < 40; day++)
		for (r = 0; r < 500; r++) {
			p = protocol[r % 5 + 1]
			source = r % 11 ? sprintf("192.0.2.%d", r * 7 % 256) : sprintf("2001:db8::%x", 1 + r)
			port = p == "47" ? 0 : p ~ /icmp/ ? 8 : day == 33 && r % 50 == 0 ? 54321 : r * 31 % 1000
			printf "2015-%02d-%02dT%02d:%02d:%02d+09:00,%s,%s,%s,%d,reserved,%s,%d\n", 9 + int(day / 30), day % 30 + 1, r / 25, r % 25, r % 60,
				sensor[day < 20 ? r % 2 + 1 : r % 3 + 1], source, p, port, r % 40 ? "" : "probe", r % 90 ? 1 : 1 + r
		}
}' >rows.csv
"$TEITEN" ingest -s teiten.db rows.csv >out 2>&1 || fail "ingest" "$(cat out)"
"$TEITEN" sensor set -s teiten.db --name-en Kyoto kyoto

# The same questions asked of the CSV, as sqlite3 reads it.
cat >import.sql <<'END'
CREATE TABLE observation (time TEXT, sensor TEXT, source TEXT, protocol TEXT, port INTEGER, region TEXT, signature TEXT, packets INTEGER);
.mode csv
.import --skip 1 rows.csv observation
UPDATE observation SET signature = NULL WHERE signature = '';
END
sqlite3 plain.db <import.sql

# sqlite3 ends rows of CSV with CR LF.
outside() { sqlite3 -csv -header plain.db "$1" | tr -d '\r'; }
same() { # WHAT SQL
	check "$1" "$(outside "$2" | cksum)" "$("$TEITEN" query "$2" | cksum)"
}
all="time, sensor, source, protocol, port, region, signature, packets"
same "every row" "SELECT $all FROM observation ORDER BY $all"
same "sums" "SELECT count(*) AS n, sum(packets) AS p FROM observation"
same "by port" "SELECT protocol, port, sum(packets) AS p, count(DISTINCT source) AS s FROM observation GROUP BY 1, 2 ORDER BY 1, 2"
same "a join with itself" "SELECT a.port, count(*) AS n FROM observation a JOIN observation b ON a.port = b.port
	WHERE a.time LIKE '2015-10-0%' AND b.sensor = 'lima' AND b.time < '2015-09-22' GROUP BY 1 ORDER BY 1"
same "quotes" "SELECT 'a,\"b\"' AS \"x,y\", NULL AS z"

# Each condition with and without help: sqlite3 with the extension, beside a copy that it cannot help.
cat >conditions <<'END'
time >= '2015-09-20'
time > '2015-09-20'
time < '2015-09-20'
time <= '2015-09-20'
time >= '2015-10' AND time < '2015-10-03'
time < '2015'
time >= '2015-09-20T12:00:00+09:00' AND time <= '2015-09-21T03:00'
time = '2015-09-20T00:00:00+09:00'
time BETWEEN '2015-09-20' AND '2015-09-20T23'
time > 'no date' OR time < '2015-09-02'
time > '2015-02-31'
time < 2015
time IN ('2015-09-20T00:00:00+09:00', '2015-09-21T00:01:01+09:00')
day = '2015-09-20'
day > '2015-09-20' AND day < '2015-09-23'
day <= '2015-09-02'
day IN ('2015-09-20', '2015-10-01')
day = '2015-09-20T01'
day < '2015-09-03T00'
epoch >= 1442674800 AND epoch < 1442761200
epoch > 1442674800.5 AND epoch <= '1442761200'
epoch = 1442674800
epoch < -1
epoch > 9223372036854775806
port = 23 OR port = 54321
port = 54321
port = '31'
port = 31.0
port = 31.5
port = 'ssh'
port IN (31, 62, 54321)
port IN (31, NULL, 'ssh', 93.0)
port IN (SELECT port FROM plain WHERE port > 990)
port > 900 AND port <= 950
port < 0 OR port >= 65536
port = 4294967327
sensor = 'lima'
sensor = 'LIMA' COLLATE NOCASE
sensor = 'nowhere'
sensor IN ('lima', 'oslo') AND protocol = 'udp'
sensor IN ('lima', 3)
sensor IS NOT NULL AND sensor <> 'lima'
protocol = 'icmpv6' AND port = 8
protocol = '47'
protocol = 47
protocol IN ('tcp', 'gre')
region = 'reserved' AND signature = 'probe'
region = 'JP'
region IN ('JP', 'reserved')
signature IS NULL
signature = 'none'
signature = ''
source = '192.0.2.7'
source = '2001:db8::c'
source = '2001:DB8::c'
source IN ('192.0.2.7', '2001:db8::17', 'x')
source = '192.0.2.7' AND source IN ('192.0.2.7', '192.0.2.14')
source = x'C0000207'
family = 6 AND port = 8
packets > 1 AND day >= '2015-10-05'
NOT (time >= '2015-09-02')
port = NULL
time = '2015-11-01T01:30:00-04:00'
day = '2015-11-01'
time >= '2015-11-01T01:30:00-05:00'
END
sum_of() { # TABLE CONDITION
	echo "(SELECT count(*) || ',' || total(packets) || ',' || total(epoch) FROM $1 WHERE $2)"
}
compare() { # STORE
	{
		echo ".load $BUILD/teiten"
		echo "CREATE VIRTUAL TABLE temp.observation USING observation('$1');"
		echo "CREATE TABLE plain AS SELECT $all, epoch, day, family FROM observation;"
		while IFS= read -r condition; do
			helped=$(sum_of observation "$condition") copied=$(sum_of plain "$condition")
			echo "SELECT '$(printf '%s' "$condition" | sed "s/'/''/g")', $helped, $copied WHERE $helped IS NOT $copied;"
		done <conditions
	} | sqlite3 :memory: 2>&1
}
check "conditions change no answer" "" "$(compare teiten.db)"
[ "$("$TEITEN" query "SELECT count(*) FROM observation WHERE day = '2015-09-20'" | tail -n 1)" = 500 ]
told $? "and a condition lets rows through"
check "rows have numbers of their own" "$(printf 'n\n20000')" "$("$TEITEN" query 'SELECT count(DISTINCT rowid) AS n FROM observation')"

# The night in which New York's clocks are put back: an hour twice.
awk 'BEGIN { print "time,sensor,source,protocol,port,signature,packets"
	for (r = 0; r < 3 * 288; r++) { t = 1446264000 + r * 300; print strftime("%Y-%m-%dT%H:%M:%SZ", t, 1) ",a,192.0.2." r % 200 ",tcp," r % 7 ",," } }' >night.csv
"$TEITEN" ingest -s night.db --time-zone America/New_York night.csv >/dev/null
check "nor where a clock is put back" "" "$(compare night.db)"

# What is left unread.  Each day has two segments, one a family.
read_of() { "$TEITEN" query --stat "SELECT count(*) FROM observation $1" 2>&1 >/dev/null; }
check "all is read" "segments: 80, read: 80, observations: 20000" "$(read_of 'WHERE packets > 0')"
check "of one day, its segments" "segments: 2, read: 2, observations: 500" "$(read_of "WHERE day = '2015-09-20'")"
check "up to a day, those before it" "segments: 6, read: 6, observations: 1500" "$(read_of "WHERE time < '2015-09-04'")"
check "from an instant on" "segments: 2, read: 2, observations: 500" "$(read_of 'WHERE epoch >= 1444402800')"
check "a port that one day has" "segments: 2, read: 2, observations: 10" "$(read_of 'WHERE port = 54321')"
check "a sensor that the later days have" "segments: 40, read: 40, observations: 3320" "$(read_of "WHERE sensor = 'lima'")"
check "what is not there" "segments: 0, read: 0, observations: 0" "$(read_of "WHERE region = 'JP'")"
check "counting alone reads no column" "segments: 80, read: 0, observations: 20000" "$(read_of '')"

say() {
	got=$("$TEITEN" query "$@" 2>&1)
	echo "$? $got"
}
before=$(sha256sum <teiten.db)
check "no SQL" "2 teiten: query:1:1: near \"SELEKT\": syntax error" "$(say 'SELEKT 1')"
check "no such column" "2 teiten: query:2:24: no such column: prot" "$(say 'SELECT port
FROM observation WHERE prot = 1')"
check "no such table" "2 teiten: query: no such table: observations" "$(say 'SELECT * FROM observations')"
check "nothing" "2 teiten: query: there is no statement in ' -- none'" "$(say ' -- none')"
check "two" "2 teiten: query: one statement at a time, but 'DROP TABLE batch' follows" "$(say 'SELECT 1; DROP TABLE batch')"
for statement in "DELETE FROM batch" "DROP TABLE batch" "CREATE TABLE t (a)" "UPDATE sensor SET name = 1" "ATTACH 'x.db' AS x" \
	"PRAGMA user_version = 9" "BEGIN" "REINDEX" "ANALYZE" "CREATE TEMP TABLE t AS SELECT 1"; do
	check "refused: $statement" "2 teiten: query: '$statement' would do more than read the store" "$(say "$statement")"
done
check "refused: VACUUM" "2 teiten: query: cannot VACUUM from within a transaction" "$(say "VACUUM INTO 'x.db'")"
check "nor into the observations" "2 teiten: query: table observation may not be modified" "$(say 'DELETE FROM observation')"
check "the store as it was" "$before" "$(sha256sum <teiten.db)"
[ ! -e x.db ]
told $? "and nothing beside it"
check "an argument too many" "2 teiten: an operand too many: the command line wants SQL; teiten query --help tells more" "$(say 'SELECT 1' 'SELECT 2')"
check "no store" "2 teiten: cannot open store 'none.db': No such file or directory" "$(say -s none.db 'SELECT 1')"
cp teiten.db damaged.db
sqlite3 damaged.db "UPDATE column_data SET data = x'0102' WHERE id >> 40 = 1"
check "a damaged column" "2 teiten: query: store '$dir/damaged.db' is damaged: segment 1, column 'port'" \
	"$(say -s damaged.db 'SELECT sum(port) FROM observation' | sed 's/sum(port)$//; /^2 $/d; s/^teiten/2 teiten/')"
if [ -e /dev/full ]; then
	"$TEITEN" query 'SELECT * FROM observation' 2>err >/dev/full
	check "a full disk" "3 teiten: cannot write the answer: No space left on device" "$? $(cat err)"
else
	skip "a full disk" "no /dev/full"
fi

# The extension by itself.
load=".load $BUILD/teiten"
check "extension: no store" "observation wants a store: open it, or CREATE VIRTUAL TABLE temp.observation USING observation('teiten.db')" \
	"$(sqlite3 :memory: "$load" 'SELECT * FROM observation' 2>&1 | sed 's/^Error: in prepare, //')"
check "extension: the store is the database" "20000 Kyoto" \
	"$(sqlite3 -separator ' ' teiten.db "$load" "SELECT count(*), (SELECT name_en FROM sensor WHERE name = 'kyoto') FROM observation")"
check "extension: the store as it was" "$before" "$(sha256sum <teiten.db)"

# What the manual page shows works.
page=$top/report/cmd/teiten-query.1
awk '/^\.Ed/ { inside = 0 } inside; /^\.Bd/ { inside = 1 }' "$page" |
	sed "s/\\\\(aq/'/g; s/\\\\e\$/\\\\/; s:/usr/local/lib/teiten/teiten:$BUILD/teiten:" |
	awk '/^\$ / { file = "example" ++n; sub(/^\$ /, "") } { print > file }'
mkdir bin && ln -s "$TEITEN" bin/teiten
count=0
for example in example*; do
	count=$((count + 1))
	out=$(PATH=$dir/bin:$PATH sh "$example" 2>&1) || out="fails: $out"
	case $out in
	fails:* | "") fail "the manual's example $count" "$(cat "$example"; echo "$out")" ;;
	*) pass "the manual's example $count" ;;
	esac
done
check "the manual has examples" 4 $count
finish
