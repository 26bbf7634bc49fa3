#!/bin/sh
# themes.t: the demo goes into every look that comes with the quarterly template; a table that finds no room would refuse it.
. "$(dirname "$0")/../tap.sh"
sh "$top/tests/demo-once.sh" "$BUILD" >"$dir/log" 2>&1 || { fail "the demo runs" "$(cat "$dir/log")"; finish; exit 1; }

for theme in "$top"/templates/quarterly/*.ini; do
	name=$(basename "$theme" .ini)
	got=$("$TEITEN" render "$BUILD/demo/model.json" --edition "$BUILD/simulation/edition" --theme "$theme" -o "$dir/$name" 2>&1)
	check "$name: set" "0 " "$? $got"
	for page in "$dir/$name"/*.pdf; do
		pdftotext "$page" - >"$dir/text"
		grep -qE '全 ?センサー|All' "$dir/text" && grep -qE '9 ?時 ?20 ?分|09:20' "$dir/text"
		told $? "$name: $(basename "$page") has the outage"
	done
done
finish
