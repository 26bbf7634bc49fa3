#!/bin/sh
# figures.t: the figures by sensor of teiten-template(7) are drawn as the page shows them, and their points are what awk
# counts in the observations.
. "$(dirname "$0")/../tap.sh"
sh "$top/tests/demo-once.sh" "$BUILD" >"$dir/log" 2>&1 || { fail "the demo runs" "$(cat "$dir/log")"; finish; exit 1; }
from=$BUILD/simulation
cd "$dir" || exit 1
mkdir template
for lang in ja en; do
	{ printf '# T\n\n'; sed -n '/^```figure kind=/,/^```$/p' "$top/render/doc/teiten-template.7"; } >template/report.$lang.md
done
check "the page has both kinds" "heat multiples" "$(sed -n 's/^```figure kind=\([a-z]*\) .*/\1/p' template/report.en.md | sort | paste -sd' ')"
"$TEITEN" render "$BUILD/demo/model.json" --template template --format pdf,trace -o out >said 2>&1
told $? "they are drawn"
zcat "$from/observations-2015Q3.csv.gz" | awk -F, 'NR > 2 {
	day = substr($1, 1, 10)
	heat[$2 "," day] += $7
	if ($4 == "udp" && $5 == 1900)
		ssdp[$2 "," day] += $7
} END {
	for (key in heat) print "fig-heat," key "," heat[key]
	for (key in ssdp) print "fig-ssdp," key "," ssdp[key]
}' | sort >want
awk -F, 'NR > 1 && $4 > 0 { print $1 "," $2 "," substr($3, 1, 10) "," $4 }' out/data/series.csv | sort >got
check "every sensor's every day" "" "$(diff want got | head -n 5)"
check "days of the outage are missing, not zero" "60 0" \
	"$(awk -F, '$1 == "fig-ssdp" && $5 == "missing" { n++; bad += $4 != "" } END { print n, bad + 0 }' out/data/series.csv)"
# Marks: the artefact in both kinds, at its sensor, and the rank without it where ranks flow.
for lang in ja en; do
	printf '# T\n\n```figure kind=flow items=ports top=10 id=fig-flow caption="c"\n```\n' >template/report.$lang.md
	pdftotext out/report-2015Q3.$lang.pdf - | tr -d ' \n' >$lang.flat
done
"$TEITEN" render "$BUILD/demo/model.json" --template template --edition "$from/edition" -o flow >said 2>&1
check "the artefact is marked in maps of heat and in multiples" "2 2" \
	"$(grep -o '変化の99.6%は名古屋のセンサー1台による' ja.flat | wc -l) $(grep -o '99.6%ofthechangeatonesensor,Nagoya' en.flat | wc -l)"
check "and the rank that comes of it" "1 1" \
	"$(pdftotext flow/report-2015Q3.ja.pdf - | tr -d ' \n' | grep -c '「1900/UDP(ssdp)」は、1台のセンサーだけの変化を除くと15位') $(
		pdftotext flow/report-2015Q3.en.pdf - | grep -c '1900/UDP (ssdp): rank 15 without what came to single sensors')"
for lang in ja en; do
	check "$lang: an alternative text" 2 "$(grep -c 'alt' out/report-2015Q3.$lang-1.trace 2>/dev/null || grep -c 'alt' out/report-2015Q3.$lang.trace)"
done
finish
