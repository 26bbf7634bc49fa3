/*
 * source.c: which engine an address means, and the questions handed on to it.
 */
#include <string.h>
#include "engine.h"
#include "error.h"

struct Source {
	const Engine *engine;
	gpointer self;
};

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
	return source;
}

void
source_free(Source *source)
{
	if (!source)
		return;
	source->engine->free(source->self);
	g_free(source);
}

GArray *
source_tally(Source *source, Dimension dimension, gint64 from, gint64 to, GError **error)
{
	return source->engine->tally(source->self, dimension, from, to, error);
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
	return source->engine->outages(source->self, from, to, error);
}

GPtrArray *
source_loads(Source *source, gint64 from, gint64 to, GError **error)
{
	return source->engine->loads(source->self, from, to, error);
}
