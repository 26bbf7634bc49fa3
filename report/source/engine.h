/*
 * engine: what every engine behind source.h answers.  Inner to report/source; the questions are those of
 * source.h, and so are the rules for their answers.
 */
#pragma once
#include "source.h"

typedef struct {
	const char *scheme; /* "clickhouse"; NULL: an address without a scheme, a path */
	gpointer (*open)(const char *address, GError **error);
	void (*free)(gpointer self);
	void (*limit)(gpointer self, guint classes);
	GArray *(*tally)(gpointer self, Dimension dimension, gint64 from, gint64 to, GError **error);
	gboolean (*detail)(gpointer self, const gint64 *edges, gsize n_bins, SourceWant *wants, gsize n_wants,
	    gint64 *total, GError **error);
	Senders *(*senders)(gpointer self, const SenderWant *wants, gsize n, GError **error);
	Minutes *(*minutes)(gpointer self, gint64 from, gint64 to, const guint32 *sensors, gsize n, GError **error);
	GArray *(*expired)(gpointer self, gint64 from, gint64 to, GError **error);
	const char *(*signature)(gconstpointer self, guint32 number);
	GPtrArray *(*sensors)(gpointer self, GError **error);
	GPtrArray *(*outages)(gpointer self, GError **error); /* all of them */
	GPtrArray *(*loads)(gpointer self, gint64 from, gint64 to, GError **error);
} Engine;

extern const Engine engine_sqlite, engine_clickhouse;
