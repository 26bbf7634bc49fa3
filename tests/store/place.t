#!/bin/sh
# place.t: regions looked up anew are those of a store that had the new database from the start; the old ones come
# back by name, whatever was compacted, withdrawn or added in between.  Compared by sqlite3.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1
"$TEITEN" simulate 2015q3 --seed 1 -o sim >/dev/null || exit 1
# A tenth of the observations of two months, a file a week; and a database that gives China's blocks to Chile.
zcat sim/observations-2015Q3.csv.gz | awk -F , '/^#/ { next } /^time/ { head = $0; next } NR % 10 == 0 { week = int(substr($1, 9, 2) / 8)
	if (substr($1, 6, 2) > "08") next
	file = "w" substr($1, 6, 2) week ".csv"; if (!(file in seen)) { print head >file; seen[file] }; print >file }'
perl -pe 's/CN/CL/g' sim/geo.mmdb >new.mmdb
last=$(ls w*.csv | tail -n 1) third=$(ls w*.csv | sed -n 3p)

summed() {
	sqlite3 "$1" 'SELECT id, hex(data) FROM summary ORDER BY 1; SELECT name, hex(sha256), geo_type, geo_built, geo_sha256 FROM batch ORDER BY 1'
}
sound() {
	check "sound: $1" "0 " "$("$TEITEN" store check -s t.db; echo "$? ")"
}

"$TEITEN" ingest -s t.db --geo sim/geo.mmdb w*.csv >/dev/null
"$TEITEN" ingest -s new.db --geo new.mmdb w*.csv >/dev/null
old=$(summed t.db) new=$(summed new.db)
rows=$(sqlite3 t.db 'SELECT sum(observations) FROM segment')
[ "$old" != "$new" ]
told $? "the databases do not agree"
check "all are placed" "$rows observations placed by 'chile'" "$("$TEITEN" store relocate -s t.db --geo new.mmdb --name chile)"
check "as if it had been so from the start" "$new" "$(summed t.db)"
sound "relocated"
check "both are told of" "placement chile kept ingest" "$("$TEITEN" store info -s t.db | grep -E '^(placement|kept)' | xargs)"
check "a name only once" "2 teiten: there is a placement 'chile' already: --name gives another name" \
	"$(got=$("$TEITEN" store relocate -s t.db --geo new.mmdb --name chile 2>&1); echo "$? $got")"
"$TEITEN" store place -s t.db ingest >/dev/null
check "as it was" "$old" "$(summed t.db)"
sound "back"

# Kept regions go with their rows.
"$TEITEN" store withdraw -s t.db "$third" >/dev/null
"$TEITEN" store compact -s t.db >/dev/null
sound "compacted"
"$TEITEN" store place -s t.db chile >/dev/null
"$TEITEN" store withdraw -s new.db "$third" >/dev/null
check "the new ones without a batch" "$(summed new.db)" "$(summed t.db)"
"$TEITEN" ingest -s t.db --geo sim/geo.mmdb "$third" >/dev/null
"$TEITEN" store compact -s t.db >/dev/null
"$TEITEN" store place -s t.db ingest >/dev/null
check "and the old ones with it again" "$old" "$(summed t.db)"
sound "to the end"
check "kept once, of segments that are there" "1 0" "$(sqlite3 t.db 'SELECT count(DISTINCT id >> 40),
	total((id & 0xffffffffff) NOT IN (SELECT id FROM segment)) FROM column_data WHERE id >> 40 > 255' | tr '|' ' ' | sed 's/\.0$//')"

# Third answers, and back over two.
"$TEITEN" store relocate -s t.db --geo sim/geo.mmdb >/dev/null
"$TEITEN" store withdraw -s t.db "$last" >/dev/null
"$TEITEN" store place -s t.db chile >/dev/null
"$TEITEN" store place -s t.db ingest >/dev/null
sound "after three"
"$TEITEN" ingest -s t.db --geo sim/geo.mmdb "$last" >/dev/null
check "and the same" "$old" "$(summed t.db)"

# Refused.
say() {
	got=$("$TEITEN" "$@" 2>&1)
	echo "$? $got"
}
check "in use already" "2 teiten: the placement 'ingest' is in use already" "$(say store place -s t.db ingest)"
check "not there" "2 teiten: no placement 'x'" "$(say store place -s t.db x)"
check "without a database" "2 teiten: store relocate wants --geo" "$(say store relocate -s t.db)"
check "a database of another kind" "2 teiten: " "$(say store relocate -s t.db --geo "w0700.csv" | cut -c 1-10)"
check "for another action" "2 teiten: store compact takes no --geo" "$(say store compact -s t.db --geo new.mmdb)"
check "nothing was done" "$old" "$(summed t.db)"
finish
