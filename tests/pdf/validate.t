#!/bin/sh
# validate.t: every PDF we make passes veraPDF (PDF/A-3a, PDF/UA-1) and the other readers of PDF; and veraPDF does see
# what we would break.  Skipped by name where Java or veraPDF cannot be had.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
files="$BUILD/finish-sample.pdf $BUILD/demo/report-2015Q3.ja.pdf $BUILD/demo/report-2015Q3.en.pdf"
n=0
say() { # status what
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

for file in $files; do
	name=$(basename "$file")
	qpdf --check "$file" >"$work/log" 2>&1
	say $? "qpdf finds no fault in $name"
	mutool clean -s "$file" "$work/clean.pdf" >"$work/log" 2>&1 && ! grep -qiE 'error|warning' "$work/log"
	say $? "mutool finds no fault in $name"
	pdfinfo "$file" 2>"$work/log" | grep -q '^Tagged: *yes' && [ ! -s "$work/log" ]
	say $? "pdfinfo finds $name tagged"
done
pdfdetach -list "$BUILD/demo/report-2015Q3.ja.pdf" | grep -q 'ports.csv'
say $? "pdfdetach finds the data"

# Finishing changes no pixel, in either renderer.
for tool in "pdftoppm -r 100 -png FILE OUT" "mutool draw -r 100 -o OUT-%d.png FILE"; do
	for kind in drawn sample; do
		command=$(echo "$tool" | sed "s#FILE#$BUILD/finish-$kind.pdf#; s#OUT#$work/$kind#")
		$command >/dev/null 2>&1
	done
	(cd "$work" && cat drawn-1.png drawn-2.png | cksum >a && cat sample-1.png sample-2.png | cksum >b && cmp -s a b)
	say $? "${tool%% *} draws the finished pages as the unfinished"
	rm -f "$work"/drawn-* "$work"/sample-*
done
pdftotext "$BUILD/finish-sample.pdf" - | grep -q '定点 office 23/TCP'
say $? "the text layer reads as set"

# A PDF with one thing broken: its text form edited, written again as an archive file must be.
mutate() { # name, sed script
	qpdf --qdf --object-streams=disable "$BUILD/demo/report-2015Q3.en.pdf" "$work/text.pdf" &&
		LC_ALL=C sed -E "$2" "$work/text.pdf" >"$work/edited.pdf" && ! cmp -s "$work/text.pdf" "$work/edited.pdf" &&
		fix-qdf "$work/edited.pdf" >"$work/fixed.pdf" 2>/dev/null &&
		qpdf --object-streams=generate --newline-before-endstream --compress-streams=y "$work/fixed.pdf" "$work/$1.pdf"
}

# Name of the mutation, what sed does, a rule that must then fail (ISO clause as veraPDF names it), the flavour.
mutations() {
	cat <<-'E'
	alt|s:^( *)/Alt .*:\1/Alx ():|7.3|ua1
	scope|s:^( *)/Scope .*:\1/Scopx /Column:|7.5|ua1
	lang|s:^  /Lang .*:  /Lanx (en):|7.2|ua1
	print|s:^( *)/F 4$:\1/F 0:|6.3.2|3a
	contents|s:^( *)/Contents \(.*:\1/Contenx ():|7.18|ua1
	tounicode|s:^( *)/ToUnicode:\1/ToUnicodx:|7.21.7|ua1
	relationship|s:^( *)/AFRelationship.*:\1/AFRelx /Data:|6.8|3a
	title|s:/DisplayDocTitle true:/DisplayDocTitle false:|7.1|ua1
	role|s:^( *)/S /Caption$:\1/S /Captain:|7.1|ua1
	heading|s:^( *)/S /H2$:\1/S /H4:|7.4|ua1
	artifact|s:^/Artifact BMC:/Span BMC:|7.1|ua1
	E
}

"$here/verapdf.sh" 3a $files >"$work/3a" 2>/dev/null
status=$?
if [ $status -eq 77 ]; then
	n=$((n + 1))
	echo "ok $n # SKIP Java or veraPDF cannot be had here"
	echo "1..$n"
	exit 0
fi
"$here/verapdf.sh" ua1 $files >"$work/ua1" 2>/dev/null
for file in $files; do
	for flavour in 3a ua1; do
		grep -q "^PASS $file" "$work/$flavour"
		say $? "veraPDF passes $(basename "$file") as $flavour"
		grep "^FAIL $file" "$work/$flavour" | sed 's/^/# /'
	done
done
for flavour in 3a ua1; do
	mutations | awk -F'|' -v f=$flavour '$4 == f' >"$work/list"
	made=
	while IFS='|' read -r name script rule _; do
		mutate "$name" "$script" && made="$made $work/$name.pdf"
	done <"$work/list"
	"$here/verapdf.sh" $flavour $made >"$work/mutated" 2>/dev/null
	while IFS='|' read -r name script rule _; do
		awk -v f="$work/$name.pdf" -v r="$rule" '
			/^(PASS|FAIL)/ { here = index($0, f) > 0; failed = $1 == "FAIL" }
			here && failed && index($0, r) { found = 1 }
			END { exit !found }' "$work/mutated"
		say $? "veraPDF sees the mutation '$name' by rule $rule"
	done <"$work/list"
done
echo "1..$n"
