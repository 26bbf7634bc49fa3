/* fuzz_pdf.c: any bytes as a PDF out of an archive: refused with a sentence, or elements whose text is UTF-8. */
#include "../../render/archive/pdf.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autoptr(GBytes) file = g_bytes_new_static(data, size);
	g_autoptr(GError) error = NULL;
	g_autoptr(Pdf) pdf = pdf_read(file, &error);
	g_autofree char *text = pdf ? pdf_element_text(pdf->root) : NULL;

	g_assert_true((pdf == NULL) == (error != NULL));
	g_assert_true(!text || g_utf8_validate(text, -1, NULL));
	return 0;
}
