#!/bin/sh
# check.t: the verb's answer as exit status, with and without findings.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1

run() {
	got=$("$TEITEN" check "$@" 2>&1)
	echo "$? $got"
}

printf 'time,sensor,source,protocol,port,signature,packets\n2015-07-01T01:00:00+09:00,tokyo,192.0.2.1,tcp,23,,300\n' >seen.csv
"$TEITEN" ingest --store t.db seen.csv >log 2>&1 && "$TEITEN" aggregate 2015Q3 --store t.db -o model.json >>log 2>&1 ||
	sed 's/^/# /' log
mkdir edition
echo '[edition]' >edition/edition.ini
echo 'On July 1 there were 300 packets.' >edition/narrative.en.md
echo '7月1日に300件のパケットがありました。' >edition/narrative.ja.md
printf '[port 23/tcp burst 2015-07-01]\ndecision = reject\nreason = a test\n' >edition/highlights.ini
check "true words" "0 " "$(run model.json --edition edition)"
echo 'On June 1 there were 300 packets.' >edition/narrative.en.md
check "a wrong date" "1 narrative.en.md:1:4: 'June 1' lies outside of the quarter 2015Q3
narrative.ja.md:1:1: narrative.en.md does not say '7月1日'
narrative.en.md:1:4: narrative.ja.md does not say 'June 1'" "$(run model.json --edition edition)"
check "one language alone" "0 " "$(run model.json --edition edition --lang ja)"
echo '{{nothing}}' >edition/narrative.en.md
check "a wrong text" "2 teiten: narrative.en.md:1:1: unknown placeholder 'nothing'" "$(run model.json --edition edition)"
check "no edition" "2 teiten: --edition DIR is missing: whose words to check" "$(run model.json)"
check "no model" "2 teiten: cannot read 'nothing.json': Failed to open file “nothing.json”: No such file or directory" "$(run nothing.json --edition edition)"
finish
