/*
 * archive: a quarter's report with all that it was made from, in one file that is whole or refused.
 * The file is an SQLite archive (table sqlar), so that any sqlite3 opens it in decades; teiten-archive(5)
 * describes it.  An Archive that was opened has a seal that holds, safe names and a manifest that agrees.
 */
#pragma once
#include "model.h"
#include "render.h"

typedef struct Archive Archive;

Archive *archive_new(void);
void archive_free(Archive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_free)

/* Puts bytes in under a name ("data/ports.csv"), in place of what had it; the bytes are borrowed by reference. */
void archive_put(Archive *archive, const char *name, GBytes *bytes);

/* Puts in the files of a folder, and of the folders below it, under prefix ("template/"). */
gboolean archive_put_folder(Archive *archive, const char *prefix, const char *folder, GError **error);

/* Borrows the bytes of a name; NULL where there is none. */
GBytes *archive_get(const Archive *archive, const char *name);

/* The names that start with prefix, in order; the caller owns the NULL-terminated array, the archive the names. */
const char **archive_names(const Archive *archive, const char *prefix);

/*
 * The file's bytes: manifest and seal are made here.  sign is a command of the shell that gets the manifest on its
 * stdin; what it writes to stdout is kept as "manifest.sig" (NULL: not signed).
 */
GBytes *archive_write(const Archive *archive, const char *sign, GError **error);

/* The opposite; path is only what errors call it.  Refuses what is damaged, hostile or newer, with its reason. */
Archive *archive_read(const char *path, GBytes *bytes, GError **error);
Archive *archive_open(const char *path, GError **error);

/* TRUE where a name may become a path below a folder: no "..", no root, no backslash, no control character. */
gboolean archive_name_is_safe(const char *name);

/* --- a quarter ----------------------------------------------------------------------------- */

/* What was published, and what it was made from. */
typedef struct {
	const char *report;   /* folder with model.json, data/ and report-QUARTER.LANG.pdf */
	const char *services; /* the table of service names that was used; NULL: the built-in one */
	RenderOptions
	    render; /* the folders it was rendered with; langs, formats and date are not read: the PDFs tell */
} ArchiveSources;

/*
 * Gathers a quarter ("2015Q3").  The archive is then made again from itself: where that gives other PDFs than the
 * published ones it fails, unless as_is.
 */
Archive *archive_collect(const char *quarter, const ArchiveSources *sources, gboolean as_is, GError **error);

/* The model in it; the caller owns it. */
Model *archive_model(const Archive *archive, GError **error);

/* How alike two makings of a report are, worst last. */
typedef enum { ALIKE_BYTES, ALIKE_WORDS, ALIKE_NOT } Alike;

/*
 * Makes the reports again in folder, from the archive alone.  says gets a sentence (char *) a file.
 * ALIKE_WORDS: same text and numbers, other places or bytes.
 */
gboolean archive_regenerate(const Archive *archive, const char *folder, Alike *alike, GPtrArray *says, GError **error);

/*
 * Checks what the archive says against itself: data files and PDFs against the model, every number of the PDFs'
 * tables against its row, all text against what model and template give, ranks before against the archive of the
 * quarter before (NULL: not asked).  Array of findings (char *), empty where all holds; owned by the caller.
 */
GPtrArray *archive_verify(const Archive *archive, const Archive *previous, GError **error);

/* What changed from one model to another, in words; array of char *, owned by the caller. */
GPtrArray *archive_diff(const Model *before, const Model *after);
