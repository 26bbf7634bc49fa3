#!/bin/sh
# type.t: an outside measure looks at what we set (make check-type).  jlreq_check.py reads every painted glyph of the
# PDF; it is not of this project, so where it is missing the cases are skipped by name.  No finding is let pass by name:
# six are judged by their figures, the others must not be there.
#   A4   a token may be parted after a hyphen (microsoft-|ds), nowhere else
#   C5, C4  holes and loose lines are no more than LuaTeX-ja's jlreq class leaves on the same text (stress at 45, 28, 22,
#        16 em: holes 0, 2, 6, 9; loose lines 0, 0, 3, 4)
#   C2, B1b  the widest gap between Japanese letters, and between them and Latin ones, is a quarter and half an em; the
#        stress text has at 22 and 16 em one line of five kana and an address that has no place for a line's end, which
#        LuaTeX-ja opens to 0.77 and 0.75 em (ours 0.48 and 0.60)
#   C6   word spaces are 0.20 to 0.50 em; the English stress text at 24 and 16 em has more, where words and identifiers
#        leave no choice: LuaLaTeX (no line too long, \emergencystretch) 70 holes up to 1.91 em and 100 up to 5.19 em
. "$(dirname "$0")/../tap.sh"
here=$top/tests/layout
checker=$shared/tools/jlreq_check.py

# judge NAME PDF HOLES LOOSE GAP WORD PART [OPTION OF THE CHECKER...]
judge() {
	name=$1 pdf=$2 holes=$3 loose=$4 gap=$5 word=$6
	shift 6
	python3 "$here/measure.py" "$checker" "$@" --list "$pdf" >"$dir/report" 2>&1
	# the margin for the right edge is a tenth of the checker's
	awk -v holes="$holes" -v loose="$loose" -v gap="$gap" -v word="$word" '
	function bad(text) { print "# " text; failed = 1 }
	$1 == "D1_right_edge_rms_pt" && $2 > 0.01 { bad($0) }
	$1 == "A4_token_splits" { splits = $2 }
	$1 == "A4_of_which_after_hyphen" && $2 != splits { bad("tokens parted elsewhere than after a hyphen") }
	$1 == "C5_holes_gt_.51em" && $2 > holes { bad($0) }
	$1 == "C4_loose_lines_gt_.10em" && $2 > loose { bad($0) }
	$1 == "C2_cjk_gap_max_em" && $2 != "None" && $2 > gap { bad($0) }
	$1 == "B1_JL_gap_full_min_max_em" && $2 != "None" {
		gsub(/[(),]/, "")
		if ($2 < 0.12 || $3 > (gap > 0.51 ? gap : 0.51)) bad($0)
	}
	$1 == "C6_word_space_min_max_em" && $2 != "None" {
		gsub(/[(),]/, "")
		if ($2 < 0.195 || $3 > word) bad($0)
	}
	$1 == "FAIL" && index(" A4 B1b C2 C4 C5 C6 ", " " $2 " ") == 0 { bad($0) }
	$1 == "passed" { passed = $2 }
	END { exit failed || passed < 18 }' "$dir/report" >"$dir/wrong" && pass "$name" && return
	fail "$name" "$(cat "$dir/wrong" "$dir/report")"
}

# set_text TEXT LANG MEASURE HOLES LOOSE GAP WORD
set_text() {
	if [ ! -e "$checker" ] || [ ! -s "$1" ]; then
		skip "$(basename "$1"), $3 em" "../shared is not here"
		return
	fi
	sed 's/^# //' "$1" >"$dir/source"
	"$BUILD/tool/set" pdf "$2" "$3" <"$1" >"$dir/out.pdf"
	judge "$(basename "$1"), $3 em" "$dir/out.pdf" "$4" "$5" "$6" "$7" all \
		--source "$dir/source" --left 50 --right $((50 + $3 * 10))
}

# The checker cannot read lists and quotations where they stand (measure.py), so they are measured by themselves.
demo() { # LANG
	pdf=$BUILD/demo/report-2015Q3.$1.pdf
	for part in text "list --left 82.5 --right 522.5" "quote --left 92.5 --right 502.5"; do
		if [ -e "$checker" ]; then
			judge "demo.$1, ${part%% *}" "$pdf" 0 0 0.25 0.51 $part
		else
			skip "demo.$1, ${part%% *}" "../shared is not here"
		fi
	done
}

if [ -e "$checker" ]; then
	python3 "$checker" --selftest >"$dir/log" 2>&1
	told $? "the checker finds the faults that are planted for it"
else
	skip "the checker finds the faults that are planted for it" "../shared is not here"
fi
awk '/\t/ || /^[[:space:]]*$/ { next } { if ($0 ~ /^[0-9](\.[0-9])? /) printf "# "; print }' "$shared"/seed/*.txt \
	>"$dir/seed" 2>/dev/null
set_text "$dir/seed" ja 45 0 0 0.25 0.51
set_text "$here/stress.ja.txt" ja 45 0 0 0.25 0.51
set_text "$here/stress.ja.txt" ja 28 0 0 0.25 0.51
set_text "$here/stress.ja.txt" ja 22 0 0 0.49 0.51
set_text "$here/stress.ja.txt" ja 16 7 4 0.60 0.51
for measure in 45 28 22; do
	set_text "$here/prose.en.txt" en $measure 0 0 0.25 0.51
	set_text "$here/stress.en.txt" en $measure 0 0 0.25 0.51
done
set_text "$here/stress.en.txt" en 24 14 0 0.25 0.70
set_text "$here/stress.en.txt" en 16 38 0 0.25 1.65
sh "$top/tests/demo-once.sh" "$BUILD" >"$dir/log" 2>&1 || sed 's/^/# /' "$dir/log"
demo ja
demo en
finish
