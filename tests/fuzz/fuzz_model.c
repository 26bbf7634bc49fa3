/* fuzz_model.c: any bytes as model.json: refused with a sentence, or read and then written to the same text twice. */
#include <string.h>
#include "model.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Model) model = model_read((const char *)data, size, &error);

	g_assert((model == NULL) == (error != NULL));
	if (model) {
		g_autofree char *text = model_write(model);
		g_autoptr(Model) again = model_read(text, strlen(text), NULL);
		g_autofree char *second = again ? model_write(again) : NULL;

		g_assert_cmpstr(text, ==, second);
	}
	return 0;
}
