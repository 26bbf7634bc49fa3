#!/bin/sh
# campaign.t: rises that are one are told once, and what only happened at the same time is not: a made quarter in which we
# know who sent what.  Ten sensors, four months of an even background, and on it what the lines below add.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1
"$TEITEN" simulate 2015q3 --seed 1 -o . >log 2>&1 || { sed 's/^/# /' log; echo "Bail out! no regions"; exit 1; }

# time,sensor,source,protocol,port,signature,packets: a packet a line.  Addresses 240.0 to 240.60 are in CN, .70 to .120 in US,
# .130 on in TW, .200 in JP, as the made database says.
echo "time,sensor,source,protocol,port,signature,packets" >rows.csv
TZ=Asia/Tokyo awk -v start="$(TZ=Asia/Tokyo date -d '2015-05-20' +%s)" -v quarter="$(TZ=Asia/Tokyo date -d '2015-07-01' +%s)" '
function row(day, second, sensor, source, protocol, port, label) {
	printf "%s,s%d,%s,%s,%d,%s,1\n", strftime("%Y-%m-%dT%H:%M:%S+09:00", start + 86400 * day + second), sensor, source, protocol, port, label
}
function spread(day, n, first, net, many, protocol, port, label,   i, k) { # n packets at each sensor, of sources net.x.y
	for (k = 0; k < 10; k++)
		for (i = 0; i < n; i++)
			row(day, 600 * k + 86399 * i / n * 0.9, k, net "." int((first + i * 10 + k) % many / 200) "." (first + i * 10 + k) % many % 200, protocol, port, label)
}
function from_to(day, a, b) { return day >= d0 + a && day < d0 + b }
BEGIN {
	d0 = (quarter - start) / 86400
	for (day = 0; start + 86400 * day < quarter + 92 * 86400; day++) {
		turn = day * 7
		# the background; the scanners of 240.10 are at every port
		spread(day, 6, turn, "240.10", 60, "tcp", 22, "")
		spread(day, 4, turn, "240.80", 300, "tcp", 23, "")
		spread(day, 3, turn, "240.10", 60, "tcp", 23, "")
		spread(day, 3, turn, "240.10", 60, "tcp", 2323, "")
		spread(day, 4, turn, "240.10", 60, "tcp", 80, "")
		spread(day, 3, turn, "240.10", 60, "udp", 5060, "")
		spread(day, 3, turn, "240.10", 60, "udp", 5061, "")
		spread(day, 2, turn, "240.10", 60, "udp", 7001, "")
		spread(day, 2, turn, "240.10", 60, "udp", 7002, "")
		spread(day, 2, turn, "240.200", 50, "icmp", 8, "")
		spread(day, 2, turn, "240.140", 50, "tcp", 443, "")
		# one botnet at two ports
		if (from_to(day, 40, 92)) { spread(day, 40, turn, "240.90", 900, "tcp", 23, ""); spread(day, 12, turn, "240.90", 900, "tcp", 2323, "") }
		# one network at two others
		if (from_to(day, 31, 35)) { spread(day, 30, turn, "240.100", 20, "udp", 7001, ""); spread(day, 20, turn, "240.100", 20, "udp", 7002, "") }
		# a label at a port
		if (from_to(day, 15, 92)) spread(day, 30, turn, "240.85", 500, "tcp", 80, "worm")
		# a region by ICMP
		if (from_to(day, 62, 70)) spread(day, 40, turn, "240.210", 90, "icmp", 8, "")
		# two ports of two botnets at the same time
		if (from_to(day, 78, 84)) { spread(day, 30, turn, "240.30", 700, "udp", 5060, ""); spread(day, 30, turn, "240.40", 700, "udp", 5061, "") }
		# a region by a port for the larger part, but still a rise without it
		if (from_to(day, 20, 27)) { spread(day, 20, turn, "240.150", 80, "tcp", 8080, ""); spread(day, 9, turn, "240.170", 900, "tcp", 443, "") }
	}
}' | LC_ALL=C sort -s -t, -k1,1 >>rows.csv
"$TEITEN" ingest --store t.db --profile teiten --geo geo.mmdb rows.csv >log 2>&1 &&
	"$TEITEN" aggregate 2015Q3 --store t.db -o model.json >>log 2>&1 || {
	sed 's/^/# /' log
	echo "Bail out! no model"
	exit 1
}
told() { # COLUMNS: of each highlight, by table and item
	sqlite3 :memory: "SELECT $1 FROM (SELECT value AS h FROM json_each(readfile('model.json'), '\$.highlights')) ORDER BY h ->> 'table', h ->> 'item'"
}
with() { # the item that it is told with
	echo "(SELECT ' with ' || (p.value ->> 'item') || ' (' || (h ->> 'tie') || ')' FROM json_each(readfile('model.json'), '\$.highlights') p WHERE p.value ->> 'id' = h ->> 'parent')"
}
check "what rose, and what it is told with" "0/icmp
23/tcp
2323/tcp with 23/tcp (sources)
443/tcp
5060/udp
5061/udp
7001/udp
7002/udp with 7001/udp (network)
80/tcp with worm (part)
8080/tcp
CN
JP with 0/icmp (part)
TW
US
US
worm
packets with US (part)
packets with CN (part)" "$(told "(h ->> 'item') || coalesce($(with), '')")"

# Addresses that sent both ports of the botnet in its time, by sqlite3.
sqlite3 count.db >/dev/null <<'SQL'
.mode csv
.import rows.csv seen
SQL
span=$(sqlite3 :memory: "SELECT 't >= ' || (value ->> 'from') || ' AND t < ' || (value ->> 'to') FROM json_each(readfile('model.json'), '$.highlights') WHERE value ->> 'item' = '23/tcp'")
check "addresses that sent both ports" "$(sqlite3 count.db "WITH timed AS (SELECT source, port, CAST(strftime('%s', time) AS INTEGER) AS t FROM seen WHERE port IN ('23', '2323'))
	SELECT count(*) FROM (SELECT source FROM timed WHERE port = '23' AND $span INTERSECT SELECT source FROM timed WHERE port = '2323' AND $span)")" \
	"$(told "h ->> 'shared_sources'" | sed -n 3p)"

# In words: what is told with another has no sentence of its own, and needs no decision.
"$TEITEN" report 2015Q3 --store t.db -o out >log 2>&1
for lang in ja en; do
	pdftotext "out/report-2015Q3.$lang.pdf" - | tr -d ' \n' >"$lang.flat"
done
says() { # LANG WORDS: as they are without blanks
	grep -qF "$2" "$1.flat" && echo yes || echo no
}
check "en: two ports of one botnet" "yes no" "$(says en 'Togetherwiththemrosepacketsto2323/TCP(3d-nfsd),largelyfromthesamesources.') $(says en 'Packetsto2323/TCP(3d-nfsd)rosefrom')"
check "ja: two ports of one botnet" "yes no" "$(says ja '2323/TCP(3d-nfsd)宛のパケットも増加しており、送信元の多くが共通しています。') $(says ja '2323/TCP(3d-nfsd)宛のパケットが、8月')"
check "two ports of one network" "1 1" "$(grep -c 'Together with them rose packets to 7002/UDP, from the same source network\.' out/highlights.md) $(grep -c '同じ期間に、7002/UDP 宛のパケットも同じ送信元ネットワークから増加しました。' out/highlights.md)"
check "en: a label and its port" "yes no" "$(says en 'Theyalsomakeupmostoftheriseofpacketsto80/TCP(http)') $(says en 'Packetsto80/TCP(http)rose')"
check "ja: ICMP and a region" "yes no" "$(says ja '日本からのパケットの増加も、大部分はこのパケットによるものです') $(says ja '日本からのパケットが、8月')"
check "the draft tells with which" 6 "$(grep -c '^decision: told with h' out/highlights.md)"
check "and asks nothing of it" "" "$(sed -n '/^## .* 2323/,/^## /p' out/highlights.md | grep '^>')"
check "both numbers of the pair" "yes yes" "$(grep -qE '両方を送信しました|送信元アドレスが両方' out/highlights.md && echo yes) $(grep -qE '[0-9]+ sources sent both' out/highlights.md && echo yes)"
"$TEITEN" report 2015Q3 --store t.db -o out --strict >log 2>&1
check "as many decisions are asked for as are told" "1 teiten: highlights.ini: there is none (12 undecided)" "$? $(grep undecided log)"
finish
