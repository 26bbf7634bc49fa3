#!/bin/sh
# versions.t: this program reads the archive of every version that there was, and says the same numbers.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0
say() { # status what
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}

for archive in "$here"/versions/*.teiten; do
	version=$(basename "$archive" .teiten)
	"$TEITEN" verify "$archive" >"$work/verified" 2>&1
	# the wording of a newer program may be told as a finding (also status 1); damage may not
	[ $? -le 1 ] && ! grep -q ': damaged' "$work/verified"
	say $? "version $version is whole"

	"$TEITEN" regenerate "$archive" -o "$work/$version" >"$work/made" 2>&1
	[ $? -le 1 ] && [ -s "$work/$version/report-2015Q3.ja.pdf" ] && [ -s "$work/$version/report-2015Q3.en.pdf" ]
	say $? "version $version is set again in both languages"
	grep -vE 'identical$' "$work/made" | sed 's/^/# /'

	! grep '^data/' "$work/made" | grep -v ': identical$' | grep .
	say $? "version $version gives the same data files"

	# by sqlite3, not by us: the published ports of that day
	sqlite3 -A -xf "$archive" -C "$work" data/ports.csv && cmp -s "$work/data/ports.csv" "$work/$version/data/ports.csv"
	say $? "version $version: ports.csv equals the archived one"
done
[ $n -gt 0 ] || say 1 "there is an archive to read"
echo "1..$n"
