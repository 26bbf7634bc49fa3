#!/bin/sh
# class.t: scan, backscatter or survey: packets of a capture are of the class that tcpdump's filters say, through
# compaction and withdrawal, and where a day's first rows have none.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1

# Raw IP, a packet each 20 s from 2015-07-01 00:00 JST on: TCP with every combination of six flags, UDP, ICMP of many
# types, both families; twice as many on two sensors.
cat >make.py <<'END'
import struct, sys
START = 1435676400
def ipv4(n, protocol, data):
    return struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(data), 0, 0, 64, protocol, 0, bytes([203, 0, 113, n % 200]), bytes([192, 0, 2, 1])) + data
def ipv6(n, protocol, data):
    return struct.pack(">IHBB", 0x60000000, len(data), protocol, 64) + bytes.fromhex("2400") + bytes(13) + bytes([n % 250]) + bytes.fromhex("20010db8") + bytes(12) + data
def tcp(n, flags):
    return struct.pack(">HHIIBBHHH", 40000, (23, 80, 443)[n % 3], 0, 0, 0x50, flags, 1024, 0, 0)
packets = []
for n in range(6000):
    wrap, six = (ipv6, True) if n % 7 == 3 else (ipv4, False)
    kind = n % 10
    if kind < 6:
        packets.append(wrap(n, 6, tcp(n, (2, 18, 4, 20, n // 10 % 64, 2)[kind])))
    elif kind < 8:
        packets.append(wrap(n, 17, struct.pack(">HHHH", 53, n % 1000, 8, 0)))
    else:
        types = (1, 2, 3, 4, 128, 129, 135, 143) if six else (0, 3, 4, 5, 8, 8, 8, 9, 10, 11, 12, 13, 14, 17, 18, 30)
        packets.append(wrap(n, 58 if six else 1, bytes([types[n // 10 % len(types)]]) + bytes(7)))
for name, step in (("a", 0), ("b", 1)):
    with open(name + ".pcap", "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 101))
        for n, data in enumerate(packets[step::2]):
            out.write(struct.pack("<IIII", START + 40 * n + 20 * step, 0, len(data), len(data)) + data)
END
python3 make.py
"$TEITEN" ingest --sensor-from '^(?<sensor>.)' a.pcap b.pcap >/dev/null 2>said || cat said

# What tcpdump counts of both captures; its tcp[] and icmp[] are of IPv4, so IPv6 is read by offset.
number() {
	for file in a.pcap b.pcap; do tcpdump -n -r $file "$1" 2>/dev/null; done | wc -l
}
asked() {
	"$TEITEN" query "SELECT count(*) FROM observation WHERE $1" | tail -n 1
}
backscatter="(tcp and (tcp[13] & 4 != 0 or tcp[13] & 18 = 18)) or (ip6 proto 6 and (ip6[53] & 4 != 0 or ip6[53] & 18 = 18)) or (icmp and (icmp[0] <= 5 or icmp[0] = 11 or icmp[0] = 12 or icmp[0] = 14 or icmp[0] = 16 or icmp[0] = 18)) or (ip6 proto 58 and (ip6[40] <= 4 or ip6[40] = 129))"
scan="(tcp and tcp[13] & 22 = 2) or (ip6 proto 6 and ip6[53] & 22 = 2) or (icmp and (icmp[0] = 8 or icmp[0] = 13 or icmp[0] = 17)) or (ip6 proto 58 and ip6[40] = 128)"
counts() {
	check "$1: scans" "$(number "$scan")" "$(asked "class = 'scan'")"
	check "$1: backscatter" "$(number "$backscatter")" "$(asked "class = 'backscatter'")"
	check "$1: the rest" "$(number "not (($scan) or ($backscatter))")" "$(asked "class = 'unclassified'")"
	check "$1: told by info" "$(asked "class = 'unclassified'") $(asked "class = 'scan'") $(asked "class = 'backscatter'") 0" \
		"$("$TEITEN" store info | awk '/^(unclassified|scan|backscatter|survey) / { print $2 }' | xargs)"
	check "$1: sound" "0 " "$("$TEITEN" store check; echo "$? ")"
}
counts "as loaded"
check "of one port" "$(number "($backscatter) and port 443")" "$(asked "class IN ('backscatter', 'survey') AND port = 443 AND protocol = 'tcp'")"
check "none is a survey" 0 "$(asked "class = 'survey'")"
# A model of one class counts what tcpdump does, of all and of a port.
for class in scan backscatter; do
	"$TEITEN" aggregate 2015Q3 --class $class -o $class.json 2>said || cat said
	filter=$(eval echo "\$$class")
	check "a model of $class" "$(number "$filter") $(number "($filter) and tcp dst port 23") $(number "($filter) and icmp")" \
		"$(python3 -c 'import json, sys
m = json.load(open(sys.argv[1])); rows = {r["key"]: r["packets"] for r in m["tables"][0]["rows"]}
print(m["now"]["packets"], rows["23/tcp"], rows["0/icmp"])' $class.json)"
done
"$TEITEN" store compact >/dev/null
counts "compacted"
cp teiten.db old.db
"$TEITEN" store expire --store old.db --before 2015-07-02 >/dev/null 2>said || cat said
check "as many of each class where rows have expired" "$("$TEITEN" store info | grep -E '^(packets|unclassified|scan|backscatter)')" \
	"$("$TEITEN" store info --store old.db | grep -E '^(packets|unclassified|scan|backscatter)')"

# A day whose first rows have no class: they are not classified, and the sums say so.
printf 'time,sensor,source,protocol,port,signature,packets\n2015-07-01T00:00:00+09:00,c,192.0.2.9,tcp,23,,\n2015-07-01T01:00:00+09:00,c,192.0.2.9,udp,53,,4\n' >plain.csv
for order in "plain.csv a.pcap" "a.pcap plain.csv"; do
	rm -f two.db
	for file in $order; do "$TEITEN" ingest --store two.db --sensor ${file%%.*} $file >/dev/null 2>said || cat said; done
	check "$order: sound" "0 " "$("$TEITEN" store check --store two.db; echo "$? ")"
	"$TEITEN" store withdraw --store two.db a.pcap >/dev/null
	check "$order: sound without the capture" "0 " "$("$TEITEN" store check --store two.db; echo "$? ")"
	check "$order: nothing of a class is left" "" "$(sqlite3 two.db 'SELECT id FROM summary WHERE id >= 8 << 40')"
done

# A wrong class in the sums is found.
cp teiten.db wrong.db
sqlite3 wrong.db 'UPDATE summary SET data = (SELECT data FROM summary WHERE id >> 40 = 18 ORDER BY id DESC LIMIT 1) WHERE id = (SELECT min(id) FROM summary WHERE id >> 40 = 16)'
check "damage is found" 1 "$("$TEITEN" store check --store wrong.db >/dev/null; echo $?)"
finish
