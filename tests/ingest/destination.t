#!/bin/sh
# destination.t: the sensor by the destination's address, of captures and of text; what a sensor sent itself is not
# counted, and what goes to nobody's address is told of and refused.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1

say() {
	got=$("$TEITEN" "$@" 2>&1)
	echo "$? $got"
}

# A capture of raw IP: each argument is SOURCE DESTINATION PORT of a TCP SYN, one a second.
capture() {
	awk -v packets="$*" '
	function le(n, size) { while (size-- > 0) { printf "%02x", n % 256; n = int(n / 256) } }
	function be(n, size) { while (size-- > 0) printf "%02x", int(n / 256 ^ size) % 256 }
	function address(text, part) { split(text, part, "."); for (i = 1; i <= 4; i++) be(part[i], 1) }
	BEGIN {
		printf "d4c3b2a102000400"; le(0, 8); le(65535, 4); le(101, 4)
		n = split(packets, word, " ")
		for (k = 1; k + 2 <= n; k += 3) {
			le(1440000000 + k, 4); le(0, 4); le(40, 4); le(40, 4)
			printf "45000028"; be(0, 4); printf "4006"; be(0, 2); address(word[k]); address(word[k + 1])
			be(12345, 2); be(word[k + 2], 2); be(0, 8); printf "5002"; be(1024, 2); be(0, 4)
		}
	}' | sed 's/../\\x&/g' | xargs -0 printf '%b' 2>/dev/null || fail "capture" "cannot be made"
}
counted() { "$TEITEN" query "SELECT sensor, source, port, sum(packets) AS n FROM observation GROUP BY 1, 2, 3 ORDER BY 1, 2, 3" | tail -n +2; }

printf 'name,addresses\na,192.0.2.1 2001:db8:1::/48\nb,192.0.2.0/24\nc,\n' >sensors.csv
capture 203.0.113.9 192.0.2.1 23 203.0.113.9 192.0.2.77 22 192.0.2.1 203.0.113.9 443 192.0.2.1 192.0.2.2 80 \
	203.0.113.9 224.0.0.251 5353 203.0.113.9 255.255.255.255 67 192.0.2.9 192.0.2.8 99 >x.pcap
check "no addresses yet" \
	"2 teiten: x.pcap: a capture does not say which sensor it is of: give --sensor, --sensor-from or the sensors' addresses" "$(say ingest x.pcap)"
check "by destination" \
	"0 x.pcap: 3 rows, 3 packets, 2 sensors, 0 rejected, 2015-08-20T01:00:01+09:00 to 2015-08-20T01:00:10+09:00; passed over: 2 outgoing, 2 multicast" \
	"$(say ingest --sensors sensors.csv x.pcap)"
check "counted where it arrived" "a,203.0.113.9,23,1
b,192.0.2.1,80,1
b,203.0.113.9,22,1" "$(counted)"
check "the addresses are listed" "a,,,,,,192.0.2.1 2001:db8:1::/48" "$("$TEITEN" sensor list | grep ^a,)"

# The same with a sensor that is given: what it sent is known by its own addresses alone.
rm teiten.db
"$TEITEN" sensor set a --addresses 192.0.2.1
check "a sensor that is given" \
	"0 x.pcap: 5 rows, 5 packets, 1 sensors, 0 rejected, 2015-08-20T01:00:01+09:00 to 2015-08-20T01:00:19+09:00; passed over: 2 outgoing" \
	"$(say ingest --sensor a x.pcap)"

capture 203.0.113.9 192.0.2.1 23 203.0.113.9 198.51.100.1 22 >y.pcap
rm teiten.db
"$TEITEN" sensor set a --addresses 192.0.2.1
check "to nobody" "2 y.pcap:2: the destination '198.51.100.1' is no sensor's address
teiten: y.pcap: 1 row is bad, and 0 may be: nothing of the file was stored" "$(say ingest y.pcap)"
check "nothing was stored" "" "$(counted)"
check "to nobody, and that is known" "0 y.pcap:2: the destination '198.51.100.1' is no sensor's address
y.pcap: 1 rows, 1 packets, 1 sensors, 1 rejected, 2015-08-20T01:00:01+09:00 to 2015-08-20T01:00:01+09:00" "$(say ingest --max-rejects 1 y.pcap)"

# Text: Zeek's log names no sensor.
rm teiten.db
"$TEITEN" sensor set -s teiten.db --sensors sensors.csv
printf '#separator \\x09\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\torig_pkts\n' >conn.log
tab() { printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$@" >>conn.log; }
tab 1440000000.5 C1 203.0.113.9 4000 192.0.2.1 23 tcp 3
tab 1440000001.5 C2 192.0.2.1 4000 203.0.113.9 80 tcp 1
tab 1440000002.5 C3 2001:db8::9 4000 2001:db8:1::7 22 tcp 2
tab 1440000003.5 C4 203.0.113.9 4000 224.0.0.1 9 udp 1
check "text by destination" \
	"0 conn.log: 2 rows, 5 packets, 1 sensors, 0 rejected, 2015-08-20T01:00:00+09:00 to 2015-08-20T01:00:02+09:00; passed over: 1 outgoing, 1 multicast" \
	"$(say ingest -p zeek conn.log)"
check "text counted" "a,2001:db8::9,22,2
a,203.0.113.9,23,3" "$(counted)"
tab 1440000004.5 C5 203.0.113.9 4000 198.51.100.1 9 udp 1
check "text to nobody" "2 conn.log:7: '198.51.100.1' is no sensor's address
teiten: conn.log: 1 row is bad, and 0 may be: nothing of the file was stored" "$(say ingest -p zeek --replace conn.log)"

check "no address" "2 teiten: the addresses of sensor 'a': '192.0.2' is no IP address and no prefix; write it like 192.0.2.1 or 192.0.2.0/24" \
	"$(say sensor set a --addresses 192.0.2)"
check "bits behind the prefix" "2 teiten: the addresses of sensor 'a': '192.0.2.1/24' has bits behind its prefix" \
	"$(say sensor set a --addresses 192.0.2.1/24)"
check "a long prefix" "2 teiten: the addresses of sensor 'a': '192.0.2.0/33' is no IP address and no prefix; write it like 192.0.2.1 or 192.0.2.0/24" \
	"$(say sensor set a --addresses 192.0.2.0/33)"
"$TEITEN" sensor set c --addresses "198.51.100.1; 192.0.2.1"
check "an address of two" "2 teiten: the addresses of sensor 'c': '192.0.2.1' stands twice, for two of them" "$(say ingest x.pcap)"
"$TEITEN" sensor set c --addresses ''
check "taken away" "c,,,,,," "$("$TEITEN" sensor list | grep ^c,)"
finish
