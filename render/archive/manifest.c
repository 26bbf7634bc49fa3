/*
 * manifest.c: sums in words, and an outside tool's signature over them.
 */
#include <signal.h>
#include <string.h>
#include <gio/gio.h>
#include "digest.h"
#include "error.h"
#include "manifest.h"
#include "seal.h"

gboolean
manifest_lists(const char *name)
{
	return !g_str_equal(name, MANIFEST_NAME) && !g_str_equal(name, SIGNATURE_NAME) && !g_str_equal(name, SEAL_NAME);
}

static char *
digest_of(GBytes *bytes)
{
	g_autoptr(Digest) digest = digest_new();
	guint8 sum[DIGEST_SIZE];
	gsize length;
	const void *data = g_bytes_get_data(bytes, &length);

	digest_add(digest, data, length);
	digest_end(digest, sum);
	return digest_text(sum);
}

char *
manifest_write(const GPtrArray *entries)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < entries->len; i++) {
		const SqlarEntry *entry = g_ptr_array_index(entries, i);
		g_autofree char *digits = manifest_lists(entry->name) ? digest_of(entry->bytes) : NULL;

		if (digits)
			g_string_append_printf(text, "%s  %s\n", digits, entry->name);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static const SqlarEntry *
find(const GPtrArray *entries, const char *name)
{
	for (guint i = 0; i < entries->len; i++) {
		const SqlarEntry *entry = g_ptr_array_index(entries, i);
		if (g_str_equal(entry->name, name))
			return entry;
	}
	return NULL;
}

/* The first line in which the two differ, for the sentence. */
static char *
first_difference(const char *said, gsize length, const char *found)
{
	g_autofree char *copy = g_strndup(said, length);
	g_autofree char *valid = g_utf8_make_valid(copy, -1);
	g_auto(GStrv) a = g_strsplit(valid, "\n", -1);
	g_auto(GStrv) b = g_strsplit(found, "\n", -1);
	gsize i = 0;

	while (a[i] && b[i] && g_str_equal(a[i], b[i]))
		i++;
	return g_strdup_printf(
	    "line %" G_GSIZE_FORMAT " says '%s', the archive has '%s'", i + 1, a[i] ? a[i] : "", b[i] ? b[i] : "");
}

gboolean
manifest_check(const GPtrArray *entries, GError **error)
{
	const SqlarEntry *manifest = find(entries, MANIFEST_NAME);
	g_autofree char *found = manifest_write(entries);
	g_autofree char *where = NULL;
	const char *said;
	gsize length;

	if (!manifest) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "it has no " MANIFEST_NAME);
		return FALSE;
	}
	said = g_bytes_get_data(manifest->bytes, &length);
	if (length == strlen(found) && memcmp(said, found, length) == 0)
		return TRUE;
	where = first_difference(said, length, found);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, MANIFEST_NAME " does not agree: %s", where);
	return FALSE;
}

/* A command that ends before it has read all is its failure, not a signal that ends us. */
static gboolean
communicate(GSubprocess *shell, GBytes *in, GBytes **out, GError **error)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	g_autoptr(GError) broken = NULL;
	gboolean ok;

	sigaction(SIGPIPE, &ignore, &before);
	ok = g_subprocess_communicate(shell, in, NULL, out, NULL, &broken);
	sigaction(SIGPIPE, &before, NULL);
	if (!ok && g_error_matches(broken, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE)) {
		*out = g_bytes_new(NULL, 0);
		return g_subprocess_wait(shell, NULL, error);
	}
	if (!ok)
		g_propagate_error(error, g_steal_pointer(&broken));
	return ok;
}

GBytes *
manifest_sign(const char *command, const char *manifest, GError **error)
{
	g_autoptr(GSubprocess) shell = g_subprocess_new(
	    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error, "/bin/sh", "-c", command, NULL);
	g_autoptr(GBytes) in = g_bytes_new(manifest, strlen(manifest));
	g_autoptr(GBytes) out = NULL;

	if (!shell || !communicate(shell, in, &out, error))
		return NULL;
	if (!g_subprocess_get_successful(shell) || g_bytes_get_size(out) == 0) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' did not sign the manifest: %s", command,
		    g_subprocess_get_successful(shell) ? "it wrote nothing" : "it failed");
		return NULL;
	}
	return g_steal_pointer(&out);
}
