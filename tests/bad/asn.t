#!/bin/sh
# asn.t: databases of autonomous systems that are damaged, or of something else, are refused in one sentence, and no model
# is written.
. "$(dirname "$0")/../tap.sh"
packed=$shared/data/mmdb/maxmind-MaxMind-DB-test-and-bad-data.tar.zst
[ -e "$packed" ] || skip_all "../shared is not here"
cd "$dir" || exit 1
tar --zstd -xf "$packed"
printf 'time,sensor,source,protocol,port,signature,packets\n2015-07-01T00:00:00Z,tokyo,1.128.0.1,tcp,23,,\n' >good.csv
"$TEITEN" ingest --store t.db good.csv >/dev/null 2>&1
head -c 6000 test-data/GeoLite2-ASN-Test.mmdb >cut.mmdb
sed 's/autonomous_system_number/autonomous_system_nimber/' test-data/GeoLite2-ASN-Test.mmdb >other.mmdb
: >empty.mmdb
for file in bad-data/*/*.mmdb test-data/GeoIP2-Country-Test.mmdb test-data/MaxMind-DB-test-broken-*.mmdb cut.mmdb other.mmdb empty.mmdb; do
	n=$((n + 1))
	got=$("$TEITEN" aggregate 2015Q3 --store t.db -o model.json --asn "$file" 2>&1)
	status=$?
	case $status:$got in
	2:"teiten: '$file' is no network database (MMDB): "* | \
	2:"teiten: the network database '$file' is damaged: "* | \
	2:"teiten: the database '$file' ("*") names no autonomous systems: autonomous_system_number is not in its records")
		echo "ok $n - $(basename "$file")" ;;
	*)
		echo "not ok $n - $(basename "$file")"
		echo "# $status $got" ;;
	esac
done
check "a file that is not there" "2 teiten: cannot read 'no.mmdb': No such file or directory" "$("$TEITEN" aggregate 2015Q3 --store t.db -o model.json --asn no.mmdb 2>&1 | sed 's/^/2 /')"
check "no model was made" no "$([ -e model.json ] && echo yes || echo no)"
finish
