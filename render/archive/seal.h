/*
 * seal: one SHA-256 over the whole file, kept inside the file.
 * The text of the entry seal.txt has 64 digits that stand for the sum of the file with those digits
 * as zeros, so no byte anywhere can change unseen, be it of an entry or of SQLite's own.
 */
#pragma once
#include <glib.h>

#define SEAL_NAME "seal.txt"

/* The entry's text before the file is sealed: its digits are zeros. */
GBytes *seal_blank(void);

/* Puts the sum in place of the zeros.  Fails where there is not exactly one seal. */
GBytes *seal_close(GBytes *file, GError **error);

/* TRUE where the file has exactly one seal and the sum is its own; else error says which. */
gboolean seal_check(GBytes *file, GError **error);
