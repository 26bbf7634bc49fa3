/*
 * save.c: bytes to a file that is whole or as before.  Knows nothing of what the bytes mean.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gstdio.h>
#include "error.h"
#include "save.h"

static gboolean
fail(GError **error, const char *what, const char *path)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "cannot %s '%s': %s", what, path, g_strerror(errno));
	return FALSE;
}

static gboolean
write_all(int fd, const char *data, gsize length)
{
	while (length > 0) {
		gssize n = write(fd, data, length);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return FALSE;
		data += n;
		length -= (gsize)n;
	}
	return TRUE;
}

/* A device, a pipe: written to as it is, for a rename would put a file in its place. */
static gboolean
write_through(const char *path, const void *data, gsize length, GError **error)
{
	gboolean standard = g_str_equal(path, "-");
	int fd = standard ? STDOUT_FILENO : open(path, O_WRONLY | O_CLOEXEC);
	gboolean ok = fd >= 0 && write_all(fd, data, length);

	if (!standard && fd >= 0 && close(fd) != 0)
		ok = FALSE;
	return ok || fail(error, "write", path);
}

/* The new name lives in the folder: until that is on disk the rename may be lost. */
static gboolean
sync_folder(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	gboolean ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);

	if (fd >= 0)
		close(fd);
	return ok || fail(error, "sync", folder);
}

gboolean
save_bytes(const char *path, const void *data, gsize length, GError **error)
{
	g_autofree char *beside = g_strdup_printf("%s.XXXXXX", path);
	struct stat there;
	gboolean ok;
	int fd;

	if (g_str_equal(path, "-") || (stat(path, &there) == 0 && !S_ISREG(there.st_mode)))
		return write_through(path, data, length, error);
	fd = g_mkstemp_full(beside, O_RDWR | O_CLOEXEC, 0666);
	if (fd < 0)
		return fail(error, "write", path);
	ok = write_all(fd, data, length) && fsync(fd) == 0;
	ok = close(fd) == 0 && ok;
	if (ok && g_rename(beside, path) == 0)
		return sync_folder(path, error);
	fail(error, "write", path);
	g_unlink(beside);
	return FALSE;
}

gboolean
save_make_folder(const char *path, GError **error)
{
	return g_mkdir_with_parents(path, 0777) == 0 || fail(error, "make folder", path);
}

char *
save_find_shared(const char *name, GError **error)
{
	static const char *const places[] = { "share/teiten", "../share/teiten" };
	g_autofree char *program = g_file_read_link("/proc/self/exe", error);
	g_autofree char *folder = NULL;

	if (!program)
		return NULL;
	folder = g_path_get_dirname(program);
	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autofree char *path = g_build_filename(folder, places[i], name, NULL);
		if (g_file_test(path, G_FILE_TEST_EXISTS))
			return g_steal_pointer(&path);
	}
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM,
	    "our own file '%s' is not there: looked in %s/share/teiten and %s/../share/teiten", name, folder, folder);
	return NULL;
}
