/*
 * check.c: the edition's prose against the model and against its other language.
 * A passage is what stands between empty lines of a slot's text; markup and placeholders in it are blanked out, so
 * that only what the author typed is read, and every byte keeps its place.
 */
#include <string.h>
#include "check.h"
#include "check_words.h"
#include "error.h"
#include "support.h"

/* Something that one language says and the other must say as well. */
typedef struct {
	char *key, *text; /* "day 9-16", "9月16日" */
	Line at;
	guint column;
} Said;

/* One language of the edition. */
typedef struct {
	const Lang *lang;
	GTimeZone *zone;
	Edition *edition;
	Facts facts;
	char *template; /* name of the file that is not of the edition */
	Script *script;
	char **lines;      /* of the script's text */
	GHashTable *known; /* texts that a remark answers */
	GPtrArray *said;   /* of Said */
} Reading;

/* Lines that belong together. */
typedef struct {
	GString *text;
	const Line *first;
	GArray *starts; /* of gsize: where each line begins in text */
	guint column;   /* of the first line's first character */
} Passage;

/* --- reading ----------------------------------------------------------------------------- */

static void
said_free(gpointer data)
{
	Said *said = data;

	g_free(said->key);
	g_free(said->text);
	g_free(said);
}

static void
reading_free(gpointer data)
{
	Reading *reading = data;

	g_clear_pointer(&reading->script, script_free);
	g_clear_pointer(&reading->edition, edition_free);
	g_clear_pointer(&reading->zone, g_time_zone_unref);
	g_strfreev(reading->lines);
	g_hash_table_unref(reading->known);
	g_ptr_array_unref(reading->said);
	g_free(reading->template);
	g_free(reading);
}

static gboolean
is_prose(const Reading *reading, const Line *at)
{
	return !g_str_equal(at->file, reading->template);
}

/* <!-- checked: words; words --> */
static void
read_answers(Reading *reading)
{
	g_autoptr(GRegex) regex = g_regex_new("<!-- *checked: *(.*?) *-->", G_REGEX_DOTALL, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	g_regex_match(regex, reading->script->text->str, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *list = g_match_info_fetch(match, 1);
		g_auto(GStrv) words = g_strsplit(list, ";", -1);
		for (char **word = words; *word; word++)
			g_hash_table_add(reading->known, g_strdup(g_strstrip(*word)));
	}
}

static Reading *
reading_new(const char *folder, const char *edition, const Model *model, const Lang *lang, GError **error)
{
	Reading *reading = g_new0(Reading, 1);
	g_autofree char *path = NULL;

	reading->lang = lang;
	reading->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	reading->said = g_ptr_array_new_with_free_func(said_free);
	reading->template = g_strdup_printf("report.%s.md", lang_name(lang));
	path = g_build_filename(folder, reading->template, NULL);
	if ((reading->zone = zone_load(model->time_zone, error)) &&
	    (reading->edition = edition_open(edition, lang, reading->zone, error)) &&
	    edition_agrees(reading->edition, model, error)) {
		reading->facts = (Facts) { model, lang, reading->edition, reading->zone };
		reading->script = script_open(path, &reading->facts, error);
	}
	if (!reading->script) {
		reading_free(reading);
		return NULL;
	}
	reading->lines = g_strsplit(reading->script->text->str, "\n", -1);
	read_answers(reading);
	return reading;
}

/* --- passages ---------------------------------------------------------------------------- */

/* What is not prose: replaced by as many spaces. */
static void
blank(char *text)
{
	static const char markup[] =
	    "<!--.*?-->|<[^>]*>|\\{\\{[^}]*\\}\\}|\\{#[^}]*\\}|\\]\\([^)]*\\)|\\[\\^[^\\]]*\\]|`[^`]*`";
	g_autoptr(GRegex) regex = g_regex_new(markup, G_REGEX_DOTALL, 0, NULL);
	g_autofree char *before = g_strdup(text);
	g_autoptr(GMatchInfo) match = NULL;
	gint from, to;

	for (g_regex_match(regex, before, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_match_info_fetch_pos(match, 0, &from, &to);
		memset(text + from, ' ', (gsize)(to - from));
	}
}

/* The line and column of a byte of the passage. */
static Line
place(const Passage *passage, gsize at, guint *column)
{
	Line line = *passage->first;
	guint i = passage->starts->len - 1;
	gsize start;

	while (i > 0 && g_array_index(passage->starts, gsize, i) > at)
		i--;
	start = g_array_index(passage->starts, gsize, i);
	line.line += i;
	*column = (guint)g_utf8_strlen(passage->text->str + start, (gssize)(at - start)) + (i ? 1 : passage->column);
	return line;
}

static void
say(Reading *reading, char *key, const char *text, const Line *at, guint column)
{
	Said *said = g_new0(Said, 1);

	said->key = key;
	said->text = g_strdup(text);
	said->at = *at;
	said->column = column;
	g_ptr_array_add(reading->said, said);
}

static void
judge(Reading *reading, const Support *support, const Passage *passage, GPtrArray *findings)
{
	g_autoptr(GArray) claims = NULL;
	g_autoptr(GPtrArray) doubts = NULL;

	blank(passage->text->str);
	claims = claims_find(lang_name(reading->lang), passage->text->str);
	doubts = support_doubts(support, passage->text->str, claims, NULL);
	for (guint i = 0; i < claims->len; i++) {
		const Claim *claim = &g_array_index(claims, Claim, i);
		const char *doubt = doubts->pdata[i];
		char *key = claim_key(claim);
		guint column;
		Line at = place(passage, claim->from, &column);

		if (key)
			say(reading, key, claim->text, &at, column);
		if (doubt && !g_hash_table_contains(reading->known, claim->text))
			g_ptr_array_add(findings, g_strdup_printf("%s:%u:%u: %s", at.file, at.line, column, doubt));
	}
}

static void
passage_init(Passage *passage)
{
	passage->text = g_string_new(NULL);
	passage->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
	passage->first = NULL;
	passage->column = 1;
}

static void
passage_clear(Passage *passage)
{
	g_string_free(passage->text, TRUE);
	g_array_unref(passage->starts);
}

static void
passage_add(Passage *passage, const char *line, const Line *at)
{
	gsize start = passage->text->len;

	if (!passage->first)
		passage->first = at;
	g_array_append_val(passage->starts, start);
	g_string_append(passage->text, line);
	g_string_append_c(passage->text, ' ');
}

static gboolean
ends_passage(const Reading *reading, guint i)
{
	const char *line = reading->lines[i];
	const Line *at = script_line(reading->script, i + 1);

	return i == reading->script->lines->len || *line == '\0' || g_str_has_prefix(line, "```") ||
	       g_str_has_prefix(line, "[^") || !is_prose(reading, at);
}

static void
judge_text(Reading *reading, const Support *support, GPtrArray *findings)
{
	Passage passage;

	passage_init(&passage);
	for (guint i = 0; i <= reading->script->lines->len; i++) {
		if (!ends_passage(reading, i)) {
			passage_add(&passage, reading->lines[i], script_line(reading->script, i + 1));
			continue;
		}
		if (passage.first)
			judge(reading, support, &passage, findings);
		passage_clear(&passage);
		passage_init(&passage);
	}
	passage_clear(&passage);
}

/* Captions are prose too; what a directive plots must be the same in both languages. */
static void
judge_directives(Reading *reading, const Support *support, GPtrArray *findings)
{
	static const char *const prose[] = { "caption", "alt" };

	for (guint i = 0; i < reading->script->directives->len; i++) {
		const Directive *directive = reading->script->directives->pdata[i];
		const char *id = directive_value(directive, "id");

		if (!is_prose(reading, &directive->at))
			continue;
		if (id)
			say(reading, g_strconcat("id ", id, NULL), id, &directive->at, 1);
		for (gsize j = 0; j < G_N_ELEMENTS(prose); j++) {
			const Attribute *attribute = directive_attribute(directive, prose[j]);
			Passage passage;

			if (!attribute)
				continue;
			passage_init(&passage);
			passage.column = attribute->column;
			passage_add(&passage, attribute->value, &directive->at);
			judge(reading, support, &passage, findings);
			passage_clear(&passage);
		}
	}
}

static void
note_marks(Reading *reading)
{
	for (guint i = 0; i < reading->script->notes->len; i++) {
		const Footnote *note = reading->script->notes->pdata[i];
		g_autofree char *text = g_strdup_printf("[^%s]", note->label);

		if (is_prose(reading, &note->at))
			say(reading, g_strconcat("note ", note->label, NULL), text, &note->at, 1);
	}
}

/* Fails where the document itself is wrong: then nothing is worth checking. */
static gboolean
judge_reading(Reading *reading, GPtrArray *findings, GError **error)
{
	g_autoptr(Doc) doc = document_make(&reading->facts, reading->script, reading->template, error);
	g_autoptr(Support) support = NULL;
	guint figures = 0, tables = 0;

	if (!doc)
		return FALSE;
	for (guint i = 0; i < doc->blocks->len; i++) {
		const Block *block = doc->blocks->pdata[i];
		figures += block->kind == BLOCK_FIGURE;
		tables += block->kind == BLOCK_TABLE && block->number;
	}
	support = support_new(&reading->facts, figures, tables);
	judge_text(reading, support, findings);
	judge_directives(reading, support, findings);
	check_words(&reading->facts, support, findings);
	note_marks(reading);
	return TRUE;
}

/* --- two languages ----------------------------------------------------------------------- */

/* "narrative.ja.md" to "narrative.en.md". */
static char *
counterpart(const char *file, const Reading *from, const Reading *to)
{
	g_autofree char *tail = g_strdup_printf(".%s.md", lang_name(from->lang));
	gsize length = strlen(file) - strlen(tail);

	return g_strdup_printf("%.*s.%s.md", (int)length, file, lang_name(to->lang));
}

static gboolean
has_file(const Reading *reading, const char *file)
{
	for (guint i = 0; i < reading->script->files->len; i++)
		if (g_str_equal(reading->script->files->pdata[i], file))
			return TRUE;
	return FALSE;
}

static gboolean
says(const Reading *reading, const char *file, const char *key)
{
	for (guint i = 0; i < reading->said->len; i++) {
		const Said *said = reading->said->pdata[i];
		if (g_str_equal(said->at.file, file) && g_str_equal(said->key, key))
			return TRUE;
	}
	return FALSE;
}

/* What from says and to does not, in files that both have; files that only one has. */
static void
compare(const Reading *from, const Reading *to, GPtrArray *findings)
{
	for (guint i = 0; i < from->script->files->len; i++) {
		const char *file = from->script->files->pdata[i];
		g_autofree char *other = counterpart(file, from, to);

		if (!g_str_equal(file, from->template) && !has_file(to, other))
			g_ptr_array_add(findings, g_strdup_printf("%s:1:1: there is no %s", file, other));
	}
	for (guint i = 0; i < from->said->len; i++) {
		const Said *said = from->said->pdata[i];
		g_autofree char *other = counterpart(said->at.file, from, to);

		if (has_file(to, other) && !says(to, other, said->key) &&
		    !g_hash_table_contains(from->known, said->text))
			g_ptr_array_add(findings, g_strdup_printf("%s:%u:%u: %s does not say '%s'", said->at.file,
						      said->at.line, said->column, other, said->text));
	}
}

GPtrArray *
check_edition(const char *folder, const char *edition, const Model *model, const GPtrArray *langs, GError **error)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func(reading_free);

	for (guint i = 0; i < langs->len; i++) {
		Reading *reading = reading_new(folder, edition, model, langs->pdata[i], error);

		if (!reading)
			return NULL;
		g_ptr_array_add(readings, reading);
		if (!judge_reading(reading, findings, error))
			return NULL;
	}
	for (guint i = 0; i < readings->len; i++)
		for (guint j = 0; j < readings->len; j++)
			if (i != j) {
				const Reading *from = readings->pdata[i], *to = readings->pdata[j];

				compare(from, to, findings);
				check_words_agree(&from->facts, &to->facts, findings);
			}
	return g_steal_pointer(&findings);
}
