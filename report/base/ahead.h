/*
 * ahead: bytes that a thread of its own gets while those before are still being used.  Inner to report/base.
 */
#pragma once
#include <glib.h>

typedef struct Ahead Ahead;

/* Gets up to length bytes from where they come; 0 at the end, -1 and error on failure; not called again then. */
typedef gssize (*AheadSource)(gpointer from, guint8 *data, gsize length, GError **error);

/* From now on source is called by the thread alone, until it has said that there is no more or ahead_free has ended it. */
Ahead *ahead_new(AheadSource source, gpointer from);
void ahead_free(Ahead *ahead);

/* What the source gave, in order; 0 at its end, -1 and its error where it failed. */
gssize ahead_read(Ahead *ahead, void *data, gsize length, GError **error);
