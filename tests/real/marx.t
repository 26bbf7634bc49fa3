#!/bin/sh
# marx.t: the report of real observations (AWS honeypots, 2013) says what awk and sqlite3 count.
# The data are not ours to give; they are looked for beside the repository.
. "$(dirname "$0")/../tap.sh"
csv=$shared/data/marx/marx.csv.zst
geo=$shared/data/mmdb/geolite-legacy-country-2013-08.mmdb
[ -e "$csv" ] && [ -e "$geo" ] || skip_all "../shared is not here"
# Column COLUMN of a data file by the names of its head, as "A|B|C" lines.
columns() { # FILE NAME...
	file=$1
	shift
	awk -F, -v names="$*" '
	NR == 1 {
		m = split(names, name, " ")
		for (i = 1; i <= NF; i++) at[$i] = i
		next
	}
	{
		for (i = 1; i <= m; i++) printf "%s%s", $at[name[i]], (i < m ? "|" : "\n")
	}' "$file"
}

"$TEITEN" ingest --store "$dir/marx.db" --profile marx --geo "$geo" "$csv" >"$dir/log" 2>&1 &&
	"$TEITEN" report 2013Q3 --store "$dir/marx.db" --time-zone UTC -o "$dir/out" >>"$dir/log" 2>&1
check "ingest and report end well" 0 $?
[ -e "$dir/out/data/ports.csv" ] || { sed 's/^/# /' "$dir/log"; echo "1..$n"; exit 1; }

# The same counts from the text, by sqlite3.
zstd -dcq "$csv" >"$dir/marx.csv"
sqlite3 "$dir/count.db" >/dev/null <<SQL
.mode csv
.import $dir/marx.csv marx
CREATE TABLE seen AS SELECT
	CASE WHEN datetime >= '2013-07-01' THEN 'now' ELSE 'before' END AS quarter, host, src, lower(proto) AS protocol,
	CASE proto WHEN 'ICMP' THEN 0 ELSE CAST(dpt AS INTEGER) END AS port
	FROM marx WHERE datetime >= '2013-04-01' AND datetime < '2013-10-01';
CREATE TABLE ranked AS SELECT quarter, protocol, port, count(*) AS packets, count(DISTINCT src) AS sources,
	rank() OVER (PARTITION BY quarter ORDER BY count(*) DESC) AS place
	FROM seen GROUP BY quarter, protocol, port;
SQL
want=$(sqlite3 "$dir/count.db" "SELECT n.place, n.protocol, n.port, n.packets, n.sources, coalesce(b.packets, 0) FROM ranked n
	LEFT JOIN ranked b ON b.quarter = 'before' AND b.protocol = n.protocol AND b.port = n.port
	WHERE n.quarter = 'now' AND n.place <= 20
	ORDER BY n.place, CASE n.protocol WHEN 'icmp' THEN 1 WHEN 'tcp' THEN 6 ELSE 17 END, n.port")
got=$(columns "$dir/out/data/ports.csv" rank protocol port packets sources previous_packets | awk -F'|' '$1 >= 1 && $1 <= 20')
check "ports to rank 20: packets, sources, packets before" "$want" "$got"

want=$(sqlite3 "$dir/count.db" "SELECT n.protocol || n.port, b.place FROM ranked n JOIN ranked b
	ON b.quarter = 'before' AND b.protocol = n.protocol AND b.port = n.port
	WHERE n.quarter = 'now' AND n.place <= 20 AND b.place <= 20 ORDER BY n.place")
got=$(columns "$dir/out/data/ports.csv" rank protocol port previous_rank |
	awk -F'|' '$1 >= 1 && $1 <= 20 && $4 >= 1 && $4 <= 20 { print $2 $3 "|" $4 }')
check "ports: ranks in the quarter before" "$want" "$got"

want=$(sqlite3 "$dir/count.db" "SELECT host, count(*), count(DISTINCT src) FROM seen WHERE quarter = 'now' GROUP BY host ORDER BY host")
check "packets and sources of each sensor" "$want" "$(columns "$dir/out/data/sensors.csv" sensor packets sources)"

want=$(sqlite3 "$dir/count.db" "SELECT count(*) FROM seen WHERE quarter = 'now'")
got=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "packets") at = i; next } { sum += $at } END { print sum }' "$dir/out/data/regions.csv")
check "the regions, those that nobody can place among them, sum to all packets" "$want" "$got"

# Regions by an independent reader of the database, for the busiest thousand sources.
sqlite3 -separator ' ' "$dir/count.db" "SELECT src, count(*) FROM seen WHERE quarter = 'now' GROUP BY src ORDER BY 2 DESC LIMIT 1000" |
	while read -r source packets; do
		address=$((source >> 24 & 255)).$((source >> 16 & 255)).$((source >> 8 & 255)).$((source & 255))
		code=$(mmdblookup --file "$geo" --ip $address country iso_code 2>/dev/null | sed -n 's/.*"\(..\)".*/\1/p')
		[ -n "$code" ] || code=$(mmdblookup --file "$geo" --ip $address country_code 2>/dev/null | sed -n 's/.*"\(..\)".*/\1/p')
		echo "${code:-none} $packets"
	done | awk '$1 != "none" { sum[$1] += $2 } END { for (code in sum) print code, sum[code] }' >"$dir/floor"
columns "$dir/out/data/regions.csv" region packets >"$dir/regions"
check "no region has fewer packets than mmdblookup finds among the busiest sources" "" \
	"$(awk 'NR == FNR { split($0, part, "|"); all[part[1]] = part[2]; next } all[$1] + 0 < $2' "$dir/regions" "$dir/floor")"
check "the first regions are those known for this quarter" "CN US IR JP VN NL TW CA KR DE" \
	"$(columns "$dir/out/data/regions.csv" rank region | awk -F'|' '$1 >= 1 && $1 <= 10 { printf "%s%s", (n++ ? " " : ""), $2 }')"
# The artefacts of the quarter in the words of both languages, with the rank without them.
says() { # HIGHLIGHT SENTENCE: stands in its draft
	sed -n "/\[$1/,/^## /p" "$dir/out/highlights.md" | grep -qF "$2" && echo yes || echo no
}
check "ja: Iran, one sensor, one source" "yes yes yes" "$(says 'region IR' '1 台のセンサー（groucho-tokyo）で観測したもの') $(says 'region IR' 'この間のパケットの 100% は、1 つの送信元から届きました。') $(says 'region IR' 'これを除くと、本四半期の件数は 421 件で、3 位ではなく表に入らない順位になります。')"
check "en: Iran, one sensor, one source" "yes yes yes" "$(says 'region IR' 'was at one sensor, groucho-tokyo.') $(says 'region IR' 'One source sent 100% of the packets in this time.') $(says 'region IR' 'the quarter counts 421, which would be below the table instead of at rank 3.')"
check "what is told with the burst, all packets last" "yes yes" "$(says 'port 56338' 'They also make up most of the rise of packets from China and the total number of packets in the same time.') $(says 'port 56338' '同じ期間に見られた中国からのパケットとパケットの総数の増加も、大部分はこのパケットによるものです。')"
for item in 56338 2193; do
	check "$item/UDP, one sensor, one source, in both languages" "yes yes yes yes" "$(says "port $item" 'は、1 台のセンサー（groucho-tokyo）で') $(says "port $item" 'は、1 つの送信元から届きました。') $(says "port $item" 'was at one sensor, groucho-tokyo.') $(says "port $item" 'One source sent 100%')"
done
# The same beside the ranks that they move.
printed() { # LANG NAME NOTE: the row of the name is marked, and the note stands below
	pdftotext -layout "$dir/out/report-2013Q3.$1.pdf" "$dir/text"
	grep -qE "^ *3 +$2[  ]\\* " "$dir/text" && grep -qF "$3" "$dir/text" && echo yes || echo no
}
check "third places carry their caveats" "yes yes yes yes" "$(printed ja '56338/UDP' '* 56338/UDP の件数には、センサー 1 台だけに') $(printed ja イラン 'これを除くと、順位は圏外となります。') $(printed en '56338/UDP' '* The count of 56338/UDP holds a rise that one') $(printed en Iran '* The count of Iran holds a rise that one sensor alone saw; without it, its rank is outside top 10.')"
check "and no others" 4 "$(for lang in ja en; do pdftotext -layout "$dir/out/report-2013Q3.$lang.pdf" -; done | grep -cE '^ *[1-5] +[^ ].*[  ]\* ')"
check "a scanner seen at many sensors is called one, not an artefact" "yes yes" "$(says 'region VN' '1 つの送信元が多くのセンサーに送信したもの') $(says 'region VN' 'one scanner seen at many sensors')"
check "no source address stands in what is made" "" "$(for address in $(sqlite3 "$dir/count.db" "SELECT DISTINCT (src >> 24 & 255) || '.' || (src >> 16 & 255) || '.' || (src >> 8 & 255) FROM seen
	WHERE quarter = 'now' AND port IN (56338, 2193) AND protocol = 'udp'"); do grep -lF "$address." "$dir/out/highlights.md" "$dir/out/model.json" "$dir"/out/data/*.csv; done)"
finish
