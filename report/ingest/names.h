/*
 * names: words that come again and again, kept once: equal words are equal pointers.
 */
#pragma once
#include <glib.h>

typedef struct Names Names;

Names *names_new(void);
void names_free(Names *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Names, names_free)

/*
 * Borrows the one copy of the word, ended by NUL; NULL where it holds a control sign, for it will be
 * printed.  Eight bytes from text on must be readable.
 */
const char *names_keep(Names *names, const char *text, gsize length);
