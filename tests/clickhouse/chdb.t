#!/bin/sh
# chdb.t: the same SQL on a current ClickHouse, which libchdb.so is without the servers.  It is looked for at $CHDB and in
# build/chdb, where "npm pack @chdb/lib-linux-x64-gnu" has it: half a gigabyte, so nobody fetches it unasked.
. "$(dirname "$0")/../tap.sh"
library=${CHDB:-$top/build/chdb/libchdb.so}
[ -e "$library" ] || skip_all "libchdb.so is not here"
from=$BUILD/simulation
[ -e "$from/teiten.db" ] || skip_all "the demo is not made"
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$dir"' EXIT

cd "$dir" || exit 1
timeout 300 python3 "$top/tests/clickhouse/chdb.py" "$library" "$dir/data" >port 2>err &
server=$!
tries=0
until [ -s port ] || [ $tries -gt 200 ]; do
	tries=$((tries + 1))
	sleep 0.1
done
address=clickhouse://127.0.0.1:$(cat port)
[ -s port ] || skip_all "libchdb.so cannot be loaded"

TEITEN_TEST_STORE="$address/s%s" "$BUILD/unit/test_source" >out 2>&1 && TEITEN_TEST_STORE="$address/w%s" "$BUILD/unit/test_senders" >>out 2>&1
status=$?
if [ $status -eq 0 ]; then pass "all questions of source.h"; else fail "all questions of source.h" "$(grep -v '^ok' out)"; fi
"$TEITEN" ingest --store "$address/demo" --profile teiten --geo "$from/geo.mmdb" --sensors "$from/sensors.csv" \
	"$from/observations-2015Q2.csv.gz" "$from/observations-2015Q3.csv.gz" >out 2>&1 &&
	"$TEITEN" gap add --store "$address/demo" --gaps "$from/gaps.csv" &&
	"$TEITEN" aggregate --store "$address/demo" -o got.json 2015Q3 2>>out
check "two quarters into it" "0 " "$? $(grep teiten: out)"
check "the model is the store's" "" "$(cmp "$BUILD/demo/model.json" got.json 2>&1)"
finish
