/* test_csv.c: rows and fields as RFC 4180 has them, wherever the window happens to end. */
#include <string.h>
#include "csv.h"

/* Want: fields in brackets, a row a line; "!" and the reason of a bad row. */
static const struct {
	const char *what, *text, *want;
} cases[] = {
	{ "plain", "a,b,c\nd,e,f\n", "[a][b][c]\n[d][e][f]\n" },
	{ "no last line end", "a,b\nc,d", "[a][b]\n[c][d]\n" },
	{ "CRLF", "a,b\r\nc,\"d\"\r\n", "[a][b]\n[c][d]\n" },
	{ "CR at the end", "a,\"b\"\r", "[a][b]\n" },
	{ "empty fields", ",,\n\n,", "[][][]\n[]\n[][]\n" },
	{ "longer than a word", "0123456789,0123456\n,0123456789abcdef0123456789\n",
	    "[0123456789][0123456]\n[][0123456789abcdef0123456789]\n" },
	{ "quoted delimiter", "\"a,b\",c\n", "[a,b][c]\n" },
	{ "quoted line end", "x,\"a\nb\r\nc\"\nd,e\n", "[x][a\nb\r\nc]\n[d][e]\n" },
	{ "doubled quote", "\"\"\"a\"\"b\"\"\",\"\"\"\"\n", "[\"a\"b\"][\"]\n" },
	{ "empty in quotes", "\"\",x\n", "[][x]\n" },
	{ "UTF-8", "\xe5\xae\x9a\xe7\x82\xb9,x\n", "[\xe5\xae\x9a\xe7\x82\xb9][x]\n" },
	{ "quote amid a field", "a\"b\",c\nd,e\n", "!a quote stands amid a field\n[d][e]\n" },
	{ "text behind a quote", "\"a\"b,c\nd\n", "!a closing quote is followed by more text\n[d]\n" },
	{ "quote not closed", "x,\"a\nb,c\n", "!a quoted field is never closed\n[b][c]\n" },
	{ "not UTF-8", "a,\xff\nb\n", "!the line is not valid UTF-8\n[b]\n" },
	{ "UTF-8 cut short", "a,\xe5\xae", "!the line is not valid UTF-8\n" },
};

/* Reads length bytes of text with windows that grow by step. */
static char *
read_all(const char *text, gsize length, gsize step)
{
	g_autoptr(Csv) csv = csv_new(',', '"');
	g_autofree char *padded = g_malloc(length + CSV_PADDING);
	GString *out = g_string_new(NULL);
	gsize at = 0, window = 0;

	memcpy(padded, text, length);
	memset(padded + length, ',', CSV_PADDING);
	while (at < length) {
		CsvRow row;
		window = MIN(window + step, length - at);
		if (!csv_row(csv, padded + at, window, at + window == length, &row)) {
			g_assert_cmpuint(at + window, <, length);
			continue;
		}
		if (row.reason)
			g_string_append_printf(out, "!%s", row.reason);
		for (guint i = 0; i < row.n_fields; i++)
			g_string_append_printf(out, "[%.*s]", (int)row.fields[i].length, row.fields[i].text);
		if (row.reason || row.n_fields > 0)
			g_string_append_c(out, '\n');
		at += row.size;
		window = 0;
	}
	return g_string_free(out, FALSE);
}

static void
cuts(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);

	for (gsize step = 1; step < 40; step++) {
		g_autofree char *got = read_all(cases[i].text, strlen(cases[i].text), step);
		g_assert_cmpstr(got, ==, cases[i].want);
	}
}

static void
refuses_nul(void)
{
	g_autofree char *plain = read_all("a,\0b\nc\n", 7, 7), *quoted = read_all("\"a\",\0\n\"\0\"\n", 10, 3);

	g_assert_cmpstr(plain, ==, "!a NUL byte stands in the line\n[c]\n");
	g_assert_cmpstr(quoted, ==, "!a NUL byte stands in the line\n!a NUL byte stands in the line\n");
}

static void
refuses_long_lines(void)
{
	g_autofree char *text = g_strnfill(200000, 'x'), *got = NULL, *open = NULL, *longest = NULL;

	memcpy(text + 199998, "\ny", 2);
	for (gsize step = 1000; step <= 200000; step *= 14) {
		g_clear_pointer(&got, g_free);
		got = read_all(text, 200000, step);
		g_assert_cmpstr(got, ==, "!the line is longer than 65536 bytes\n[y]\n");
	}
	memcpy(text, "\"\n", 2);
	open = read_all(text, 200000, 200000);
	g_assert_true(g_str_has_prefix(open, "!a quoted field is not closed within 65536 bytes\n!the line is"));
	text[1] = 'x';
	text[65536] = '\n';
	text[0] = 'x';
	longest = read_all(text, 65537, 65537);
	g_assert_cmpuint(strlen(longest), ==, 65536 + 3);
}

static void
counts_lines(void)
{
	static const char text[] = "a,\"b\n\nc\"\nd\0padding of sixteen";
	g_autoptr(Csv) csv = csv_new(',', '"');
	CsvRow row;

	g_assert_true(csv_row(csv, text, 10, TRUE, &row));
	g_assert_cmpuint(row.lines, ==, 3);
	g_assert_true(row.fields[1].quoted);
	g_assert_true(csv_row(csv, text + 9, 1, TRUE, &row));
	g_assert_cmpuint(row.lines, ==, 0);
	g_assert_cmpuint(row.size, ==, 1);
}

static void
takes_quotes_as_letters(void)
{
	g_autoptr(Csv) csv = csv_new('\t', '\0');
	CsvRow row;

	g_assert_true(csv_row(csv, "a\"\t\"b\nxxxxxxxxxxxxxxxx", 6, TRUE, &row));
	g_assert_cmpuint(row.n_fields, ==, 2);
	g_assert_cmpmem(row.fields[1].text, row.fields[1].length, "\"b", 2);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/csv/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), cuts);
	}
	g_test_add_func("/csv/refuses NUL", refuses_nul);
	g_test_add_func("/csv/refuses long lines", refuses_long_lines);
	g_test_add_func("/csv/counts lines", counts_lines);
	g_test_add_func("/csv/takes quotes as letters", takes_quotes_as_letters);
	return g_test_run();
}
