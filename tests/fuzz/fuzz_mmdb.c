/*
 * fuzz_mmdb.c: a small good database with any of its bytes changed is refused, fails when asked, or answers with a
 * region.  The input is a list of changes: two bytes of place, one of value.
 */
#define _GNU_SOURCE
#include <string.h>
#include "asn.h"
#include "file.h"
#include "geo.h"
#include "../../report/simulate/mmdb.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* Where a description in the metadata is damaged, MMDB_open of libmaxminddb 1.7 loses the list that it read it into. */
const char *
__lsan_default_suppressions(void)
{
	return "leak:libmaxminddb.so";
}

static GByteArray *
good(void)
{
	g_autoptr(Mmdb) mmdb = mmdb_new();

	for (guint i = 0; i < 24; i++) {
		const guint8 v4[16] = { [12] = (guint8)(i * 10), [13] = (guint8)i };
		const guint8 v6[16] = { 0x20, (guint8)i, [7] = (guint8)i };
		mmdb_add(mmdb, v4, 96 + 8 + i, i % 2 ? "JP" : "US");
		mmdb_add(mmdb, v6, 16 + i, i % 3 ? "KR" : "TW");
	}
	return mmdb_write(mmdb, "Test", "x", 1443625200);
}

static void
ask(Geo *geo)
{
	for (guint i = 0; i < 512; i++) {
		g_autoptr(GError) error = NULL;
		guint8 address[16] = { 0x20, [7] = (guint8)i };
		Region region = 0;
		gboolean ok;
		address[i % 2 ? 0 : 1] = (guint8)(i / 2);
		ok = geo_region(geo, address, i % 2 ? 4 : 6, &region, &error);
		g_assert_true(ok == (error == NULL));
		g_assert_true(!ok || region != 0);
	}
}

/* The records of such a file name countries until a change makes them name systems. */
static void
open_as_asn(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Asn) asn = asn_open(path, &error);
	const guint8 address[16] = { 10, 1 };
	AsnAnswer answer = { 0, NULL };

	g_assert_true((asn == NULL) == (error != NULL));
	if (asn)
		asn_find(asn, address, 4, 24, &answer, &error);
	g_free(answer.name);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GByteArray) bytes = good();
	g_autoptr(GError) error = NULL;
	g_autoptr(Geo) geo = NULL;
	char path[32];
	int fd;

	for (size_t i = 0; i + 3 <= size; i += 3)
		bytes->data[(data[i] << 8 | data[i + 1]) % bytes->len] = data[i + 2];
	fd = file_of(bytes->data, bytes->len, path);
	geo = geo_open(path, &error);
	g_assert_true((geo == NULL) == (error != NULL));
	if (geo)
		ask(geo);
	open_as_asn(path);
	close(fd);
	return 0;
}
