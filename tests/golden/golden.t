#!/bin/sh
# golden.t: every case below tests/golden gives what it gave when it was accepted (sh tests/golden/accept.sh).
set -u
. "$(dirname "$0")/run.sh"
n=0
for case in $(cases); do
	n=$((n + 1))
	if ! run_case "$case"; then
		echo "not ok $n - $case fails"
		sed 's/^/# /' "$work/said"
		continue
	fi
	wrong=
	for want in "$top/tests/golden/$case"want/*; do
		diff "$want" "$OUT/${want##*/}" >"$work/diff" 2>&1 || {
			wrong=yes
			echo "# ${want##*/}:"
			sed 's/^/# /' "$work/diff" | head -n 12
		}
	done
	echo "${wrong:+not }ok $n - $case"
done
echo "1..$n"
