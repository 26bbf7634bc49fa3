#!/bin/sh
# sources.t: a model without unique sources is the same model but for them: -1 where they would stand, nothing in the data
# files, and pages in both languages that say no number of them.
. "$(dirname "$0")/../tap.sh"

cd "$dir" || exit 1
"$TEITEN" simulate 2015q3 --seed 1 -o . >log 2>&1 &&
	"$TEITEN" ingest --store t.db --profile teiten --geo geo.mmdb --sensors sensors.csv observations-2015Q2.csv.gz observations-2015Q3.csv.gz >>log 2>&1 &&
	"$TEITEN" aggregate --store t.db -o with.json 2015Q3 >>log 2>&1 || {
	sed 's/^/# /' log
	echo "Bail out! no model"
	exit 1
}
"$TEITEN" aggregate --store t.db --no-sources -o without.json 2015Q3 2>said
told $? "a model without sources"
# Every number of the model with its place, but those of what sent a rise, which are asked for by themselves.
numbers() { # MODEL
	sqlite3 :memory: "SELECT replace(fullkey, '\"', ''), atom FROM json_tree(readfile('$1')) WHERE atom IS NOT NULL AND fullkey NOT LIKE '\$.highlights%'"
}
numbers with.json >a
numbers without.json >b
check "what differs is sources alone" "" "$(diff a b | grep '^[<>]' | grep -v 'sources|')"
check "they are -1, every one" "-1" "$(grep 'sources|' b | cut -d'|' -f2 | sort -u)"
check "none of them was before" "" "$(grep 'sources|' a | cut -d'|' -f2 | grep -v '^[0-9][0-9]*$' | sort -u)"
# What is known of a rise without its senders.
rises() { # MODEL
	sqlite3 :memory: "SELECT value ->> '\$.id', value ->> '\$.table', value ->> '\$.item', value ->> '\$.kind', value ->> '\$.from', value ->> '\$.to', value ->> '\$.excess', value ->> '\$.rank' FROM json_each(readfile('$1'), '\$.highlights')"
}
check "rises are the same" "$(rises with.json)" "$(rises without.json)"
check "of some it is known who sent them" 1 "$(sqlite3 :memory: "SELECT count(*) > 0 FROM json_tree(readfile('with.json'), '\$.highlights') WHERE key = 'networks' AND atom > 0")"
check "of none without" 0 "$(sqlite3 :memory: "SELECT count(*) FROM json_tree(readfile('without.json'), '\$.highlights') WHERE key IN ('networks', 'sources', 'shared_sources') AND atom > 0")"
"$TEITEN" render without.json --lang ja,en -o out 2>said
told $? "its pages"
check "no file of the data has a source, or says how they are known" "" \
	"$(for file in ports regions signatures sensors; do
		sqlite3 :memory: ".import --csv out/data/$file.csv t" "SELECT '$file', sources, sources_known FROM t WHERE sources <> '' OR sources_known <> ''"
	done)"
check "the sentence on the quarter does without" 0 "$(pdftotext out/report-2015Q3.en.pdf - | tr '\n' ' ' | grep -c 'packets from [0-9,]* source addresses')"
check "and is there with sources" 1 "$("$TEITEN" render with.json --lang en -o full 2>/dev/null && pdftotext full/report-2015Q3.en.pdf - | tr '\n' ' ' | grep -c 'packets from [0-9,]* source addresses')"
check "the report tells it in English" 1 "$(pdftotext out/report-2015Q3.en.pdf - | tr '\n' ' ' | grep -c 'Source addresses were not counted for this report')"
check "and in Japanese" 1 "$(pdftotext out/report-2015Q3.ja.pdf - | tr -d '\n ' | grep -c '送信元アドレスを数えていません')"
check "with sources it does not" 0 "$(pdftotext full/report-2015Q3.en.pdf - | tr '\n' ' ' | grep -c 'Source addresses were not counted')"
"$TEITEN" report --store t.db --no-sources --lang ja,en -o short 2015Q3 2>said
told $? "a report without sources from the store"
check "its model is that of aggregate" "" "$(cmp short/model.json without.json 2>&1)"
"$TEITEN" archive --store t.db --no-sources --lang en -o short.teiten 2015Q3 2>said
told $? "its archive"
"$TEITEN" diff short.teiten t.db >differences 2>said
check "which the store does not contradict" "0 " "$? $(cat differences)"

finish
