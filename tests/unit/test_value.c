/* test_value.c: numbers and addresses of rows against inet_pton, strtoull and texts that are none. */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include "csv.h"
#include "../../report/ingest/value.h"

/* The words stand in a row: what is behind them is of any value. */
static char row[64 + CSV_PADDING];

static const char *
in_row(const char *text, char behind)
{
	memset(row, behind, sizeof row);
	memcpy(row, text, strlen(text));
	return row;
}

static const struct {
	const char *text;
	gboolean good;
} numbers[] = {
	{ "0", TRUE }, { "7", TRUE }, { "65535", TRUE }, { "65536", FALSE }, { "00023", TRUE }, { "", FALSE },
	{ "-1", FALSE }, { "+1", FALSE }, { "1.0", FALSE }, { "1:", FALSE }, { "1/", FALSE }, { " 1", FALSE },
	{ "1 ", FALSE }, { "12a45", FALSE }, { "0x10", FALSE }, { "\xb1\xb2", FALSE }, { "0000000000000065535", TRUE },
	{ "00000000000000065535", FALSE }, /* more than 19 signs */
};

static void
tells_numbers(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
		guint64 number;
		g_test_message("'%s'", numbers[i].text);
		for (int behind = 0; behind < 256; behind += 5) {
			gboolean good = value_number(
			    in_row(numbers[i].text, (char)behind), strlen(numbers[i].text), 65535, &number);
			g_assert_cmpint(good, ==, numbers[i].good);
			if (good)
				g_assert_cmpuint(number, ==, strtoull(numbers[i].text, NULL, 10));
		}
	}
}

/* Of every length, against strtoull. */
static void
tells_long_numbers(void)
{
	guint64 number;

	for (int i = 0; i < 20000; i++) {
		guint64 value =
		    ((guint64)g_test_rand_int() << 32 | (guint32)g_test_rand_int()) >> g_test_rand_int_range(1, 64);
		g_autofree char *text = g_strdup_printf("%" G_GUINT64_FORMAT, value);
		if (strlen(text) > 19)
			continue;
		g_assert_true(value_number(in_row(text, '9'), strlen(text), G_MAXUINT64, &number));
		g_assert_cmpuint(number, ==, value);
		text[g_test_rand_int_range(0, (gint32)strlen(text))] = "/:;.-aA "[g_test_rand_int_range(0, 8)];
		g_assert_false(value_number(in_row(text, '9'), strlen(text), G_MAXUINT64, &number));
	}
}

static const char *const strange[] = { "1.2.3", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4.", "1.2.3.4.5", "256.1.1.1",
	"1.1.1.256", "01.2.3.4", "1.2.3.04", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4a", "1.2.3.a", "1.2.3.1234", "1234.2.3.4",
	"1,2,3,4", "....", "", "0", "1.2.3.-4", "999.999.999.999", "100.200.300.400", "1.2.3.4/5", "0.0.0.00" };

static void
refuses_strange_addresses(void)
{
	guint8 address[16], family;

	for (gsize i = 0; i < G_N_ELEMENTS(strange); i++) {
		g_test_message("'%s'", strange[i]);
		g_assert_false(value_address(in_row(strange[i], '1'), strlen(strange[i]), address, &family));
	}
}

/* inet_pton of glibc takes what we take, and nothing more but zeros before a number. */
static void
tells_what_inet_pton_tells(void)
{
	static const char letters[] = "0123456789012345678901255..........:a ";
	guint good = 0;

	for (int i = 0; i < 200000; i++) {
		char text[17] = { 0 };
		guint8 address[16], family;
		struct in_addr other;
		gboolean ours, theirs;
		if (i % 2)
			g_snprintf(text, sizeof text, "%d.%d.%d.%d", g_test_rand_int_range(0, 300),
			    g_test_rand_int_range(0, 260), g_test_rand_int_range(0, 30), g_test_rand_int_range(0, 257));
		else
			for (int k = g_test_rand_int_range(7, 17); k-- > 0;)
				text[k] = letters[g_test_rand_int_range(0, (gint32)strlen(letters))];
		if (strchr(text, ':'))
			continue; /* perhaps an address of IPv6 */
		ours = value_address(in_row(text, '7'), strlen(text), address, &family);
		theirs = inet_pton(AF_INET, text, &other) == 1;
		g_assert_cmpint(ours, ==, theirs);
		if (!ours)
			continue;
		good++;
		g_assert_cmpint(family, ==, 4);
		g_assert_cmpmem(address, 4, &other, 4);
		for (int k = 4; k < 16; k++)
			g_assert_cmpint(address[k], ==, 0);
	}
	g_assert_cmpuint(good, >, 50000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/value/numbers", tells_numbers);
	g_test_add_func("/value/long numbers", tells_long_numbers);
	g_test_add_func("/value/strange addresses", refuses_strange_addresses);
	g_test_add_func("/value/as inet_pton", tells_what_inet_pton_tells);
	return g_test_run();
}
