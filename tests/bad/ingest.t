#!/bin/sh
# ingest.t: files that must be refused, each with its sentence, and the store as it was.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1

# Runs ingest; gives its exit status and all it says.
ingest() {
	got=$("$TEITEN" ingest --store t.db "$@" 2>&1)
	echo "$? $got"
}

# What the store holds, by a way that is not ours.
batches() {
	sqlite3 t.db 'SELECT count(*), coalesce(sum(observations), 0) FROM batch'
}

head=time,sensor,source,protocol,port,signature,packets
row=2015-07-01T00:00:00Z,tokyo,192.0.2.1,tcp,23,,
printf '%s\n%s\n' $head $row >good.csv
check "a good file" "0 good.csv: 1 rows, 1 packets, 1 sensors, 0 rejected, 2015-07-01T09:00:00+09:00 to 2015-07-01T09:00:00+09:00" \
	"$(ingest good.csv)"

refuse() { # WHAT SENTENCE FILE: one bad row in it
	check "$1" "2 $3:2: $2
teiten: $3: 1 row is bad, and 0 may be: nothing of the file was stored" "$(ingest "$3")"
}
printf '%s\n1970-01-01T00:00:00Z,t,1.1.1.1,tcp,1,,\n' $head >x.csv
refuse "year 1970" "'1970-01-01T00:00:00Z' cannot be the time: it is before 1971, as of a clock that was never set" x.csv
printf '%s\n2101-01-01T00:00:00Z,t,1.1.1.1,tcp,1,,\n' $head >x.csv
refuse "far future" "'2101-01-01T00:00:00Z' cannot be the time: it is in the future" x.csv
printf '%s\n2015-07-01T00:00:00Z,t,1.1.1.1,tcp,70000,,\n' $head >x.csv
refuse "port 70000" "'70000' is no port: a number to 65535" x.csv
printf '%s\n2015-07-01T00:00:00Z,t,1.1.1.1\n' $head >x.csv
refuse "wrong column count" "the row has 3 columns, not 7" x.csv
printf '%s\n2015-07-01T00:00:00Z,t\000,1.1.1.1,tcp,1,,\n' $head >x.csv
refuse "NUL byte" "a NUL byte stands in the line" x.csv
printf '%s\n2015-07-01T00:00:00Z,\377,1.1.1.1,tcp,1,,\n' $head >x.csv
refuse "invalid UTF-8" "the line is not valid UTF-8" x.csv
{ printf '%s\n' $head; head -c 70000 /dev/zero | tr '\0' x; } >x.csv
refuse "overlong line" "the line is longer than 65536 bytes" x.csv
printf '%s\n01.07.2015,t,1.1.1.1,tcp,1,,\n' $head >x.csv
refuse "unknown way to write the time" "'01.07.2015' cannot be the time: it is not written as the profile says" x.csv
printf '%s\n2015-07-01T00:00:00Z,t,1.1.1.1,tcp,1,"x,\n' $head >x.csv
refuse "quote never closed" "a quoted field is never closed" x.csv

awk -v head=$head 'BEGIN { print head; for (i = 0; i < 12; i++) print "x" }' >many.csv
check "ten reasons and the number of the rest" "2 $(awk 'BEGIN { for (i = 2; i < 12; i++) printf "many.csv:%d: the row has 1 columns, not 7\n", i }')
and 2 more
teiten: many.csv: 12 rows are bad, and 0 may be: nothing of the file was stored" "$(ingest many.csv)"
awk -v head=$head 'BEGIN { print head; for (i = 0; i < 5000; i++) print "x" }' >many.csv
check "a hopeless file is not read to its end" "teiten: many.csv: at least 1003 rows are bad, and 3 may be: nothing of the file was stored" \
	"$(ingest --max-rejects 3 many.csv | tail -n 1)"

zstd -q good.csv -o good.csv.zst && head -c 40 good.csv.zst >short.csv.zst
check "truncated zstd" "2 teiten: cannot read 'short.csv.zst': the zstd data is cut short" "$(ingest short.csv.zst)"
gzip -k good.csv && head -c 40 good.csv.gz >short.csv.gz
check "truncated gzip" "2 teiten: cannot read 'short.csv.gz': the gzip data is cut short" "$(ingest short.csv.gz)"
printf '\037\213\377\377xxxxxxxxxxxxxxxx' >bad.gz
check "damaged gzip" "2 teiten: cannot read 'bad.gz': unknown compression method" "$(ingest bad.gz)"
printf '\050\265\057\375\377\377\377\377xxxxxxxxxxx' >bad.zst
check "damaged zstd" "2 teiten: cannot read 'bad.zst': Unsupported frame parameter" "$(ingest bad.zst)"
: >empty.csv
check "empty file" "2 teiten: empty.csv:1: the file is empty" "$(ingest empty.csv)"
check "no such file" "2 teiten: cannot read 'none.csv': No such file or directory" "$(ingest none.csv)"
check "a folder" "2 teiten: cannot read '.': Is a directory" "$(ingest .)"
check "no file at all" "2 teiten: an operand is missing: the command line wants FILE...; teiten ingest --help tells more" "$(ingest)"
check "unknown profile" "2 teiten: unknown profile 'marks'; there are: dshield, iptables, marx, teiten, teiten-json, zeek, zeek-json" "$(ingest --profile marks good.csv)"
printf '[time]\nformat = RFC 822\n' >p.ini
check "unknown time format" "2 teiten: p.ini:2: unknown time format 'RFC 822': it is iso8601, epoch, or a pattern with a year of the letters %Y %m %d %e %b %H %M %S %f %z %s %F %T" \
	"$(ingest --profile p.ini good.csv)"
check "not an MMDB" "2 teiten: 'good.csv' is no region database (MMDB): The MaxMind DB file contains invalid metadata" "$(ingest --geo good.csv good.csv)"
check "negative --max-rejects" "2 teiten: --max-rejects is below 0" "$(ingest --max-rejects -1 good.csv)"
check "a sensor without a name" "2 teiten: '' is no sensor's name" "$(ingest --sensor '' good.csv)"
check "nothing but the good file was stored" "1|1" "$(batches)"

printf '%s\n%s\nbad\n2015-07-02T00:00:00Z,tokyo,192.0.2.1,tcp,99999,,\n' $head 2015-07-02T00:00:00Z,tokyo,192.0.2.1,icmp,8,,3 >mixed.csv
check "bad rows that may be" "0 mixed.csv:3: the row has 1 columns, not 7
mixed.csv:4: '99999' is no port: a number to 65535
mixed.csv: 1 rows, 3 packets, 1 sensors, 2 rejected, 2015-07-02T09:00:00+09:00 to 2015-07-02T09:00:00+09:00" \
	"$(ingest --max-rejects 2 --rejects bad.csv mixed.csv)"
check "and are kept as they were" "$head bad 2015-07-02T00:00:00Z,tokyo,192.0.2.1,tcp,99999,," "$(tr '\n' ' ' <bad.csv | sed 's/ $//')"
check "the same again" "0 good.csv: already in the store: nothing added
stdin: already in the store: nothing added" "$(gzip -c mixed.csv | ingest --max-rejects 2 good.csv - 2>&1 | grep -v ':[34]:')"
check "no rejects, an empty file" "0 0" "$(ingest --rejects bad.csv good.csv >/dev/null; echo $? "$(wc -c <bad.csv)")"
check "two batches" "2|2" "$(batches)"

printf '%s\n%s\n%s\n' $head $row $row >twice.csv
check "an overlap is refused" "2" "$(ingest twice.csv | cut -c 1)"
check "or replaces what it overlaps" "0 twice.csv: 2 rows, 2 packets, 1 sensors, 0 rejected, 2015-07-01T09:00:00+09:00 to 2015-07-01T09:00:00+09:00, in place of 1 batches" \
	"$(ingest --replace twice.csv)"
check "equal rows are all kept" "2|3" "$(batches)"

printf 'name,name_ja,placement\ntokyo,東京,domestic\n' >sensors.csv
check "sensors" "0 |東京|domestic" "$(ingest --sensors sensors.csv)$(sqlite3 t.db "SELECT '', name_ja, placement FROM sensor WHERE name = 'tokyo'")"
printf 'name,nameja\ntokyo,x\n' >sensors.csv
check "unknown column of sensors" "2 teiten: sensors.csv:1: unknown column 'nameja'; did you mean 'name_ja'?" "$(ingest --sensors sensors.csv)"
printf 'name,placement\ntokyo,domestic\nosaka,abroad\n' >sensors.csv
check "unknown placement" "2 teiten: sensors.csv:3: unknown placement 'abroad' of sensor 'osaka': it is domestic or overseas" "$(ingest --sensors sensors.csv)"
printf 'name,valid_from\ntokyo,someday\n' >sensors.csv
check "a time that is none" "2 teiten: sensors.csv:2" "$(ingest --sensors sensors.csv | cut -d: -f1-3)"
finish
