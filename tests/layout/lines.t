#!/bin/sh
# lines.t: fixed paragraphs keep their lines.  want/NAME.LANG-MEASURE.trace is what tests/layout/NAME.LANG.txt gives at
# that measure; ACCEPT=1 sh tests/layout/lines.t writes them anew, to be read before they are committed.
here=$(dirname "$0")
set -- "$here"/want/*.trace
echo "1..$#"
n=0
for want; do
	n=$((n + 1))
	name=$(basename "$want" .trace)
	text=${name%-*}
	got=$(mktemp)
	"$BUILD/tool/set" trace "${text##*.}" "${name##*-}" <"$here/$text.txt" >"$got"
	[ -z "$ACCEPT" ] || cp "$got" "$want"
	if diff -u "$want" "$got" >"$got.diff"; then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name"
		sed 's/^/# /' "$got.diff"
	fi
	rm -f "$got" "$got.diff"
done
