#!/bin/sh
# model.t: models and words of the command line that teiten aggregate must refuse, each with its sentence.
. "$(dirname "$0")/../tap.sh"

refused() { # WHAT WANT ARGUMENT...
	what=$1 want=$2
	shift 2
	got=$("$TEITEN" aggregate --store "$dir/t.db" "$@" 2>&1)
	check "$what" "$want" "$? $got"
}

cd "$dir" || exit 1
echo time,sensor,source,protocol,port,signature,packets >rows.csv
{
	for day in 01 02 03; do
		for hour in 00 06 12 18; do
			echo "2015-08-${day}T$hour:00:00+09:00,s1,192.0.2.1,tcp,23,,2"
			echo "2015-05-${day}T$hour:00:00+09:00,s1,192.0.2.1,tcp,22,,1"
		done
	done
} | sort >>rows.csv
"$TEITEN" ingest --store t.db --profile teiten rows.csv >log 2>&1 || { sed 's/^/# /' log; echo "Bail out! no store"; exit 1; }
"$TEITEN" aggregate --store t.db -o q2.json 2015Q2 || { echo "Bail out! no model"; exit 1; }

refused "a quarter without a packet" "2 teiten: the store has no packet of 2014Q3 (Asia/Tokyo)" -o x.json 2014Q3
refused "no quarter" "2 teiten: '2015Q7' is no quarter; write year and quarter like 2015Q3" -o x.json 2015Q7
refused "an unknown zone" \
	"2 teiten: unknown time zone 'Asia/Tokio'; a zone is named as in the IANA database, like Asia/Tokyo" \
	--time-zone Asia/Tokio -o x.json 2015Q3
refused "nowhere to write to" "2 teiten: the model to write is missing: -o MODEL" 2015Q3
check "nothing is written" "" "$(ls x.json 2>/dev/null)"

refused "a model that is not there" \
	"2 teiten: cannot read 'none.json': Failed to open file “none.json”: No such file or directory" \
	--previous none.json -o x.json 2015Q3
: >empty.json
refused "an empty model" "2 teiten: empty.json: is not JSON: line 1: '[' or '{' expected near end of file" --previous empty.json -o x.json 2015Q3
head -c 500 q2.json >short.json
got=$("$TEITEN" aggregate --store t.db --previous short.json -o x.json 2015Q3 2>&1)
check "a model cut short" "2 teiten: short.json: is not JSON" "$? $(echo "$got" | cut -c 1-31)"
version=$(sed -n 's/^"version":\([0-9]*\),$/\1/p' q2.json)
sed "s/\"version\":$version/\"version\":99/" q2.json >newer.json
refused "a newer model" "2 teiten: newer.json: version is 99, newer than this program reads ($version)" --previous newer.json -o x.json 2015Q3
sed 's/"rank":1/"rank":1.5/' q2.json >fraction.json
refused "a fraction" "2 teiten: fraction.json: tables[0].rows[0].rank is not an integer" \
	--previous fraction.json -o x.json 2015Q3
sed 's/"packets":12/"packets":-12/' q2.json >negative.json
refused "less than nothing" "2 teiten: negative.json: now.packets is -12, out of its range" --previous negative.json -o x.json 2015Q3
sed 's/"frozen":false/"frosted":false/' q2.json >other.json
refused "a member that is missing" "2 teiten: other.json: frozen is missing" --previous other.json -o x.json 2015Q3
sed 's/"frozen":false/"frozen":false,"frosted":false/' q2.json >more.json
refused "a member too many" "2 teiten: more.json: has an unknown member 'frosted'" --previous more.json -o x.json 2015Q3
printf '\377' | cat q2.json - >bytes.json
refused "invalid UTF-8" "2 teiten: bytes.json: is not JSON: line $(($(wc -l <q2.json) + 1)): unable to decode byte 0xff" \
	--previous bytes.json -o x.json 2015Q3
"$TEITEN" aggregate --store t.db -o q3.json 2015Q3
refused "a model of another quarter" "2 teiten: the published model is of 2015Q3, not of 2015Q2" --previous q3.json -o x.json 2015Q3
"$TEITEN" aggregate --store t.db --time-zone UTC -o utc.json 2015Q2
refused "a model of another zone" "2 teiten: the published model has the time zone UTC, not Asia/Tokyo" \
	--previous utc.json -o x.json 2015Q3
check "nothing was written" "" "$(ls x.json 2>/dev/null)"
refused "a folder that is not there" "3 teiten: cannot write 'no/such/x.json': No such file or directory" -o no/such/x.json 2015Q3
finish
