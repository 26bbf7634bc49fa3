/*
 * test_input.c: a long file comes as it is and with its sum, however it is packed, in pieces of any size, by a thread of its
 * own or without; what is cut fails after what was whole; a reader may leave early.
 */
#include <stdlib.h>
#include <string.h>
#include <glib/gstdio.h>
#include "error.h"
#include "input.h"

enum { SIZE = 9 << 20 };

static guint8 *content;
static char *folder;

static const struct {
	const char *what, *command, *name; /* what makes the file of "plain" */
	gsize cut;                         /* bytes that are taken off its end */
} files[] = {
	{ "plain", NULL, "plain", 0 },
	{ "gzip", "gzip -1 -k -c plain", "x.gz", 0 },
	{ "zstd", "zstd -q -1 -c plain", "x.zst", 0 },
	{ "zstd, cut", "zstd -q -1 -c plain", "cut.zst", 1000 },
	{ "gzip, cut", "gzip -1 -c plain", "cut.gz", 5 },
};

static char *
make_file(gsize f)
{
	char *path = g_build_filename(folder, files[f].name, NULL);
	g_autofree char *line = NULL, *bytes = NULL;
	gsize length;

	if (!files[f].command)
		return path;
	line = g_strdup_printf("cd '%s' && %s >%s", folder, files[f].command, files[f].name);
	g_assert_cmpint(system(line), ==, 0);
	g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
	g_assert_true(g_file_set_contents(path, bytes, (gssize)(length - files[f].cut), NULL));
	return path;
}

/* Reads in pieces of step bytes, up to most in all; gives how many there were. */
static gsize
read_all(Input *input, gsize step, gsize most, gboolean *failed)
{
	g_autofree guint8 *piece = g_malloc(step);
	g_autoptr(GError) error = NULL;
	gsize got = 0;
	gssize n = 1;

	while (got < most && (n = input_read(input, piece, step, &error)) > 0) {
		g_assert_cmpint(memcmp(piece, content + got, (gsize)n), ==, 0);
		got += (gsize)n;
	}
	*failed = n < 0;
	if (n < 0)
		g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	return got;
}

static void
reads(gconstpointer data)
{
	gsize f = GPOINTER_TO_SIZE(data);
	g_autofree char *path = make_file(f);
	const gsize steps[] = { 1000, 4097, 1 << 20, 3 << 20 };

	for (gsize i = 0; i < 2 * G_N_ELEMENTS(steps); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Input) input = NULL;
		guint8 peeked[INPUT_PEEK], sum[DIGEST_SIZE];
		g_autofree char *told = NULL, *want = g_compute_checksum_for_data(G_CHECKSUM_SHA256, content, SIZE);
		gboolean failed;
		gsize got;

		g_setenv("TEITEN_THREADS", i % 2 ? "1" : "2", TRUE);
		input = input_open(path, &error);
		g_assert_no_error(error);
		if (i > 2)
			g_assert_cmpint(input_peek(input, peeked, sizeof peeked, &error), ==, INPUT_PEEK);
		got = read_all(input, steps[i / 2], G_MAXSIZE, &failed);
		g_assert_cmpint(failed, ==, files[f].cut > 0);
		if (failed) {
			g_assert_cmpuint(got, >, SIZE / 2);
			g_assert_cmpuint(read_all(input, 100, G_MAXSIZE, &failed), ==, 0);
			g_assert_true(failed); /* and again */
			continue;
		}
		g_assert_cmpuint(got, ==, SIZE);
		input_digest(input, sum);
		told = digest_text(sum);
		g_assert_cmpstr(told, ==, want);
	}
}

static void
leaves_early(void)
{
	g_autofree char *path = g_build_filename(folder, "plain", NULL);

	g_setenv("TEITEN_THREADS", "2", TRUE);
	for (gsize most = 1; most < SIZE; most *= 5) {
		g_autoptr(Input) input = input_open(path, NULL);
		gboolean failed;

		g_assert_cmpuint(read_all(input, 1 << 18, most, &failed), >=, most);
		g_assert_false(failed);
	}
}

int
main(int argc, char **argv)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(5);
	g_autofree char *path = NULL;
	int status;

	g_test_init(&argc, &argv, NULL);
	folder = g_dir_make_tmp("teiten-XXXXXX", NULL);
	content = g_malloc(SIZE);
	for (gsize i = 0; i < SIZE; i++)
		content[i] = (guint8)("0123456789,\n:x"[g_rand_int(rand) % 14]);
	path = g_build_filename(folder, "plain", NULL);
	g_assert_true(g_file_set_contents(path, (const char *)content, SIZE, NULL));
	for (gsize f = 0; f < G_N_ELEMENTS(files); f++) {
		g_autofree char *name = g_strdup_printf("/input/%s", files[f].what);
		g_test_add_data_func(name, GSIZE_TO_POINTER(f), reads);
	}
	g_test_add_func("/input/leaves early", leaves_early);
	status = g_test_run();
	for (gsize f = 0; f < G_N_ELEMENTS(files); f++) {
		g_autofree char *made = g_build_filename(folder, files[f].name, NULL);
		g_remove(made);
	}
	g_rmdir(folder);
	g_free(content);
	g_free(folder);
	return status;
}
