/* fuzz_capture.c: any bytes as a capture, pcap or pcapng, with labels: observations, bad packets, or one error. */
#define _GNU_SOURCE
#include "file.h"
#include "../../report/ingest/reader.h"

static const char columns[] = "[columns]\ntime=1\nsource=2\nprotocol=3\nport=4\n";
static const char labels[] = "[signatures]\na = tcp[4:4] = ip[16:4]\nb = udp[8:4] = 0x4d2d5345\nc = ip[4:2] = 54321\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static gboolean
reject(gint64 line, const char *reason, const char *text, gsize length, gpointer data, GError **error)
{
	(void)text;
	(void)length;
	(void)data;
	(void)error;
	g_assert_true(line > 0 && *reason);
	return TRUE;
}

static void
read_all(const char *path, const ReaderOptions *how)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Input) input = input_open(path, &error);
	g_autoptr(Reader) reader = input ? reader_open(input, how, &error) : NULL;
	Observation rows[3];
	gssize n = 0;

	while (reader && (n = reader_read(reader, rows, 3, &error)) > 0)
		for (gssize i = 0; i < n; i++)
			g_assert_true(rows[i].packets > 0 && rows[i].time >= 31536000 && rows[i].sensor);
	g_assert_true((reader && n == 0) == (error == NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Profile *profile;
	static Signatures *signatures;
	ReaderOptions how = { .sensor = "t", .sink = { reject, NULL } };
	char path[32];
	int fd;

	if (!profile) {
		fd = file_of((const uint8_t *)columns, strlen(columns), path);
		profile = profile_load(path, NULL);
		close(fd);
		fd = file_of((const uint8_t *)labels, strlen(labels), path);
		signatures = signatures_load(path, NULL);
		close(fd);
		g_assert_true(profile && signatures);
	}
	how.profile = profile;
	how.signatures = signatures;
	fd = file_of(data, size, path);
	read_all(path, &how);
	close(fd);
	return 0;
}
