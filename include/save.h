/*
 * save: files written whole or not at all, and where our own files are.
 */
#pragma once
#include <glib.h>

/*
 * Writes data beside path, fsyncs it and renames it into place; fsyncs the folder.  A device, a
 * pipe or "-" (stdout) is written to as it is, never renamed over.  On failure path is as before.
 */
gboolean save_bytes(const char *path, const void *data, gsize length, GError **error);

/* Makes the folder and its parents where they are not there yet. */
gboolean save_make_folder(const char *path, GError **error);

/*
 * The path of one of our own files or folders ("fonts", "templates/quarterly"), below
 * share/teiten beside the running program (build tree) or one level up (installed).
 * The caller owns it.  Fails with the places looked at when it is not there.
 */
char *save_find_shared(const char *name, GError **error);
