/* test_address.c: the longest prefix that holds an address decides, and what is no prefix is refused. */
#include <arpa/inet.h>
#include "address.h"
#include "error.h"

static const char *const prefixes[][2] = {
	{ "192.0.2.0/24", "net" },
	{ "192.0.2.7", "host" },
	{ "192.0.2.7/32", "host" },
	{ "10.0.0.0/7", "odd" },
	{ "0.0.0.0/0", "all" },
	{ "2001:db8::/33", "six" },
	{ "2001:db8::1/128", "one" },
};

static const struct {
	const char *address, *value;
} finds[] = {
	{ "192.0.2.7", "host" },
	{ "192.0.2.8", "net" },
	{ "192.0.3.7", "all" },
	{ "11.255.255.255", "odd" },
	{ "12.0.0.0", "all" },
	{ "255.255.255.255", "all" },
	{ "2001:db8::1", "one" },
	{ "2001:db8:7fff:ffff::", "six" },
	{ "2001:db8:8000::", NULL },
	{ "::", NULL },
};

static const struct {
	const char *text, *sentence;
} refused[] = {
	{ "", "is no IP address" },
	{ "/24", "is no IP address" },
	{ "192.0.2", "is no IP address" },
	{ "192.0.2.0/", "is no IP address" },
	{ "192.0.2.0/33", "is no IP address" },
	{ "192.0.2.0/-1", "is no IP address" },
	{ "192.0.2.0/24/2", "is no IP address" },
	{ "192.0.2.1/31", "has bits behind its prefix" },
	{ "2001:db8::1/127", "has bits behind its prefix" },
	{ "192.0.2.7", "stands twice, for two of them" },
};

static AddressMap *
fill(void)
{
	AddressMap *map = address_map_new();
	g_autoptr(GError) error = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++) {
		address_map_add(map, prefixes[i][0], g_intern_string(prefixes[i][1]), &error);
		g_assert_no_error(error);
	}
	return map;
}

static void
find(void)
{
	g_autoptr(AddressMap) map = fill();

	for (gsize i = 0; i < G_N_ELEMENTS(finds); i++) {
		guint8 family = strchr(finds[i].address, ':') ? 6 : 4, bytes[16] = { 0 };
		g_assert_cmpint(inet_pton(family == 4 ? AF_INET : AF_INET6, finds[i].address, bytes), ==, 1);
		g_assert_cmpstr(address_map_find(map, family, bytes), ==, finds[i].value);
	}
}

static void
refuse(void)
{
	g_autoptr(AddressMap) map = fill();

	for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_false(address_map_add(map, refused[i].text, "other", &error));
		g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
		g_assert_nonnull(strstr(error->message, refused[i].sentence));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/address/find", find);
	g_test_add_func("/address/refuse", refuse);
	return g_test_run();
}
