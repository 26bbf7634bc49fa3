#!/bin/sh
# demo.sh BUILD: from nothing to the published report of an invented quarter, step by step.
# Leaves BUILD/demo/report-2015Q3.{ja,en}.pdf and a PNG of every page; BUILD/simulation holds what it was made from.
set -eu
build=$1
teiten=$build/teiten
from=$build/simulation
to=$build/demo
store=$from/teiten.db

step() {
	printf '  DEMO %s\n' "$*"
}

rm -rf "$from" "$to"
step "simulate two quarters of twenty sensors"
"$teiten" simulate 2015q3 --seed 1 -o "$from"
step "ingest them, each source with its region"
"$teiten" ingest --store "$store" --profile teiten --geo "$from/geo.mmdb" --sensors "$from/sensors.csv" \
	"$from"/observations-2015Q2.csv.gz "$from"/observations-2015Q3.csv.gz
step "declare the outage of September"
"$teiten" gap add --store "$store" --gaps "$from/gaps.csv"
step "report 2015Q3 in Japanese and English"
"$teiten" report 2015Q3 --store "$store" --edition "$from/edition" --format pdf,png -o "$to"
for lang in ja en; do
	[ -s "$to/report-2015Q3.$lang.pdf" ] || { echo "demo: $to/report-2015Q3.$lang.pdf is not there" >&2; exit 1; }
done
step "look at $to/report-2015Q3.ja.pdf and $to/report-2015Q3.en.pdf; the numbers are in $to/data"
