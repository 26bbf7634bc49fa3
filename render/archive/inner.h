/*
 * inner: what the upper files of render/archive share: about.ini, making again, comparing text.
 */
#pragma once
#include "archive.h"
#include "pdf.h"

#define ABOUT_NAME "about.ini"

/* What about.ini says of the report. */
typedef struct {
	char *quarter;
	char **langs;
	gint64 date; /* [s since 1970, UTC] of the PDFs */
} About;

/* The text of about.ini, with the identity of the running program and its libraries. */
char *about_write(const char *quarter, const char *const *langs, gint64 date);
About *about_read(const Archive *archive, GError **error);
void about_free(About *about);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(About, about_free)

/*
 * Renders the archive's model with the archive's template, edition, theme, catalogues and fonts into folder
 * (NULL: into one that is gone afterwards) and gives back what was made, by name ("report-2015Q3.ja.pdf",
 * "data/ports.csv").
 */
Archive *remake(const Archive *archive, const char *const *formats, const char *folder, GError **error);

/* The text of each page of a trace, in painting order, without spaces; array of char *, owned by the caller. */
GPtrArray *trace_pages(GBytes *trace);

/* Removes all white space, in place. */
char *drop_spaces(char *text);

/* Adds a finding. */
void findings_add(GPtrArray *findings, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Checks the cells of the PDF's tables against the rows of the model. */
void verify_tables(const Pdf *pdf, const Model *model, const char *name, GPtrArray *findings);
