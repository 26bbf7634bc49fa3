#!/bin/sh
# geo.t: databases of regions that are damaged or hold no countries are refused before a row is read.
. "$(dirname "$0")/../tap.sh"
packed=$shared/data/mmdb/maxmind-MaxMind-DB-test-and-bad-data.tar.zst
[ -e "$packed" ] || skip_all "../shared is not here"
cd "$dir" || exit 1
tar --zstd -xf "$packed"
printf 'time,sensor,source,protocol,port,signature,packets\n2015-07-01T00:00:00Z,tokyo,192.0.2.1,tcp,23,,\n' >good.csv
for file in bad-data/*/*.mmdb test-data/GeoLite2-ASN-Test.mmdb test-data/MaxMind-DB-test-broken-*.mmdb; do
	n=$((n + 1))
	got=$("$TEITEN" ingest --store t.db --geo "$file" good.csv 2>&1)
	status=$?
	case $status:$got in
	2:"teiten: '$file' is no region database (MMDB): "* | \
	2:"teiten: the region database '$file' is damaged: "* | \
	2:"teiten: the database '$file' ("*") names no countries: neither country.iso_code nor country_code is in its records")
		echo "ok $n - $(basename "$file")" ;;
	*)
		echo "not ok $n - $(basename "$file")"
		echo "# $status $got" ;;
	esac
done
n=$((n + 1))
if [ ! -e t.db ] && [ $n -ge 24 ]; then echo "ok $n - no store was made"; else echo "not ok $n - no store was made"; fi
finish
