#!/bin/sh
# bench_text.sh: how fast paragraphs are set, on one core.
set -eu
texts=$(dirname "$0")/../layout
for case in "ja 45 stress" "ja 22 stress" "en 45 prose" "en 22 prose"; do
	set -- $case
	echo "set $3.$1 at $2 em: $("$BUILD/bench/text" "$1" "$2" "$texts/$3.$1.txt") million characters a second"
done
