/*
 * fuzz_answer.c: any bytes as the answer of a ClickHouse server give rows or an error, and the same rows whether they
 * come at once or a byte each time.
 */
#include <stdint.h>
#include "answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const shapes[] = { "8", "4448", "8sss88441s8sss", "14s88888", "s", "248" };

/* The rows as text. */
static GString *
rows_of(GInputStream *stream, const char *types)
{
	g_autoptr(Answer) answer = answer_new(stream, types, "here");
	g_autoptr(GError) error = NULL;
	GString *rows = g_string_new(NULL);
	AnswerField fields[ANSWER_FIELDS];
	int got;

	while ((got = answer_row(answer, fields, &error)) > 0)
		for (gsize i = 0; types[i]; i++) {
			g_string_append_printf(rows, "%" G_GUINT64_FORMAT "|", fields[i].number);
			g_string_append_len(rows, fields[i].text, (gssize)fields[i].length);
		}
	g_assert_true((got < 0) == (error != NULL));
	return rows;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *types = shapes[size > 0 ? data[0] % G_N_ELEMENTS(shapes) : 0];
	GInputStream *slow = g_memory_input_stream_new();
	g_autoptr(GString) once = NULL, slowly = NULL;

	for (size_t i = 0; i < size; i++)
		g_memory_input_stream_add_data(G_MEMORY_INPUT_STREAM(slow), data + i, 1, NULL);
	once = rows_of(g_memory_input_stream_new_from_data(data, (gssize)size, NULL), types);
	slowly = rows_of(slow, types);
	g_assert_true(g_string_equal(once, slowly));
	return 0;
}
