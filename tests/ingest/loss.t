#!/bin/sh
# loss.t: what captures say of packets that they do not hold stands in the register, in the model and in the report, in
# both languages; counts of packets that are there do not change.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1

say() {
	got=$("$TEITEN" "$@" 2>&1)
	echo "$? $got"
}

# Captures of a SYN to port 23 a minute from 2015-07-01 12:00 JST on: raw IPv4 in pcap; Ethernet in pcapng, in both byte
# orders, with statistics of two interfaces, of which the last counts, and of a section before.
cat >make.py <<'EOF'
import struct
START = 1435719600 # 2015-07-01 12:00 JST
SYN = bytes.fromhex("450000280000000040060000cb007109c0000201" "3039001700000000000000005002040000000000")
FRAME = bytes(12) + b"\x08\0" + SYN

def pcap(name, packets):
    with open(name, "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 101))
        for minute, data in packets:
            out.write(struct.pack("<IIII", START + 60 * minute, 0, len(data), 40) + data)

def block(order, kind, body):
    body += b"\0" * (-len(body) % 4)
    return struct.pack(order + "II", kind, len(body) + 12) + body + struct.pack(order + "I", len(body) + 12)

def section(order, minute, statistics):
    out = block(order, 0x0a0d0d0a, struct.pack(order + "IHHq", 0x1a2b3c4d, 1, 0, -1))
    out += block(order, 1, struct.pack(order + "HHI", 1, 0, 65535)) * 2
    time = (START + 60 * minute) * 1000000
    out += block(order, 6, struct.pack(order + "IIIII", 0, time >> 32, time & 0xffffffff, 54, 54) + FRAME)
    for interface, options in statistics:
        body = struct.pack(order + "III", interface, time >> 32, time & 0xffffffff)
        for code, value in options:
            body += struct.pack(order + "HHQ", code, 8, value)
        out += block(order, 5, body + struct.pack(order + "HH", 0, 0))
    return out

# 4: received, 5: dropped by the interface, 7: by the system
for name, order, minute in (("little", "<", 0), ("big", ">", 10)):
    with open(name + ".pcapng", "wb") as out:
        out.write(section(order, minute, [(0, [(4, 900), (5, 3)]), (1, [(7, 20)]), (0, [(4, 999), (5, 5), (7, 1)])]))
        out.write(section(order, minute + 1, [(0, [(4, 7), (7, 1000)])]))
with open("none.pcapng", "wb") as out:
    out.write(section("<", 20, [(0, [(4, 900), (5, 0)])]))
pcap("whole.pcap", [(30, SYN), (31, SYN)])
pcap("short.pcap", [(40, SYN), (41, SYN[:21]), (42, SYN[:21]), (43, SYN)])
pcap("cut.pcap", [(50, SYN), (51, SYN)])
with open("cut.pcap", "r+b") as out:
    out.truncate(24 + 16 + 40 + 16 + 13)
EOF
python3 make.py || exit 1
gzip -k big.pcapng && rm big.pcapng

check "pcapng tells what was dropped" "0 little.pcapng: 2 rows, 2 packets, 1 sensors, 0 rejected, 2015-07-01T12:00:00+09:00 to 2015-07-01T12:01:00+09:00; passed over: 1026 dropped before they were captured" \
	"$(say ingest --sensor a little.pcapng)"
say ingest --sensor a whole.pcap none.pcapng >said
register() { "$TEITEN" store list | cut -d , -f 2,5,6,11-; }
check "nothing is missing from others" "name,observations,packets,cut,dropped,unread
little.pcapng,2,2,,1026,
whole.pcap,2,2,,,
none.pcapng,1,1,,," "$(register)"
check "a cut file is refused" 2 "$(say ingest --sensor a cut.pcap | head -c 1)"
"$TEITEN" ingest --sensor a big.pcapng.gz short.pcap >/dev/null 2>said || cat said
"$TEITEN" ingest --sensor a --max-rejects 1 cut.pcap >/dev/null 2>said || cat said
check "and marked where it is wanted" "big.pcapng.gz,2,2,,1026,
short.pcap,2,2,,,2
cut.pcap,1,1,yes,," "$(register | tail -n 3)"
check "by sqlite3" "little.pcapng|0|1026|0
whole.pcap|||
none.pcapng|||
big.pcapng.gz|0|1026|0
short.pcap|0|0|2
cut.pcap|1|0|0" "$(sqlite3 teiten.db 'SELECT name, cut, dropped, unread FROM batch ORDER BY id')"

# --- the model and the report ---
model() { # STORE DIR
	mkdir -p "$2" && "$TEITEN" aggregate 2015Q3 --store "$1" -o "$2/model.json" >"$2/log" 2>&1 || cat "$2/log"
}
losses() { # MODEL
	python3 -c 'import json, sys
for load in json.load(open(sys.argv[1]))["loads"]: print(load["name"], load["cut"], load["dropped"], load["unread"])' "$1"
}
# The text of its report without white space, as lines and pages break where they like.
text() { # DIR LANG
	[ -e "$1/report-2015Q3.$2.pdf" ] || "$TEITEN" render "$1/model.json" -o "$1" >"$1/log" 2>&1 || cat "$1/log"
	pdftotext -raw "$1/report-2015Q3.$2.pdf" - | tr -d ' \n\f'
}
contains() { # WHAT TEXT PART
	case $2 in *"$(printf '%s' "$3" | tr -d ' ')"*) pass "$1" ;; *) fail "$1" "$2" ;; esac
}
model teiten.db all
check "the model" "little.pcapng False 1026 0
whole.pcap False 0 0
none.pcapng False 0 0
big.pcapng.gz False 1026 0
short.pcap False 0 2
cut.pcap True 0 0" "$(losses all/model.json)"
check "what is there is counted as it is" 10 "$(python3 -c 'import json; print(json.load(open("all/model.json"))["now"]["packets"])')"
contains "in English" "$(text all en)" "missing from 4 of the files behind these numbers"
contains "and how many" "$(text all en)" "Missing packets, as far as the files tell: 2,054."
contains "in Japanese" "$(text all ja)" "集計に用いたファイルのうち4個は、観測したパケットをすべては含んでいません"
contains "with the number" "$(text all ja)" "失われたことが分かっているパケットは2,054件"

# A file that is cut does not tell how many, and nothing is said where nothing is missing.
"$TEITEN" ingest --store cut.db --sensor a --max-rejects 1 cut.pcap >/dev/null 2>said || cat said
model cut.db cut
contains "of a cut file alone" "$(text cut en)" "missing from 1 of the files behind these numbers"
check "no number that nobody knows" "" "$(for lang in en ja; do text cut $lang | grep -oE 'Missingpackets,|失われたことが'; done)"
"$TEITEN" ingest --store whole.db --sensor a whole.pcap none.pcapng >/dev/null 2>said || cat said
model whole.db whole
check "nothing of whole files" "" "$(for lang in en ja; do text whole $lang | grep -oE 'areknowntobemissing|すべては含んでいません'; done)"

# --- a store of the version before ---
sqlite3 whole.db 'ALTER TABLE batch DROP COLUMN cut; ALTER TABLE batch DROP COLUMN dropped; ALTER TABLE batch DROP COLUMN unread;
	ALTER TABLE batch DROP COLUMN survey; ALTER TABLE batch DROP COLUMN survey_sha256; DROP TABLE sketch; ALTER TABLE expired DROP COLUMN quarter; PRAGMA user_version = 5'
check "has to be brought up to date" "2 teiten: 'whole.db' is a store of the older version 5; teiten store check brings it up to date" \
	"$(say store list --store whole.db)"
"$TEITEN" ingest --store whole.db --sensor a --max-rejects 1 cut.pcap >/dev/null 2>said || cat said
check "is, and takes what is missing" "whole.pcap|| none.pcapng|| cut.pcap|1|0" \
	"$(sqlite3 whole.db 'SELECT name, cut, dropped FROM batch ORDER BY id' | xargs)"
check "sound" "0 " "$(say store check --store whole.db)"
model whole.db old
check "and nothing was missing before" "whole.pcap False 0 0
none.pcapng False 0 0
cut.pcap True 0 0" "$(losses old/model.json)"
finish
