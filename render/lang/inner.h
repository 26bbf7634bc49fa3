/*
 * inner: what the files of render/lang share of an open language.
 * Formatters of ICU are dear to open and cheap to use, so each is kept, by its pattern, once asked
 * for; a Lang therefore belongs to one thread.
 */
#pragma once
#include "catalogue.h"
#include "lang.h"

struct Lang {
	char *name;           /* "ja" */
	const char *locale;   /* of ICU: "ja_JP" */
	Catalogue *newer;     /* our own, for what a catalogue from elsewhere does not have yet; NULL: it is our own */
	Catalogue *catalogue; /* its words */
	GHashTable *regions;  /* code -> name: the overrides of regions.ini */
	char *article;        /* before those of with_article inside a sentence; NULL */
	GHashTable *with_article; /* a set of codes */
	gboolean short_regions;   /* ICU's short names, else its full ones */
	void *names;              /* ULocaleDisplayNames; opened with the language */
	GHashTable *numbers;      /* skeleton -> UNumberFormatter */
	GHashTable *dates;        /* pattern -> UDateFormat */
	void *intervals[3];       /* UDateIntervalFormat of days, of months, of days of a year; NULL until asked for */
};

/* Reads the language's group of regions.ini and opens ICU's names; fails with path and what is wrong. */
gboolean lang_region_open(Lang *lang, const char *path, GError **error);

/* Sees that the catalogue has every pattern that dates and spans are written by. */
gboolean lang_date_open(Lang *lang, GError **error);

void lang_region_close(Lang *lang);
void lang_number_close(Lang *lang);
void lang_number_open(Lang *lang);
void lang_date_close(Lang *lang);

/* What ICU gave as UTF-16, as UTF-8; its thin and narrow spaces become plain ones.  The caller owns it. */
char *lang_utf8(const void *utf16, gint length);
