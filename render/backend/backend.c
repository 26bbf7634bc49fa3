/*
 * backend.c: the table.  A new backend is one line here and one file beside this one.
 */
#include "backends.h"

static const Backend *const backends[] = { &backend_pdf, &backend_png, &backend_svg, &backend_trace };

const Backend *
backend_find(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(backends); i++)
		if (g_str_equal(backends[i]->name, name))
			return backends[i];
	return NULL;
}

const Backend *
backend_nth(guint n)
{
	return n < G_N_ELEMENTS(backends) ? backends[n] : NULL;
}
