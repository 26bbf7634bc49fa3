/*
 * run: one report being made, step after step.
 */
#pragma once
#include "doc.h"
#include "finish.h"
#include "output.h"
#include "render.h"

/* What the steps have made so far. */
typedef struct {
	const Model *model;
	const RenderOptions *options;
	Fonts *fonts;
	Theme *theme;
	char *template;
	GPtrArray *langs; /* of Lang */
	GPtrArray *docs;  /* of Doc, one a language */
	GArray *outputs;  /* of Output */
	GArray *data;     /* of FinishFile: model, data and manifest, for every PDF; bytes are borrowed from outputs */
	GBytes *manifest; /* of what goes into the PDFs, and only there */
} Run;

Run *run_new(const Model *model, const RenderOptions *options);
void run_free(Run *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Run, run_free)

/* Every format asked for has a backend. */
gboolean run_check_formats(const Run *run, GError **error);

/* Theme, fonts and the template's folder. */
gboolean run_open(Run *run, GError **error);

/* The model and the template as a document in each language. */
gboolean run_make_docs(Run *run, GError **error);

/* model.json and data/. */
gboolean run_make_data(Run *run, GError **error);

/* Each document as pages, the pages as files of each format. */
gboolean run_make_pages(Run *run, gint64 date, GError **error);
