/* fuzz_sqlar.c: any bytes as the container of an archive, the seal not asked for: refused with a sentence, or entries within the limits. */
#include <string.h>
#include "../../render/archive/sqlar.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autoptr(GBytes) file = g_bytes_new_static(data, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) entries = sqlar_read(file, 0x7465616e, 1, &error);

	g_assert_true((entries == NULL) == (error != NULL));
	for (guint i = 0; entries && i < entries->len; i++) {
		const SqlarEntry *entry = entries->pdata[i];
		g_assert_cmpuint(strlen(entry->name), <=, SQLAR_NAME_LIMIT);
		g_assert_cmpuint(g_bytes_get_size(entry->bytes), <=, SQLAR_ENTRY_LIMIT);
	}
	return 0;
}
