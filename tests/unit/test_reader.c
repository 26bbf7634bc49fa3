/* test_reader.c: rows of text as observations, and the reason of each that cannot be one. */
#include <string.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include "error.h"
#include "../../report/ingest/reader.h"

#define HEAD "time,sensor,source,protocol,port,signature,packets\n"
#define ROW  "2015-07-01T00:00:00Z,tokyo,192.0.2.1,tcp,23,,\n"

static const char teiten[] =
    "[text]\ncomment=#\n[columns]\ntime=time\nsensor=sensor\nsource=source\nprotocol=protocol\nport="
    "port\nsignature=signature\npackets=packets\n";
static const char tabs[] =
    "[text]\ndelimiter=tab\nquote=none\nhead=no\nempty=-;null\n[columns]\ntime=1\nsource=2\nprotocol=3\nport=4\nicmp_"
    "type="
    "5\nsensor=6\n[time]\nformat=epoch\n[source]\nformat=uint32\n[protocol]\nT=tcp\ngre=47\n[sensor]\nname=alone\n";

/* Want: "time sensor source protocol/port signature xpackets;" a row, "line: reason;" a bad one, "!error" at the end. */
static const struct {
	const char *what, *profile, *text, *want;
} cases[] = {
	{ "a row", teiten, HEAD ROW, "1435708800 tokyo 192.0.2.1 6/23 - x1;" },
	{ "signature and packets", teiten, HEAD "2015-07-01T09:00:00+09:00,\"a,\n\"\"b\"\"\",::1,UDP,53,x y,12\n",
	    "1:2: 'a,?\"b\"' is no sensor's name;" },
	{ "quoted", teiten, HEAD "2015-07-01T09:00:00+09:00,\"a,\"\"b\"\"\",2001:db8::1,UDP,53,x y,12\n",
	    "1435708800 a,\"b\" 2001:db8::1 17/53 x y x12;" },
	{ "mapped address", teiten, HEAD "2015-07-01T00:00:00Z,t,::ffff:192.0.2.1,icmp,8,,",
	    "1435708800 t 192.0.2.1 1/8 - x1;" },
	{ "ICMPv6, other protocols", teiten,
	    HEAD "2015-07-01T00:00:00Z,t,::1,ipv6-icmp,128,,\n2015-07-01T00:00:00Z,t,::1,47,,,\n",
	    "1435708800 t ::1 58/128 - x1;1435708800 t ::1 47/0 - x1;" },
	{ "columns in another order, more of them", teiten,
	    "x,packets,signature,port,protocol,source,sensor,time\n1,2,,80,6,1.2.3.4,s,2015-07-01T00:00:00Z\n",
	    "1435708800 s 1.2.3.4 6/80 - x2;" },
	{ "comments, blank lines, BOM", teiten, "\xef\xbb\xbf# a\n#b\r\n" HEAD "\r\n\n" ROW "\n",
	    "1435708800 tokyo 192.0.2.1 6/23 - x1;" },
	{ "no row", teiten, HEAD, "" },
	{ "no row, no line end", teiten, "# x", "!x.csv:1: the file is empty" },
	{ "empty", teiten, "", "!x.csv:1: the file is empty" },
	{ "no such column", teiten, "tine,sensor,source,protocol,port,signature,packets\n",
	    "!x.csv:1: there is no column 'time' for 'time'; there are: tine, sensor, source, protocol, port, "
	    "signature, "
	    "packets; did you mean 'tine'?" },
	{ "too few columns", teiten, HEAD "a,b\n" ROW,
	    "1:2: the row has 2 columns, not 7;1435708800 tokyo 192.0.2.1 6/23 - x1;" },
	{ "too many columns", teiten, HEAD "a,b,c,d,e,f,g,h\n", "1:2: the row has 8 columns, not 7;" },
	{ "1970", teiten, HEAD "1970-01-01T00:00:05Z,t,1.1.1.1,tcp,1,,\n",
	    "1:2: '1970-01-01T00:00:05Z' cannot be the time: it is before 1971, as of a clock that was never set;" },
	{ "future", teiten, HEAD "2099-01-01T00:00:05Z,t,1.1.1.1,tcp,1,,\n",
	    "1:2: '2099-01-01T00:00:05Z' cannot be the time: it is in the future;" },
	{ "future, simulated", teiten, "# simulated\n" HEAD "2099-01-01T00:00:05Z,t,1.1.1.1,tcp,1,,\n",
	    "4070908805 t 1.1.1.1 6/1 - x1;" },
	{ "after 2100", teiten, "# simulated\n" HEAD "2100-01-01T00:00:05Z,t,1.1.1.1,tcp,1,,\n",
	    "1:3: '2100-01-01T00:00:05Z' cannot be the time: it is in the future;" },
	{ "no offset", teiten, HEAD "2015-07-01T00:00:00,t,1.1.1.1,tcp,1,,\n",
	    "1:2: '2015-07-01T00:00:00' cannot be the time: the time has no offset, and the profile names no zone;" },
	{ "other time", teiten, HEAD "July 1st,t,1.1.1.1,tcp,1,,\n",
	    "1:2: 'July 1st' cannot be the time: it is not written as the profile says;" },
	{ "no time", teiten, HEAD ",t,1.1.1.1,tcp,1,,\n", "1:2: there is no time;" },
	{ "no sensor", teiten, HEAD "2015-07-01T00:00:00Z,,1.1.1.1,tcp,1,,\n", "1:2: there is no sensor;" },
	{ "no source", teiten, HEAD "2015-07-01T00:00:00Z,t,,tcp,1,,\n", "1:2: there is no source address;" },
	{ "bad source", teiten, HEAD "2015-07-01T00:00:00Z,t,1.2.3.256,tcp,1,,\n",
	    "1:2: '1.2.3.256' is no IP address;" },
	{ "octal source", teiten, HEAD "2015-07-01T00:00:00Z,t,1.2.3.010,tcp,1,,\n",
	    "1:2: '1.2.3.010' is no IP address;" },
	{ "no protocol", teiten, HEAD "2015-07-01T00:00:00Z,t,1.1.1.1,,1,,\n", "1:2: there is no protocol;" },
	{ "bad protocol", teiten, HEAD "2015-07-01T00:00:00Z,t,1.1.1.1,tpc,1,,\n",
	    "1:2: 'tpc' is no protocol: tcp, udp, icmp, icmpv6 or a number to 255;" },
	{ "port 70000", teiten, HEAD "2015-07-01T00:00:00Z,t,1.1.1.1,tcp,70000,,\n",
	    "1:2: '70000' is no port: a number to 65535;" },
	{ "no port", teiten, HEAD "2015-07-01T00:00:00Z,t,1.1.1.1,udp,,,\n", "1:2: there is no destination port;" },
	{ "ICMP type 256", teiten, HEAD "2015-07-01T00:00:00Z,t,1.1.1.1,icmp,256,,\n",
	    "1:2: '256' is no ICMP type: a number to 255;" },
	{ "no packets", teiten, HEAD "2015-07-01T00:00:00Z,t,1.1.1.1,tcp,1,,0\n",
	    "1:2: '0' is no number of packets: 1 to 4294967295;" },
	{ "not UTF-8", teiten, HEAD "2015-07-01T00:00:00Z,\xff,1.1.1.1,tcp,1,,\n" ROW,
	    "1:2: the line is not valid UTF-8;1435708800 tokyo 192.0.2.1 6/23 - x1;" },
	{ "lines are physical ones", teiten,
	    HEAD "2015-07-01T00:00:00Z,t,1.1.1.1,tcp,1,\"a\",\"1\n\n\"\n2015-07-01T00:00:00Z,t,1.1.1.1,tcp,x,,\n",
	    "1:2: '1?\?' is no number of packets: 1 to 4294967295;1:5: 'x' is no port: a number to 65535;" },
	{ "tabs", tabs, "1435708800\t3221225985\tT\t23\t-\ttokyo\n1435708800.5\t1\ticmp\tnull\t8\t-\n",
	    "1435708800 tokyo 192.0.2.1 6/23 - x1;1435708800 alone 0.0.0.1 1/8 - x1;" },
	{ "tabs, own protocol", tabs, "1435708800\t1\tGRE\t\t\tx\n", "1435708800 x 0.0.0.1 47/0 - x1;" },
	{ "tabs, address", tabs, "1435708800\t4294967296\tT\t1\t\tx\n",
	    "1:1: '4294967296' is no IPv4 address written as a number;" },
	{ "tabs, no ICMP type", tabs, "1435708800\t1\ticmp\t8\t-\tx\n", "1:1: there is no ICMP type;" },
	{ "tabs, too few", tabs, "1\t2\n", "!x.csv:1: there is no column '6' for 'sensor'; there are: numbers 1 to 2" },
	{ "Zeek", "report/ingest/profiles/zeek.ini",
	    "#separator "
	    "\\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\torig_pkts\n"
	    "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tcount\n"
	    "1435708800.255387\tC8T\t192.0.2.1\t39681\t10.47.3.155\t3389\ttcp\t10\n"
	    "1435708801.000000\tCx\"\t2001:db8::1\t8\t10.47.3.155\t0\ticmp\t-\n#close\t2015-07-01-01-00-00\n",
	    "1435708800 one 192.0.2.1 6/3389 - x10;1435708801 one 2001:db8::1 1/8 - x1;" },
	{ "Zeek, two logs", "report/ingest/profiles/zeek.ini",
	    "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_p\tproto\torig_pkts\n"
	    "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_p\tproto\torig_pkts\n"
	    "#fields\tts\tid.orig_h\tid.resp_p\tid.orig_p\tproto\torig_pkts\n",
	    "1:3: the columns change here;" },
	{ "Zeek, JSON", "report/ingest/profiles/zeek-json.ini",
	    "{\"ts\":1435708800.123,\"uid\":\"C\",\"id.orig_h\":\"192.0.2.1\",\"id.orig_p\":55844,\"id.resp_h\":\"10.0."
	    "0.1\","
	    "\"id.resp_p\":445,\"proto\":\"tcp\",\"local_orig\":false,\"orig_pkts\":1,\"tunnel_parents\":[]}\n",
	    "1435708800 one 192.0.2.1 6/445 - x1;" },
	{ "iptables", "report/ingest/profiles/iptables.ini",
	    "2015-07-01T09:00:00.5+09:00 zathras kernel: [1749207.946614] IPT: CBLK IN=eth0 OUT= "
	    "MAC=02:00:bc:7e:5d:a0:00 "
	    "SRC=192.0.2.1 DST=198.51.100.2 LEN=40 TOS=0x00 PREC=0x00 TTL=56 ID=10028 PROTO=TCP SPT=55844 DPT=445 "
	    "WINDOW=512 "
	    "RES=0x00 SYN URGP=0 \n2015-07-01T09:00:00+09:00 zathras sshd[7]: hello\n"
	    "2015-07-01T09:00:01+09:00 zathras kernel: IN=eth0 SRC=192.0.2.1 DST=198.51.100.2 PROTO=ICMP TYPE=3 CODE=1 "
	    "[SRC=198.51.100.2 DST=192.0.2.1 PROTO=UDP SPT=1 DPT=2 ]\n"
	    "2015-07-01T09:00:02+09:00 zathras kernel: IN=eth0 SRC=2001:db8::1 PROTO=ICMPv6 TYPE=128 CODE=0\n"
	    "2015-07-01T09:00:03+09:00 zathras kernel: IN=eth0 SRC=192.0.2.1 PROTO=47\n",
	    "1435708800 zathras 192.0.2.1 6/445 - x1;1435708801 zathras 192.0.2.1 1/3 - x1;1435708802 zathras "
	    "2001:db8::1 "
	    "58/128 - x1;1435708803 zathras 192.0.2.1 47/0 - x1;(1 lines without 'PROTO=')" },
	{ "iptables, old time", "report/ingest/profiles/iptables.ini",
	    "Jul  1 09:00:00 zathras kernel: SRC=192.0.2.1 PROTO=TCP DPT=1\n",
	    "1:1: 'Jul' cannot be the time: it is not written as the profile says;" },
	{ "DShield", "report/ingest/profiles/dshield.ini",
	    "2015-07-01 09:00:00 +09:00\t4711\t3\t192.0.2.1\t6000\t10.0.0.1\t1433\tTCP\tS\n"
	    "2015-07-01 09:00:01 +09:00\t4711\t1\t192.0.2.1\t8\t10.0.0.1\t0\t1\t\n",
	    "1435708800 4711 192.0.2.1 6/1433 - x3;1435708801 4711 192.0.2.1 1/8 - x1;" },
	{ "JSON", "report/ingest/profiles/teiten-json.ini",
	    "# a\n{ \"time\" : \"2015-07-01T00:00:00Z\", \"sensor\":\"to\\u006byo \\ud83d\\ude00\\/\", "
	    "\"source\":\"192.0.2.1\","
	    "\"protocol\":6, \"port\":23, \"x\":{\"port\":1,\"y\":[{\"port\":2},\"]\\\"}\",-1.5e+3]}, "
	    "\"signature\":null } \r\n\n",
	    "1435708800 tokyo \xf0\x9f\x98\x80/ 192.0.2.1 6/23 - x1;" },
	{ "JSON, no object", "report/ingest/profiles/teiten-json.ini",
	    "[1]\n{\n{}x\n{\"a\":}\n{\"a\":\"\\x\"}\n{\"a\":\"\\ud800\"}\n",
	    "1:1: the line is no JSON object;1:2: the line is no JSON object;1:3: the line is no JSON object;1:4: the "
	    "line is no "
	    "JSON object;1:5: the line is no JSON object;1:6: the line is no JSON object;" },
	{ "JSON, a key twice", "report/ingest/profiles/teiten-json.ini", "{\"port\":1,\"port\":2}\n",
	    "1:1: the key 'port' is there twice;" },
	{ "JSON, empty", "report/ingest/profiles/teiten-json.ini", "{}\n", "1:1: there is no time;" },
	{ "JSON, too deep", "report/ingest/profiles/teiten-json.ini",
	    "{\"a\":[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]}\n", "1:1: the object is nested too deeply;" },
	{ "JSON, objects inside",
	    "[text]\nform=json\n[columns]\ntime=@timestamp\nsensor=host.name\nsource=source.ip\nprotocol=network."
	    "transport\n"
	    "port=destination.port\n",
	    "{\"@timestamp\":\"2015-07-01T00:00:00.000Z\",\"host\":{\"name\":\"t\"},\"source\":{\"ip\":\"192.0.2.1\","
	    "\"port\":1},"
	    "\"network\":{\"transport\":\"udp\"},\"destination.port\":53,\"\":{\"@timestamp\":1}}\n",
	    "1435708800 t 192.0.2.1 17/53 - x1;" },
};

static void
print_row(GString *out, const Observation *row)
{
	g_autoptr(GInetAddress) address =
	    g_inet_address_new_from_bytes(row->source, row->family == 4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6);
	g_autofree char *source = g_inet_address_to_string(address);

	g_string_append_printf(out, "%" G_GINT64_FORMAT " %s %s %u/%u %s x%u;", row->time, row->sensor, source,
	    row->protocol, row->port, row->signature ? row->signature : "-", row->packets);
}

static gboolean
print_reject(gint64 line, const char *reason, const char *text, gsize length, gpointer data, GError **error)
{
	(void)text;
	(void)error;
	g_assert_cmpuint(length, >, 0);
	g_string_append_printf(data, "1:%" G_GINT64_FORMAT ": %s;", line, reason);
	return TRUE;
}

static char *
save(const char *folder, const char *name, const char *text)
{
	char *path = g_build_filename(folder, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static char *
read_all(const char *profile_path, const char *path, const char *folder)
{
	GString *out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(Profile) profile = profile_load(profile_path, &error);
	g_autoptr(Input) input = input_open(path, &error);
	g_autoptr(Reader) reader = NULL;
	ReaderOptions how = { .sink = { print_reject, out } };
	Observation rows[2];
	gssize n = 0;

	g_assert_no_error(error);
	how.profile = profile;
	how.sensor = strstr(profile_path, "zeek") ? "one" : NULL;
	reader = reader_open(input, &how, &error);
	while (reader && (n = reader_read(reader, rows, 2, &error)) > 0)
		for (gssize i = 0; i < n; i++)
			print_row(out, &rows[i]);
	g_assert_true((reader && n == 0) == (error == NULL));
	if (error)
		g_string_append_printf(out, "!%s", error->message + strlen(folder) + 1);
	if (reader && reader->remarks->len > 0)
		g_string_append_printf(out, "(%s)", reader->remarks->str);
	return g_string_free(out, FALSE);
}

static void
reads(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autofree char *folder = g_dir_make_tmp("teiten-XXXXXX", NULL);
	gboolean ours = g_str_has_suffix(cases[i].profile, ".ini");
	g_autofree char *profile = ours ? g_strdup(cases[i].profile) : save(folder, "x.ini", cases[i].profile);
	g_autofree char *path = save(folder, "x.csv", cases[i].text), *got = read_all(profile, path, folder);

	g_assert_cmpstr(got, ==, cases[i].want);
	if (!ours)
		g_unlink(profile);
	g_unlink(path);
	g_rmdir(folder);
}

/* A row is the same wherever the reader's window ends: many rows, each told apart by its packets. */
static void
reads_across_windows(void)
{
	g_autofree char *folder = g_dir_make_tmp("teiten-XXXXXX", NULL);
	g_autoptr(GString) text = g_string_new(HEAD), want = g_string_new(NULL);
	g_autofree char *profile = save(folder, "x.ini", teiten), *path = NULL, *got = NULL;

	for (guint i = 1; i <= 60000; i++) {
		const char *fill = "an \"\"other\"\", longer, signature" + i % 23;
		gboolean odd = i % 23 > 3 && i % 23 < 12;
		g_string_append_printf(
		    text, "2015-07-01T00:00:00Z,tokyo,192.0.2.1,tcp,23,\"%s\",%u\n", odd ? "x" : fill, i);
	}
	path = save(folder, "x.csv", text->str);
	got = read_all(profile, path, folder);
	for (guint i = 1; i <= 60000; i++) {
		g_autofree char *end = g_strdup_printf(" x%u;", i);
		const char *fill = "an \"other\", longer, signature";
		gboolean odd = i % 23 > 3 && i % 23 < 12;
		guint skip = i % 23 <= 3 ? i % 23 : i % 23 - 2;
		g_string_append_printf(want, "1435708800 tokyo 192.0.2.1 6/23 %s%s", odd ? "x" : fill + skip, end);
	}
	g_assert_true(g_str_equal(got, want->str));
	g_unlink(profile);
	g_unlink(path);
	g_rmdir(folder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/reader/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), reads);
	}
	g_test_add_func("/reader/reads across windows", reads_across_windows);
	return g_test_run();
}
