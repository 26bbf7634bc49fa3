/*
 * hyphen.h: where an English word may be parted, by libhyphen with Debian's en-US patterns (Liang's method).
 */
#pragma once
#include <glib.h>

typedef struct Hyphener Hyphener;

Hyphener *hyphener_open(GError **error);
void hyphener_free(Hyphener *hyphener);

/*
 * Sets points[i] where a hyphen may stand after byte i of word[0..n-1].  Only plain words are parted: letters, small
 * but for the first, between punctuation or dashes; no compound, identifier, number, name in capitals or URL is.
 */
void hyphener_mark(Hyphener *hyphener, const char *word, gsize n, gboolean *points);
