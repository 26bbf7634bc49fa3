/*
 * scenario.c: the scenarios there are, and the address space that their sources are invented in.
 */
#include <string.h>
#include "error.h"
#include "scenario.h"

static const Scenario *const scenarios[] = { &scenario_2015q3 };

const Scenario *
scenario_find(const char *name, GError **error)
{
	g_autoptr(GString) known = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(scenarios); i++) {
		if (g_str_equal(scenarios[i]->name, name))
			return scenarios[i];
		g_string_append_printf(known, "%s%s", i > 0 ? ", " : "", scenarios[i]->name);
	}
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "unknown scenario '%s'; there is: %s", name, known->str);
	return NULL;
}

gint64
scenario_time(const char *text)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(text, NULL);

	g_assert(time);
	return g_date_time_to_unix(time);
}

guint32
scenario_block(gsize region)
{
	return 240u << 24 | (guint32)region << (32 - SCENARIO_BLOCK_BITS);
}

void
scenario_block6(gsize region, guint8 address[16])
{
	static const guint8 documentation[] = { 0x20, 0x01, 0x0d, 0xb8 };

	memset(address, 0, 16);
	memcpy(address, documentation, sizeof documentation);
	address[4] = (guint8)region;
}
