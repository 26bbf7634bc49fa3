/* test_save.c: a file is whole or as before. */
#include <string.h>
#include <glib/gstdio.h>
#include "error.h"
#include "save.h"

static void
replaces_whole(void)
{
	g_autofree char *folder = g_dir_make_tmp("teiten-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "x", NULL);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;

	g_assert_true(save_bytes(path, "old", 3, &error));
	g_assert_true(save_bytes(path, "newer", 5, &error));
	g_assert_true(g_file_get_contents(path, &text, NULL, &error));
	g_assert_cmpstr(text, ==, "newer");
	g_unlink(path);
	g_assert_cmpint(g_rmdir(folder), ==, 0); /* fails if anything was left beside it */
}

static void
refuses_without_folder(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_false(save_bytes("/nonexistent/x", "a", 1, &error));
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM);
}

static void
leaves_a_device_a_device(void)
{
	g_autoptr(GError) error = NULL;
	GStatBuf there;

	g_assert_true(save_bytes("/dev/null", "a", 1, &error));
	g_assert_cmpint(g_stat("/dev/null", &there), ==, 0);
	g_assert_true(S_ISCHR(there.st_mode));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/save/replaces whole", replaces_whole);
	g_test_add_func("/save/refuses without folder", refuses_without_folder);
	g_test_add_func("/save/leaves a device a device", leaves_a_device_a_device);
	return g_test_run();
}
