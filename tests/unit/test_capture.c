/* test_capture.c: captures of every form as observations, with labels; and what is passed over or refused. */
#include <string.h>
#include <glib/gstdio.h>
#include "error.h"
#include "../../report/ingest/pcapng.h"
#include "../../report/ingest/reader.h"

/* Packets of raw IPv4 from 192.0.2.1; a SYN, a Mirai SYN (sequence number = 198.51.100.2), ARP's place is taken by version 5. */
static const guint8 syn[] = { 0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, 192, 0, 2, 1, 198, 51, 100, 2, 0x30, 0x39, 0, 23,
	0, 0, 0, 1, 0, 0, 0, 0, 0x50, 2, 0, 0, 0, 0, 0, 0 };
static const guint8 mirai[] = { 0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, 192, 0, 2, 1, 198, 51, 100, 2, 0x30, 0x39, 0,
	23, 198, 51, 100, 2, 0, 0, 0, 0, 0x50, 2, 0, 0, 0, 0, 0, 0 };
static const guint8 broken[] = { 0x55, 0, 0, 40 };

enum { RAW = 101, BLUETOOTH = 187, TIME = 1435708800 };

static void
put(GByteArray *bytes, guint64 value, guint size, gboolean big)
{
	for (guint i = 0; i < size; i++) {
		guint8 byte = (guint8)(value >> 8 * (big ? size - 1 - i : i));
		g_byte_array_append(bytes, &byte, 1);
	}
}

static void
put_record(GByteArray *bytes, const guint8 *data, gsize length, gboolean big)
{
	put(bytes, TIME, 4, big);
	put(bytes, 999999, 4, big);
	put(bytes, length, 4, big);
	put(bytes, length, 4, big);
	g_byte_array_append(bytes, data, (guint)length);
}

/* pcap, draft-ietf-opsawg-pcap. */
static GByteArray *
write_pcap(guint32 magic, gboolean big, guint link)
{
	GByteArray *bytes = g_byte_array_new();

	put(bytes, magic, 4, big);
	put(bytes, 2, 2, big);
	put(bytes, 4, 2, big);
	put(bytes, 0, 8, big);
	put(bytes, 65535, 4, big);
	put(bytes, link, 4, big);
	put_record(bytes, syn, sizeof syn, big);
	put_record(bytes, broken, sizeof broken, big);
	put_record(bytes, mirai, sizeof mirai, big);
	return bytes;
}

static void
put_packet_block(GByteArray *bytes, const guint8 *data, gsize length)
{
	guint64 time = (guint64)TIME * 1000000;

	put(bytes, 6, 4, FALSE);
	put(bytes, 32 + length, 4, FALSE);
	put(bytes, 0, 4, FALSE);
	put(bytes, time >> 32, 4, FALSE);
	put(bytes, time & 0xffffffff, 4, FALSE);
	put(bytes, length, 4, FALSE);
	put(bytes, length, 4, FALSE);
	g_byte_array_append(bytes, data, (guint)length);
	put(bytes, 32 + length, 4, FALSE);
}

/* pcapng, draft-ietf-opsawg-pcapng: section, interface, packets (all of whole words). */
static GByteArray *
write_pcapng(void)
{
	GByteArray *bytes = g_byte_array_new();

	put(bytes, 0x0a0d0d0a, 4, FALSE);
	put(bytes, 28, 4, FALSE);
	put(bytes, 0x1a2b3c4d, 4, FALSE);
	put(bytes, 1, 2, FALSE);
	put(bytes, 0, 2, FALSE);
	put(bytes, G_MAXUINT64, 8, FALSE);
	put(bytes, 28, 4, FALSE);
	put(bytes, 1, 4, FALSE);
	put(bytes, 20, 4, FALSE);
	put(bytes, RAW, 2, FALSE);
	put(bytes, 0, 2, FALSE);
	put(bytes, 65535, 4, FALSE);
	put(bytes, 20, 4, FALSE);
	put_packet_block(bytes, syn, sizeof syn);
	put_packet_block(bytes, broken, sizeof broken);
	put_packet_block(bytes, mirai, sizeof mirai);
	return bytes;
}

static gboolean
print_reject(gint64 line, const char *reason, const char *text, gsize length, gpointer data, GError **error)
{
	(void)error;
	(void)reason;
	g_assert_true(!text && length == 0);
	g_string_append_printf(data, "bad %" G_GINT64_FORMAT ";", line);
	return TRUE;
}

/* The observations of a capture as text, then its remarks or its error. */
static char *
read_all(const GByteArray *bytes, const char *sensor, const char *signatures_path)
{
	GString *out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(Profile) profile = profile_load("report/ingest/profiles/teiten.ini", &error);
	g_autoptr(Signatures) signatures = signatures_path ? signatures_load(signatures_path, &error) : NULL;
	ReaderOptions how = { profile, signatures, sensor, NULL, { print_reject, out } };
	g_autofree char *path = NULL;
	g_autoptr(Input) input = NULL;
	g_autoptr(Reader) reader = NULL;
	Observation rows[2];
	gssize n = 0;

	g_assert_no_error(error);
	g_close(g_file_open_tmp("teiten-XXXXXX.pcap", &path, NULL), NULL);
	g_assert_true(g_file_set_contents(path, (const char *)bytes->data, bytes->len, NULL));
	input = input_open(path, &error);
	reader = reader_open(input, &how, &error);
	while (reader && (n = reader_read(reader, rows, 2, &error)) > 0)
		for (gssize i = 0; i < n; i++)
			g_string_append_printf(out, "%s %d.%d.%d.%d %u/%u %s %d;", rows[i].sensor, rows[i].source[0],
			    rows[i].source[1], rows[i].source[2], rows[i].source[3], rows[i].protocol, rows[i].port,
			    rows[i].signature ? rows[i].signature : "-", (int)(rows[i].time - TIME));
	g_assert_true((reader && n == 0) == (error == NULL));
	if (error)
		g_string_append_printf(out, "!%s", strstr(error->message, ": ") + 2);
	else
		g_string_append(out, reader->remarks->str);
	g_unlink(path);
	return g_string_free(out, FALSE);
}

static const struct {
	const char *what;
	guint32 magic; /* 0: pcapng */
	gboolean big;
} forms[] = { { "microseconds, little-endian", 0xa1b2c3d4, FALSE }, { "microseconds, big-endian", 0xa1b2c3d4, TRUE },
	{ "nanoseconds, little-endian", 0xa1b23c4d, FALSE }, { "nanoseconds, big-endian", 0xa1b23c4d, TRUE },
	{ "pcapng", 0, FALSE } };

static GByteArray *
write_form(gsize i)
{
	return forms[i].magic ? write_pcap(forms[i].magic, forms[i].big, RAW) : write_pcapng();
}

static void
reads(gconstpointer data)
{
	g_autoptr(GByteArray) bytes = write_form(GPOINTER_TO_SIZE(data));
	g_autofree char *plain = read_all(bytes, "t", NULL);
	g_autofree char *labelled = read_all(bytes, "t", "report/ingest/signatures/common.ini");

	g_assert_cmpstr(plain, ==, "t 192.0.2.1 6/23 - 0;t 192.0.2.1 6/23 - 0;1 damaged");
	g_assert_cmpstr(labelled, ==, "t 192.0.2.1 6/23 - 0;t 192.0.2.1 6/23 mirai 0;1 damaged");
}

static void
tells_where_it_is_cut(gconstpointer data)
{
	g_autoptr(GByteArray) bytes = write_form(GPOINTER_TO_SIZE(data));
	g_autofree char *got = NULL;

	g_byte_array_set_size(bytes, bytes->len - 5);
	got = read_all(bytes, "t", NULL);
	g_assert_cmpstr(got, ==, "bad 3;t 192.0.2.1 6/23 - 0;1 damaged");
}

static void
refuses(void)
{
	g_autoptr(GByteArray) bytes = write_pcap(0xa1b2c3d4, FALSE, BLUETOOTH), good = write_pcapng();
	g_autofree char *link = read_all(bytes, "t", NULL), *sensor = read_all(good, NULL, NULL);
	g_autofree char *head = NULL;

	g_assert_cmpstr(link, ==, "!packets of link type 187 (BLUETOOTH_HCI_H4) cannot be read");
	g_assert_cmpstr(sensor, ==,
	    "!a capture does not say which sensor it is of: give --sensor, --sensor-from or the sensors' addresses");
	g_byte_array_set_size(bytes, 20);
	head = read_all(bytes, "t", NULL);
	g_assert_true(g_str_has_prefix(head, "!truncated dump file"));
}

/* Statistics of an interface: 3 packets that it dropped. */
static void
put_statistics(GByteArray *bytes, guint32 interface)
{
	put(bytes, 5, 4, FALSE);
	put(bytes, 36, 4, FALSE);
	put(bytes, interface, 4, FALSE);
	put(bytes, 0, 8, FALSE);
	put(bytes, 5, 2, FALSE);
	put(bytes, 8, 2, FALSE);
	put(bytes, 3, 8, FALSE);
	put(bytes, 36, 4, FALSE);
}

/* What is told to be dropped when the bytes come in pieces of a size. */
static gint64
dropped_in(const GByteArray *bytes, gsize piece)
{
	g_autoptr(Pcapng) pcapng = pcapng_new();

	for (gsize at = 0; at < bytes->len; at += piece)
		pcapng_feed(pcapng, bytes->data + at, MIN(piece, bytes->len - at));
	return pcapng_dropped(pcapng);
}

static void
tells_what_was_dropped(void)
{
	g_autoptr(GByteArray) bytes = write_pcapng(), plain = write_pcap(0xa1b2c3d4, FALSE, RAW);
	guint end;

	put_statistics(bytes, 0);
	put_statistics(bytes, 0);
	put_statistics(bytes, 1);
	put_statistics(bytes, G_MAXUINT32);
	for (gsize piece = 1; piece <= bytes->len; piece++)
		g_assert_cmpint(dropped_in(bytes, piece), ==, 6);
	end = bytes->len;
	put(bytes, 5, 4, FALSE);
	put(bytes, 2, 4, FALSE); /* no length of a block: what follows is not looked at */
	put_statistics(bytes, 2);
	g_assert_cmpint(dropped_in(bytes, 7), ==, 6);
	g_byte_array_set_size(bytes, end - 36 - 20); /* in the statistics of interface 1 */
	g_assert_cmpint(dropped_in(bytes, 7), ==, 3);
	put_statistics(plain, 0);
	g_assert_cmpint(dropped_in(plain, 7), ==, 0);
}

/* A table of signatures that holds text, and what is wrong with it. */
static const struct {
	const char *text, *sentence;
} tables[] = {
	{ "[signatures]\nx = tcp port 80\ny = tcp prt 80\n", ":3: 'tcp prt 80' is no filter expression: " },
	{ "[signatures]\nx =\n", ":2: '' is no filter expression: it is empty" },
	{ "[signature]\nx = tcp\n", ": " },
	{ "tcp port 80\n", ": " },
};

static void
refuses_bad_signatures(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
		g_autofree char *path = NULL, *want = NULL;
		g_autoptr(GError) error = NULL;
		g_close(g_file_open_tmp("teiten-XXXXXX.ini", &path, NULL), NULL);
		g_assert_true(g_file_set_contents(path, tables[i].text, -1, NULL));
		g_assert_null(signatures_load(path, &error));
		want = g_strconcat(path, tables[i].sentence, NULL);
		g_assert_true(g_str_has_prefix(error->message, want));
		g_unlink(path);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
		g_autofree char *path = g_strdup_printf("/capture/%s", forms[i].what);
		g_autofree char *cut = g_strdup_printf("/capture/cut/%s", forms[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), reads);
		g_test_add_data_func(cut, GSIZE_TO_POINTER(i), tells_where_it_is_cut);
	}
	g_test_add_func("/capture/tells what was dropped", tells_what_was_dropped);
	g_test_add_func("/capture/refuses", refuses);
	g_test_add_func("/capture/refuses bad signatures", refuses_bad_signatures);
	return g_test_run();
}
