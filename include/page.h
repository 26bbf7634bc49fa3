/*
 * page: the display list.  Items at fixed places, each with its logical node: what every backend
 * paints, what tests compare, what the finishing step tags.
 */
#pragma once
#include "text.h"

typedef struct {
	double red, green, blue;
} Colour; /* sRGB, 0 to 1 */
typedef struct {
	double x, y;
} Point; /* [pt], y down */

typedef enum { PAGE_GLYPHS, PAGE_PATH, PAGE_LINK, PAGE_DEST } PageItemKind;

#define NODE_ARTIFACT 0 /* a rule, a background, a running head: not content */

/* A polyline or polygon. */
typedef struct {
	GArray *points; /* of Point, from the item's place */
	gboolean closed;
	double width; /* of the stroke [pt]; 0: none */
	Colour stroke;
	double dash[4]; /* on, off, on, off [pt]; all 0: solid */
	gboolean filled;
	Colour fill;
} PagePath;

typedef struct {
	PageItemKind kind;
	guint node;           /* index in Pages.nodes; NODE_ARTIFACT */
	double x, y;          /* place on the page [pt] */
	GlyphRun *run;        /* PAGE_GLYPHS */
	Colour colour;        /* PAGE_GLYPHS */
	PagePath *path;       /* PAGE_PATH */
	double width, height; /* PAGE_LINK: its box, [pt] down and right of the place */
	char *target;         /* PAGE_LINK: "https://..." or "#name"; PAGE_DEST: the name */
} PageItem;

typedef struct {
	GArray *items; /* of PageItem, in painting and reading order */
	char *label;   /* printed page number */
} Page;

/* Roles of PDF 1.7 (ISO 32000-1, 14.8.4) that we use. */
typedef enum {
	ROLE_ARTIFACT,
	ROLE_DOCUMENT,
	ROLE_H1,
	ROLE_H2,
	ROLE_H3,
	ROLE_H4,
	ROLE_H5,
	ROLE_H6,
	ROLE_P,
	ROLE_L,
	ROLE_LI,
	ROLE_LBL,
	ROLE_LBODY,
	ROLE_TABLE,
	ROLE_THEAD,
	ROLE_TBODY,
	ROLE_TR,
	ROLE_TH,
	ROLE_TD,
	ROLE_FIGURE,
	ROLE_CAPTION,
	ROLE_NOTE,
	ROLE_REFERENCE,
	ROLE_LINK,
	ROLE_TOC,
	ROLE_TOCI,
	ROLE_SPAN,
	ROLE_QUOTE,
} Role;

/* One element of the logical structure; node 0 stands for artifacts, node 1 is the document. */
typedef struct {
	Role role;
	guint parent;
	char *lang;         /* where it differs from the document's; NULL */
	char *alt;          /* figures and links; NULL */
	char *data;         /* name of the data file of a table or figure ("data/ports.csv"); NULL */
	char *id;           /* name of its destination; NULL */
	gboolean row_head;  /* TH: Scope Row; else Column */
	gint columns, rows; /* spans of a cell, 1 or more */
} Node;

typedef struct {
	int level;
	char *title;
	char *target;
} Bookmark; /* level from 1 */

/* One finished report in one language. */
typedef struct {
	double width, height; /* of every page [pt] */
	GPtrArray *pages;     /* of Page */
	GArray *nodes;        /* of Node */
	GArray *bookmarks;    /* of Bookmark */
	char *lang, *title, *author, *subject;
	gint64 date; /* [s since 1970, UTC] that the file says it was made */
	int dpi;     /* of pictures of them [dots an inch] */
} Pages;

enum { PAGES_DPI = 144 }; /* where nothing else is said */

Pages *pages_new(double width, double height, const char *lang); /* has nodes 0 and 1 */
void pages_free(Pages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pages, pages_free)

guint pages_add_node(Pages *pages, guint parent, Role role); /* its index */
Page *pages_add_page(Pages *pages);                          /* borrowed */

/* --- items: each takes ownership of what it is given and appends to items ------------------ */

GArray *items_new(void); /* of PageItem, with its clear function */
void items_add_glyphs(GArray *items, guint node, double x, double y, GlyphRun *run, Colour colour);
void items_add_path(GArray *items, guint node, double x, double y, PagePath *path);
void items_add_link(GArray *items, guint node, double x, double y, double width, double height, const char *target);
void items_add_dest(GArray *items, double x, double y, const char *name);

/* Appends a copy of every run of the line with its left end at x and baseline at y. */
void items_add_line(GArray *items, guint node, double x, double y, const TextLine *line, Colour colour);

/* Moves all items of from to the end of to, shifted by x and y; node 0 stays, any other becomes node. */
void items_move(GArray *to, GArray *from, double x, double y, guint node);

/* The same, each with the node it has. */
void items_append(GArray *to, GArray *from, double x, double y);

/* Appends copies of what from paints, as artifacts: links, destinations and meaning stay with the first. */
void items_copy_painted(GArray *to, const GArray *from, double x, double y);

/* A run of painted items of one node: what a PDF marks as one piece of content. */
typedef struct {
	gsize first, n; /* items; links and destinations among them are not painted */
	guint node;
} Mark;

/*
 * The marks of a page in painting order: the n-th is marked content n of that page, in drawing and in finishing alike.
 * Array of Mark, owned by the caller.
 */
GArray *page_marks(const Page *page);

PagePath *page_path_new(void);
PagePath *page_path_rectangle(double width, double height);
void page_path_add(PagePath *path, double x, double y);
PagePath *page_path_copy(const PagePath *path);
void page_path_free(PagePath *path);
