#!/bin/sh
# crash.t: kill -9 at any moment of what changes a store, ROUNDS times in turn.  The store is sound then, answers as
# before or as after, its model byte for byte, and the same action can be done to the end.  Where many files are loaded,
# each is whole or not there.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1
rounds=${ROUNDS:-21}
acts="ingest compact withdraw relocate expire load begin"
bad=0 killed=0 befores=0 afters=0 betweens=0

# Many small files, the same in other words, and one that is loaded in the rounds.
"$TEITEN" simulate 2015q3 --seed 3 -o sim >/dev/null || exit 1
zcat sim/observations-2015Q3.csv.gz | awk -F , '/^#/ { next } /^time/ { head = $0; next } substr($1, 6, 2) < "09" && NR % 4 == 0 {
	file = "d" substr($1, 6, 2) substr($1, 9, 2) ($2 < "l" ? "a" : "b") ".csv"; if (!(file in seen)) { print head >file; seen[file] }; print >file }'
zcat sim/observations-2015Q3.csv.gz | awk -F , '/^time/ || substr($1, 6, 2) == "09"' >more.csv
mkdir other
for file in d07*.csv; do
	sed 's/,udp,/,tcp,/' "$file" >other/"$file"
done
perl -pe 's/CN/CL/g' sim/geo.mmdb >new.mmdb
"$TEITEN" ingest -s base.db --geo sim/geo.mmdb d*.csv >/dev/null
# A batch in segments that are others' too.
cp base.db joined.db
"$TEITEN" store compact -s joined.db >/dev/null

act() { # WHAT
	case $1 in
	ingest) exec "$TEITEN" ingest -s t.db --geo sim/geo.mmdb more.csv ;;
	begin) exec "$TEITEN" ingest -s t.db --geo sim/geo.mmdb other/*.csv ;;
	load) exec "$TEITEN" ingest -s t.db --geo sim/geo.mmdb --replace other/*.csv ;;
	compact) exec "$TEITEN" store compact -s t.db ;;
	withdraw) exec "$TEITEN" store withdraw -s t.db d0715a.csv ;;
	relocate) exec "$TEITEN" store relocate -s t.db --geo new.mmdb --name new ;;
	expire) exec "$TEITEN" store expire -s t.db --before 2015-08-10 ;;
	esac
}
first() { # WHAT: the store that it is done to
	rm -f t.db t.db-wal t.db-shm
	case $1 in begin) ;; withdraw | expire) cp joined.db t.db ;; *) cp base.db t.db ;; esac
}
# What it answers, and of what that is.
answers() {
	rm -f t.json
	"$TEITEN" aggregate 2015Q3 --store t.db -o t.json >/dev/null 2>&1 || echo "no model"
	[ ! -e t.json ] || sha256sum t.json
	"$TEITEN" store info -s t.db 2>/dev/null | grep -E '^(batches|observations|expired|placement)'
}
complain() {
	echo "# round $round, $what: $1"
	bad=$((bad + 1))
}

round=before
for what in $acts; do
	first $what
	answers >$what.before
	start=$(date +%s%N)
	(act $what) >/dev/null 2>&1 || complain "fails"
	echo $(($(date +%s%N) - start)) >$what.takes
	answers >$what.after
	[ $what = compact ] || ! cmp -s $what.before $what.after || complain "changes nothing"
done

round=0
while [ $round -lt "$rounds" ]; do
	what=$(echo "$acts" | cut -d ' ' -f $((round % 7 + 1)))
	first $what
	(act $what) >/dev/null 2>&1 &
	job=$!
	sleep "$(awk -v takes="$(cat $what.takes)" -v seed=$round 'BEGIN { srand(seed * 7919 + 1); rand(); printf "%.4f", takes / 1e9 * rand() }')"
	kill -9 $job 2>/dev/null
	wait $job 2>/dev/null
	[ $? -ne 137 ] || killed=$((killed + 1))
	round=$((round + 1))
	if "$TEITEN" store info -s t.db >/dev/null 2>&1 || [ $what != begin ]; then
		[ "$(sqlite3 t.db 'PRAGMA integrity_check')" = ok ] || complain "integrity_check"
		found=$("$TEITEN" store check -s t.db 2>&1) || complain "$found"
	fi
	answers >now
	if cmp -s now $what.after; then
		afters=$((afters + 1))
		continue
	fi
	if cmp -s now $what.before; then
		befores=$((befores + 1))
	elif [ $what = load ] || [ $what = begin ]; then
		betweens=$((betweens + 1))
	else
		complain "answers of neither before nor after"
	fi
	(act $what) >/dev/null 2>&1 || complain "cannot be done after that"
	answers >now
	cmp -s now $what.after || complain "done after that, it is not as it should be"
done
check "sound, and whole or not at all, $rounds rounds" 0 $bad
[ $killed -ge $((rounds / 3)) ]
told $? "of $rounds rounds some were killed (here $killed; $befores as before, $afters as after, $betweens between files)"
finish
