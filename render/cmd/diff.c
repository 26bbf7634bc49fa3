/*
 * diff.c: what changed between two archives, models, or an archive and the live store.  Exit 1 where anything did.
 */
#include <string.h>
#include "archive.h"
#include "basis.h"
#include "error.h"
#include "verb.h"
#include "verbs.h"

typedef enum { KIND_MODEL, KIND_ARCHIVE, KIND_STORE } Kind;

/* An SQLite file starts with its name, and says at byte 68 whose it is. */
static gboolean
look_at(const char *path, Kind *kind, GError **error)
{
	static const char magic[] = "SQLite format 3", ours[] = "tean";
	g_autofree char *text = NULL;
	gsize length;

	if (!g_file_get_contents(path, &text, &length, error))
		return FALSE;
	*kind = length < 72 || memcmp(text, magic, sizeof magic) != 0 ? KIND_MODEL
		: memcmp(text + 68, ours, 4) == 0                     ? KIND_ARCHIVE
								      : KIND_STORE;
	return TRUE;
}

/* A model that a file holds; NULL without an error where it is a store. */
static Model *
open_model(const char *path, GError **error)
{
	g_autoptr(Archive) archive = NULL;
	Kind kind;

	if (!look_at(path, &kind, error) || kind == KIND_STORE)
		return NULL;
	if (kind == KIND_MODEL)
		return model_open(path, error);
	archive = archive_open(path, error);
	return archive ? archive_model(archive, error) : NULL;
}

/* The classes that a model counts, as a list; NULL where nobody asked.  The caller owns it. */
static char *
list_classes(const Model *model)
{
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint i = 0; i < model->classes->len; i++) {
		const ModelClass *class = model->classes->pdata[i];

		if (class->counted)
			g_string_append_printf(list, "%s%s", list->len > 0 ? "," : "", class->name);
	}
	return model->classes->len > 0 ? g_strdup(list->str) : NULL;
}

/* The same quarter, by the same clock, of the same classes, with sources or without, from what a store holds now. */
static Model *
count(const char *store, const Model *like, Basis *basis, GError **error)
{
	g_free(basis->store);
	basis->store = g_strdup(store);
	if (!basis->zone)
		basis->zone = g_strdup(like->time_zone);
	basis->class = list_classes(like);
	basis->no_sources = like->now.sources < 0;
	return basis_model(basis, NULL, like->now.quarter.name, error);
}

static gboolean
open_both(char **paths, Model **models, Basis *basis, GError **error)
{
	GError *inner = NULL;

	for (int i = 0; i < 2; i++) {
		models[i] = open_model(paths[i], &inner);
		if (inner) {
			g_propagate_error(error, inner);
			return FALSE;
		}
	}
	if (!models[0] && !models[1]) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "'%s' and '%s' are both stores: which quarter is asked for stands in an archive or a model",
		    paths[0], paths[1]);
		return FALSE;
	}
	for (int i = 0; i < 2; i++)
		if (!models[i] && !(models[i] = count(paths[i], models[1 - i], basis, error)))
			return FALSE;
	return TRUE;
}

int
verb_diff(int argc, char **argv)
{
	g_auto(Basis) basis = { 0 };
	const GOptionEntry options[] = {
		{ "time-zone", 0, 0, G_OPTION_ARG_STRING, &basis.zone, "Zone for a store (default: that of the other)",
		    "ZONE" },
		{ "previous", 0, 0, G_OPTION_ARG_FILENAME, &basis.previous,
		    "Published model of the quarter before, for a store", "MODEL" },
		{ "services", 0, 0, G_OPTION_ARG_FILENAME, &basis.services, "Service names (IANA's CSV), for a store",
		    "FILE" },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(Model) before = NULL, after = NULL;
	g_autoptr(GPtrArray) says = NULL;
	Model *models[2] = { NULL, NULL };
	gboolean ok;

	if (!verb_parse(options, "BEFORE AFTER", 2, 2, &argc, &argv, &error))
		return verb_fail(error);
	ok = open_both(argv + 1, models, &basis, &error);
	before = models[0];
	after = models[1];
	if (!ok)
		return verb_fail(error);
	says = archive_diff(before, after);
	for (guint i = 0; i < says->len; i++)
		g_print("%s\n", (char *)says->pdata[i]);
	return says->len > 0;
}
