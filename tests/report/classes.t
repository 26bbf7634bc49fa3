#!/bin/sh
# classes.t: a report of some classes says which it leaves out, how many packets these were and by which list surveys are
# known, in both languages; numbers by awk from the rows.  A report that nobody asked for classes says nothing of them.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1

# Two quarters of two sensors; the list knows a fifth of the sources.
awk 'BEGIN {
	print "time,sensor,source,protocol,port,signature,packets,class"
	for (m = 4; m <= 9; m++) for (d = 1; d <= 30; d++) for (k = 0; k < 60; k++) {
		s = (k * 7 + d) % 50
		printf "2015-%02d-%02dT%02d:%02d:00+09:00,%s,192.0.2.%d,tcp,%d,,%d,%s\n", m, d, k % 24, k, k % 2 ? "a" : "b", s,
			k % 3 ? 23 : 80, 1 + (m > 6), k % 4 == 0 ? "backscatter" : k % 4 == 1 ? "scan" : ""
	}
}' >rows.csv
printf '192.0.2.0\n192.0.2.10\n192.0.2.20\n192.0.2.30\n192.0.2.40\n' >known.txt
"$TEITEN" ingest --survey known.txt rows.csv >/dev/null 2>said || cat said
awk -F , 'NR > 1 { m = substr($1, 6, 2) + 0; s = substr($3, 9) % 10 == 0
	class = $8 == "backscatter" ? $8 : s ? "survey" : $8 == "scan" ? $8 : "unclassified"
	if (m > 6) { n[class] += $7; all += $7; if (!seen[class, $3]++) sources[class]++ } else before[class] += $7
} END {
	split("unclassified scan backscatter survey", order, " ")
	for (i = 1; i <= 4; i++) { c = order[i]; printf "%s,%d,%.6f,%d,%d\n", c, n[c], n[c] / all, sources[c], before[c] }
}' rows.csv >want
out=$(awk -F , '/^(backscatter|survey)/ { n += $2 } END { print n }' want)
all=$(awk -F , '{ n += $2 } END { print n }' want)
mkdir own
printf '[edition]\nwithout = backscatter, survey\n' >own/edition.ini
"$TEITEN" report 2015Q3 --edition own --format trace,pdf -o some >/dev/null 2>said || cat said
check "a line for each class" "$(cat want)" "$(awk -F , 'NR > 1 { print $1 "," $3 "," $4 "," $5 "," $6 }' some/data/classes.csv)"
check "which are counted" "yes yes no no" "$(awk -F , 'NR > 1 { print $2 }' some/data/classes.csv | xargs)"
check "the files know their list" "known.txt $(sha256sum <known.txt | cut -d ' ' -f 1)" \
	"$(python3 -c 'import json; print(*[l["survey"] + " " + l["survey_sha256"] for l in json.load(open("some/model.json"))["loads"]])')"

page() { # LANG: all its text without spaces and thousands
	pdftotext some/report-2015Q3."$1".pdf - | tr -d ' ,\n'
}
says() { # WHAT LANG TEXT TIMES
	check "$1" "$4" "$(page "$2" | grep -o -F -e "$3" | wc -l)"
}
share=$(awk -v o="$out" -v a="$all" 'BEGIN { printf "%.1f%%", 100 * o / a }')
says "how many are left out, in English" en "thesensorsreceived${all}packets.Allcountsranksandfiguresofthisreportleaveoutbackscatterandknownsurveyscannerswhichwere${out}ofthem($share)." 1
says "and in Japanese" ja "この期間に受信したパケットは${all}件でした。このうちバックスキャッターと既知の調査スキャナーの${out}件（$share）は、本レポートの件数、順位、図のいずれにも含めていません。" 1
says "below the table, in English" en "Countsleaveoutbackscatterandknownsurveyscanners." 1
says "below the table, in Japanese" ja "件数には、バックスキャッターと既知の調査スキャナーのパケットを含めていません。" 1
says "by which list, in English" en "known.txt”ofthosewhosurveytheInternet" 1
says "by which list, in Japanese" ja "一覧「known.txt」に載っている送信元" 1
says "with its digest" en "$(sha256sum <known.txt | cut -d ' ' -f 1)" 1

# What an editor writes of the classes is held against them.
printf 'We left out %d packets (%s of all).\n' "$out" "$share" >own/narrative.en.md
printf '%d件（全体の%s）を除いています。\n' "$out" "$share" >own/narrative.ja.md
check "right numbers in prose" "" "$("$TEITEN" check some/model.json --edition own 2>&1 | grep narrative)"
sed -i "s/$out/$((out + 13))/" own/narrative.en.md own/narrative.ja.md
check "wrong ones" 2 "$("$TEITEN" check some/model.json --edition own 2>&1 | grep -c "narrative.*$((out + 13))")"
check "explained with its classes" "> Counted are only: unclassified packets and scans." "$("$TEITEN" explain --model some/model.json 23/tcp | grep '^> Counted')"

"$TEITEN" explain --model some/model.json --lang ja -o picture.pdf 23/tcp >/dev/null
check "on its page too" 1 "$(pdftotext picture.pdf - | tr -d ' ' | grep -c '集計の対象は次の分類だけです：未分類とスキャン。')"

# A second file that no list was asked for.
sed -e 's/,a,/,c,/;s/,b,/,c,/' -e 's/192.0.2/198.51.100/' rows.csv | sed '2,5000d' >more.csv
"$TEITEN" ingest more.csv >/dev/null 2>said || cat said
rm own/narrative.*
"$TEITEN" report 2015Q3 --edition own --format pdf -o some >/dev/null 2>said || cat said
says "not all were held against it, in English" en "Notallobservationswereheldagainstthislist." 1
says "not all were held against it, in Japanese" ja "この一覧と照合していない観測データもあります。" 1

# Nobody asked.
"$TEITEN" report 2015Q3 --format pdf -o all >/dev/null 2>said || cat said
check "nothing is said" "0 0" "$(pdftotext all/report-2015Q3.en.pdf - | grep -c -i 'backscatter\|survey') $(pdftotext all/report-2015Q3.ja.pdf - | grep -c '分類\|スキャナー')"
check "nor written" 1 "$(test -e all/data/classes.csv; echo $?)"
"$TEITEN" archive 2015Q3 --edition own -o some.teiten >said 2>&1 && "$TEITEN" verify some.teiten >>said 2>&1
told $? "archived, it agrees with itself"
finish
