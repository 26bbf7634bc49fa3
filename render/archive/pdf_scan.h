/*
 * pdf_scan: a page's content stream to the text that each of its marks paints.
 */
#pragma once
#include <glib.h>

/*
 * fonts: resource name -> PdfFont.  marks becomes an array of char* by MCID (NULL where a mark paints no text);
 * the caller owns it.  page gets the text of all, artifacts too.  Fails on marks inside marks.
 */
gboolean pdf_scan(
    const void *content, gsize length, GHashTable *fonts, GPtrArray **marks, GString *page, GError **error);
