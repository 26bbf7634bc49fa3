/*
 * backend: pages to bytes.  A backend is one line in the table and one file.
 * Cairo lives here and nowhere else.
 */
#pragma once
#include "page.h"

typedef struct {
	const char *name, *extension, *help;
	/* TRUE: one file a page ("report-2015Q3.ja-1.png"); else page is not read. */
	gboolean a_file_a_page;
	/* The bytes of the pages, or of one page (from 0), owned by the caller. */
	GBytes *(*make)(const Pages *pages, guint page, GError **error);
} Backend;

/* Borrows "pdf", "png", "svg" or "trace"; NULL where there is none. */
const Backend *backend_find(const char *name);

/* Borrows the n-th of the table, from 0; NULL behind the last. */
const Backend *backend_nth(guint n);
