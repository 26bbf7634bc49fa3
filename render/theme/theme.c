/*
 * theme.c: theme.ini over the built-in look.
 * GKeyFile reads the values but does not say where they stood; so the text is walked once for the line of every key,
 * which also finds the lines that are none.  What may stand there is the table in theme_keys.c.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "error.h"
#include "hint.h"
#include "theme_keys.h"

/* Where we are in the file, for the values and for the errors. */
typedef struct {
	const char *path;
	GHashTable *lines; /* "section\nkey" and "section" to line, from 1 */
	GKeyFile *file;
	Theme *theme;
} Reader;

static gboolean refuse(const Reader *reader, guint line, GError **error, const char *format, ...) G_GNUC_PRINTF(4, 5);

static gboolean
refuse(const Reader *reader, guint line, GError **error, const char *format, ...)
{
	g_autofree char *sentence = NULL;
	va_list values;

	va_start(values, format);
	sentence = g_strdup_vprintf(format, values);
	va_end(values);
	if (line > 0)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s:%u: %s", reader->path, line, sentence);
	else
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: %s", reader->path, sentence);
	return FALSE;
}

/* "; did you mean 'leading'?" or nothing.  The caller owns it. */
static char *
suggestion(const char *word, const char *const *known)
{
	const char *near = hint_nearest(word, known);

	return near ? g_strdup_printf("; did you mean '%s'?", near) : g_strdup("");
}

/* --- lines ------------------------------------------------------------------------------- */

static gboolean
note_line(Reader *reader, const char *name, const char *what, guint line, GError **error)
{
	guint before = GPOINTER_TO_UINT(g_hash_table_lookup(reader->lines, name));

	if (before > 0)
		return refuse(reader, line, error, "%s stands there twice, first in line %u", what, before);
	return g_hash_table_insert(reader->lines, g_strdup(name), GUINT_TO_POINTER(line));
}

static gboolean
walk_line(Reader *reader, char *text, guint line, char **section, GError **error)
{
	gsize length = strlen(g_strstrip(text));
	char *equals = strchr(text, '=');
	g_autofree char *name = NULL;

	if (length == 0 || *text == '#')
		return TRUE;
	if (*text == '[' && text[length - 1] == ']') {
		g_free(*section);
		*section = g_strndup(text + 1, length - 2);
		return note_line(reader, *section, text, line, error);
	}
	if (!equals || equals == text)
		return refuse(reader, line, error, "'%s' is neither [section], key = value nor # remark", text);
	*equals = '\0';
	g_strchomp(text);
	if (!*section)
		return refuse(reader, line, error, "key '%s' stands before the first [section]", text);
	name = g_strdup_printf("%s\n%s", *section, text);
	return note_line(reader, name, text, line, error);
}

static gboolean
walk(Reader *reader, const char *text, GError **error)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autofree char *section = NULL;

	for (guint i = 0; lines[i]; i++)
		if (!walk_line(reader, lines[i], i + 1, &section, error))
			return FALSE;
	return TRUE;
}

static guint
line_of(const Reader *reader, const char *section, const char *key)
{
	g_autofree char *name = key ? g_strdup_printf("%s\n%s", section, key) : g_strdup(section);

	return GPOINTER_TO_UINT(g_hash_table_lookup(reader->lines, name));
}

/* --- values ------------------------------------------------------------------------------ */

/* A decimal number and its unit; g_ascii_strtod alone would take "inf", "nan" and "0x1p4" too. */
static gboolean
read_number(const char *text, double *number, const char **unit)
{
	gsize digits = strspn(text, "+-.0123456789");
	char *end;

	*number = g_ascii_strtod(text, &end);
	*unit = end;
	return digits > 0 && end == text + digits && isfinite(*number);
}

/* Into *points; em [pt] is what 1em is, 0: not allowed here. */
static const char *
read_length(const char *text, double em, double *points)
{
	const char *unit;
	double number;

	if (!read_number(text, &number, &unit))
		return "is no number with a unit (pt, mm or em)";
	if (*unit == '\0')
		return "has no unit (pt, mm or em)";
	if (g_str_equal(unit, "pt"))
		*points = number;
	else if (g_str_equal(unit, "mm"))
		*points = number * 72 / 25.4;
	else if (g_str_equal(unit, "em") && em > 0)
		*points = number * em;
	else
		return g_str_equal(unit, "em") ? "cannot be in em: this is what an em is"
					       : "has an unknown unit (pt, mm or em)";
	return NULL;
}

static const char *
read_count(const char *text, const Key *key, int *count)
{
	guint64 number;

	if (!g_ascii_string_to_unsigned(text, 10, (guint64)key->min, (guint64)key->max, &number, NULL))
		return "is no whole number from 1 to 3";
	*count = (int)number;
	return NULL;
}

static const char *
read_colour(const char *text, Colour *colour)
{
	guint64 rgb = g_ascii_strtoull(text + 1, NULL, 16);

	if (*text != '#' || strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
		return "is no colour: # and six hexadecimal digits (#17365d)";
	*colour = (Colour) { (rgb >> 16) / 255., (rgb >> 8 & 0xff) / 255., (rgb & 0xff) / 255. };
	return NULL;
}

/* "solid", or two or four lengths, on and off. */
static const char *
read_dash(const char *text, double dash[4], double max)
{
	g_auto(GStrv) parts = g_strsplit_set(text, " ", -1);
	double lengths[4] = { 0, 0, 0, 0 };
	guint n = 0;

	if (g_str_equal(text, "solid")) {
		memset(dash, 0, sizeof lengths);
		return NULL;
	}
	for (char **part = parts; *part; part++) {
		if (**part == '\0')
			continue;
		if (n == 4 || read_length(*part, 0, &lengths[n]) || !(lengths[n] > 0 && lengths[n] <= max))
			return "is no dash: solid, or two or four lengths in pt or mm (5pt 2pt)";
		n++;
	}
	if (n != 2 && n != 4)
		return "is no dash: solid, or two or four lengths in pt or mm (5pt 2pt)";
	for (guint i = 0; i < 4; i++)
		dash[i] = lengths[i % n];
	return NULL;
}

static int
read_word(const char *text, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (g_str_equal(words[i], text))
			return i;
	return -1;
}

static gboolean
refuse_word(const Reader *reader, guint line, const Key *key, const char *value, GError **error)
{
	g_autofree char *known = g_strjoinv(", ", (char **)key->words);
	g_autofree char *meant = suggestion(value, key->words);

	return refuse(reader, line, error, "%s: '%s' is none of %s%s", key->name, value, known, meant);
}

/* --- keys -------------------------------------------------------------------------------- */

/* What an em is for this key [pt]; 0: it may not be in em. */
static double
em_of(const Reader *reader, const Section *section, const Key *key)
{
	const ThemeText *text = reader->theme->text;

	if (section->role < 0)
		return text[THEME_BODY].size;
	if (!g_str_equal(key->name, "size"))
		return text[section->role].size;
	return section->role == THEME_BODY ? 0 : text[THEME_BODY].size;
}

static gboolean
set_key(const Reader *reader, const Section *section, const Key *key, const char *value, GError **error)
{
	void *field = (char *)reader->theme + section->offset + key->offset;
	guint line = line_of(reader, section->name, key->name);
	double em = em_of(reader, section, key), number = 0;
	const char *wrong = NULL;
	int word;

	switch (key->kind) {
	case KEY_LENGTH:
	case KEY_EM:
		wrong = read_length(value, em, &number);
		number = key->kind == KEY_EM ? number / em : number;
		if (!wrong && !(number >= key->min && number <= key->max))
			return refuse(reader, line, error, "%s: '%s' is not between %g and %g %s", key->name, value,
			    key->min, key->max, key->kind == KEY_EM ? "em" : "pt");
		if (!wrong)
			*(double *)field = number;
		break;
	case KEY_COUNT:
		wrong = read_count(value, key, field);
		break;
	case KEY_COLOUR:
		wrong = read_colour(value, field);
		break;
	case KEY_DASH:
		wrong = read_dash(value, field, key->max);
		break;
	case KEY_WORD:
		if ((word = read_word(value, key->words)) < 0)
			return refuse_word(reader, line, key, value, error);
		*(int *)field = word; /* gboolean, Family and int alike */
		break;
	}
	return !wrong || refuse(reader, line, error, "%s: '%s' %s", key->name, value, wrong);
}

static gboolean
refuse_key(const Reader *reader, const Section *section, const char *name, GError **error)
{
	g_autoptr(GPtrArray) known = g_ptr_array_new();
	g_autofree char *meant = NULL;

	for (const Key *key = section->keys; key->name; key++)
		g_ptr_array_add(known, (char *)key->name);
	g_ptr_array_add(known, NULL);
	meant = suggestion(name, (const char *const *)known->pdata);
	return refuse(reader, line_of(reader, section->name, name), error, "unknown key '%s' in [%s]%s", name,
	    section->name, meant);
}

/* In the order of the table, not of the file: what an em is comes before what is in em. */
static gboolean
read_section(const Reader *reader, const Section *section, GError **error)
{
	g_auto(GStrv) names = g_key_file_get_keys(reader->file, section->name, NULL, NULL);
	gsize known = 0;

	for (const Key *key = section->keys; names && key->name; key++) {
		g_autofree char *value = g_key_file_get_value(reader->file, section->name, key->name, NULL);

		if (value && !set_key(reader, section, key, g_strstrip(value), error))
			return FALSE;
		known += value != NULL;
	}
	for (char **name = names; name && *name && known < g_strv_length(names); name++) {
		const Key *key = section->keys;

		while (key->name && !g_str_equal(key->name, *name))
			key++;
		if (!key->name)
			return refuse_key(reader, section, *name, error);
	}
	return TRUE;
}

static gboolean
check_sections(const Reader *reader, GError **error)
{
	g_autoptr(GPtrArray) known = g_ptr_array_new();
	g_auto(GStrv) names = g_key_file_get_groups(reader->file, NULL);

	for (const Section *section = theme_sections; section->name; section++)
		g_ptr_array_add(known, (char *)section->name);
	g_ptr_array_add(known, NULL);
	for (char **name = names; *name; name++) {
		g_autofree char *meant = NULL;

		if (g_strv_contains((const char *const *)known->pdata, *name))
			continue;
		meant = suggestion(*name, (const char *const *)known->pdata);
		return refuse(reader, line_of(reader, *name, NULL), error, "unknown section [%s]%s", *name, meant);
	}
	return TRUE;
}

/* What each key allows alone may not fit together. */
static gboolean
check_whole(const Reader *reader, GError **error)
{
	const Theme *theme = reader->theme;
	double measure = theme_measure(theme);
	double tall = theme->height - theme->top - theme->bottom;

	if (theme->left + measure > theme->width)
		return refuse(reader, 0, error,
		    "the text is wider than the page: left of %.1f pt and measure of %.1f pt on %.1f pt", theme->left,
		    measure, theme->width);
	if ((measure - (theme->columns - 1) * theme->gutter) / theme->columns < 10 * theme->text[THEME_BODY].size)
		return refuse(reader, 0, error, "%d columns of less than 10 em: measure of %.1f pt, gutter of %.1f pt",
		    theme->columns, measure, theme->gutter);
	if (theme->bilingual && theme->columns > 1)
		return refuse(reader, line_of(reader, "page", "bilingual"), error,
		    "bilingual: each language is a column already; columns must be 1");
	if (tall < 12 * theme->text[THEME_BODY].leading)
		return refuse(reader, 0, error,
		    "the page is too low: %.1f pt between top and bottom, 12 lines need %.1f pt", tall,
		    12 * theme->text[THEME_BODY].leading);
	if (theme->figure_height > tall / 1.5)
		return refuse(reader, 0, error,
		    "figure height of %.1f pt is more than two thirds of the page's %.1f pt", theme->figure_height,
		    tall);
	for (const Section *section = theme_sections; section->name && section->role >= 0; section++)
		if (theme->text[section->role].leading < theme->text[section->role].size)
			return refuse(reader, line_of(reader, section->name, NULL), error,
			    "[%s]: leading of %.1f pt is less than size of %.1f pt", section->name,
			    theme->text[section->role].leading, theme->text[section->role].size);
	return TRUE;
}

static gboolean
read_all(Reader *reader, const char *text, gsize length, GError **error)
{
	g_autofree char *whole = g_strndup(length > 0 ? text : "", length); /* ended by NUL */

	if (!g_utf8_validate(whole, (gssize)length, NULL))
		return refuse(reader, 0, error, "not UTF-8 text");
	if (!walk(reader, whole, error))
		return FALSE;
	if (length > 0 && !g_key_file_load_from_data(reader->file, whole, length, G_KEY_FILE_NONE, error)) {
		g_prefix_error(error, "%s: ", reader->path);
		return FALSE;
	}
	if (!check_sections(reader, error))
		return FALSE;
	for (const Section *section = theme_sections; section->name; section++)
		if (!read_section(reader, section, error))
			return FALSE;
	return check_whole(reader, error);
}

/* --- the door ---------------------------------------------------------------------------- */

Theme *
theme_read(const char *path, const char *text, gsize length, GError **error)
{
	g_autoptr(GHashTable) lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(Theme) theme = g_memdup2(&theme_default, sizeof theme_default);
	Reader reader = { path, lines, file, theme };

	return read_all(&reader, text, length, error) ? g_steal_pointer(&theme) : NULL;
}

Theme *
theme_load(const char *path, GError **error)
{
	g_autofree char *text = NULL;
	gsize length;

	if (!path)
		return g_memdup2(&theme_default, sizeof theme_default);
	return g_file_get_contents(path, &text, &length, error) ? theme_read(path, text, length, error) : NULL;
}

void
theme_free(Theme *theme)
{
	g_free(theme);
}

double
theme_measure(const Theme *theme)
{
	return theme->measure * theme->text[THEME_BODY].size;
}

TextStyle
theme_style(const Theme *theme, ThemeTextRole role, const char *lang)
{
	const ThemeText *text = &theme->text[role];

	return (TextStyle) {
		.lang = lang,
		.family = text->family,
		.bold = text->bold,
		.size = text->size,
		.align = ALIGN_LEFT,
		.hang = theme->hang,
	};
}
