/*
 * output.c: what was made goes to disk last of all, so that a failure before that leaves nothing behind.
 */
#include <glib/gstdio.h>
#include "output.h"
#include "save.h"

static void
clear(gpointer data)
{
	Output *output = data;

	g_free(output->name);
	g_clear_pointer(&output->bytes, g_bytes_unref);
}

GArray *
outputs_new(void)
{
	GArray *outputs = g_array_new(FALSE, FALSE, sizeof(Output));

	g_array_set_clear_func(outputs, clear);
	return outputs;
}

void
outputs_add(GArray *outputs, char *name, GBytes *bytes)
{
	Output output = { .name = name, .bytes = bytes };

	g_array_append_val(outputs, output);
}

void
outputs_end(GArray *outputs, char *stem, guint number, const char *extension)
{
	Output output = { .name = stem, .number = number, .extension = extension };

	g_array_append_val(outputs, output);
}

static gboolean
save(const Output *output, const char *folder, GError **error)
{
	g_autofree char *path = g_build_filename(folder, output->name, NULL);
	g_autofree char *parent = g_path_get_dirname(path);
	gsize length;
	const void *data = g_bytes_get_data(output->bytes, &length);

	return save_make_folder(parent, error) && save_bytes(path, data, length, error);
}

/* Pages of an earlier, longer report, by their numbers. */
static void
take_away(const Output *end, const char *folder)
{
	for (guint number = end->number;; number++) {
		g_autofree char *name = g_strdup_printf("%s-%u.%s", end->name, number, end->extension);
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (g_unlink(path) != 0)
			return;
	}
}

gboolean
outputs_save(const GArray *outputs, const char *folder, GError **error)
{
	for (guint i = 0; i < outputs->len; i++) {
		const Output *output = &g_array_index(outputs, Output, i);

		if (!output->bytes)
			take_away(output, folder);
		else if (!save(output, folder, error))
			return FALSE;
	}
	return TRUE;
}
