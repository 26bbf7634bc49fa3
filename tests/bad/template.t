#!/bin/sh
# template.t: templates, editions and catalogues that must be refused, each with its sentence, and no file written.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1
{
	echo time,sensor,source,protocol,port,signature,packets
	for hour in 01 02 03; do echo "2015-07-01T$hour:00:00+09:00,tokyo,192.0.2.1,tcp,23,,"; done
} >seen.csv
"$TEITEN" ingest --store t.db seen.csv >log 2>&1 && "$TEITEN" aggregate 2015Q3 --store t.db -o model.json >>log 2>&1 ||
	sed 's/^/# /' log

# Renders with a template of this text; gives the exit status, all it says, and what it left.
render() { # TEXT [OPTION...]
	text=$1
	shift
	rm -rf template out
	mkdir template
	printf '%b' "$text" >template/report.en.md
	got=$("$TEITEN" render model.json --template template --lang en --format trace "$@" -o out 2>&1)
	echo "$? $got $(ls out 2>/dev/null)"
}

refuse() { # WHAT TEXT SENTENCE [OPTION...]
	what=$1 text=$2 sentence=$3
	shift 3
	check "$what" "2 teiten: $sentence " "$(render "$text" "$@")"
}

refuse "unknown placeholder" '# T\n\n{{quarter.strat}}\n' \
	"report.en.md:3:1: unknown placeholder 'quarter.strat'; did you mean 'quarter.start'?"
refuse "figure without id" '# T\n\n```figure items=ports caption=c\n```\n' "report.en.md:3:4: figure without id"
refuse "unknown column" '# T\n\n```table ports columns=rnk id=t caption=c\n```\n' \
	"report.en.md:3:24: table ports has no column 'rnk'; did you mean 'rank'?"
refuse "unknown id" '# T\n\n[](#nowhere)\n' "report.en.md:3:4: no heading, table or figure has the id 'nowhere'"
refuse "invalid UTF-8" '# T\n\n\0377\n' "report.en.md:3:1: not UTF-8"
refuse "zero byte" '# T\n\na\0000\n' "report.en.md:3:1: a zero byte"
refuse "no template" '# T\n' "Failed to open file “nowhere/report.en.md”: No such file or directory" --template nowhere

mkdir edition
printf '[edition]\ndate = yesterday\n' >edition/edition.ini
refuse "edition without a day" '# T\n' "edition/edition.ini: date is a day like 2015-10-29, not 'yesterday'" \
	--edition edition
rm edition/edition.ini
refuse "edition without edition.ini" '# T\n' \
	"cannot read 'edition/edition.ini': No such file or directory" --edition edition
printf '[edition]\n' >edition/edition.ini
printf 'So it was in {{quarter}}.\n' >edition/narrative.en.md
refuse "wrong word in a slot" '# T\n\n```slot narrative\n```\n' \
	"narrative.en.md:1:14: unknown placeholder 'quarter'" --edition edition
refuse "unknown language" '# T\n' "unknown language 'fr'; there are ja and en" --lang fr

# A program whose catalogue lacks words, is cut short or is none.
mkdir -p share/teiten bin
cp "$TEITEN" bin/teiten
cp -R "$BUILD"/share/teiten/. share/teiten/
own=$TEITEN
TEITEN=$PWD/bin/teiten
printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\nmsgid "x"\nmsgstr "y"\n' |
	msgfmt -o share/teiten/locale/en.mo -
refuse "missing catalogue key" '# T\n' "the catalogue of 'en' has no words for 'date.day'"
head -c 2000 "$BUILD"/share/teiten/locale/en.mo >share/teiten/locale/en.mo
refuse "catalogue cut short" '# T\n' \
	"$PWD/bin/../share/teiten/locale/en.mo: not a compiled catalogue: its tables are longer than the file"
echo no >share/teiten/locale/en.mo
refuse "not a catalogue" '# T\n' "$PWD/bin/../share/teiten/locale/en.mo: not a compiled catalogue: too short"
cp "$BUILD"/share/teiten/locale/en.mo share/teiten/locale/
printf '[en]\nlength = long\n' >share/teiten/locale/regions.ini
refuse "regions.ini with a wrong word" '# T\n' \
	"$PWD/bin/../share/teiten/locale/regions.ini: length is short or full, not 'long'"
TEITEN=$own

check "a good one" "0  data model.json report-2015Q3.en.trace" "$(render '# T\n\nAll is well.\n' | tr '\n' ' ' | sed 's/ $//')"
finish
