#!/bin/sh
# synopsis.t: a verb's --help and the SYNOPSIS of its manual page name the same options and operands; the main page has
# all verbs.
. "$(dirname "$0")/../tap.sh"
verbs=$("$TEITEN" --help | awk '/^  / { print $1 }')

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

[ -n "$verbs" ] || skip_all "no verbs"
for verb in $verbs; do
	page=$(ls "$top"/report/cmd/teiten-"$verb".1 "$top"/render/cmd/teiten-"$verb".1 2>/dev/null | head -n 1)
	if [ -z "$page" ]; then
		fail "$verb has a manual page" "none beside the verbs"
		continue
	fi
	if [ "$(helped "$verb")" = "$(printed "$page")" ] && [ "$(operands_helped "$verb")" = "$(operands_printed "$page")" ]; then
		pass "$verb"
	else
		fail "$verb: --help and SYNOPSIS differ" "$(
			echo "--help:   $(helped "$verb" | tr '\n' ' ') $(operands_helped "$verb" | tr '\n' ' ')"
			echo "SYNOPSIS: $(printed "$page" | tr '\n' ' ') $(operands_printed "$page" | tr '\n' ' ')"
		)"
	fi
done

# Every verb is on the main page, and no other.
printed=$(sed -n 's/^\.It Cm //p' "$top/teiten.1" | sort)
check "teiten(1) has the verbs that --help lists" "$(printf '%s\n' $verbs | sort)" "$printed"
for verb in $verbs; do
	grep -q "Xr teiten-$verb 1" "$top/teiten.1" || echo "$verb"
done >"$dir/unnamed"
check "and names the page of each" "" "$(cat "$dir/unnamed")"
finish
