#!/bin/sh
# accept.sh [VERB/CASE...]: what the cases (default: all) give now is what they are to give.  Look at the difference
# (git diff tests/golden) before you commit it.
set -eu
: "${TEITEN:=$(cd "$(dirname "$0")/../.." && pwd)/build/teiten}"
. "$(dirname "$0")/run.sh"
for case in ${*:-$(cases)}; do
	case=${case%/}/
	run_case "$case" || { cat "$work/said"; exit 1; }
	for want in "$top/tests/golden/$case"want/*; do
		cp "$OUT/${want##*/}" "$want"
		echo "accepted $case${want##*/}"
	done
done
