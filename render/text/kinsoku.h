/*
 * kinsoku.h: where a line may end by Unicode's rules (UAX #14), Japanese in the strict style, from ICU.
 */
#pragma once
#include <glib.h>

typedef struct Kinsoku Kinsoku;

Kinsoku *kinsoku_new(void);
void kinsoku_free(Kinsoku *kinsoku);

/* Begins with a text, which is borrowed until the last question about it. */
gboolean kinsoku_start(Kinsoku *kinsoku, const char *utf8, gboolean japanese, GError **error);

/* TRUE where a line may end before the byte offset; the offsets asked for must rise. */
gboolean kinsoku_allows(Kinsoku *kinsoku, gint64 offset);
