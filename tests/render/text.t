#!/bin/sh
# text.t: what stands on the page can be read out of the PDF again, as a reader of it would (pdftotext, qpdf).
. "$(dirname "$0")/../tap.sh"
. "$top/tests/render/sample.sh"

ok() { # WHAT COMMAND...
	what=$1
	shift
	if said=$("$@" 2>&1); then pass "$what"; else fail "$what" "$said"; fi
}

says() { # LANG WORDS: the text layer has the words, line ends taken away
	grep -qF -e "$2" "$dir/$1.flat"
}

sample "$dir"
"$TEITEN" render "$dir/model.json" --template "$top/tests/golden/render/blocks" -o "$dir/out" || echo "# render fails"
for lang in ja en; do
	pdf=$dir/out/report-2015Q3.$lang.pdf
	pdftotext -raw "$pdf" "$dir/$lang.txt" || echo "# no text in $pdf"
	tr '\n\f' '  ' <"$dir/$lang.txt" | sed "s/ \{1,\}/ /g" >"$dir/$lang.flat"
	ok "$lang: qpdf finds nothing wrong" qpdf --check "$pdf"
	ok "$lang: no character that is none" sh -c "! grep -q '$(printf '\357\277\275')' '$dir/$lang.txt'"
	ok "$lang: digits are ASCII" sh -c "! grep -qP '[\x{FF10}-\x{FF19}]' '$dir/$lang.txt'"
	ok "$lang: no ligature letters" sh -c "! grep -qP '[\x{FB00}-\x{FB06}]' '$dir/$lang.txt'"
	ok "$lang: every font is embedded and has its Unicode" sh -c \
		"pdffonts '$pdf' | awk 'NR > 2 { n++; if (\$0 !~ / yes yes yes /) bad++ } END { exit !(n > 0 && !bad) }'"
done
tr -d ' \n\f' <"$dir/ja.txt" >"$dir/ja.flat" # its lines end anywhere
ok "ja: brackets and kana as typed" says ja "「括弧」、『二重括弧』が続き、23/TCPと1900/UDP"
ok "ja: an address as typed" says ja "https://example.org/a/long/path/index.html"
ok "en: words with their spaces" says en "A paragraph in English. “Quotes” and dashes – these – stand as typed; 23/TCP is never broken."
ok "en: a heading with its number" says en "1.1 Table"
ok "en: a cell with its service" says en "23/TCP (telnet)"

# Every count of the data files' first eight rows stands on the page.
awk -F, 'NR > 1 && NR <= 9 { print $5; print $7 }' "$dir/out/data/ports.csv" >"$dir/counts"
for lang in ja en; do
	ok "$lang: the table's counts are those of ports.csv" sh -c \
		"while read -r count; do tr -d ',' <'$dir/$lang.txt' | grep -qw \"\$count\" || { echo \$count; exit 1; }; done <'$dir/counts'"
done

# The data come along.
pdfdetach -list "$dir/out/report-2015Q3.ja.pdf" >"$dir/list" 2>&1
for file in ports regions sensors series gaps highlights; do
	ok "$file.csv is in the PDF" grep -q "$file.csv" "$dir/list"
done
pdfdetach -savefile ports.csv -o "$dir/ports.csv" "$dir/out/report-2015Q3.ja.pdf" 2>"$dir/said"
ok "and is the one beside it" cmp "$dir/ports.csv" "$dir/out/data/ports.csv"
finish
