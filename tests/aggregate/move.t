#!/bin/sh
# move.t: sensors in another place under their old names are told, to the day, and neither what is told of items nor the
# corrected ranks follow them: an invented one whose ports are others from then on, and real ones that change places.
. "$(dirname "$0")/../tap.sh"
csv=$shared/data/marx/marx.csv.zst
geo=$shared/data/mmdb/geolite-legacy-country-2013-08.mmdb

# Six sensors, a row each ten minutes, twelve ports in turn; the fourth, larger than the others, moves on August 12.
packets() { # MOVES
	awk -v moves="$1" 'BEGIN {
		srand(5)
		print "time,sensor,source,protocol,port,signature,packets"
		for (t = 1427814000; t < 1443625200; t += 600) # 2015-04-01 to 2015-10-01, Japan
			for (s = 1; s <= 6; s++) {
				p = (t / 600 + 5 * s) % 12 + 1
				usual = s == 4 ? 4 * (moves && t >= 1439305200 ? p : 13 - p) : 10 + p % 5
				printf "%s,s%d,192.0.2.%d,tcp,%d,,%d\n", strftime("%Y-%m-%dT%H:%M:%SZ", t, 1), s, p, 1000 + p,
					usual * (0.8 + 0.4 * rand()) * 10 + rand()
			}
	}'
}

faults() { # MODEL ZONE
	sqlite3 :memory: "SELECT value ->> 'what', value ->> 'sensor', strftime('%m-%dT%H', value ->> 'from', 'unixepoch', '$2'),
		strftime('%m-%dT%H', value ->> 'to', 'unixepoch', '$2'), value ->> 'known' FROM json_each(readfile('$1'), '\$.health')
		WHERE value ->> 'what' <> 'silent'"
}

# What is told of days.
told() { # MODEL
	sqlite3 :memory: "SELECT value ->> 'table', value ->> 'item', value ->> 'kind', value ->> 'scope', value ->> 'rank', value ->> 'rank_without'
		FROM json_each(readfile('$1'), '\$.highlights') WHERE value ->> 'scope' <> 'undetermined' ORDER BY 1, 2, value ->> 'from'"
}

# The ports by a rank.
ports() { # MODEL RANK
	sqlite3 :memory: "SELECT group_concat(r.value ->> 'port', ' ') FROM (SELECT r.value FROM json_each(readfile('$1'), '\$.tables') t,
		json_each(t.value, '\$.rows') r WHERE t.value ->> 'name' = 'port' ORDER BY r.value ->> '$2') r"
}

cd "$dir" || exit 1
for moves in 0 1; do
	packets $moves >$moves.csv
	"$TEITEN" ingest --store $moves.db --profile teiten $moves.csv >log 2>&1 &&
		"$TEITEN" aggregate --store $moves.db --no-sources -o $moves.json 2015Q3 >>log 2>&1 || sed 's/^/# /' log
done
check "none moved" "" "$(faults 0.json '9 hours')"
check "the fourth moved, that day" "moved|s4|08-12T00|08-13T00|detected" "$(faults 1.json '9 hours')"
check "the corrected ranks stay" "$(ports 0.json corrected_rank)" "$(ports 1.json corrected_rank)"
check "nothing is told of its ports" "$(told 0.json)" "$(told 1.json)"

# The table of health says so, in both languages.
words() { # MODEL LANG
	rm -rf out && mkdir -p template out
	printf '[template]\nname = t\n' >template/template.ini
	for lang in ja en; do
		printf '# T\n\n```table health columns=what id=tab-h caption="h"\n```\n' >template/report.$lang.md
	done
	"$TEITEN" render "$1" --template template --lang "$2" --format pdf -o out 2>/dev/null
	pdftotext out/*."$2".pdf - | tr -d ' \n' | grep -oE 'この日に移設されたか、観測の条件が変わった|Movedorchangedonthatday\(sincethenabout[0-9]+%ofthepacketsbefore\)|以後のパケットは以前の[0-9]+%程度'
}
check "told in English" "Movedorchangedonthatday(sincethenabout100%ofthepacketsbefore)" "$(words 1.json en)"
check "told in Japanese" "この日に移設されたか、観測の条件が変わった
以後のパケットは以前の100%程度" "$(words 1.json ja)"

if ! [ -e "$csv" ] || ! [ -e "$geo" ]; then
	skip "real sensors" "../shared is not here"
	finish
	exit
fi
zstd -dcq "$csv" >0.csv
awk -F, -v OFS=, '$1 >= "2013-07-29" && $2 ~ /^groucho-(tokyo|sa)$/ { $2 = $2 == "groucho-sa" ? "groucho-tokyo" : "groucho-sa" } { print }' 0.csv >1.csv
for moves in 0 1; do
	"$TEITEN" ingest --store real$moves.db --profile marx --geo "$geo" $moves.csv >log 2>&1 &&
		"$TEITEN" aggregate --store real$moves.db --no-sources --time-zone UTC -o real$moves.json 2013Q3 >>log 2>&1 || sed 's/^/# /' log
done
check "no real sensor moved" "" "$(faults real0.json '0 hours')"
check "two changed places" "moved|groucho-sa|07-29T00|07-30T00|detected
moved|groucho-tokyo|07-29T00|07-30T00|detected" "$(faults real1.json '0 hours')"
told real0.json >stay
told real1.json >move
check "nothing is told that is not told without the moves" "" "$(diff stay move | grep '^>')"
check "and of what is, 93 in 100, as of a sensor that is replaced" kept \
	"$(awk -v all="$(wc -l <stay)" 'END { print NR >= 0.93 * all ? "kept" : NR " of " all }' move)"
check "one receives more than three times as much" "about3..%" "$(words real1.json en | head -n 1 | sed 's/.*\(about3\)[0-9][0-9]%.*/\1..%/')"
finish
