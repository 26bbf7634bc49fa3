/*
 * archive: a quarter's report with all that it was made from, in one file that is whole or refused.
 * The file is an SQLite archive (table sqlar), so that any sqlite3 opens it in decades; teiten-archive(5)
 * describes it.  An Archive that was opened has a seal that holds, safe names and a manifest that agrees.
 */
#pragma once
#include "model.h"

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
