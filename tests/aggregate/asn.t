#!/bin/sh
# asn.t: where one source or network sent a rise, the report says which autonomous system announces it, as mmdblookup does;
# the model keeps that, and without a database nothing is said.
. "$(dirname "$0")/../tap.sh"
packed=$shared/data/mmdb/maxmind-MaxMind-DB-test-and-bad-data.tar.zst
[ -e "$packed" ] || skip_all "../shared is not here"
cd "$dir" || exit 1
tar --zstd -xf "$packed" test-data/GeoLite2-ASN-Test.mmdb
asn=test-data/GeoLite2-ASN-Test.mmdb

# Five sensors with an even background; a burst of one source at one of them, one of a network at all, one of a network that
# the database does not know, and one of a network of IPv6.
echo "time,sensor,source,protocol,port,signature,packets" >rows.csv
TZ=UTC awk -v start="$(date -ud 2015-05-20 +%s)" '
function row(day, second, sensor, source, port, packets) {
	printf "%s,s%d,%s,udp,%d,,%d\n", strftime("%Y-%m-%dT%H:%M:%SZ", start + 86400 * day + second), sensor, source, port, packets
}
BEGIN {
	for (day = 0; day < 134; day++)
		for (s = 0; s < 5; s++)
			for (h = 0; h < 24; h++)
				row(day, h * 3600 + 60 * s, s, "198.51." (100 + h % 3) "." (day * 7 + h) % 200, 53, 1)
	row(70, 40000, 2, "1.128.7.9", 7001, 500)
	for (s = 0; s < 5; s++) {
		for (i = 1; i < 9; i++) row(80, 4000 * i, s, "12.81.92." i, 7002, 40)
		for (i = 1; i < 9; i++) row(90, 4000 * i, s, "203.0.113." i, 7003, 40)
		for (i = 1; i < 9; i++) row(100, 4000 * i, s, "2600:7000:1::" i, 7004, 40)
	}
}' | LC_ALL=C sort -s -t, -k1,1 >>rows.csv
"$TEITEN" ingest --store t.db --profile teiten rows.csv >log 2>&1 &&
	"$TEITEN" aggregate 2015Q3 --store t.db --time-zone UTC -o model.json --asn $asn >>log 2>&1 || {
	sed 's/^/# /' log
	echo "Bail out! no model"
	exit 1
}
systems() { # MODEL
	sqlite3 :memory: "SELECT value ->> 'item', value ->> 'origin', value ->> 'as_number', value ->> 'as_name'
		FROM json_each(readfile('$1'), '\$.highlights') WHERE value ->> 'networks' > 0 AND value ->> 'table' = 'port' ORDER BY 1"
}
looked() { # ADDRESS: number|name by another reader
	mmdblookup --file $asn --ip "$1" 2>/dev/null | awk '/<uint32>/ { number = $1 } /<utf8_string>/ { sub(/^ *"/, ""); sub(/" <utf8_string>.*/, ""); name = $0 } END { print number + 0 "|" name }'
}
check "networks and who announces them" "7001/udp|source|$(looked 1.128.7.9)
7002/udp|network|$(looked 12.81.92.1)
7003/udp|network|0|
7004/udp|network|$(looked 2600:7000:1::1)" "$(systems model.json)"
check "three of them are known" 3 "$(systems model.json | grep -c '|[1-9][0-9]*|[A-Z]')"
check "which database it was" "GeoLite2-ASN|$(sha256sum <$asn | cut -d' ' -f1)" \
	"$(sqlite3 :memory: "SELECT readfile('model.json') ->> '\$.asn_type', readfile('model.json') ->> '\$.asn_sha256'")"
check "no source address stands in the model" "" "$(grep -oE '1\.128\.7|12\.81\.92|203\.0\.113|2600:7000' model.json)"

# In words, from the model alone.
"$TEITEN" draft model.json >draft
says() {
	grep -cF "$1" draft
}
check "en: a source, a network, one that is not known" "1 1 1" "$(says 'One source (in AS1221 Telstra Pty Ltd) sent 100%') $(says 'One source network (AS7018 AT&T Services) sent 100%') $(says 'One source network sent 100%')"
check "ja: a source, a network, one that is not known" "1 1 1" "$(says '100% は、1 つの送信元（AS1221 Telstra Pty Ltd）から届きました。') $(says '100% は、1 つの送信元ネットワーク（AS7018 AT&T Services）から届きました。') $(says '100% は、1 つの送信元ネットワークから届きました。')"

"$TEITEN" aggregate 2015Q3 --store t.db --time-zone UTC -o plain.json
check "without a database nothing is said" "0 0" "$(systems plain.json | grep -vc '|0|$') $(sqlite3 :memory: "SELECT readfile('plain.json') ->> '\$.asn_type' IS NOT NULL")"
check "and all the rest is the same" "$(sed -E 's/"as_(number|name)":[^,]*,//g; s/"asn_[a-z0-9]*":[^,]*,?//g' plain.json | md5sum)" \
	"$(sed -E 's/"as_number":[^,]*,//g; s/"as_name":("[^"]*"|null),//g; s/"asn_[a-z0-9]*":[^,]*,?//g' model.json | md5sum)"
finish
