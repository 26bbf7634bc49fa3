#!/bin/sh
# published.t: lines of Zeek, of the kernel's log and of DShield as others published them become exactly these
# observations.  Where a line is ours, it says so.
. "$(dirname "$0")/../tap.sh"
cd "$dir" || exit 1

shown="SELECT epoch, sensor, source, protocol, port, packets, class FROM observation ORDER BY epoch, source"
read_by() { # PROFILE FILE [OPTION...]
	profile=$1 file=$2
	shift 2
	rm -f t.db
	"$TEITEN" ingest --store t.db --profile "$profile" "$@" "$file" >said 2>&1 || cat said
	"$TEITEN" query --store t.db "$shown" | sed 1d
}

# docs.zeek.org, "Zeek Log Formats and Inspection", JSON; the second is a TCP connection whose source sent a SYN.
cat >conn.json <<'END'
{"ts":1591367999.305988,"uid":"CMdzit1AMNsmfAIiQc","id.orig_h":"192.168.4.76","id.orig_p":36844,"id.resp_h":"192.168.4.1","id.resp_p":53,"proto":"udp","service":"dns","duration":0.06685185432434082,"orig_bytes":62,"resp_bytes":141,"conn_state":"SF","missed_bytes":0,"history":"Dd","orig_pkts":2,"orig_ip_bytes":118,"resp_pkts":2,"resp_ip_bytes":197}
{"ts":1591367999.430166,"uid":"C5bLoe2Mvxqhawzqqd","id.orig_h":"192.168.4.76","id.orig_p":46378,"id.resp_h":"31.3.245.133","id.resp_p":80,"proto":"tcp","service":"http","duration":0.25411510467529297,"orig_bytes":77,"resp_bytes":295,"conn_state":"SF","missed_bytes":0,"history":"ShADadFf","orig_pkts":6,"orig_ip_bytes":397,"resp_pkts":4,"resp_ip_bytes":511}
END
check "Zeek, JSON" "1591367999,z,192.168.4.76,udp,53,2,unclassified
1591367999,z,192.168.4.76,tcp,80,6,scan" "$(read_by zeek-json conn.json --sensor z | sort -t , -k 4,4r)"

# docs.zeek.org, "Connection Handling": a packet that Zeek took for damaged, in its members that we read.
echo '{"ts":1362692526.869344,"uid":"CJKFoj4bpHEhTeaRoj","id.orig_h":"141.142.228.5","id.orig_p":59856,"id.resp_h":"192.150.187.43","id.resp_p":80,"proto":"tcp","conn_state":"OTH","missed_bytes":0,"history":"C","orig_pkts":0,"orig_ip_bytes":0,"resp_pkts":0}' >none.json
check "Zeek, no packet" "" "$(read_by zeek-json none.json --sensor z)"
check "Zeek, and says so" 1 "$(grep -c 'passed over: 1 without a packet' said)"

# pastebin.com/pXkZWLY4 (taosecurity, 2019), with the keys and the time as Zeek itself writes them: an answer of DNS alone.
echo '{"ts":1552607989.920582,"uid":"CPQ9vC2my8sIGasb3a","id.orig_h":"192.168.4.57","id.orig_p":42051,"id.resp_h":"192.168.4.1","id.resp_p":53,"proto":"udp","service":"dns","duration":0.000368,"orig_bytes":0,"resp_bytes":234,"conn_state":"SHR","local_orig":true,"local_resp":true,"missed_bytes":0,"history":"^d","orig_pkts":0,"orig_ip_bytes":0,"resp_pkts":2,"resp_ip_bytes":290}' >turned.json
check "Zeek, turned round" "1552607989,z,192.168.4.1,udp,42051,2,unclassified" "$(read_by zeek-json turned.json --sensor z)"

# docs.tenzir.com, read_zeek_tsv: its first two rows; the last two are ours, a SYN with ACK that Zeek turned round and an RST.
{
	printf '#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#open\t2014-05-23-18-02-04\n'
	printf '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\tlocal_orig\tmissed_bytes\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\ttunnel_parents\n'
	printf '#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\tbool\tcount\tstring\tcount\tcount\tcount\tcount\ttable[string]\n'
	printf '1258531221.486539\tPii6cUUq1v4\t192.168.1.102\t68\t192.168.1.1\t67\tudp\t-\t0.163820\t301\t300\tSF\t-\t0\tDd\t1\t329\t1\t328\t(empty)\n'
	printf '1258531680.237254\tnkCxlvNN8pi\t192.168.1.103\t137\t192.168.1.255\t137\tudp\tdns\t3.780125\t350\t0\tS0\t-\t0\tD\t7\t546\t0\t0\t(empty)\n'
	printf '1258531700.000000\tours1\t192.0.2.1\t40000\t203.0.113.5\t80\ttcp\t-\t-\t-\t-\tOTH\t-\t0\t^h\t0\t0\t3\t132\t(empty)\n'
	printf '1258531701.000000\tours2\t203.0.113.6\t6667\t192.0.2.1\t1024\ttcp\t-\t-\t-\t-\tOTH\t-\t0\tR\t1\t40\t0\t0\t(empty)\n'
} >conn.log
check "Zeek, TSV" "1258531221,z,192.168.1.102,udp,67,1,unclassified
1258531680,z,192.168.1.103,udp,137,7,unclassified
1258531700,z,203.0.113.5,tcp,40000,3,backscatter
1258531701,z,203.0.113.6,tcp,1024,1,backscatter" "$(read_by zeek conn.log --sensor z)"

# hnormalise's Shorewall module on GitHub has the first three; Juniper's "Firewall Log Format" the fourth, and a comment on
# abuseipdb.com of 2021-08-17 the fifth, which syslog stamped without a year: the stamp is ours.
cat >kernel.log <<'END'
2016-04-07T09:27:26.729986+02:00 gastly kernel: - kernel:: Shorewall:ipmi2ext:REJECT:IN=em4 OUT=em3 SRC=10.0.0.2 DST=10.0.0.1 LEN=28 TOS=0x00 PREC=0x00 TTL=63 ID=36216 PROTO=ICMP TYPE=8 CODE=0 ID=0 SEQ=1421
2016-03-31T23:45:27.615225+02:00 gastly kernel: - kernel:: Shorewall:ipmi2int:REJECT:IN=em4 OUT=em1 SRC=10.0.0.2 DST=10.0.0.1 LEN=57 TOS=0x00 PREC=0x00 TTL=63 ID=62392 PROTO=UDP SPT=57002 DPT=53 LEN=37
2016-03-29T16:10:49.386951+02:00 gligar03 kernel: - kernel:: Shorewall:ext2fw:REJECT:IN=em3 OUT= MAC=aa:aa:bb:ff:88:bc:bc:15:80:8b:f8:f8:80:00 SRC=78.0.0.1 DST=150.0.0.1 LEN=52 TOS=0x00 PREC=0x00 TTL=117 ID=7564 DF PROTO=TCP SPT=60048 DPT=22 WINDOW=65535 RES=0x00 SYN URGP=0
2020-03-19T18:49:32Z myjwas kernel: IPTABLES Dropped: IN=eth0 OUT= MAC=00:0c:29:cf:4d:c8:2c:21:72:c6:99:08:08:00 SRC=10.10.0.117 DST=10.20.0.53 LEN=40 TOS=0x00 PREC=0x00 TTL=63 ID=51749 DF PROTO=TCP SPT=51093 DPT=5000 WINDOW=0 RES=0x00 RST URGP=0
2021-08-17T08:00:02Z polybag kernel: [60288.113552] PORT DENIED: IN=ens3 OUT= MAC=02:00:17:01:2a:c7:00:00:17:54:56:91:08:00 SRC=1.1.1.1 DST=10.0.0.69 LEN=52 TOS=0x00 PREC=0x00 TTL=59 ID=0 DF PROTO=TCP SPT=853 DPT=39828 SEQ=2671781897 ACK=3614523825 WINDOW=65535 RES=0x00 ACK SYN URGP=0 OPT (020405B4010104020103030A)
2021-08-17T08:00:03Z polybag kernel: [60288.114997] PORT DENIED: IN=ens3 OUT= MAC=02:00:17:01:2a:c7:00:00:17:54:56:91:08:00 SRC=1.1.1.1 DST=10.0.0.69 LEN=40 TOS=0x00 PREC=0x00 TTL=59 ID=65401 DF PROTO=TCP SPT=853 DPT=39828 SEQ=2671781898 ACK=3614524048 WINDOW=66 RES=0x00 ACK URGP=0
END
check "the kernel's log" "1459260649,gligar03,78.0.0.1,tcp,22,1,scan
1459460727,gastly,10.0.0.2,udp,53,1,unclassified
1460014046,gastly,10.0.0.2,icmp,8,1,scan
1584643772,myjwas,10.10.0.117,tcp,5000,1,backscatter
1629187202,polybag,1.1.1.1,tcp,39828,1,backscatter
1629187203,polybag,1.1.1.1,tcp,39828,1,unclassified" "$(read_by iptables kernel.log)"

# DShield publishes its format as a list of columns (isc.sans.edu/specs), no lines were found.  The first three lines of the
# kernel's above, as DShield's own client reports them: an ICMP line has its type where others have the source port and its
# code where they have the target's (github.com/jullrich/dshieldhoneypot, dshield/iptables/iptables.pl of 2013-05-17, sub
# parse; its comment names the two the other way round, but Rash, "Linux Firewalls", on psad says the same as the code).
awk 'NR <= 3 {
	split("", p)
	for (i = 1; i <= NF; i++)
		if (split($i, pair, "=") == 2)
			p[pair[1]] = pair[2]
	icmp = p["PROTO"] == "ICMP"
	printf "%s %s %s\t42\t1\t%s\t%s\t%s\t%s\t%s\t%s\n", substr($1, 1, 10), substr($1, 12, 8), substr($1, 27), p["SRC"],
	    icmp ? p["TYPE"] : p["SPT"], p["DST"], icmp ? p["CODE"] : p["DPT"], p["PROTO"], / SYN / ? "S" : ""
}' kernel.log >client.log
check "DShield, by its client" "1459260649,42,78.0.0.1,tcp,22,1,scan
1459460727,42,10.0.0.2,udp,53,1,unclassified
1460014046,42,10.0.0.2,icmp,8,1,scan" "$(read_by dshield client.log)"

# These are ours.
printf '2015-09-01 00:00:00 +00:00\t42\t3\t192.0.2.1\t4096\t203.0.113.9\t23\tTCP\tS\n2015-09-01 00:00:01 +00:00\t42\t1\t192.0.2.2\t80\t203.0.113.9\t4096\tTCP\tSA\n2015-09-01 00:00:02 +00:00\t42\t1\t192.0.2.3\t80\t203.0.113.9\t4096\tTCP\t12R\n2015-09-01 00:00:03 +00:00\t42\t1\t192.0.2.4\t53\t203.0.113.9\t53\tUDP\t\n' >dshield.log
check "DShield" "1441065600,42,192.0.2.1,tcp,23,3,scan
1441065601,42,192.0.2.2,tcp,4096,1,backscatter
1441065602,42,192.0.2.3,tcp,4096,1,backscatter
1441065603,42,192.0.2.4,udp,53,1,unclassified" "$(read_by dshield dshield.log)"

# Our own columns may tell the class.
printf 'time,sensor,source,protocol,port,signature,packets,class\n2015-09-01T00:00:00Z,a,192.0.2.1,udp,53,,,backscatter\n2015-09-01T00:00:01Z,a,192.0.2.1,icmp,8,,,\n' >own.csv
check "our own" "1441065600,a,192.0.2.1,udp,53,1,backscatter
1441065601,a,192.0.2.1,icmp,8,1,scan" "$(read_by teiten own.csv)"
echo '{"time":"2015-09-01T00:00:00Z","sensor":"a","source":"192.0.2.1","protocol":"udp","port":53,"class":"survey"}' >own.json
check "our own, JSON" "1441065600,a,192.0.2.1,udp,53,1,survey" "$(read_by teiten-json own.json)"
sed 's/backscatter/echo/' own.csv >bad.csv
check "a class that is none" "bad.csv:2: 'echo' is no class: scan, backscatter, survey or unclassified" "$(read_by teiten bad.csv | head -n 1)"
finish
