/* test_fault.c: whichever step to the disk fails, a sentence says so, and the store is as it was or as it should be. */
#include <string.h>
#include <sqlite3.h>
#include <glib/gstdio.h>
#include "../../report/simulate/mmdb.h"
#include "error.h"
#include "source.h"

#define NOON G_GINT64_CONSTANT(1441422000) /* 2015-09-05T12:00:00+09:00 */

/* --- a way to the disk that fails: it stands before the system's own ------------------------- */

typedef enum { FAULT_FULL, FAULT_WRITE, FAULT_READ, FAULT_SYNC, FAULT_COUNT } Fault;

static const struct {
	const char *what;
	int code;
} faults[] = {
	[FAULT_FULL] = { "full", SQLITE_FULL },
	[FAULT_WRITE] = { "write", SQLITE_IOERR_WRITE },
	[FAULT_READ] = { "read", SQLITE_IOERR_READ },
	[FAULT_SYNC] = { "sync", SQLITE_IOERR_FSYNC },
};

static struct {
	Fault fault;
	gint64 left; /* steps that go well; none fails where it is below 0 */
	gboolean failed;
} plan = { FAULT_FULL, -1, FALSE };

typedef struct {
	sqlite3_file base;
	sqlite3_file *real;
	sqlite3_io_methods methods;
} File;

static sqlite3_file *
real_of(sqlite3_file *file)
{
	return ((File *)file)->real;
}

/* Whether this step fails; from the first that does, all do. */
static gboolean
fails(gboolean concerned)
{
	if (!concerned || plan.left < 0)
		return FALSE;
	if (plan.left > 0) {
		plan.left--;
		return FALSE;
	}
	plan.failed = TRUE;
	return TRUE;
}

static int
file_write(sqlite3_file *file, const void *data, int n, sqlite3_int64 at)
{
	if (fails(plan.fault == FAULT_FULL || plan.fault == FAULT_WRITE))
		return faults[plan.fault].code;
	return real_of(file)->pMethods->xWrite(real_of(file), data, n, at);
}

static int
file_read(sqlite3_file *file, void *data, int n, sqlite3_int64 at)
{
	if (fails(plan.fault == FAULT_READ))
		return faults[plan.fault].code;
	return real_of(file)->pMethods->xRead(real_of(file), data, n, at);
}

static int
file_sync(sqlite3_file *file, int flags)
{
	(void)file, (void)flags;
	return fails(plan.fault == FAULT_SYNC) ? faults[plan.fault].code : SQLITE_OK; /* no power fails here */
}

static int
file_close(sqlite3_file *file)
{
	sqlite3_file *real = real_of(file);
	int code = real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;

	g_free(real);
	return code;
}

static int
file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int
file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int
file_lock(sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int
file_unlock(sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int
file_is_locked(sqlite3_file *file, int *locked)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file), locked);
}

static int
file_control(sqlite3_file *file, int what, void *data)
{
	return real_of(file)->pMethods->xFileControl(real_of(file), what, data);
}

static int
file_sector(sqlite3_file *file)
{
	return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int
file_device(sqlite3_file *file)
{
	return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int
file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **map)
{
	return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, map);
}

static int
file_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}

static void
file_shm_barrier(sqlite3_file *file)
{
	real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int
file_shm_unmap(sqlite3_file *file, int delete)
{
	return real_of(file)->pMethods->xShmUnmap(real_of(file), delete);
}

static const sqlite3_io_methods methods = { 2, file_close, file_read, file_write, file_truncate, file_sync, file_size,
	file_lock, file_unlock, file_is_locked, file_control, file_sector, file_device, file_shm_map, file_shm_lock,
	file_shm_barrier, file_shm_unmap, NULL, NULL };

static int
open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *given)
{
	sqlite3_vfs *system = vfs->pAppData;
	File *own = (File *)file;
	int code;

	own->real = g_malloc0((gsize)system->szOsFile);
	code = system->xOpen(system, name, own->real, flags, given);
	own->base.pMethods = code == SQLITE_OK ? &methods : NULL;
	if (code != SQLITE_OK)
		g_clear_pointer(&own->real, g_free);
	return code;
}

static void
install(void)
{
	static sqlite3_vfs faulty;
	sqlite3_vfs *system = sqlite3_vfs_find(NULL);

	faulty = *system;
	faulty.zName = "faulty";
	faulty.szOsFile = (int)sizeof(File);
	faulty.pAppData = system;
	faulty.xOpen = open_file;
	g_assert_cmpint(sqlite3_vfs_register(&faulty, 1), ==, SQLITE_OK);
}

/* --- what is done to a store ----------------------------------------------------------------- */

static gboolean
load(Store *store, guint8 mark, gint64 from, gsize n, GError **error)
{
	const BatchInfo info = { "x.csv", "test", NULL, FALSE, FALSE, NULL, NULL };
	g_autoptr(Batch) batch = batch_begin(store, &info, error);
	guint8 sha256[32] = { mark };
	BatchReceipt receipt;

	for (gsize i = 0; batch && i < n; i++) {
		const Observation row = { from + (gint64)i, "a", NULL, 1, (guint16)(i * 7919), PROTOCOL_TCP, 4,
			{ (guint8)(i * 31), (guint8)(i * 17), (guint8)(i >> 8), mark }, (guint8)(i % 3) };
		if (!batch_add(batch, &row, 'J' << 8 | 'P', error))
			return FALSE;
	}
	return batch && batch_commit(batch, sha256, &receipt, error);
}

static gboolean
ingests(Store *store, GError **error)
{
	return load(store, 99, NOON + 86400, 30000, error);
}

static gboolean
compacts(Store *store, GError **error)
{
	Compaction compaction;

	return store_compact(store, &compaction, error);
}

static gboolean
withdraws(Store *store, GError **error)
{
	gint64 batch;

	return store_withdraw(store, "2", &batch, error);
}

/* Regions by a database that lies beside the store. */
static char *geo_path;

static gboolean
relocates(Store *store, GError **error)
{
	g_autoptr(Geo) geo = geo_open(geo_path, error);
	gint64 observations;

	return geo && store_relocate(store, geo, "new", &observations, error);
}

static gboolean
expires(Store *store, GError **error)
{
	Expiry expiry;

	return store_expire(store, NOON + 86400, &expiry, error);
}

/* Packets, days of which only sums are left, placements. */
static const struct {
	const char *what;
	gboolean (*act)(Store *store, GError **error);
	const char *before, *after;
} acts[] = {
	{ "ingest", ingests, "12000 0 1", "42000 0 1" },
	{ "compact", compacts, "12000 0 1", "12000 0 1" },
	{ "withdraw", withdraws, "12000 0 1", "9000 0 1" },
	{ "relocate", relocates, "12000 0 1", "12000 0 2" },
	{ "expire", expires, "12000 0 1", "12000 1 1" },
};

static void
make_geo(const char *folder)
{
	g_autoptr(Mmdb) mmdb = mmdb_new();
	g_autoptr(GByteArray) file = NULL;
	const guint8 all[16] = { 0 };

	mmdb_add(mmdb, all, 96, "FR");
	file = mmdb_write(mmdb, "test", "test", NOON);
	geo_path = g_build_filename(folder, "geo.mmdb", NULL);
	g_assert_true(g_file_set_contents(geo_path, (const char *)file->data, file->len, NULL));
}

/* A store of four batches. */
static char *
make(const char *folder)
{
	char *path = g_build_filename(folder, "base.db", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = store_open(path, STORE_WRITE, NULL, &error);

	g_assert_no_error(error);
	for (guint8 b = 0; b < 4; b++)
		g_assert_true(load(store, b, NOON + b * 4000, 3000, NULL));
	return path;
}

/* Sound, and what it says of itself. */
static char *
tell(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = store_open(path, STORE_READ, NULL, &error);
	g_autoptr(GPtrArray) findings = NULL, placements = NULL;
	StoreInfo info;

	g_assert_no_error(error);
	findings = store_check(store, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(findings->len, ==, 0);
	g_assert_true(store_info(store, &info, NULL));
	placements = store_placements(store, &error);
	g_assert_no_error(error);
	return g_strdup_printf(
	    "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %u", info.packets, info.expired, placements->len);
}

static void
copy(const char *from, const char *to)
{
	g_autofree char *data = NULL, *journal = g_strconcat(to, "-wal", NULL), *index = g_strconcat(to, "-shm", NULL);
	gsize length;

	g_unlink(journal);
	g_unlink(index);
	g_assert_true(g_file_get_contents(from, &data, &length, NULL));
	g_assert_true(g_file_set_contents_full(to, data, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
}

/* One try: the n-th step fails; FALSE where there were not so many. */
static gboolean
try(gsize act, Fault fault, gint64 n, const char *base, const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *state = NULL;
	Store *store;
	gboolean ok, failed;

	copy(base, path);
	plan.fault = fault;
	plan.failed = FALSE;
	plan.left = n;
	store = store_open(path, STORE_CHANGE, NULL, &error);
	ok = store && acts[act].act(store, &error);
	store_free(store);
	plan.left = -1;
	failed = plan.failed;
	if (!ok) {
		g_assert_true(failed);
		g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM);
		g_assert_nonnull(strstr(error->message, "store '"));
	}
	state = tell(path);
	if (ok || !g_str_equal(state, acts[act].before))
		g_assert_cmpstr(state, ==, acts[act].after);
	return failed;
}

static void
survives(gconstpointer data)
{
	gsize act = GPOINTER_TO_SIZE(data) / FAULT_COUNT;
	Fault fault = GPOINTER_TO_SIZE(data) % FAULT_COUNT;
	g_autofree char *folder = g_dir_make_tmp("teiten-XXXXXX", NULL), *base = make(folder);
	g_autofree char *path = g_build_filename(folder, "t.db", NULL);
	gint64 n = 0;

	make_geo(folder);
	while (try(act, fault, n, base, path))
		n += 1 + n / 16; /* all of the first, then fewer */
	g_assert_cmpint(n, >, 1);
	g_unlink(path);
	g_unlink(base);
	g_unlink(geo_path);
	g_clear_pointer(&geo_path, g_free);
	g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	install();
	for (gsize i = 0; i < G_N_ELEMENTS(acts) * FAULT_COUNT; i++) {
		g_autofree char *path =
		    g_strdup_printf("/fault/%s/%s", acts[i / FAULT_COUNT].what, faults[i % FAULT_COUNT].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), survives);
	}
	return g_test_run();
}
