/*
 * fuzz_csv.c: any bytes as CSV are cut into rows that cover them all, and into the same rows whether the window
 * shows all of the file at once or a byte more each time.
 */
#include <stdint.h>
#include <string.h>
#include "csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The rows as text; step: bytes that the window grows by. */
static GString *
cut(const char *text, gsize length, gsize step)
{
	g_autoptr(Csv) csv = csv_new(',', '"');
	GString *rows = g_string_new(NULL);
	gsize at = 0, window = 0;

	while (at < length) {
		CsvRow row;
		window = MIN(window + step, length - at);
		if (!csv_row(csv, text + at, window, at + window == length, &row)) {
			g_assert_cmpuint(at + window, <, length);
			continue;
		}
		g_assert_true(row.size > 0 && row.size <= window);
		g_assert_true(!row.reason || row.n_fields == 0);
		g_string_append_printf(rows, "%zu %u %s", row.size, row.lines, row.reason ? row.reason : "");
		for (guint i = 0; i < row.n_fields; i++) {
			g_string_append_c(rows, '|');
			g_string_append_len(rows, row.fields[i].text, row.fields[i].length);
		}
		at += row.size;
		window = 0;
	}
	g_assert_cmpuint(at, ==, length);
	return rows;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_malloc(size + CSV_PADDING);
	g_autoptr(GString) once = NULL, slowly = NULL;

	memcpy(text, data, size);
	memset(text + size, '"', CSV_PADDING);
	once = cut(text, size, size);
	slowly = cut(text, size, size < 300 ? 1 : 7);
	g_assert_true(g_string_equal(once, slowly));
	return 0;
}
