/*
 * doc: a template filled with a model, as blocks in one language.
 * CommonMark is parsed first and facts are put into the tree, so data can never become markup.
 * Errors carry "report.ja.md:41:7: ".
 */
#pragma once
#include "chart.h"
#include "model.h"

typedef enum {
	BLOCK_TITLE,    /* the document's first heading of level 1 */
	BLOCK_SUBTITLE, /* the paragraph right after it, where it is all emphasis */
	BLOCK_HEADING,
	BLOCK_PARAGRAPH,
	BLOCK_LIST,
	BLOCK_QUOTE,
	BLOCK_TABLE,
	BLOCK_FIGURE,
	BLOCK_NOTE, /* note: small text under a table */
	BLOCK_REFERENCES,
	BLOCK_TOC,
	BLOCK_PAGEBREAK,
} BlockKind;

typedef struct {
	GPtrArray *blocks; /* of Block */
	char *label;       /* "1.", "・", "(1)" */
	char *id;          /* of a reference's destination; NULL */
	GPtrArray *back;   /* of char*: destinations of its marks; NULL */
} ListItem;

typedef struct {
	GPtrArray *cells; /* of RichText */
} TableRow;

typedef struct {
	Align *align; /* [columns] */
	gsize columns;
	TableRow *head;
	GPtrArray *rows; /* of TableRow */
	char *data;      /* "data/ports.csv"; NULL */
} Table;

typedef struct {
	BlockKind kind;
	int level;        /* heading: 1 to 5; title: 0 */
	char *number;     /* "2.1", printed before a heading; NULL */
	char *id;         /* destination; NULL */
	RichText *text;   /* heading, paragraph, title; caption of a table or figure with its number in it; NULL */
	GPtrArray *items; /* list, references: of ListItem */
	gboolean ordered; /* list */
	Table *table;
	Chart *chart;
	char *alt; /* figure: overrides chart_describe; NULL */
} Block;

typedef struct {
	char *lang, *title, *subtitle, *author, *running; /* running: words of the running head */
	gint64 date;       /* of publication [s since 1970, UTC]; G_MININT64: not given */
	GPtrArray *blocks; /* of Block */
} Doc;

void doc_free(Doc *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Doc, doc_free)

/*
 * The document of folder/report.LANG.md; its slots are filled from edition (a folder; NULL: slots stay empty).
 * The first error ends it.
 */
Doc *doc_make(const char *folder, const char *edition, const Model *model, const Lang *lang, GError **error);

/* The same of a template's text; name stands in errors. */
Doc *doc_make_text(const char *name, const char *text, const Model *model, const Lang *lang, GError **error);

/*
 * What an edition (NULL: none) wants counted: lists of classes to count or to leave out, owned by the caller, NULL where it
 * does not say.  doc_make fails where the model counts others.
 */
gboolean edition_classes(const char *folder, char **class, char **without, GError **error);
