/* test_service.c: names of ports, from our table and from a registry file over it. */
#include <string.h>
#include <glib/gstdio.h>
#include "error.h"
#include "observation.h"
#include "service.h"

static const char head[] = "Service Name,Port Number,Transport Protocol,Description\n";

/* Services of a registry with these records. */
static Services *
load(const char *records, GError **error)
{
	g_autofree char *folder = g_dir_make_tmp("teiten-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "registry.csv", NULL);
	g_autofree char *text = g_strconcat(head, records, NULL);
	Services *services;

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	services = services_load(path, error);
	g_unlink(path);
	g_rmdir(folder);
	return services;
}

static void
knows_common_ports(void)
{
	g_autoptr(Services) services = services_load(NULL, NULL);

	g_assert_cmpstr(services_name(services, PROTOCOL_TCP, 23), ==, "telnet");
	g_assert_cmpstr(services_name(services, PROTOCOL_TCP, 445), ==, "microsoft-ds");
	g_assert_cmpstr(services_name(services, PROTOCOL_UDP, 1900), ==, "ssdp");
	g_assert_null(services_name(services, PROTOCOL_UDP, 53413));
	g_assert_null(services_name(services, PROTOCOL_TCP, 37215));
	g_assert_null(services_name(services, PROTOCOL_ICMP, 23));
}

static void
reads_a_registry(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Services) services = load("http,80,tcp,\"World\nWide\"\nwww,80,tcp,\n,81-82,tcp,none\nlate,82,tcp,"
					    "\nircu,6665-6669,tcp,x\n,23,tcp,gone\nx,,tcp,\ny,5,sctp,",
	    &error);

	g_assert_no_error(error);
	g_assert_cmpstr(services_name(services, PROTOCOL_TCP, 80), ==, "http");
	g_assert_null(services_name(services, PROTOCOL_TCP, 81));
	g_assert_cmpstr(services_name(services, PROTOCOL_TCP, 82), ==, "late");
	g_assert_cmpstr(services_name(services, PROTOCOL_TCP, 6665), ==, "ircu");
	g_assert_cmpstr(services_name(services, PROTOCOL_TCP, 6669), ==, "ircu");
	g_assert_null(services_name(services, PROTOCOL_UDP, 6669));
	g_assert_null(services_name(services, PROTOCOL_TCP, 23));
	g_assert_cmpstr(services_name(services, PROTOCOL_TCP, 445), ==, "microsoft-ds");
}

static const struct {
	const char *records, *sentence;
} bad[] = {
	{ "x,1,tcp,\nx,70000,tcp,\n", "registry.csv:3: '70000' is no port or range of ports" },
	{ "x,\"1\n\",tcp,\n", "registry.csv:2: '1\n' is no port or range of ports" },
	{ "x,9-7,tcp,\n", "registry.csv:2: '9-7' is no port or range of ports" },
	{ "x,7\n", "registry.csv:2: the record has only 2 columns" },
	{ "x,7,tcp,\"\n", "registry.csv:2: a quoted field is never closed" },
};

static void
refuses_bad_records(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(load(bad[i].records, &error));
		g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
		g_assert_nonnull(strstr(error->message, bad[i].sentence));
	}
}

static void
reads_the_real_registry(void)
{
	static const char path[] = "../shared/data/iana/service-names-port-numbers.csv.zst";
	g_autoptr(GError) error = NULL;
	g_autoptr(Services) services = NULL;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_test_skip("../shared is not here");
		return;
	}
	services = services_load(path, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(services_name(services, PROTOCOL_UDP, 2193), ==, "drwcs");
	g_assert_cmpstr(services_name(services, PROTOCOL_TCP, 6666), ==, "ircu");
	g_assert_cmpstr(services_name(services, PROTOCOL_TCP, 8080), ==, "http-alt");
	g_assert_null(services_name(services, PROTOCOL_UDP, 56338));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/service/knows common ports", knows_common_ports);
	g_test_add_func("/service/reads a registry", reads_a_registry);
	g_test_add_func("/service/refuses bad records", refuses_bad_records);
	g_test_add_func("/service/reads the real registry", reads_the_real_registry);
	return g_test_run();
}
