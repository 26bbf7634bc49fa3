#!/bin/sh
# store.t: what is no store, and disks that do not let us, each with its sentence and status; and the store as it was.
. "$(dirname "$0")/../tap.sh"
trap 'umount "$dir"/mnt 2>/dev/null; rm -rf "$dir"' EXIT
cd "$dir" || exit 1

# Runs the program; gives its exit status and all it says.
say() {
	got=$("$TEITEN" "$@" 2>&1)
	echo "$? $got"
}

check "not there" "2 teiten: cannot open store 'none.db': No such file or directory" "$(say store info -s none.db)"
check "a folder" "2 teiten: cannot open store '.': it is a folder" "$(say store info -s .)"
printf 'time,sensor\n' >text.db
check "text" "2 teiten: cannot open store 'text.db': it is not a store" "$(say store info -s text.db)"
check "text is not written over" "2 teiten: cannot open store 'text.db': it is not a store" "$(say sensor set -s text.db a)"
: >empty.db
check "an empty file" "2 teiten: 'empty.db' is not a store of teiten: it is a database of another program (0)" \
	"$(say store info -s empty.db)"
sqlite3 other.db 'CREATE TABLE t (a); PRAGMA user_version = 1'
check "another program's database" "2 teiten: 'other.db' is not a store of teiten: it is a database of another program (0)" \
	"$(say sensor set -s other.db a)"
check "which stays as it was" t "$(sqlite3 other.db 'SELECT name FROM sqlite_master')"
check "no folder" "2 teiten: cannot write store 'no/t.db': its folder: No such file or directory" "$(say sensor set -s no/t.db a)"

"$TEITEN" sensor set -s t.db a
cp t.db newer.db
sqlite3 newer.db 'PRAGMA user_version = 9'
check "a newer version" "2 teiten: 'newer.db' is a store of version 9, which is newer than this teiten" "$(say sensor list -s newer.db)"
awk 'BEGIN { print "time,sensor,source,protocol,port,signature,packets"
	for (r = 0; r < 60000; r++) printf "2015-07-01T%02d:%02d:%02dZ,a,10.%d.%d.%d,tcp,%d,,\n", r / 18000, r / 300 % 60, r / 5 % 60, r % 7, r * 7 % 256, r * 13 % 256, r * 31 % 65536 }' >rows.csv
check "another zone" "2 teiten: store 't.db' keeps days of Asia/Tokyo, not of UTC" "$(say ingest -s t.db --time-zone UTC rows.csv)"

"$TEITEN" ingest -s t.db rows.csv >/dev/null
check "sound" "0 " "$(say store check -s t.db)"
cp t.db damaged.db
sqlite3 damaged.db "UPDATE column_data SET data = x'000000' WHERE id >> 40 = 1"
check "a column of other rows" "1 sum 0 of day 1435676400 is not that of its rows" "$(say store check -s damaged.db)"
sqlite3 damaged.db "UPDATE column_data SET data = x'0102' WHERE id >> 40 = 1"
check "a column that is none" "1 store '$dir/damaged.db' is damaged: segment 1, column 'port'" "$(say store check -s damaged.db)"
sqlite3 damaged.db "DELETE FROM column_data WHERE id >> 40 = 0; UPDATE batch SET observations = 3"
check "ledger and rows" "1 batch 1 has 3 observations, its runs have 60000
store '$dir/damaged.db' is damaged: segment 1, column 'time'" "$(say store check -s damaged.db)"
cp t.db other.db
sqlite3 other.db "UPDATE heavy SET data = (SELECT data FROM heavy WHERE id >> 40 = 1) WHERE id >> 40 = 0"
check "the heaviest of another question" "1 store '$dir/other.db' is damaged: heaviest 0 of day 1435676400 is not that of its rows" "$(say store check -s other.db)"
head -c 20000 t.db >short.db
status=$("$TEITEN" store check -s short.db >/dev/null 2>&1; echo $?)
check "a file cut short" 2 "$status"

# What looks after a store.
check "no such action" "2 teiten: no action 'withdrw' of a store; did you mean 'withdraw'?" "$(say store withdrw -s t.db 1)"
check "without what it wants" "2 teiten: store withdraw wants BATCH" "$(say store withdraw -s t.db)"
check "with what it does not want" "2 teiten: store compact wants no operand" "$(say store compact -s t.db 1)"
check "compact what is not there" "2 teiten: cannot open store 'none.db': No such file or directory" "$(say store compact -s none.db)"
check "no such batch" "2 teiten: no batch 'other.csv'" "$(say store withdraw -s t.db other.csv)"
cp t.db twice.db
awk 'BEGIN { print "time,sensor,source,protocol,port,signature,packets"; print "2016-01-01T00:00:00Z,b,10.0.0.1,tcp,1,," }' >other && mkdir sub && mv other sub/rows.csv
(cd sub && "$TEITEN" ingest -s ../twice.db rows.csv >/dev/null)
check "two of a name" "2 teiten: 'rows.csv' is the name of batches 1, 2: say which" "$(say store withdraw -s twice.db rows.csv)"
check "by number" "0 batch 2 withdrawn" "$(say store withdraw -s twice.db 2)"
check "twice" "2 teiten: batch 2 ('rows.csv') has been withdrawn already" "$(say store withdraw -s twice.db 2)"
sqlite3 twice.db 'UPDATE run SET observations = 59999'
check "runs that are not its rows" "2 teiten: store '$dir/twice.db' is damaged: runs of segment 1" "$(say store withdraw -s twice.db 1)"
check "and nothing is done" 1 "$(sqlite3 twice.db 'SELECT count(*) FROM batch')"

mkdir mnt
if mount -t tmpfs -o size=1m none mnt 2>/dev/null; then
	"$TEITEN" sensor set -s mnt/t.db before
	check "full disk" "3 database or disk is full" "$(say ingest -s mnt/t.db rows.csv | sed 's/teiten: .*: //')"
	check "the store as it was" "before 0" "$(sqlite3 mnt/t.db "SELECT group_concat(name), (SELECT count(*) FROM batch) FROM sensor" | tr '|' ' ')"
	check "and sound" "0 " "$(say store check -s mnt/t.db)"
	mount -o remount,ro mnt
	check "read-only: reading" "0 name,name_ja,name_en,placement,valid_from,valid_to,addresses
before,,,,,," "$(say sensor list -s mnt/t.db)"
	check "read-only: writing" "3 teiten: cannot write store 'mnt/t.db': its folder: Read-only file system" "$(say sensor set -s mnt/t.db a)"
	check "read-only: a new one" "3 teiten: cannot write store 'mnt/new.db': its folder: Read-only file system" "$(say sensor set -s mnt/new.db a)"
else
	for what in "full disk" "the store as it was" "and sound" "read-only: reading" "read-only: writing" "read-only: a new one"; do
		skip "$what" "no tmpfs can be mounted here"
	done
fi
finish
