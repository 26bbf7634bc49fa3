/*
 * catalogue: the words of one language, from a compiled gettext catalogue (GNU MO, revision 0).
 * Keys are identifiers ("table.rank"), never sentences.
 */
#pragma once
#include <glib.h>

typedef struct Catalogue Catalogue;

/* Reads an MO file; fails with its path where it is not one, is damaged or holds what is not UTF-8. */
Catalogue *catalogue_open(const char *path, GError **error);
/* The same from bytes, which it takes a reference of. */
Catalogue *catalogue_read(GBytes *bytes, GError **error);
void catalogue_free(Catalogue *catalogue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Catalogue, catalogue_free)

/* The words of a key, borrowed; NULL where there are none. */
const char *catalogue_words(const Catalogue *catalogue, const char *key);

/* All keys, sorted; the array is the caller's, the keys are borrowed. */
GPtrArray *catalogue_keys(const Catalogue *catalogue);
