#!/bin/sh
# expire.t: the rows of 2013 of nine real sensors expire: packets, ranks, hours and gaps of both quarters are as they were,
# and of every row and sensor the sources are within five standard errors of what they were (marx.t counts these by
# sqlite3).
. "$(dirname "$0")/../tap.sh"
csv=$shared/data/marx/marx.csv.zst
[ -e "$csv" ] || skip_all "../shared is not here"
cd "$dir" || exit 1
# In the second a day before the quarter before begins an hour off, for summer time.
for zone in Asia/Tokyo Europe/Berlin; do
	rm -f t.db
	"$TEITEN" ingest --store t.db --time-zone "$zone" --profile marx "$csv" >log 2>&1
	told $? "ingest, days of $zone"
	for quarter in 2013Q2 2013Q3; do
		"$TEITEN" aggregate $quarter --time-zone "$zone" --store t.db -o $quarter-before.json >>log 2>&1
	done
	"$TEITEN" store expire -s t.db --before 2013-08-20 >>log 2>&1
	told $? "expire"
	check "sound" "0 " "$("$TEITEN" store check -s t.db; echo "$? ")"
	for quarter in 2013Q2 2013Q3; do
		"$TEITEN" aggregate $quarter --time-zone "$zone" --store t.db -o $quarter.json >>log 2>&1
		told $? "aggregate $quarter"
		check "nothing else is other" "" "$(python3 - $quarter-before.json $quarter.json <<-'EOF'
			import json, sys
			before, after = (json.load(open(name)) for name in sys.argv[1:])
			def compare(path, x, y):
			    if path[:1] in (["expired"], ["highlights"]):
			        return # who sent a rise is asked of observations
			    if isinstance(x, dict) and x.keys() == y.keys():
			        for key in x:
			            compare(path + [key], x[key], y[key])
			    elif isinstance(x, list) and len(x) == len(y):
			        for i, pair in enumerate(zip(x, y)):
			            compare(path + [i], *pair)
			    elif path[-1] in ("sources", "previous_sources") and x >= 0:
			        if abs(y - x) > max(0.041 * x, 1):
			            print(*path, x, y)
			    elif x != y:
			        print(*path, x, y)
			compare([], before, after)
		EOF
		)"
		check "the same changes are found" "$(python3 -c 'import json, sys; print([(h["item"], h["kind"], h["from"], h["to"], h["excess"]) for h in json.load(open(sys.argv[1]))["highlights"]])' $quarter-before.json)" \
			"$(python3 -c 'import json, sys; print([(h["item"], h["kind"], h["from"], h["to"], h["excess"]) for h in json.load(open(sys.argv[1]))["highlights"]])' $quarter.json)"
	done
done
finish
