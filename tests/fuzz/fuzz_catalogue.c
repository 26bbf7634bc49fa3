/* fuzz_catalogue.c: any bytes as a compiled catalogue give words that can be read, or one error. */
#include <stdint.h>
#include "../../render/lang/catalogue.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);
	g_autoptr(Catalogue) catalogue = catalogue_read(bytes, &error);
	g_autoptr(GPtrArray) keys = catalogue ? catalogue_keys(catalogue) : NULL;

	g_assert_true((catalogue == NULL) == (error != NULL));
	for (guint i = 0; keys && i < keys->len; i++)
		g_assert_true(g_utf8_validate(catalogue_words(catalogue, keys->pdata[i]), -1, NULL));
	return 0;
}
