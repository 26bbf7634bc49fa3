/*
 * pdf_font: codes of a font's strings to Unicode, by its ToUnicode CMap (ISO 32000-1, 9.10.3).
 */
#pragma once
#include <glib.h>

typedef struct PdfFont PdfFont;

PdfFont *pdf_font_new(const void *cmap, gsize length);
void pdf_font_free(PdfFont *font);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfFont, pdf_font_free)

/* Appends what the string shows as UTF-8; a code without a mapping is U+FFFD. */
void pdf_font_show(const PdfFont *font, const char *string, gsize length, GString *out);
