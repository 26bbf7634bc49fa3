#!/bin/sh
# report.t: a full report run under valgrind: no error, no leak but what valgrind.supp and glib.supp name.
set -u
here=$(cd "$(dirname "$0")" && pwd)
case $BUILD in
*address*)
	echo "1..0 # SKIP valgrind does not run a program built with AddressSanitizer"
	exit 0
	;;
esac
command -v valgrind >/dev/null || { echo "1..0 # SKIP valgrind is not here"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
glib=/usr/share/glib-2.0/valgrind/glib.supp
[ ! -e $glib ] || glib_supp="--suppressions=$glib"
echo "1..2"
valgrind -q --leak-check=full --show-leak-kinds=definite,indirect --errors-for-leak-kinds=definite,indirect --error-exitcode=9 \
	--suppressions="$here/valgrind.supp" ${glib_supp-} "$TEITEN" report 2015Q3 --store "$BUILD/simulation/teiten.db" \
	--edition "$BUILD/simulation/edition" --format pdf,png,svg -o "$work/out" >"$work/log" 2>&1
status=$?
[ $status -eq 0 ] || sed 's/^/# /' "$work/log" | head -60
if [ $status -eq 0 ]; then echo "ok 1 - no error and no leak of ours"; else echo "not ok 1 - no error and no leak of ours"; fi
if cmp -s "$work/out/report-2015Q3.ja.pdf" "$BUILD/demo/report-2015Q3.ja.pdf"; then
	echo "ok 2 - the same bytes as without valgrind"
else
	echo "not ok 2 - the same bytes as without valgrind"
fi
