#!/bin/sh
# kill.t: kill -9 at any moment of an ingest, new or in place of what was there, leaves every file whole or not at
# all.  What the store holds is counted by sqlite3, what it should hold by the files.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1
rounds=20 files=4 rows=20000
bad=0 killed=0

# Files of one day each; version B has other ports, so that it is other content for the same times.
for version in a b; do
	i=0
	while [ $i -lt $files ]; do
		awk -v rows=$rows -v day=$((i + 1)) -v port=$version 'BEGIN {
			print "time,sensor,source,protocol,port,signature,packets"
			for (r = 0; r < rows; r++)
				printf "2015-07-%02dT%02d:%02d:%02dZ,s%d,192.0.%d.%d,tcp,%d,,\n", day, r / 3600 % 24, r / 60 % 60, r % 60,
				    r % 3, r / 256 % 256, r % 256, port == "a" ? r % 50 : 1000 + r % 50
		}' >$version$i.csv
		i=$((i + 1))
	done
done

complain() {
	echo "# round $round: $1"
	bad=$((bad + 1))
}

# In parts of a second: what a whole ingest takes.
start=$(date +%s%N)
"$TEITEN" ingest --store t.db a*.csv >/dev/null 2>&1 || complain "ingest fails"
takes=$(($(date +%s%N) - start))

round=0
while [ $round -lt $rounds ]; do
	version=$(printf 'ab' | cut -c $((round % 2 + 1)))
	[ $((round % 5)) -ne 4 ] || rm -f t.db t.db-wal t.db-shm
	"$TEITEN" ingest --store t.db --replace $version*.csv >/dev/null 2>&1 &
	job=$!
	sleep "$(awk -v takes="$takes" -v seed=$round 'BEGIN { srand(seed); printf "%.4f", takes / 1e9 * rand() * 0.9 }')"
	kill -9 $job 2>/dev/null
	wait $job 2>/dev/null
	[ $? -ne 137 ] || killed=$((killed + 1))
	round=$((round + 1))
	[ -s t.db ] || continue
	"$TEITEN" store info --store t.db >/dev/null 2>&1 || continue # killed before there was a store
	[ "$(sqlite3 t.db 'PRAGMA integrity_check')" = ok ] || complain "integrity_check"
	[ "$(sqlite3 t.db "SELECT count(*) FROM batch WHERE observations <> $rows")" = 0 ] || complain "a batch in part"
	[ "$(sqlite3 t.db 'SELECT ifnull(sum(observations), 0) - (SELECT ifnull(sum(observations), 0) FROM batch) FROM segment')" = 0 ] ||
		complain "rows without a batch"
	found=$("$TEITEN" store check --store t.db 2>&1) || complain "$found"
done
check "whole or not at all after $rounds rounds" 0 $bad
[ $killed -gt 2 ]
told $? "of $rounds rounds some were killed (here $killed)"

# After all that, the files go in as into a new store.
"$TEITEN" ingest --store t.db --replace a*.csv >/dev/null 2>&1
"$TEITEN" ingest --store new.db a*.csv >/dev/null 2>&1
# What segments hold does not depend on the order of batches: compare what they add up to.
summed() {
	sqlite3 "$1" 'SELECT count(*), sum(observations), sum(packets), min(first), max(last) FROM batch; SELECT * FROM day ORDER BY 1; SELECT id, hex(data) FROM summary WHERE id >> 40 < 3 ORDER BY 1'
}
check "as good as new" "$(summed new.db)" "$(summed t.db)"
finish
