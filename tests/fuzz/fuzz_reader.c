/*
 * fuzz_reader.c: any bytes as a file of observations, by our own profile, by one with everything else, as JSON and as pairs, give
 * observations within their bounds, rows with a reason, or one error.
 */
#define _GNU_SOURCE
#include "file.h"
#include "../../report/ingest/reader.h"

static const char own[] = "[text]\ncomment=#\n[columns]\ntime=time\nsensor=sensor\nsource=source\nprotocol=protocol\n"
			  "port=port\nsignature=signature\npackets=packets\n";
static const char other[] =
    "[text]\ndelimiter=;\nhead=no\nempty=-;null\n[columns]\ntime=1\nsource=2\nprotocol=3\nport=4\n"
    "icmp_type=5\n[time]\nformat=%d/%b/%Y %T\nzone=Europe/Berlin\n[source]\nformat=uint32\n"
    "[protocol]\nT=tcp\n[sensor]\nname=one\n";
static const char json[] = "[text]\nform=json\n[columns]\ntime=t\nsensor=n\nsource=s.a\nprotocol=p\nport=d\n[time]\n"
			   "format=epoch\n";
static const char pairs[] = "[text]\nform=pairs\nonly=SRC\n[columns]\ntime=1\nsensor=2\nsource=SRC\nprotocol=PROTO\n"
			    "port=DPT\nicmp_type=TYPE\n";
static const char *const texts[] = { own, other, json, pairs };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static gboolean
reject(gint64 line, const char *reason, const char *text, gsize length, gpointer data, GError **error)
{
	(void)data;
	(void)error;
	g_assert_true(line > 0 && text && length > 0 && g_utf8_validate(reason, -1, NULL));
	return TRUE;
}

static void
check(const Observation *row)
{
	g_assert_true(row->time >= 31536000 && row->time <= 4102444800);
	g_assert_true(row->packets > 0 && row->sensor && *row->sensor);
	g_assert_true(row->family == 4 || row->family == 6);
	g_assert_true(g_utf8_validate(row->sensor, -1, NULL));
	g_assert_true(!row->signature || g_utf8_validate(row->signature, -1, NULL));
	if (row->protocol == PROTOCOL_ICMP || row->protocol == PROTOCOL_ICMPV6)
		g_assert_cmpuint(row->port, <=, 255);
	else if (row->protocol != PROTOCOL_TCP && row->protocol != PROTOCOL_UDP)
		g_assert_cmpuint(row->port, ==, 0);
}

static Profile *
load(const char *text)
{
	char path[32];
	int fd = file_of((const uint8_t *)text, strlen(text), path);
	Profile *profile = profile_load(path, NULL);

	close(fd);
	g_assert_nonnull(profile);
	return profile;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Profile *profiles[G_N_ELEMENTS(texts)];
	ReaderOptions how = { .sink = { reject, NULL } };
	char path[32];
	int fd = file_of(data, size, path);

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Input) input = input_open(path, &error);
		g_autoptr(Reader) reader = NULL;
		Observation rows[3];
		gssize n = 0;
		if (!profiles[i])
			profiles[i] = load(texts[i]);
		how.profile = profiles[i];
		reader = input ? reader_open(input, &how, &error) : NULL;
		while (reader && (n = reader_read(reader, rows, 3, &error)) > 0)
			for (gssize k = 0; k < n; k++)
				check(&rows[k]);
		g_assert_true((reader && n == 0) == (error == NULL));
	}
	close(fd);
	return 0;
}
