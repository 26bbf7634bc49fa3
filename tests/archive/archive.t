#!/bin/sh
# archive.t: a quarter is archived, checked, made again; what was changed is found, be it by accident or by intent.
. "$(dirname "$0")/../tap.sh"

# Runs the program; its exit status and the first line of what it says, the folder's name left out.
run() {
	said=$("$TEITEN" "$@" 2>&1)
	status=$?
	printf '%s %s' $status "$(printf '%s\n' "$said" | sed "s|$dir/||g" | head -n 1)"
}

sh "$top/tests/demo-once.sh" "$BUILD" >"$dir/log" 2>&1 || { fail "the demo runs" "$(cat "$dir/log")"; finish; exit 1; }
demo=$BUILD/demo
edition=$BUILD/simulation/edition
store=$BUILD/simulation/teiten.db
forge() {
	out=$1
	shift
	python3 "$top/tests/archive/forge.py" "$dir/q.teiten" "$dir/$out" "$@" || echo "Bail out! forge.py failed"
}

# --- there and back ---
check "a published report is archived" "0 " "$(run archive 2015Q3 --report "$demo" --edition "$edition" -o "$dir/q.teiten")"
check "the same report gives the same archive" "0 " "$(run archive 2015Q3 --report "$demo" --edition "$edition" -o "$dir/r.teiten")"
check "byte for byte" "" "$(cmp "$dir/q.teiten" "$dir/r.teiten" 2>&1)"
check "it is whole" "0 q.teiten: whole, and its parts agree" "$(run verify "$dir/q.teiten")"
mkdir "$dir/work"
(cd "$dir/work" && env -i LSAN_OPTIONS="${LSAN_OPTIONS-}" LC_ALL=tr_TR.UTF-8 TZ=America/New_York HOME=/nonexistent "$TEITEN" regenerate "$dir/q.teiten" --strict -o "$dir/again") >"$dir/said" 2>&1
check "everything is made again from it, in another place, zone and locale" 0 $?
check "and is identical" "" "$(grep -v ': identical$' "$dir/said")"
for lang in ja en; do
	check "the $lang PDF is the published one" "" "$(cmp "$demo/report-2015Q3.$lang.pdf" "$dir/again/report-2015Q3.$lang.pdf" 2>&1)"
done
check "nothing is left in the working folder" "" "$(ls -A "$dir/work")"
check "an archive does not differ from itself" "0 " "$(run diff "$dir/q.teiten" "$demo/model.json")"
check "nor from the store it was counted from" "0 " "$(run diff "$dir/q.teiten" "$store")"

# --- others can open it ---
mkdir "$dir/x"
(cd "$dir/x" && sqlite3 "$dir/q.teiten" -A -x) >/dev/null 2>&1
check "sqlite3 unpacks it" "" "$(cmp "$demo/model.json" "$dir/x/model.json" 2>&1)"
check "sha256sum agrees with its manifest" 0 "$(cd "$dir/x" && sha256sum -c --quiet manifest.txt >/dev/null 2>&1; echo $?)"
seal=$(tail -c 65 "$dir/x/seal.txt" | tr -d '\n')
check "sha256sum agrees with its seal" "$seal" \
	"$(LC_ALL=C sed "s/$seal/$(printf '%064d' 0)/" "$dir/q.teiten" | sha256sum | cut -c 1-64)"
check "no source address is in it" "" "$(LC_ALL=C grep -rlE '24[0-9]\.[0-9]+\.[0-9]+\.[0-9]+' "$dir/x" 2>/dev/null | sed "s|$dir/x/||" | grep -v fonts)"

# --- signing ---
check "an outside tool signs the manifest" "0 " \
	"$(run archive 2015Q3 --report "$demo" --edition "$edition" --sign-cmd 'sha256sum | cut -c 1-64' -o "$dir/s.teiten")"
check "the signature is that tool's" "$(sha256sum <"$dir/x/manifest.txt" | cut -c 1-64)" \
	"$(sqlite3 "$dir/s.teiten" "SELECT CAST(data AS TEXT) FROM sqlar WHERE name = 'manifest.sig'")"
check "a tool that fails stops it" "2 teiten: 'false' did not sign the manifest: it failed" \
	"$(run archive 2015Q3 --report "$demo" --edition "$edition" --sign-cmd false -o "$dir/none.teiten")"
check "and leaves nothing" "" "$(ls "$dir"/none* 2>/dev/null)"

# --- not what it was made from ---
check "PDFs that are not of this edition are not archived" \
	"2 teiten: 'report-2015Q3.en.pdf' is not what this program makes of the model with this template and edition; give those that it was made with, or --as-is" \
	"$(run archive 2015Q3 --report "$demo" -o "$dir/none.teiten")"
check "unless asked to" "0 " "$(run archive 2015Q3 --report "$demo" --as-is -o "$dir/as-is.teiten")"
check "then verify tells" 1 "$("$TEITEN" verify "$dir/as-is.teiten" >/dev/null 2>&1; echo $?)"
check "another quarter is not archived" "2 teiten: model.json is of 2015Q3, not of 2015Q2" \
	"$(run archive 2015Q2 --report "$demo" --edition "$edition" -o "$dir/none.teiten")"

# --- accidents ---
size=$(wc -c <"$dir/q.teiten")
missed=0
cp "$dir/q.teiten" "$dir/bad.teiten"
for i in 1 2 3 4 5 6 7 8; do
	at=$(awk -v seed=$i -v size="$size" 'BEGIN { srand(seed); print int(rand() * size) }')
	byte=$(od -An -tu1 -j "$at" -N 1 "$dir/q.teiten")
	for value in $(((byte + i) % 256)) $byte; do
		printf "\\$(printf '%o' "$value")" | dd of="$dir/bad.teiten" bs=1 seek="$at" conv=notrunc 2>/dev/null
		[ "$value" -eq "$byte" ] && break
		"$TEITEN" verify "$dir/bad.teiten" >/dev/null 2>&1
		[ $? -eq 1 ] || missed=$((missed + 1))
	done
done
check "a byte changed anywhere is found" 0 $missed
head -c $((size / 2)) "$dir/q.teiten" >"$dir/bad.teiten"
check "half of it is refused" "1 teiten: bad.teiten: no archive of ours, or damaged: it has no seal" "$(run verify "$dir/bad.teiten")"
check "a store is no archive" 1 "$("$TEITEN" verify "$store" >/dev/null 2>&1; echo $?)"
check "what is not there is not damaged" 2 "$("$TEITEN" verify "$dir/none.teiten" >/dev/null 2>&1; echo $?)"

# --- intent: seal and manifest are right, so the parts must give it away ---
forge f1 swap data/ports.csv 23,telnet, 24,telnet,
check "a changed data file" 1 "$("$TEITEN" verify "$dir/f1" >"$dir/said"; echo $?)"
check "is named with its line" "data/ports.csv:2: is '1,tcp,24" "$(head -n 1 "$dir/said" | cut -c 1-30)"
sources=$(awk -F, 'NR == 4 { print $7 }' "$demo/data/ports.csv")
forge f2 swap model.json "\"sources\":$sources,\"previous_rank\":2" "\"sources\":$sources,\"previous_rank\":3"
check "a changed model" 1 "$("$TEITEN" verify "$dir/f2" >"$dir/said"; echo $?)"
check "is found in the table that the PDF prints" 2 \
	"$(grep -c "table of ports.csv, row 3, column 5 prints '2', the model says 3 (previous rank)" "$dir/said")"
check "and in its text" yes "$(grep -q 'page 1 prints .* model and template give' "$dir/said" && echo yes)"
"$TEITEN" report 2015Q3 --store "$store" -o "$dir/other" >/dev/null 2>&1
forge f3 copy report/report-2015Q3.ja.pdf "$dir/other/report-2015Q3.ja.pdf"
check "another PDF in its place" 1 "$("$TEITEN" verify "$dir/f3" >/dev/null; echo $?)"
forge f4 set report/report-2015Q3.ja.pdf "%PDF-1.7 nothing"
check "no PDF in its place" "1 report-2015Q3.ja.pdf: no sound PDF:" "$(run verify "$dir/f4" | cut -c 1-37)"
series=$(sed -n 2p "$demo/data/series.csv")
forge fs swap data/series.csv "$series" "$(echo "$series" | sed 's/,\([0-9]*\),observed/,1\1,observed/')"
check "a changed series is named with its line" "1 data/series.csv:2: is '$(echo "$series" | sed 's/,\([0-9]*\),observed/,1\1,observed/')'" \
	"$(run verify "$dir/fs" | sed 's/, the model says.*//')"
forge f5 remove fonts/sans.otf
check "a missing font" 1 "$("$TEITEN" verify "$dir/f5" >/dev/null; echo $?)"
check "a missing font, when made again" yes "$("$TEITEN" regenerate "$dir/f5" -o "$dir/none" >/dev/null 2>&1 || echo yes)"
forge f6 set ../escaped x
check "a name that climbs" "1 teiten: f6: entry '../escaped' has a hostile name" "$(run verify "$dir/f6")"
forge f7 set template/../../escaped x
check "a name that climbs is not unpacked" "2 teiten: f7: entry 'template/../../escaped' has a hostile name" "$(run regenerate "$dir/f7" -o "$dir/none")"
check "nothing was written outside" "" "$(find "$dir" -name 'escaped*'; ls "$dir/none" 2>/dev/null)"

# --- the quarter before ---
check "the quarter before is archived from the store" "0 " "$(run archive 2015Q2 --store "$store" -o "$dir/p.teiten")"
check "ranks follow from its archive" "0 q.teiten: whole, and its parts agree" "$(run verify "$dir/q.teiten" --previous "$dir/p.teiten")"
check "and not from another quarter's" "1 the archive before is of 2015Q3, which does not end where 2015Q3 begins" \
	"$(run verify "$dir/q.teiten" --previous "$dir/q.teiten")"
"$TEITEN" verify "$dir/f2" --previous "$dir/p.teiten" >"$dir/said"
check "a previous rank that is not that of the archive before" 1 \
	"$(grep -c '^port 445/tcp: previous rank is 3, the archive before ranks it 2$' "$dir/said")"

# --- other wording, other layout ---
forge f8 swap template/report.en.md "Top 5 destination ports" "First 5 destination ports"
check "another wording is told, with its place" 1 "$("$TEITEN" regenerate "$dir/f8" -o "$dir/worded" >"$dir/said"; echo $?)"
check "with what it has become" "report-2015Q3.en.pdf: the text differs: 'Top5destinationports,July–Sept' has become 'First5destinationports,July–Se'" \
	"$(grep en.pdf "$dir/said")"
printf '[page]\ntop = 40mm\n' >"$dir/theme.ini"
forge f9 copy theme.ini "$dir/theme.ini"
check "another layout is told, with the pages" 0 "$("$TEITEN" regenerate "$dir/f9" -o "$dir/placed" >"$dir/said" 2>&1; echo $?)"
check "and that the text is the same" "report-2015Q3.ja.pdf: same text and numbers, layout differs on pages 1, 2, 3, 4, 5" \
	"$(grep ja.pdf "$dir/said" | cut -c 1-82)"
check "strictly, that is not the same" 1 "$("$TEITEN" regenerate "$dir/f9" --strict -o "$dir/placed" >/dev/null 2>&1; echo $?)"

# --- errata ---
check "diff tells the number that changed" "1 port 445/tcp: previous rank 2 -> 3" "$(run diff "$dir/q.teiten" "$dir/f2")"
check "two stores tell no quarter" 2 "$("$TEITEN" diff "$store" "$store" >/dev/null 2>&1; echo $?)"
finish
