/*
 * doc_fixture: a template and an edition in a scratch folder, from strings, filled with the sample model.
 */
#pragma once
#include <glib/gstdio.h>
#include "doc.h"
#include "sample_model.h"

typedef struct {
	char *folder;
	Model *model;
	Lang *ja, *en;
} Fixture;

static inline void
fixture_open(Fixture *fixture)
{
	g_autoptr(GError) error = NULL;

	fixture->folder = g_dir_make_tmp("teiten-doc-XXXXXX", &error);
	g_assert_no_error(error);
	fixture->model = sample_model();
	fixture->ja = lang_open("ja", NULL, &error);
	g_assert_no_error(error);
	fixture->en = lang_open("en", NULL, &error);
	g_assert_no_error(error);
}

static inline void
fixture_write(const Fixture *fixture, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(fixture->folder, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static inline void
fixture_remove(const Fixture *fixture, const char *name)
{
	g_autofree char *path = g_build_filename(fixture->folder, name, NULL);

	g_assert_cmpint(g_unlink(path), ==, 0);
}

/* The document of a template's text in a language; the folder is its edition as well where it has edition.ini. */
static inline Doc *
fixture_make(const Fixture *fixture, const Lang *lang, const char *text, GError **error)
{
	g_autofree char *name = g_strdup_printf("report.%s.md", lang_name(lang));
	g_autofree char *ini = g_build_filename(fixture->folder, "edition.ini", NULL);
	Doc *doc;

	fixture_write(fixture, name, text);
	doc = doc_make(fixture->folder, g_file_test(ini, G_FILE_TEST_EXISTS) ? fixture->folder : NULL, fixture->model,
	    lang, error);
	fixture_remove(fixture, name);
	return doc;
}

static inline void
fixture_close(Fixture *fixture)
{
	g_assert_cmpint(g_rmdir(fixture->folder), ==, 0);
	g_free(fixture->folder);
	model_free(fixture->model);
	lang_free(fixture->ja);
	lang_free(fixture->en);
}

/* The nth block (from 0) of a kind; NULL. */
static inline const Block *
fixture_block(const Doc *doc, BlockKind kind, guint n)
{
	for (guint i = 0; i < doc->blocks->len; i++) {
		const Block *block = doc->blocks->pdata[i];
		if (block->kind == kind && n-- == 0)
			return block;
	}
	return NULL;
}

static inline const char *
fixture_cell(const Block *block, guint row, guint column)
{
	const TableRow *line = row == 0 ? block->table->head : block->table->rows->pdata[row - 1];

	return ((RichText *)line->cells->pdata[column])->utf8;
}
