#!/bin/sh
# versions.t: this program reads the archive of every version that there was, and says the same numbers.
. "$(dirname "$0")/../tap.sh"

for archive in "$top"/tests/archive/versions/*.teiten; do
	version=$(basename "$archive" .teiten)
	"$TEITEN" verify "$archive" >"$dir/verified" 2>&1
	# the wording of a newer program may be told as a finding (also status 1); damage may not
	[ $? -le 1 ] && ! grep -q ': damaged' "$dir/verified"
	told $? "version $version is whole"

	"$TEITEN" regenerate "$archive" -o "$dir/$version" >"$dir/made" 2>&1
	[ $? -le 1 ] && [ -s "$dir/$version/report-2015Q3.ja.pdf" ] && [ -s "$dir/$version/report-2015Q3.en.pdf" ]
	told $? "version $version is set again in both languages"
	grep -vE 'identical$' "$dir/made" | sed 's/^/# /'

	! grep '^data/' "$dir/made" | grep -v ': identical$' | grep .
	told $? "version $version gives the same data files"

	# by sqlite3, not by us: the published ports of that day
	sqlite3 -A -xf "$archive" -C "$dir" data/ports.csv && cmp -s "$dir/data/ports.csv" "$dir/$version/data/ports.csv"
	told $? "version $version: ports.csv equals the archived one"
done
# A caveat marks the row of its table since version 3.  The archives have none, so one is written into them; an older one's
# template has no note that a mark could lead to.
marked() { # VERSION LANG: the first row of the first table
	pdftotext -layout "$dir/caveat-$1/report-2015Q3.$2.pdf" - | grep -m 1 '^ *1 *23/TCP' | grep -oF '(telnet) *'
}
for version in 2 3; do
	python3 "$top/tests/archive/forge.py" "$top/tests/archive/versions/$version.teiten" "$dir/caveat-$version.teiten" \
		swap model.json '"caveat":null' '"caveat":"exposure"' &&
		"$TEITEN" regenerate "$dir/caveat-$version.teiten" -o "$dir/caveat-$version" >"$dir/made" 2>&1
done
for lang in ja en; do
	check "version 2: a row with a caveat stays unmarked ($lang)" "" "$(marked 2 $lang)"
	check "version 3: it is marked ($lang)" "(telnet) *" "$(marked 3 $lang)"
done
[ $n -gt 0 ] || told 1 "there is an archive to read"
finish
