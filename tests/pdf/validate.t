#!/bin/sh
# validate.t: every PDF we make passes veraPDF (PDF/A-3a, PDF/UA-1) and the other readers of PDF; and veraPDF does see
# what we would break.  Skipped by name where Java or veraPDF cannot be had.
. "$(dirname "$0")/../tap.sh"
files="$BUILD/finish-sample.pdf $BUILD/demo/report-2015Q3.ja.pdf $BUILD/demo/report-2015Q3.en.pdf"

for file in $files; do
	name=$(basename "$file")
	qpdf --check "$file" >"$dir/log" 2>&1
	told $? "qpdf finds no fault in $name"
	mutool clean -s "$file" "$dir/clean.pdf" >"$dir/log" 2>&1 && ! grep -qiE 'error|warning' "$dir/log"
	told $? "mutool finds no fault in $name"
	pdfinfo "$file" 2>"$dir/log" | grep -q '^Tagged: *yes' && [ ! -s "$dir/log" ]
	told $? "pdfinfo finds $name tagged"
done
pdfdetach -list "$BUILD/demo/report-2015Q3.ja.pdf" | grep -q 'ports.csv'
told $? "pdfdetach finds the data"

# Finishing changes no pixel, in either renderer.
for tool in "pdftoppm -r 100 -png FILE OUT" "mutool draw -r 100 -o OUT-%d.png FILE"; do
	for kind in drawn sample; do
		command=$(echo "$tool" | sed "s#FILE#$BUILD/finish-$kind.pdf#; s#OUT#$dir/$kind#")
		$command >/dev/null 2>&1
	done
	(cd "$dir" && cat drawn-1.png drawn-2.png | cksum >a && cat sample-1.png sample-2.png | cksum >b && cmp -s a b)
	told $? "${tool%% *} draws the finished pages as the unfinished"
	rm -f "$dir"/drawn-* "$dir"/sample-*
done
pdftotext "$BUILD/finish-sample.pdf" - | grep -q '定点 office 23/TCP'
told $? "the text layer reads as set"

# A PDF with one thing broken: its text form edited, written again as an archive file must be.
mutate() { # name, sed script
	qpdf --qdf --object-streams=disable "$BUILD/demo/report-2015Q3.en.pdf" "$dir/text.pdf" &&
		LC_ALL=C sed -E "$2" "$dir/text.pdf" >"$dir/edited.pdf" && ! cmp -s "$dir/text.pdf" "$dir/edited.pdf" &&
		fix-qdf "$dir/edited.pdf" >"$dir/fixed.pdf" 2>/dev/null &&
		qpdf --object-streams=generate --newline-before-endstream --compress-streams=y "$dir/fixed.pdf" "$dir/$1.pdf"
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

"$top/tests/pdf/verapdf.sh" 3a $files >"$dir/3a" 2>/dev/null
status=$?
if [ $status -eq 77 ]; then
	skip "PDF/A-3a and PDF/UA-1" "Java or veraPDF cannot be had here"
	finish
	exit 0
fi
"$top/tests/pdf/verapdf.sh" ua1 $files >"$dir/ua1" 2>/dev/null
for file in $files; do
	for flavour in 3a ua1; do
		grep -q "^PASS $file" "$dir/$flavour"
		told $? "veraPDF passes $(basename "$file") as $flavour"
		grep "^FAIL $file" "$dir/$flavour" | sed 's/^/# /'
	done
done
for flavour in 3a ua1; do
	mutations | awk -F'|' -v f=$flavour '$4 == f' >"$dir/list"
	made=
	while IFS='|' read -r name script rule _; do
		mutate "$name" "$script" && made="$made $dir/$name.pdf"
	done <"$dir/list"
	"$top/tests/pdf/verapdf.sh" $flavour $made >"$dir/mutated" 2>/dev/null
	while IFS='|' read -r name script rule _; do
		awk -v f="$dir/$name.pdf" -v r="$rule" '
			/^(PASS|FAIL)/ { here = index($0, f) > 0; failed = $1 == "FAIL" }
			here && failed && index($0, r) { found = 1 }
			END { exit !found }' "$dir/mutated"
		told $? "veraPDF sees the mutation '$name' by rule $rule"
	done <"$dir/list"
done
finish
