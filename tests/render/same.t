#!/bin/sh
# same.t: the same input gives the same bytes, whatever the machine's language, clock, home or folder.
. "$(dirname "$0")/../tap.sh"
. "$top/tests/render/sample.sh"

sums() { # FOLDER
	(cd "$1" && find . -type f | sort | xargs sha256sum)
}

same() { # WHAT ENVIRONMENT... : renders once more, elsewhere
	what=$1
	shift
	rm -rf "$dir/again" "$dir/home"
	mkdir "$dir/home"
	(cd "$dir/home" && env "$@" "$TEITEN" render "$dir/model.json" --format pdf,trace -o "$dir/again" &&
		env "$@" "$TEITEN" render "$dir/model.json" --template "$dir/small" --lang ja --format png,svg -o "$dir/again/small") \
		>"$dir/said" 2>&1
	sums "$dir/again" >"$dir/sums" 2>>"$dir/said"
	if [ -s "$dir/want" ] && cmp -s "$dir/want" "$dir/sums"; then
		pass "$what"
	else
		fail "$what" "$(cat "$dir/said"; diff "$dir/want" "$dir/sums")"
	fi
}

sample "$dir"
mkdir "$dir/small"
printf '# 小さな見本 {#small}\n\n一枚の絵と図面になる文章です。\n' >"$dir/small/report.ja.md"
"$TEITEN" render "$dir/model.json" --format pdf,trace -o "$dir/first" &&
	"$TEITEN" render "$dir/model.json" --template "$dir/small" --lang ja --format png,svg -o "$dir/first/small" ||
	echo "# render fails"
sums "$dir/first" >"$dir/want"
same "once more"
same "another language" LC_ALL=C.UTF-8 LANG=zh_CN.UTF-8 LANGUAGE=zh_CN PANGO_LANGUAGE=zh-cn
same "a comma as the decimal point" LC_ALL=de_DE.UTF-8 LC_NUMERIC=de_DE.UTF-8
same "another time zone" TZ=America/New_York
same "another home, no cache" HOME="$dir/home" XDG_CACHE_HOME="$dir/home/cache" XDG_CONFIG_HOME="$dir/home" XDG_DATA_HOME="$dir/home"
same "no environment at all" -i LSAN_OPTIONS="${LSAN_OPTIONS-}" # but what names the leaks of others
same "memory filled with rubbish" MALLOC_PERTURB_=165 G_SLICE=always-malloc
same "other fonts offered" FONTCONFIG_FILE=/dev/null FREETYPE_PROPERTIES=cff:no-stem-darkening=0
if SOURCE_DATE_EPOCH=86400 "$TEITEN" render "$dir/model.json" --lang en -o "$dir/epoch" &&
	pdfinfo "$dir/epoch/report-2015Q3.en.pdf" | grep -q 'CreationDate:.*Jan  *2 .*1970'; then
	pass "SOURCE_DATE_EPOCH is the date"
else
	fail "SOURCE_DATE_EPOCH is the date" ""
fi
"$TEITEN" render "$dir/model.json" --lang ja -o "$dir/one"
if cmp -s "$dir/one/report-2015Q3.ja.pdf" "$dir/first/report-2015Q3.ja.pdf"; then
	fail "a language alone names no other title" "" # the titles of the others are part of it
else
	pass "a language alone names no other title"
fi
mkdir "$dir/long"
printf '# Long\n\n```pagebreak\n```\n\nmore\n\n```pagebreak\n```\n\nand more\n' >"$dir/long/report.en.md"
printf '# Short\n' >"$dir/small/report.en.md"
for template in long small; do
	"$TEITEN" render "$dir/model.json" --template "$dir/$template" --lang en --format png -o "$dir/shrunk"
done
if [ "$(cd "$dir/shrunk" && echo *.png)" = report-2015Q3.en-1.png ]; then
	pass "no page of a longer report is left"
else
	fail "no page of a longer report is left" "$(ls "$dir/shrunk")"
fi
"$TEITEN" render "$dir/model.json" --template "$dir/small" --lang en --format png --dpi 72 -o "$dir/dots"
check "a picture of 72 dots an inch has a dot a point" "000002540000034a" \
	"$(od -An -tx1 -j16 -N8 "$dir/dots/report-2015Q3.en-1.png" | tr -d ' \n')"
finish
