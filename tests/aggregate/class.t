#!/bin/sh
# class.t: a quarter of some classes is the quarter of a store that holds nothing else; its numbers are those that sqlite3
# and awk count from the rows; what cannot be told by class is refused.
. "$(dirname "$0")/../tap.sh"
sh "$top/tests/demo-once.sh" "$BUILD" >"$dir/log" 2>&1 || { fail "the demo runs" "$(cat "$dir/log")"; finish; exit 1; }
from=$BUILD/simulation
cd "$dir" || exit 1

# Of the demo's rows a third, by turns scans and of no class, ICMP backscatter; in mixed.csv also more backscatter, and
# surveys.  Whatever plain.csv does not have came in a minute in which its sensor has a row of it anyway, so that both
# observed the same.
for quarter in 2015Q2 2015Q3; do
	zcat "$from/observations-$quarter.csv.gz" | awk -F , -v OFS=, -v mixed="mixed-$quarter.csv" -v plain="plain-$quarter.csv" '
	NR == 1 { next }
	NR == 2 { print $0, "class" >mixed; print $0, "class" >plain; next }
	NR % 3 { next }
	{
		class = $4 ~ /icmp/ ? "backscatter" : ++n % 2 ? "scan" : "unclassified"
		print $0, class >mixed
		if (class != "backscatter") print $0, class >plain
		if (class == "backscatter") print $1, $2, $3, "tcp", 9999, "", 1, "scan" >mixed
		if (class == "backscatter") print $1, $2, $3, "tcp", 9999, "", 1, "scan" >plain
		if (n % 7 == 0) print $1, $2, $3, "tcp", $5 % 100, $6, 1 + n % 3, "backscatter" >mixed
		if (n % 11 == 0) print $1, $2, "198.51.100." n % 40, "tcp", n % 13 * 100 + 22, $6, 1, "survey" >mixed
	}'
done
for store in mixed plain; do
	"$TEITEN" ingest --store $store.db --geo "$from/geo.mmdb" --sensors "$from/sensors.csv" $store-2015Q2.csv $store-2015Q3.csv >/dev/null 2>said || cat said
	"$TEITEN" gap add --store $store.db --gaps "$from/gaps.csv"
done
model() { # STORE NAME WORDS...
	store=$1 name=$2
	shift 2
	"$TEITEN" aggregate 2015Q3 --store "$store.db" -o "$name.json" "$@" 2>said || cat said
}
# All that a model says, but of what was loaded and of each class.
but() { # MODEL
	python3 -c 'import json, sys
m = json.load(open(sys.argv[1])); m.pop("loads"); m.pop("classes")
print(json.dumps(m, indent=1))' "$1" >"$1.but"
}
model mixed with --class scan,unclassified
model mixed without --without backscatter,survey
model plain plain
model mixed all --no-sources
model mixed every --no-sources --class unclassified,survey,scan,backscatter
model mixed west --no-sources --time-zone America/New_York --class scan,unclassified
model plain west-plain --no-sources --time-zone America/New_York
for name in with plain all every west west-plain; do but $name.json; done
check "by what is counted or by what is not" "" "$(cmp with.json without.json 2>&1)"
check "as if the others had never come" "" "$(cmp with.json.but plain.json.but 2>&1)"
check "where days are cut as well" "" "$(cmp west.json.but west-plain.json.but 2>&1)"
check "all classes are everything" "" "$(cmp all.json.but every.json.but 2>&1)"
check "the others had their part" True "$(python3 -c 'import json; print(json.load(open("with.json"))["now"]["packets"] < json.load(open("all.json"))["now"]["packets"])')"
check "nobody asked, nothing is said" "[]" "$(python3 -c 'import json; print(json.load(open("all.json"))["classes"])')"

# The lines of the classes, by awk from the rows.
for quarter in 2015Q2 2015Q3; do
	awk -F , 'NR > 1 { packets[$8] += $7 ? $7 : 1; if (!seen[$8, $3]++) sources[$8]++ }
		END { for (c in packets) print c, packets[c], sources[c] }' mixed-$quarter.csv | sort >$quarter.want
done
said_by() { # MEMBERS OF with.json
	python3 -c 'import json, sys
for c in json.load(open("with.json"))["classes"]: print(c["name"], *[c[m] for m in sys.argv[1:]])' "$@" | sort
}
check "packets and sources of each class" "$(cat 2015Q3.want)" "$(said_by packets sources)"
check "of the quarter before" "$(cat 2015Q2.want)" "$(said_by previous_packets previous_sources)"
check "which are counted" "backscatter False scan True survey False unclassified True" "$(said_by counted | xargs)"

# Rows, sensors and totals, by sqlite3 from the rows.
sqlite3 rows.db ".mode csv" ".import mixed-2015Q3.csv o" "DELETE FROM o WHERE class NOT IN ('scan', 'unclassified')"
ask() { sqlite3 -separator ' ' rows.db "$1"; }
of() { # PYTHON, of m
	python3 -c 'import json, sys
m = json.load(open("with.json")); t = {t["name"]: t["rows"] for t in m["tables"]}
exec(sys.argv[1])' "$1"
}
check "packets and sources of all" "$(ask 'SELECT sum(packets), count(DISTINCT source) FROM o')" "$(of 'print(m["now"]["packets"], m["now"]["sources"])')"
check "of the first ports" "$(ask "SELECT port || '/' || protocol, sum(packets) AS p, count(DISTINCT source) FROM o WHERE protocol NOT LIKE 'icmp%' GROUP BY 1 ORDER BY p DESC, protocol, port + 0 LIMIT 10")" \
	"$(of 'for r in t["port"][:10]: print(r["key"], r["packets"], r["sources"])')"
check "of the sensors" "$(ask 'SELECT sensor, sum(packets), count(DISTINCT source) FROM o GROUP BY 1 ORDER BY 1')" \
	"$(of 'for s in m["sensors"]: print(s["name"], s["packets"], s["sources"])')"
check "of the hours of the first port" "$(ask "SELECT sum(packets) FROM o WHERE protocol = 'tcp' AND port = '23' GROUP BY substr(time, 1, 13) ORDER BY substr(time, 1, 13) LIMIT 200" | xargs)" \
	"$(of 'print(*[h for h in [r for r in t["port"] if r["key"] == "23/tcp"][0]["hours"] if h][:200])')"

# A published model of the quarter before has to count the same.
"$TEITEN" aggregate 2015Q2 --store mixed.db -o q2.json 2>said || cat said
"$TEITEN" aggregate 2015Q2 --store mixed.db -o q2-with.json --class scan,unclassified 2>said || cat said
refused() { # WHAT SENTENCE WORDS...
	what=$1 sentence=$2
	shift 2
	"$TEITEN" "$@" >out 2>&1
	got=$?
	if [ $got -eq 2 ] && grep -q -e "$sentence" out; then pass "$what"; else fail "$what" "status $got: $(cat out)"; fi
}
refused "another published model" "the published model of 2015Q2 does not count the same classes" \
	aggregate 2015Q3 --store mixed.db --class scan,unclassified --previous q2.json -o no.json
model mixed frozen --class scan,unclassified --previous q2-with.json
check "the same" True "$(python3 -c 'import json; m = json.load(open("frozen.json")); print(m["frozen"] and m["conflicts"] == [])')"
refused "and the other way round" "does not count the same classes" aggregate 2015Q3 --store mixed.db --previous q2-with.json -o no.json

# Who sent an item, of the classes that the model counts.
"$TEITEN" explain --store mixed.db --model with.json 23/tcp >said
check "explained likewise" "$(ask "SELECT count(DISTINCT source) FROM o WHERE protocol = 'tcp' AND port = '23'")" \
	"$(tr -d , <said | awk '/^## Sources/ { on = 1 } on && /^- Source addresses:/ { print $4; exit }')"
check "held against the store, nothing differs" "0 " "$("$TEITEN" diff with.json mixed.db; echo "$? ")"

check "of other classes, that is told" "class is new: scan is counted, packets" \
	"$("$TEITEN" diff all.json with.json | grep -o '^class is new: scan.*packets')"

# Days that have expired are not told apart any more.
cp mixed.db old.db
"$TEITEN" store expire --store old.db --before 2015-05-01 >/dev/null
refused "expired days by class" "packets by class: store 'old.db': the observations from 2015-04-01T00:00:00+09:00 to 2015-05-01T00:00:00+09:00 have expired" \
	aggregate 2015Q3 --store old.db --class scan -o no.json
refused "without sources too" "packets by class: .* have expired" aggregate 2015Q3 --store old.db --class scan --no-sources -o no.json
refused "nor do sketches know it" "packets by class: .* have expired" aggregate 2015Q3 --store old.db \
	--class scan,backscatter,survey,unclassified -o no.json
model old old
told $? "all classes together still"

refused "a class that is none" "there is no class 'scna' (scan, backscatter, survey, unclassified)" aggregate 2015Q3 --store mixed.db --class scna -o no.json
refused "one twice" "class 'scan' stands twice" aggregate 2015Q3 --store mixed.db --class scan,scan -o no.json
refused "both ways at once" "exclude each other" aggregate 2015Q3 --store mixed.db --class scan --without survey -o no.json
refused "none left" "leaves no class to count" aggregate 2015Q3 --store mixed.db --without scan,survey,backscatter,unclassified -o no.json
refused "nothing of a class" "^teiten: the store has no packet of 2015Q3 (Asia/Tokyo) of the classes that are counted$" \
	aggregate 2015Q3 --store plain.db --class survey -o no.json
check "no model where refused" 1 "$(test -e no.json; echo $?)"

# The edition says what is counted, and nothing else is printed with it.
cp -r "$from/edition" own
sed -i 's/^date = .*/&\nwithout = backscatter, survey/' own/edition.ini
"$TEITEN" report 2015Q3 --store mixed.db --edition own --format trace --lang en -o own-out >out 2>&1 || cat out
check "by the edition" "" "$(cmp with.json own-out/model.json 2>&1)"
sed -i 's/^without = .*/without = backscatter, surveys/' own/edition.ini
refused "a wrong name in it" "^teiten: own/edition.ini: there is no class 'surveys'" report 2015Q3 --store mixed.db --edition own -o no
sed -i 's/^without = .*/without = backscatter, survey/' own/edition.ini
refused "another model with it" "edition 'own' is without the classes 'backscatter, survey', but the model counts all classes" \
	render all.json --edition own -o no
refused "another command line" "but the model counts scan$" report 2015Q3 --store mixed.db --edition own --class scan -o no
finish
