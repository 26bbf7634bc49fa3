/*
 * text_json.c: a JSON object a line (RFC 8259).  A column is a key, or keys with dots between for what stands in
 * objects inside ("source.ip" also finds the one key "source.ip").  What no column asks for is passed over.
 */
#include <string.h>
#include "text.h"

enum { DEEPEST = 16, LONGEST_KEY = 128 /* of a path that a column can ask for [B] */ };

typedef struct {
	Text *text;
	const CsvField **fields;
	const char *at, *end;
	char *copy;                 /* where the next unescaped word goes */
	int nowhere;                /* above 0 inside arrays and under keys that no column can ask for */
	char path[LONGEST_KEY + 1]; /* keys of the objects we are in, with dots between */
} Json;

static void
skip_space(Json *json)
{
	while (json->at < json->end && strchr(" \t\r", *json->at))
		json->at++;
}

static gboolean
take(Json *json, char sign)
{
	skip_space(json);
	if (json->at == json->end || *json->at != sign)
		return FALSE;
	json->at++;
	return TRUE;
}

/* --- strings ----------------------------------------------------------------------------- */

static gboolean
take_unit(Json *json, gunichar *unit)
{
	*unit = 0;
	if (json->end - json->at < 4)
		return FALSE;
	for (int i = 0; i < 4; i++, json->at++) {
		int digit = g_ascii_xdigit_value(*json->at);
		if (digit < 0)
			return FALSE;
		*unit = *unit << 4 | (gunichar)digit;
	}
	return TRUE;
}

/* What stands behind \u: one unit, or a pair of surrogates; NUL cannot be in a word. */
static gboolean
take_unicode(Json *json)
{
	gunichar unit, low;

	if (!take_unit(json, &unit) || unit == 0)
		return FALSE;
	if (unit >= 0xd800 && unit < 0xdc00) {
		if (json->end - json->at < 2 || json->at[0] != '\\' || json->at[1] != 'u')
			return FALSE;
		json->at += 2;
		if (!take_unit(json, &low) || low < 0xdc00 || low > 0xdfff)
			return FALSE;
		unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
	}
	if (!g_unichar_validate(unit))
		return FALSE;
	json->copy += g_unichar_to_utf8(unit, json->copy);
	return TRUE;
}

static gboolean
take_escape(Json *json)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *found;

	if (json->at == json->end)
		return FALSE;
	found = *json->at ? strchr(from, *json->at) : NULL;
	if (*json->at++ == 'u')
		return take_unicode(json);
	if (!found)
		return FALSE;
	*json->copy++ = to[found - from];
	return TRUE;
}

/* Behind the opening quote.  A word without escapes is where it stands in the line, else in the copy. */
static gboolean
take_string(Json *json, CsvField *word)
{
	const char *from = json->at, *start = json->copy;
	gboolean copied = FALSE;

	for (;; json->at++) {
		if (json->at == json->end)
			return FALSE;
		if (*json->at != '"' && *json->at != '\\')
			continue;
		if (*json->at == '\\' || copied) {
			memcpy(json->copy, from, (gsize)(json->at - from));
			json->copy += json->at - from;
			copied = TRUE;
		}
		if (*json->at == '"')
			break;
		json->at++;
		if (!take_escape(json))
			return FALSE;
		from = json->at--;
	}
	*word = copied ? (CsvField) { start, (guint32)(json->copy - start), TRUE }
		       : (CsvField) { from, (guint32)(json->at - from), TRUE };
	json->at++;
	return TRUE;
}

/* --- values ------------------------------------------------------------------------------ */

/* A number, true, false; null is no word. */
static gboolean
take_literal(Json *json, CsvField *word)
{
	const char *from = json->at;

	while (json->at < json->end && (g_ascii_isalnum(*json->at) || strchr("+-.", *json->at)))
		json->at++;
	*word = (CsvField) { from, (guint32)(json->at - from), FALSE };
	if (word->length == 4 && memcmp(from, "null", 4) == 0)
		word->length = 0;
	return json->at > from;
}

static gboolean take_value(Json *json, gsize path, int depth);

static gboolean
take_array(Json *json, gsize path, int depth)
{
	if (take(json, ']'))
		return TRUE;
	json->nowhere++;
	do
		if (!take_value(json, path, depth))
			return FALSE;
	while (take(json, ','));
	json->nowhere--;
	return take(json, ']');
}

/* The path with a key behind it. */
static gsize
enter(Json *json, gsize path, const CsvField *key)
{
	if (path > 0)
		json->path[path++] = '.';
	memcpy(json->path + path, key->text, key->length);
	return path + key->length;
}

static gboolean
take_member(Json *json, gsize path, int depth)
{
	CsvField key;
	gboolean ok;

	if (!take(json, '"') || !take_string(json, &key) || !take(json, ':'))
		return FALSE;
	if (key.length > 0 && path + 1 + key.length <= LONGEST_KEY)
		return take_value(json, enter(json, path, &key), depth);
	json->nowhere++;
	ok = take_value(json, path, depth);
	json->nowhere--;
	return ok;
}

static gboolean
take_object(Json *json, gsize path, int depth)
{
	if (take(json, '}'))
		return TRUE;
	do
		if (!take_member(json, path, depth))
			return FALSE;
	while (take(json, ','));
	return take(json, '}');
}

static gboolean
give_word(Json *json, const CsvField *word)
{
	for (Field field = 0; json->nowhere == 0 && field < FIELDS; field++) {
		const char *column = json->text->reader.profile->columns[field];
		if (!column || !g_str_equal(column, json->path))
			continue;
		if (json->fields[field])
			return row_bad(json->text->row, "the key '%s' is there twice", column);
		json->text->words[field] = *word;
		json->fields[field] = &json->text->words[field];
	}
	return TRUE;
}

/* A value whose path is the first bytes of json->path. */
static gboolean
take_value(Json *json, gsize path, int depth)
{
	CsvField word;

	json->path[path] = '\0';
	if (depth == DEEPEST)
		return row_bad(json->text->row, "the object is nested too deeply");
	if (take(json, '{'))
		return take_object(json, path, depth + 1);
	if (take(json, '['))
		return take_array(json, path, depth + 1);
	if (take(json, '"') ? !take_string(json, &word) : !take_literal(json, &word))
		return FALSE;
	return give_word(json, &word);
}

static gboolean
json_pick(Text *text, const CsvRow *row, const CsvField *fields[FIELDS])
{
	const CsvField *line = &row->fields[0];
	Json json = { text, fields, line->text, line->text + line->length, text->copy, 0, "" };

	row_bad(text->row, "the line is no JSON object");
	memset(fields, 0, FIELDS * sizeof *fields);
	if (row->n_fields != 1 || !take(&json, '{') || !take_object(&json, 0, 0))
		return FALSE;
	skip_space(&json);
	if (json.at != json.end)
		return FALSE;
	if (text->reader.fixed)
		fields[FIELD_SENSOR] = NULL;
	return TRUE;
}

const TextForm text_json = { "json", TRUE, NULL, json_pick };
