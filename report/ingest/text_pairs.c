/*
 * text_pairs.c: lines of words as firewalls log them ("... SRC=192.0.2.1 ... DPT=23"): a column is the
 * KEY of a KEY=value word, of which the first counts, or the number of a word.
 */
#include <string.h>
#include "text.h"

/* Whether a column is this word of the line; then where its value starts. */
static const char *
value_of(const char *column, const char *word, gsize length, guint number)
{
	gsize key = strlen(column);
	guint64 wanted;

	if (length > key && memcmp(word, column, key) == 0 && word[key] == '=')
		return word + key + 1;
	return g_ascii_isdigit(*column) && g_ascii_string_to_unsigned(column, 10, 1, G_MAXUINT16, &wanted, NULL) &&
		       wanted == number
		   ? word
		   : NULL;
}

static void
take_word(Text *text, const char *word, gsize length, const char *end, guint number, const CsvField *fields[FIELDS])
{
	for (Field field = 0; field < FIELDS; field++) {
		const char *column = text->reader.profile->columns[field];
		const char *stop;
		const char *value = column && !fields[field] ? value_of(column, word, length, number) : NULL;
		if (!value)
			continue;
		/* flags are words of their own behind it */
		stop = field == FIELD_FLAGS ? end : word + length;
		text->words[field] = (CsvField) { value, (guint32)(stop - value), FALSE };
		fields[field] = &text->words[field];
	}
}

static gboolean
pairs_pick(Text *text, const CsvRow *row, const CsvField *fields[FIELDS])
{
	const char *p = row->fields[0].text, *end = p + row->fields[0].length;
	guint number = 0;

	if (row->n_fields != 1)
		return row_bad(text->row, "a control sign stands in the line");
	memset(fields, 0, FIELDS * sizeof *fields);
	while (p < end) {
		const char *space = memchr(p, ' ', (gsize)(end - p));
		const char *stop = space ? space : end;
		if (stop > p)
			take_word(text, p, (gsize)(stop - p), end, ++number, fields);
		p = stop + 1;
	}
	if (text->reader.fixed)
		fields[FIELD_SENSOR] = NULL;
	return TRUE;
}

const TextForm text_pairs = { "pairs", TRUE, NULL, pairs_pick };
