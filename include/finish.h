/*
 * finish: a drawn PDF to a file for the archive, PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).
 * In: what the PDF backend drew, its content marked flat in the order of page_marks.  Out: the same
 * pixels with the structure tree, links, bookmarks, page labels, metadata, output intent, attached
 * data and an identifier that depends on the content alone.
 */
#pragma once
#include "page.h"

/* A file that goes into the PDF. */
typedef struct {
	const char *name;        /* "ports.csv" */
	const char *mime;        /* "text/csv" */
	const char *description; /* in the language of the pages */
	const char *relation;    /* "Data", "Source", "Supplement" (ISO 19005-3, 6.8) */
	GBytes *bytes;
	GBytes *deflated; /* finish_deflate of bytes, where that is wanted in more than one PDF; NULL: made here */
} FinishFile;

typedef struct {
	const FinishFile *files; /* [n_files], by name; a node's data names one of them */
	gsize n_files;
	const char *const *titles; /* lang, title, lang, title, ..., NULL: the title in other languages; NULL: none */
	const char *creator;       /* "teiten 0.1.0" */
} FinishOptions;

/* The bytes as FlateDecode wants them (RFC 1950); the caller owns them. */
GBytes *finish_deflate(GBytes *bytes);

/*
 * Finishes drawn.  Fails when the pages break a rule of PDF/UA-1 that they themselves can break (finish_check), when
 * something is painted without a mark, when qpdf finds the drawn file wrong, or when the finished objects do not pass
 * the self-check (prove.h).  The caller owns the bytes.
 */
GBytes *finish_pdf(GBytes *drawn, const Pages *pages, const FinishOptions *options, GError **error);

/*
 * The rules that the pages can break: headings do not skip, figures and links have words, tables are regular with heads,
 * list items stand in lists, a link's annotation stands in a Link, its target is there.  The first breach fails.
 */
gboolean finish_check(const Pages *pages, GError **error);
