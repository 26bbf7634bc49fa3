#!/bin/sh
# render.t: what cannot be rendered, with its sentence, and nothing written.
. "$(dirname "$0")/../tap.sh"
. "$top/tests/render/sample.sh"

refuse() { # WHAT STATUS SENTENCE OPTIONS...
	what=$1 want="$2 teiten: $3"
	shift 3
	got=$(cd "$dir" && "$TEITEN" render "$@" 2>&1)
	got="$? $got"
	if [ "$got" != "$want" ]; then
		fail "$what" "$(printf 'want: %s\ngot:  %s' "$want" "$got")"
	elif [ -e "$dir/out" ]; then
		fail "$what" "something was written"
		rm -rf "$dir/out"
	else
		pass "$what"
	fi
}

theme() { # WHAT SENTENCE TEXT
	printf "$3" >"$dir/theme.ini"
	refuse "$1" 2 "$2" model.json --theme theme.ini -o out
}

sample "$dir"
theme "theme: unknown key" "theme.ini:2: unknown key 'leadin' in [body]; did you mean 'leading'?" '[body]\nleadin = 12pt\n'
theme "theme: no unit" "theme.ini:3: size: '12' has no unit (pt, mm or em)" '# a\n[body]\nsize = 12\n'
theme "theme: no colour" "theme.ini:2: link: 'blue' is no colour: # and six hexadecimal digits (#17365d)" '[colour]\nlink = blue\n'
theme "theme: too wide" "theme.ini: the text is wider than the page: left of 72.5 pt and measure of 540.0 pt on 595.3 pt" \
	'[body]\nsize = 12pt\nleading = 20pt\n'
refuse "theme that is not there" 2 "Failed to open file “none.ini”: No such file or directory" model.json --theme none.ini -o out
refuse "no folder" 2 "the folder to write to is missing: -o DIR" model.json
refuse "unknown format" 2 "unknown format 'pfd'; did you mean 'pdf'?" model.json --format pfd -o out
refuse "a format twice" 2 "--format: 'pdf,pdf' is no list of names, each once, with commas between" model.json --format pdf,pdf -o out
for dpi in 35 601 0 -72 3e2 144.5 99999999999999999999; do
	refuse "$dpi dots an inch" 2 "--dpi: '$dpi' is no whole number of dots an inch, 36 to 600" model.json --format png --dpi=$dpi -o out
done
refuse "a date that is none" 2 "--date: 'soon' is no time; write it like 2015-09-20T14:50:00+09:00" model.json --date soon -o out
mkdir "$dir/t"
cp "$top/tests/golden/render/blocks/report.en.md" "$dir/t/report.en.md"
printf '# T {#t}\n\nA hieroglyph: \360\223\200\200.\n' >"$dir/t/report.ja.md"
refuse "a character without a glyph" 2 "no glyph for U+13000 '$(printf '\360\223\200\200')' at report.ja.md:3" \
	model.json --template t -o out
mkdir "$dir/out"
got=$(SOURCE_DATE_EPOCH=x "$TEITEN" render "$dir/model.json" -o "$dir/out" 2>&1)
if [ "$? $got" = "2 teiten: SOURCE_DATE_EPOCH: 'x' is no number of seconds since 1970" ] && [ -z "$(ls "$dir/out")" ]; then
	pass "a SOURCE_DATE_EPOCH that is none"
else
	fail "a SOURCE_DATE_EPOCH that is none" "$got"
fi
got=$("$TEITEN" render "$dir/model.json" -o /proc/none 2>&1)
if [ $? = 3 ]; then
	pass "a folder that cannot be made is the system's failure"
else
	fail "a folder that cannot be made is the system's failure" "$got"
fi
finish
