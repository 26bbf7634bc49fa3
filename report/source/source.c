/*
 * source.c: which engine an address means, the questions handed on to it, and what is the same for all of them.
 */
#include <string.h>
#include "engine.h"
#include "error.h"

#define MOST_KNOWN 16

/* A tally that was asked before: a report asks for that of the ports twice. */
typedef struct {
	Dimension dimension;
	guint classes;
	gint64 from, to;
	GArray *tallies;
} Known;

struct Source {
	const Engine *engine;
	gpointer self;
	guint classes;    /* CLASS_BITs that are counted */
	GPtrArray *known; /* of Known */
};

static void
known_free(gpointer data)
{
	Known *known = data;

	g_array_unref(known->tallies);
	g_free(known);
}

/* A new engine is one line here and one file beside this one. */
static const Engine *const engines[] = { &engine_sqlite, &engine_clickhouse };

static const Engine *
find_engine(const char *address)
{
	const char *mark = strstr(address, "://");

	for (gsize i = 0; i < G_N_ELEMENTS(engines); i++) {
		const char *scheme = engines[i]->scheme;
		if (!mark ? !scheme
			  : scheme && strlen(scheme) == (gsize)(mark - address) &&
				strncmp(scheme, address, strlen(scheme)) == 0)
			return engines[i];
	}
	return NULL;
}

Source *
source_open(const char *address, GError **error)
{
	const Engine *engine = find_engine(address);
	gpointer self;
	Source *source;

	if (!engine) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "no engine for the store '%s'", address);
		return NULL;
	}
	if (!(self = engine->open(address, error)))
		return NULL;
	source = g_new0(Source, 1);
	source->engine = engine;
	source->self = self;
	source->classes = CLASS_ALL;
	source->known = g_ptr_array_new_with_free_func(known_free);
	return source;
}

void
source_free(Source *source)
{
	if (!source)
		return;
	source->engine->free(source->self);
	g_ptr_array_unref(source->known);
	g_free(source);
}

void
source_limit(Source *source, guint classes)
{
	source->classes = classes & CLASS_ALL;
	source->engine->limit(source->self, source->classes);
}

GArray *
source_tally(Source *source, Dimension dimension, gint64 from, gint64 to, GError **error)
{
	GArray *tallies;

	for (guint i = 0; i < source->known->len; i++) {
		const Known *known = source->known->pdata[i];
		if (known->dimension == dimension && known->classes == source->classes && known->from == from &&
		    known->to == to)
			return g_array_copy(known->tallies);
	}
	tallies = source->engine->tally(source->self, dimension, from, to, error);
	if (tallies && source->known->len < MOST_KNOWN) {
		Known known = { dimension, source->classes, from, to, g_array_copy(tallies) };
		g_ptr_array_add(source->known, g_memdup2(&known, sizeof known));
	}
	return tallies;
}

gboolean
source_detail(
    Source *source, const gint64 *edges, gsize n_bins, SourceWant *wants, gsize n_wants, gint64 *total, GError **error)
{
	return source->engine->detail(source->self, edges, n_bins, wants, n_wants, total, error);
}

Senders *
source_senders(Source *source, const SenderWant *wants, gsize n, GError **error)
{
	return source->engine->senders(source->self, wants, n, error);
}

Minutes *
source_minutes(Source *source, gint64 from, gint64 to, const guint32 *sensors, gsize n, GError **error)
{
	return source->engine->minutes(source->self, from, to, sensors, n, error);
}

GArray *
source_expired(Source *source, gint64 from, gint64 to, GError **error)
{
	return source->engine->expired(source->self, from, to, error);
}

const char *
source_signature(const Source *source, guint32 number)
{
	return source->engine->signature(source->self, number);
}

GPtrArray *
source_sensors(Source *source, GError **error)
{
	return source->engine->sensors(source->self, error);
}

GPtrArray *
source_outages(Source *source, gint64 from, gint64 to, GError **error)
{
	GPtrArray *outages = source->engine->outages(source->self, error);

	for (guint i = outages ? outages->len : 0; i-- > 0;) {
		const Outage *outage = outages->pdata[i];
		if (outage->to <= from || outage->from >= to)
			g_ptr_array_remove_index(outages, i);
	}
	return outages;
}

GPtrArray *
source_loads(Source *source, gint64 from, gint64 to, GError **error)
{
	return source->engine->loads(source->self, from, to, error);
}
