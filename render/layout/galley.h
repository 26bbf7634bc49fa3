/*
 * galley: a document as one endless column of strips, before pages are made of it.
 * Blocks append strips here (block.c, list.c, table.c, figure.c), each with its items and, as it goes, the nodes of
 * the logical structure; flow.c then knows their heights alone.
 */
#pragma once
#include "flow.h"
#include "layout.h"

/* A heading, for the bookmarks and the table of contents. */
typedef struct {
	guint strip;       /* where it stands */
	int level;         /* from 1 */
	const char *id;    /* of its destination; owned by the node */
	const Block *from; /* borrowed */
	gboolean other;    /* of the language beside: no bookmark */
} Entry;

/* A line of the table of contents, which waits for its page number. */
typedef struct {
	guint strip, node;
	const Block *from;      /* the heading it names, borrowed */
	double right, baseline; /* [pt] from the strip's top left */
} TocLine;

typedef struct {
	const Doc *doc;
	const Lang *lang;
	const Theme *theme;
	Fonts *fonts;
	Pages *pages;
	GArray *strips;      /* of FlowStrip */
	GPtrArray *items;    /* of GArray of PageItem: of each strip, from its top left */
	GPtrArray *places;   /* of const char*: of each strip, the block's in the template; NULL where not known */
	GArray *entries;     /* of Entry */
	GArray *toc;         /* of TocLine */
	GHashTable *marks;   /* "#id" of a reference to its ListItem: which marks it is linked back to */
	GHashTable *counted; /* the same to how many of its marks have been set */
	const char *place;   /* of the block being set, borrowed; NULL */
	guint node;          /* under which blocks stand now */
	gboolean beside;     /* stands beside another language: nothing is wider than its column */
	double base;         /* left edge of its column [pt] */
	double left, width;  /* of the column now [pt], from the text's left edge */
	ThemeTextRole body;  /* of paragraphs here */
	guint owed;          /* strips that still stay with the heading above */
	gboolean page;       /* what comes next begins a page */
	gboolean spread;     /* the paragraph before was running text too: English indents now */
} Galley;

Galley *galley_new(const Doc *doc, const Lang *lang, const Theme *theme, Fonts *fonts, Pages *pages);
void galley_free(Galley *galley);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Galley, galley_free)

/* Appends a strip and takes its items; gives its number. */
guint galley_add(Galley *galley, FlowStrip strip, GArray *items);

/* How a text is set. */
typedef struct {
	ThemeTextRole role;
	guint node;
	double left, width; /* [pt] */
	double indent;      /* of the first line [pt] */
	Align align;
	double before, after; /* least space above the first and below the last line [pt] */
	FlowSnap snap;
	gboolean keep;  /* the first line stays with what is above */
	gboolean wide;  /* over all columns; width is not read; only where whole */
	gboolean whole; /* one strip; else one a line, never fewer than two lines on a page */
} TextPlan;

/* The plan of a role in the galley's column, flush left, spaces of the theme. */
TextPlan text_plan(const Galley *galley, ThemeTextRole role, guint node);

/* Sets a text as strips. */
gboolean galley_text(Galley *galley, const RichText *text, const TextPlan *plan, GError **error);

/* Sets a text into items, its top left at x, y; gives its height [pt], or -1 and error. */
double galley_lines(
    Galley *galley, GArray *items, const RichText *text, const TextPlan *plan, double x, double y, GError **error);

/* Puts one set line into items, its links in nodes of their own below node; links is of as many as text has spans. */
void galley_line(Galley *galley, GArray *items, const RichText *text, const TextLine *line, guint *links, guint node,
    Colour colour, double x, double baseline);

/* One line of the role's style; the caller owns it. */
TextLine *galley_label(const Galley *galley, const char *utf8, ThemeTextRole role, GError **error);

/* The same with a space behind, not in its width: what stands next to it is another word for those who hear it. */
TextLine *galley_number(const Galley *galley, const char *utf8, ThemeTextRole role, GError **error);

/* Where a line's baseline is below its top [pt]: the em box (0.88 em up, 0.12 em down) stands in the middle. */
double baseline_of(const ThemeText *text);

/* Where the last line of items ends [pt]. */
double items_end(const GArray *items);

/* A rule of a width [pt] with its thickness hanging down from x, y; an artifact. */
void galley_rule(GArray *items, double x, double y, double width, double thickness, Colour colour);

/* A block of any kind (block.c); next: the one below, NULL at the end; *used: how many below were set along with it. */
gboolean galley_block(Galley *galley, const Block *block, const Block *next, guint *used, GError **error);

/* Blocks in order. */
gboolean galley_blocks(Galley *galley, const GPtrArray *blocks, GError **error);

/* The name of a heading's destination; the caller owns it. */
char *heading_target(const Galley *galley, const Block *block);

/* --- kinds of blocks with a file of their own -------------------------------------------- */

/* next: the block below, NULL at the end; *used: how many blocks below were set along with this one. */
gboolean set_list(Galley *galley, const Block *block, const Block *next, guint *used, GError **error);
gboolean set_table(Galley *galley, const Block *block, const Block *next, guint *used, GError **error);
gboolean set_figure(Galley *galley, const Block *block, const Block *next, guint *used, GError **error);
gboolean set_toc(Galley *galley, const Block *block, const Block *next, guint *used, GError **error);

/* The page numbers into the table of contents, now that places are known. */
gboolean toc_number(Galley *galley, const GArray *places, GError **error);

/* --- from the galley to pages (layout.c) -------------------------------------------------- */

/* What the pages say of themselves. */
void pages_describe(Pages *pages, const Doc *doc, gint64 date);

/* Makes the pages of all that is in the galley; other: words of a second running head, at the right; NULL. */
gboolean galley_paginate(Galley *galley, const char *other, GError **error);
