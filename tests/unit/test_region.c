/* test_region.c: every code and word comes back from its number, and nothing else becomes one. */
#include <string.h>
#include "region.h"

static const char *const good[] = { "JP", "AA", "ZZ", "private", "reserved", "unknown" };
static const char *const bad[] = { "", "J", "JPN", "jp", "J1", "A1", "Jp", "global", "Private" };

static void
goes_both_ways(void)
{
	char buffer[3];

	for (gsize i = 0; i < G_N_ELEMENTS(good); i++)
		g_assert_cmpstr(region_name(region_of_name(good[i]), buffer), ==, good[i]);
}

static void
refuses_others(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_assert_cmpuint(region_of_name(bad[i]), ==, 0);
		g_assert_cmpuint(region_of_code(bad[i], strlen(bad[i])), ==, 0);
	}
}

static void
ranks_places_only(void)
{
	g_assert_true(region_is_place(region_of_name("AA")));
	g_assert_true(region_is_place(region_of_code("JP, rest is not read", 2)));
	g_assert_false(region_is_place(0));
	for (gsize i = 3; i < G_N_ELEMENTS(good); i++)
		g_assert_false(region_is_place(region_of_name(good[i])));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/region/goes both ways", goes_both_ways);
	g_test_add_func("/region/refuses others", refuses_others);
	g_test_add_func("/region/ranks places only", ranks_places_only);
	return g_test_run();
}
