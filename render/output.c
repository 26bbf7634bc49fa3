/*
 * output.c: what was made goes to disk last of all, so that a failure before that leaves nothing behind.
 */
#include "output.h"
#include "save.h"

static void
clear(gpointer data)
{
	Output *output = data;

	g_free(output->name);
	g_bytes_unref(output->bytes);
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
	Output output = { name, bytes };

	g_array_append_val(outputs, output);
}

gboolean
outputs_save(const GArray *outputs, const char *folder, GError **error)
{
	for (guint i = 0; i < outputs->len; i++) {
		const Output *output = &g_array_index(outputs, Output, i);
		g_autofree char *path = g_build_filename(folder, output->name, NULL);
		g_autofree char *parent = g_path_get_dirname(path);
		gsize length;
		const void *data = g_bytes_get_data(output->bytes, &length);

		if (!save_make_folder(parent, error) || !save_bytes(path, data, length, error))
			return FALSE;
	}
	return TRUE;
}
