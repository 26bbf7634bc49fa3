#!/bin/sh
# report.t: a full report run under valgrind: no error, no leak but what valgrind.supp and glib.supp name.
. "$(dirname "$0")/../tap.sh"
case $BUILD in
*address*)
	skip_all "valgrind does not run a program built with AddressSanitizer"
	;;
esac
command -v valgrind >/dev/null || skip_all "valgrind is not here"
glib=/usr/share/glib-2.0/valgrind/glib.supp
[ ! -e $glib ] || glib_supp="--suppressions=$glib"
valgrind -q --leak-check=full --show-leak-kinds=definite,indirect --errors-for-leak-kinds=definite,indirect --error-exitcode=9 \
	--suppressions="$top/tests/memory/valgrind.supp" ${glib_supp-} "$TEITEN" report 2015Q3 --store "$BUILD/simulation/teiten.db" \
	--edition "$BUILD/simulation/edition" --format pdf,png,svg -o "$dir/out" >"$dir/log" 2>&1
status=$?
[ $status -eq 0 ] || sed 's/^/# /' "$dir/log" | head -n 60
told $status "no error and no leak of ours"
cmp -s "$dir/out/report-2015Q3.ja.pdf" "$BUILD/demo/report-2015Q3.ja.pdf"
told $? "the same bytes as without valgrind"
finish
