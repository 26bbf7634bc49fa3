#!/bin/sh
# demo.t: what make demo leaves is what the invented observations say, counted by awk from the text.
. "$(dirname "$0")/../tap.sh"
sh "$top/tests/demo-once.sh" "$BUILD" >"$dir/log" 2>&1 || { fail "the demo runs" "$(cat "$dir/log")"; finish; exit 1; }
demo=$BUILD/demo
from=$BUILD/simulation

# --- pages ---
for lang in ja en; do
	pages=$(pdfinfo "$demo/report-2015Q3.$lang.pdf" | awk '/^Pages:/ { print $2 }')
	check "$lang: a PNG of every page" "$pages" "$(ls "$demo"/report-2015Q3.$lang-*.png | wc -l | tr -d ' ')"
	pdftotext -layout "$demo/report-2015Q3.$lang.pdf" "$dir/$lang.txt"
done

# Lines "RANK NAME PREVIOUS" of the tables whose rows have a rank, a name, packets, a share and a rank.
ranks() {
	sed -n 's/^ *\([1-5]\)  *\(.*[^ ]\)  *[0-9,]*[0-9]  *[0-9.]*%  *\([0-9][0-9]*\) *$/\1 \2 \3/p' "$1"
}

ports="1 23/TCP (telnet) 1
2 0/ICMP 4
3 445/TCP (microsoft-ds) 2
4 22/TCP (ssh) 5
5 1433/TCP (ms-sql-s) 6"
check "ja: ranks as published" "$ports
1 中国 1
2 米国 2
3 日本 4
4 台湾 3
5 オランダ 6" "$(ranks "$dir/ja.txt")"
check "en: ranks as published" "$ports
1 China 1
2 United States 2
3 Japan 4
4 Taiwan 3
5 Netherlands 6" "$(ranks "$dir/en.txt")"
check "ja: says that it is simulated" 1 "$(grep -c 'これは模擬データによるレポートです' "$dir/ja.txt")"
check "en: says that it is simulated" 1 "$(grep -c 'made from simulated data' "$dir/en.txt")"
for lang in ja en; do
	word=$([ $lang = ja ] && echo 模擬データ || echo 'simulated data')
	check "$lang: and says so on every page" "" "$(for page in $(seq "$(pdfinfo "$demo/report-2015Q3.$lang.pdf" | awk '/^Pages:/ { print $2 }')"); do
		pdftotext -f "$page" -l "$page" -layout "$demo/report-2015Q3.$lang.pdf" - | grep -q "$word" || echo "page $page"
	done)"
done
tr -d ' \n' <"$dir/ja.txt" >"$dir/ja.flat"
check "ja: tells the gap to the minute" yes "$(grep -q '2015年9月20日14時50分から9月24日9時20分' "$dir/ja.flat" && echo yes)"
check "en: tells the gap to the minute" yes "$(grep -q '14:50 on September 20 to 09:20 on September 24, 2015' "$dir/en.txt" && echo yes)"

# --- numbers ---
zcat "$from/observations-2015Q2.csv.gz" >"$dir/q2.csv"
zcat "$from/observations-2015Q3.csv.gz" >"$dir/q3.csv"

# Lines "PROTOCOL,PORT,PACKETS,SOURCES" of the twenty first.
count_ports() {
	awk -F, 'NR > 2 {
		key = $4 == "icmp" ? "icmp,0" : $4 "," $5
		packets[key] += $7
		if (!((key, $3) in seen)) {
			seen[key, $3]
			sources[key]++
		}
	}
	END { for (key in packets) printf "%s,%d,%d\n", key, packets[key], sources[key] }' "$1" |
		sort -t, -k3,3nr | head -n 20
}
count_ports "$dir/q3.csv" >"$dir/ports3"
count_ports "$dir/q2.csv" >"$dir/ports2"
check "ports.csv: packets and sources of twenty ports" "$(cat "$dir/ports3")" \
	"$(awk -F, 'NR > 1 && $1 <= 20 { print $2 "," $3 "," $5 "," $7 }' "$demo/data/ports.csv")"
check "ports.csv: ranks and packets before" "$(awk -F, '
	NR == FNR { rank[$1 "," $2] = FNR; packets[$1 "," $2] = $3; next }
	($1 "," $2) in rank { print $1 "," $2 "," rank[$1 "," $2] "," packets[$1 "," $2] }' "$dir/ports2" "$dir/ports3")" \
	"$(awk -F, 'NR > 1 && $1 <= 20 && $8 <= 20 { print $2 "," $3 "," $8 "," $9 }' "$demo/data/ports.csv")"

check "sensors.csv: packets and sources" "$(awk -F, 'NR > 2 {
		packets[$2] += $7
		if (!(($2, $3) in seen)) { seen[$2, $3]; sources[$2]++ }
	}
	END { for (sensor in packets) printf "%s,%d,%d\n", sensor, packets[sensor], sources[sensor] }' "$dir/q3.csv" | sort)" \
	"$(awk -F, 'NR > 1 { print $1 "," $2 "," $3 }' "$demo/data/sensors.csv")"

check "regions.csv sums to all packets" "$(awk -F, 'NR > 2 { sum += $7 } END { print sum }' "$dir/q3.csv")" \
	"$(awk -F, 'NR > 1 { sum += $3 } END { print sum }' "$demo/data/regions.csv")"

check "signatures.csv" "$(awk -F, 'NR > 2 && $6 != "" { sum[$6] += $7 } END { for (s in sum) print s "," sum[s] }' "$dir/q3.csv")" \
	"$(awk -F, 'NR > 1 { print $2 "," $3 }' "$demo/data/signatures.csv")"

# --- series: a point a day, each counted from the text; days of the outage are missing, not zero ---
awk -F, 'NR > 2 { sum[substr($1, 1, 10) "," ($4 == "icmp" ? "0/icmp" : $5 "/" $4)] += $7 } END { for (k in sum) print k "," sum[k] }' "$dir/q3.csv" >"$dir/days"
check "series.csv: every point of the ports" "" "$(awk -F, '
	NR == FNR { sum[$1 "," $2] = $3; next }
	$1 == "fig-ports" && $5 != "missing" && $4 != sum[substr($3, 1, 10) "," $2] + 0' "$dir/days" "$demo/data/series.csv")"
check "series.csv: three days are missing and two are partial" "2015-09-20 partial
2015-09-21 missing
2015-09-22 missing
2015-09-23 missing
2015-09-24 partial" "$(awk -F, '$1 == "fig-ports" && $2 == "23/tcp" && $5 != "observed" { print substr($3, 1, 10), $5 }' "$demo/data/series.csv")"
check "series.csv: a missing day has no number" 0 "$(awk -F, '$5 == "missing" && $4 != ""' "$demo/data/series.csv" | wc -l | tr -d ' ')"
finish
