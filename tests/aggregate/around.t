#!/bin/sh
# around.t: the days around the quarter and what items received on them are those that awk counts in the rows, and stand in
# no total; a figure shows them.  The data are not ours to give; they are looked for beside the repository.
. "$(dirname "$0")/../tap.sh"
csv=$shared/data/marx/marx.csv.zst
[ -e "$csv" ] || skip_all "../shared is not here"

cd "$dir" || exit 1
zstd -dcq "$csv" >marx.csv
"$TEITEN" ingest --store t.db --profile marx marx.csv >log 2>&1 &&
	"$TEITEN" aggregate --store t.db --no-sources --time-zone UTC -o q2.json 2013Q2 >>log 2>&1 &&
	"$TEITEN" aggregate --store t.db --no-sources --time-zone UTC -o q3.json 2013Q3 >>log 2>&1 || {
	sed 's/^/# /' log
	echo "Bail out! no models"
	exit 1
}

ask() { # SQL
	sqlite3 -separator ' ' :memory: "$1"
}
check "28 days before, 14 after; after the last data none" "2013-03-04 2013-07-14 42|2013-06-03 2013-06-30 28" "$(for q in q2 q3; do
	ask "SELECT min(date(value ->> 'from', 'unixepoch')), max(date(value ->> 'from', 'unixepoch')), count(*) FROM json_each(readfile('$q.json'), '\$.around')"
done | paste -sd'|')"
check "all nine observed all of them" "$((42 * 9 * 86400))" "$(ask "SELECT sum(value ->> 'observed') FROM json_each(readfile('q2.json'), '\$.around')")"

# ICMP, a port of TCP, one of UDP.
want() { # PROTOCOL PORT
	awk -F, -v protocol="$1" -v port="${2:-}" '$4 == protocol && (protocol == "ICMP" || $7 == port) { n[substr($1, 1, 10)]++ }
		END { for (d in n) if ((d >= "2013-03-04" && d < "2013-04-01") || (d >= "2013-07-01" && d < "2013-07-15")) print d, n[d] }' marx.csv | sort
}
got() { # ITEM
	ask "SELECT date(d.value ->> 'from', 'unixepoch'), p.value FROM (SELECT value AS h FROM json_each(readfile('q2.json'), '\$.highlights')
			WHERE value ->> 'table' = 'port' AND value ->> 'item' = '$1' LIMIT 1), json_each(h, '\$.around') p
		JOIN json_each(readfile('q2.json'), '\$.around') d ON d.key = p.key WHERE p.value > 0 ORDER BY 1"
}
check "ICMP of each of the days" "$(want ICMP)" "$(got 0/icmp)"
check "445/TCP of each of the days" "$(want TCP 445)" "$(got 445/tcp)"

mkdir template out
printf '[template]\nname = t\n' >template/template.ini
for lang in ja en; do
	printf '# T\n\n```figure items=445/tcp around=yes id=fig-a caption="c"\n```\n' >template/report.$lang.md
done
"$TEITEN" render q2.json --template template --lang ja,en --format trace -o out >log 2>&1 || sed 's/^/# /' log
check "a figure from the first day to the last" "2013-03-04 2013-07-14 133" "$(awk -F, 'NR > 1 { day = substr($3, 1, 10); from = from ? from : day; n++ }
	END { print from, day, n }' out/data/series.csv)"
sed -i 's/445.tcp around/22\/tcp bin=hour around/' template/report.en.md
check "by hour there is none" "1" "$("$TEITEN" render q2.json --template template --lang en --format trace -o out 2>&1 | grep -c 'only a line by day of the whole quarter has days around it')"
finish
