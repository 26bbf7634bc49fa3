/* fuzz_template.c: any bytes as a template give a document whose spans fit its text, or one error with a place. */
#include <stdint.h>
#include <string.h>
#include "../../render/doc/inner.h"
#include "../unit/sample_model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_text(const RichText *text)
{
	gsize end = 0, length = strlen(text->utf8);

	g_assert_true(g_utf8_validate(text->utf8, -1, NULL));
	g_assert_null(strchr(text->utf8, '\n'));
	for (guint i = 0; i < text->spans->len; i++) {
		const TextSpan *span = &g_array_index(text->spans, TextSpan, i);
		g_assert_true(span->from >= end && span->to > span->from && span->to <= length);
		end = span->to;
	}
}

static void
check_blocks(const GPtrArray *blocks)
{
	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = blocks->pdata[i];
		if (block->text)
			check_text(block->text);
		for (guint j = 0; block->items && j < block->items->len; j++)
			check_blocks(((ListItem *)block->items->pdata[j])->blocks);
	}
}

static Facts facts;

static void
open_facts(void)
{
	g_autoptr(GError) error = NULL;

	facts.model = sample_model();
	facts.lang = lang_open("ja", NULL, &error);
	g_assert_no_error(error);
	facts.zone = zone_load(facts.model->time_zone, &error);
	facts.edition = edition_open(NULL, facts.lang, facts.zone, &error);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Script) script = NULL;
	g_autoptr(Doc) doc = NULL;

	if (!facts.model)
		open_facts();
	script = script_read("report.ja.md", (const char *)data, size, &facts, &error);
	doc = script ? document_make(&facts, script, "report.ja.md", &error) : NULL;
	g_assert_true((doc == NULL) == (error != NULL));
	g_assert_true(doc || g_str_has_prefix(error->message, "report.ja.md:"));
	if (doc)
		check_blocks(doc->blocks);
	return 0;
}
