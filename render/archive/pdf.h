/*
 * pdf: what a finished PDF says, read back from its bytes: the structure tree with the text that its
 * marks paint.  It reads files of ours (ISO 32000-1, 14.7, text by ToUnicode), and takes any other for wrong.
 */
#pragma once
#include <glib.h>

typedef struct {
	char *role;      /* "Table"; NULL: a piece of text */
	char *text;      /* of a piece; lines are parted by line feeds */
	char *alt;       /* NULL */
	char *data;      /* name of the attached file that is its data ("ports.csv"); NULL */
	guint page;      /* from 0, of a piece */
	GPtrArray *kids; /* of PdfElement */
} PdfElement;

/* A file that the PDF carries. */
typedef struct {
	char *name;
	GBytes *bytes;
} PdfFile;

typedef struct {
	PdfElement *root;
	GArray *files;    /* of PdfFile: the document's associated files */
	GPtrArray *pages; /* of char*: all that is painted on a page as text, running heads too */
	gint64 date;      /* CreationDate [s since 1970, UTC]; G_MININT64: none */
} Pdf;

Pdf *pdf_read(GBytes *file, GError **error);
void pdf_free(Pdf *pdf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pdf, pdf_free)

/* All text of an element and below, in reading order; the caller owns it. */
char *pdf_element_text(const PdfElement *element);

/* Appends (borrowed) every element of a role at or below element, outermost first. */
void pdf_element_find(PdfElement *element, const char *role, GPtrArray *found);
