#!/bin/sh
# survey.t: what comes from a listed address is a survey until the end of its last day; counted by awk from the rows.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1

# Four days from 2015-07-01 JST on, hourly, of 64 sources of 192.0.2.0/24 and one of IPv6; every third row is ICMP, echo
# requests and replies by turns.
awk 'BEGIN {
	print "time,sensor,source,protocol,port,signature,packets"
	for (h = 0; h < 96; h++) for (s = 0; s < 64; s++) {
		icmp = (h + s) % 3 == 0
		printf "2015-07-%02dT%02d:30:00+09:00,a,%s,%s,%d,,\n", 1 + int(h / 24), h % 24,
			s == 63 ? "2001:db8::3f" : "192.0.2." s, icmp ? (s == 63 ? "icmpv6" : "icmp") : "udp",
			icmp ? (s == 63 ? 128 : s % 2 * 8) : 53
	}
}' >rows.csv
# 0 to 15 always, 16 to 31 until 2 July; 20 itself to the end of 3 July; IPv6 always.
printf '192.0.2.0/28 # always\n192.0.2.16/28 2015-07-02\n192.0.2.20 2015-07-03\n\n2001:db8::/64\n' >plain.txt
python3 -c 'import json
rows = [{"ip": "192.0.2.%d" % n, "scanner": "x", "last_seen": "2015-07-03" if n == 20 else "2015-07-02"} for n in range(16, 32)]
rows += [{"ip": "192.0.2.%d" % n, "scanner": "y"} for n in range(16)] + [{"ip": "2001:db8::3f", "scanner": "z"}]
print(json.dumps(rows, indent=4))' | gzip >list.json.gz

want=$(awk -F , 'NR > 1 {
	s = $3 ~ /:/ ? 63 : substr($3, 9) + 0; day = substr($1, 9, 2) + 0
	listed = s < 16 || s == 63 || (s < 32 && day <= (s == 20 ? 3 : 2))
	reply = $4 == "icmp" && $5 == 0
	class = reply ? "backscatter" : listed ? "survey" : $4 ~ /icmp/ ? "scan" : "unclassified"
	n[class]++
} END { for (c in n) print c "," n[c] }' rows.csv | sort)
for list in plain.txt list.json.gz; do
	rm -f t.db
	"$TEITEN" ingest --store t.db --survey $list rows.csv >/dev/null 2>said || cat said
	check "$list" "$want" "$("$TEITEN" query --store t.db 'SELECT class, count(*) FROM observation GROUP BY class ORDER BY 1' | sed 1d)"
	check "$list: sound" "0 " "$("$TEITEN" store check --store t.db; echo "$? ")"
	case $list in *.gz) sum=$(zcat $list | sha256sum) ;; *) sum=$(sha256sum <$list) ;; esac
	check "$list: the batch tells its list" "$list ${sum%% *}" "$(sqlite3 -separator ' ' t.db 'SELECT survey, survey_sha256 FROM batch')"
done

# The list that NICTER published: an address of it, on its last day and after it.
list=$shared/data/scanners/surveyscanner_2025_4Q.json.zst
if [ -f "$list" ]; then
	printf 'time,sensor,source,protocol,port,signature,packets\n2025-11-23T23:59:59+09:00,a,3.136.67.107,tcp,23,,\n2025-11-24T00:00:00+09:00,a,3.136.67.107,tcp,23,,\n' >n.csv
	"$TEITEN" ingest --store n.db --survey "$list" n.csv >/dev/null 2>said || cat said
	check "NICTER's" "survey unclassified" "$("$TEITEN" query --store n.db 'SELECT class FROM observation ORDER BY time' | sed 1d | xargs)"
else
	skip "NICTER's" "../shared is not here"
fi
finish
