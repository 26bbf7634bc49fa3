#!/bin/sh
# survey.t: lists of surveys that must be refused, each with its sentence, and nothing stored.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1
printf 'time,sensor,source,protocol,port,signature,packets\n2015-07-01T00:00:00Z,tokyo,192.0.2.1,tcp,23,,\n' >good.csv

refuse() { # WHAT SENTENCE LIST: its text, as printf takes it
	printf "$3" >list
	got=$("$TEITEN" ingest --store t.db --survey list good.csv 2>&1)
	check "$1" "2 teiten: $2" "$? $got"
}
refuse "nothing" "list:1: there is no address in the list" ""
refuse "only comments" "list:2: there is no address in the list" "# none\n"
refuse "no address" "list:2: 'example' is no IP address and no prefix; write it like 192.0.2.1 or 192.0.2.0/24" "192.0.2.1\nexample\n"
refuse "no day" "list:1: '31.12.2025' is no day: 2025-12-31" "192.0.2.1 31.12.2025\n"
refuse "a day that never was" "list:1: '2015-02-29' is no day: 2025-12-31" "192.0.2.1 2015-02-29\n"
refuse "too much" "list:1: 'seen' is too much: a line is an address and a day" "192.0.2.1 2015-01-01 seen\n"
refuse "bytes" "list:1: the list is not UTF-8 text" "192.0.2.1 \\377\n"
refuse "an open list" "list:2: here should be a ] or a comma" '[{"ip":"192.0.2.1"}\n'
refuse "an open object" "list:1: here should be a } or a comma" '[{"ip":"192.0.2.1"'
refuse "an open text" 'list:1: here should be a key and its text: "ip": "192.0.2.1"' '[{"ip":"192.0.2.1}]'
refuse "a number" 'list:2: here should be a key and its text: "ip": "192.0.2.1"' '[{"ip":"192.0.2.1",\n"last_seen":2025}]'
refuse "no list" "list:1: here should be a [" '{"ip":"192.0.2.1"}'
refuse "an object of nobody" 'list:1: an object without "ip"' '[{"scanner":"one"}]'
refuse "a key twice" "list:1: the key 'ip' is there twice" '[{"ip":"192.0.2.1","ip":"192.0.2.2"}]'
refuse "more behind it" "list:1: something follows the list" '[{"ip":"192.0.2.1"}] x'
check "and nothing was stored" 0 "$(sqlite3 t.db 'SELECT count(*) FROM batch')"
finish
