/* fuzz_pdf_scan.c: any bytes as a CMap and, after the first NUL, as a content stream: refused with a sentence, or text that is UTF-8. */
#include <string.h>
#include "../../render/archive/pdf_font.h"
#include "../../render/archive/pdf_scan.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	const guint8 *nul = size > 0 ? memchr(data, 0, size) : NULL;
	gsize cmap = nul ? (gsize)(nul - data) : 0;
	g_autoptr(PdfFont) font = pdf_font_new(data, cmap);
	g_autoptr(GHashTable) fonts = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GString) page = g_string_new(NULL);
	g_autoptr(GPtrArray) marks = NULL;
	g_autoptr(GError) error = NULL;

	g_hash_table_insert(fonts, (gpointer) "f", font);
	g_assert_true(pdf_scan(data + cmap, size - cmap, fonts, &marks, page, &error) == (error == NULL));
	g_assert_true(g_utf8_validate_len(page->str, page->len, NULL));
	return 0;
}
