#!/bin/sh
# explain.t: what lies behind the demo's burst, held against what awk counts in its observations; the examples of the
# manual page.
. "$(dirname "$0")/../tap.sh"
sh "$top/tests/demo-once.sh" "$BUILD" >"$dir/log" 2>&1 || { fail "the demo runs" "$(cat "$dir/log")"; finish; exit 1; }
from=$BUILD/simulation
cd "$dir" || exit 1
cp "$from/teiten.db" "$BUILD/demo/model.json" .

# The page's own examples run as they stand.
sed -n 's/^\.Dl \$ teiten //p' "$top/render/cmd/teiten-explain.1" >examples
n_examples=0
while read -r words; do
	n_examples=$((n_examples + 1))
	"$TEITEN" $words >"out$n_examples" 2>said
	told $? "teiten $words"
done <examples
# Packets of 1900/UDP from the end of the outage to the end of the quarter, by sensor; a row begins with its time.
zcat "$from/observations-2015Q3.csv.gz" | awk -F, 'NR > 2 && $4 == "udp" && $5 == 1900 && $1 >= "2015-09-24T09:00" {
	count[$2] += $7
	all += $7
	if (!($3 in seen)) { seen[$3]; sources++ }
} END { printf "%d %d %d", count["nagoya"], all, sources }' >want

# The picture: one page that has the level which awk finds, the sensor, the sources, in the language.
zcat "$from/observations-2015Q3.csv.gz" | awk -F, 'NR > 2 && $4 == "udp" && $5 == 1900 && $1 >= "2015-08-23" && $1 < "2015-09-20" {
	day[substr($1, 1, 10)] += $7
} END { for (d in day) print day[d] }' | sort -n >days
median=$(awk '{ d[NR] = $1 } END { print (d[NR / 2] + d[NR / 2 + 1]) / 2 }' days)
for lang in ja en; do
	"$TEITEN" explain --store teiten.db --lang $lang -o h2.$lang.pdf h2 2015Q3 >/dev/null
	pdftotext -layout h2.$lang.pdf - | tr -d ' \n' >$lang.page
done
check "one page" 1 "$(pdfinfo h2.ja.pdf | awk '/^Pages/ { print $2 }')"
check "28 days before it are those that awk counts" 28 "$(wc -l <days)"
check "their level is within a twentieth of awk's median" yes "$(sed -n 's/.*thelevelbeforeSeptember24,about\([0-9]*\)packets.*/\1/p' en.page |
	awk -v m="$median" '{ print ($1 > 0.95 * m && $1 < 1.05 * m) ? "yes" : $1 " of " m }')"
check "level, sensors and sources in Japanese" "1 1 1" \
	"$(grep -c '破線は9月24日より前の水準' ja.page) $(grep -c 'センサーごとの日別パケット数' ja.page) $(grep -c "期間中の送信元：$(awk '{ print $3 }' want)アドレス" ja.page)"
check "days before the quarter, said to be such" "1 1" \
	"$(grep -c '点線の外側の薄い灰色の部分は四半期の前後の日' ja.page) $(grep -c 'June2015' en.page)"
"$TEITEN" explain --store teiten.db --lang ja -o quiet.pdf 445/tcp 2015Q3 >/dev/null
check "an item without a highlight: its days, sensors and sources" "1 1 1" \
	"$(pdftotext quiet.pdf - | grep -c '^日ごとのパケット数\|日ごとのパケット数$') $(pdftotext quiet.pdf - | grep -c '^名古屋') $(pdftotext quiet.pdf - | grep -c '期間中の送信元：')"
"$TEITEN" explain --store teiten.db --lang ja -o new.pdf h1 2015Q3 >/dev/null
check "where nothing was before, the days of the change alone" "1 0" \
	"$(pdftotext new.pdf - | grep -c '淡い色の部分は変化のあった期間') $(pdftotext new.pdf - | grep -c '破線')"
check "a picture of one page" "<svg" "$(grep -o '<svg' h2.svg | head -n 1)"

check "packets at the sensor, of all and their sources" "$(cat want)" "$(tr -d , <out1 | awk '
	/^\| Nagoya/ { sensor = $4 }
	/^## Sources/ { sources = 1 }
	sources && /^- Packets:/ { all = $3 }
	sources && /^- Source addresses:/ { addresses = $4 }
	END { print sensor, all, addresses }')"
check "the numbers of the decision" "- Sensor with the largest part: Nagoya
- Its part of the change: 99.6%
- Factor without it: about 1.1 times
- Rank without its change: 15
- Decision of the editor: open" "$(sed -n '/^- Sensor with/,/^- Decision/p' out1)"
check "a day without data has no count" "| September 22, 2015 | – | no data |" "$(grep 'September 22' out1)"
check "in Japanese, without the store" "1 1" "$(grep -c '^- 変化が最も大きいセンサー: 名古屋' out2) $(grep -c '^> .*--store' out2)"
check "the editor's decision" "- Decision of the editor: rejected (a slow decline since April, as the narrative says)" \
	"$("$TEITEN" explain --model model.json --edition "$from/edition" 53413/udp | grep Decision)"
check "what is told with another" "- Decision of the editor: told with h2" \
	"$("$TEITEN" explain --model model.json --edition "$from/edition" CN | grep Decision)"
check "an item without a highlight" "No highlight speaks of this item in this quarter." \
	"$("$TEITEN" explain --model model.json 23/tcp | sed -n 5p)"
check "a label by its table" "# synful-knock: 2015Q3" "$("$TEITEN" explain --model model.json signature:synful-knock | head -n 1)"
refused() {
	got=$("$TEITEN" explain "$@" 2>&1)
	echo "$? $got"
}
check "no such item" "2 teiten: 2015Q3 has no item or highlight 'h99'" "$(refused --model model.json h99)"
check "no quarter" "2 teiten: of which quarter? teiten explain ITEM QUARTER" "$(refused h1)"
check "a quarter too many" "2 teiten: --model has its own quarter: leave out '2015Q3'" "$(refused --model model.json h1 2015Q3)"
check "no picture" "2 teiten: 'a.doc' ends like no picture: .png, .svg or .pdf" "$(refused --model model.json -o a.doc h1)"
finish
