#!/bin/sh
# synopsis.t: a verb's --help and the SYNOPSIS of its manual page name the same options and operands.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
verbs=$("$TEITEN" --help | awk '/^  / { print $1 }')
n=0

# The long options that --help lists, sorted.
helped() {
	"$TEITEN" "$1" --help | awk '{ for (i = 1; i <= NF; i++) if ($i ~ /^--[a-z]/ && !seen++) { sub(/[=,].*/, "", $i); print $i } seen = 0 }' |
		grep -v -x -e --help | sort -u
}

# The long options of the page's SYNOPSIS, sorted.
printed() {
	awk '/^\.Sh/ { inside = ($2 == "SYNOPSIS") } inside' "$1" | tr ' ' '\n' | sed -n 's/^-\([a-z][a-z-]*\)$/--\1/p' | sort -u
}

# The words in capitals that stand for operands, each once.
operands_helped() {
	"$TEITEN" "$1" --help | sed -n '2s/.*\[OPTION[^]]*\]//p' | tr -c 'A-Z\n' '\n' | grep -E '^[A-Z]{2,}$' | sort -u
}

operands_printed() {
	awk '/^\.Sh/ { inside = ($2 == "SYNOPSIS") } inside && !/^.Sh|Fl/' "$1" | tr ' ' '\n' | grep -E '^[A-Z]{2,}$' | sort -u
}

[ -n "$verbs" ] || { echo "1..0 # SKIP no verbs"; exit 0; }
for verb in $verbs; do
	n=$((n + 1))
	page=$(ls "$top"/report/cmd/teiten-"$verb".1 "$top"/render/cmd/teiten-"$verb".1 2>/dev/null | head -n 1)
	if [ -z "$page" ]; then
		echo "not ok $n - $verb has a manual page"
		continue
	fi
	if [ "$(helped "$verb")" = "$(printed "$page")" ] && [ "$(operands_helped "$verb")" = "$(operands_printed "$page")" ]; then
		echo "ok $n - $verb"
	else
		echo "not ok $n - $verb: --help and SYNOPSIS differ"
		echo "# --help:   $(helped "$verb" | tr '\n' ' ') $(operands_helped "$verb" | tr '\n' ' ')"
		echo "# SYNOPSIS: $(printed "$page" | tr '\n' ' ') $(operands_printed "$page" | tr '\n' ' ')"
	fi
done
echo "1..$n"
