/*
 * quarter.c: the frame of a model: which quarter, in which zone, in which bins, out of which files.
 */
#include "aggregate.h"

gboolean
aggregate_quarter(Model *model, const char *quarter, const char *time_zone, GError **error)
{
	g_autoptr(GTimeZone) zone = zone_load(time_zone, error);
	g_autoptr(GArray) hours = NULL;

	if (!zone || !quarter_parse(quarter, zone, &model->now.quarter, error))
		return FALSE;
	quarter_before(&model->now.quarter, zone, &model->before.quarter);
	hours = zone_hours(zone, model->now.quarter.start, model->now.quarter.end);
	model->tool = g_strdup("teiten " TEITEN_VERSION);
	model->time_zone = g_strdup(time_zone);
	model->bins = hours->len - 1;
	model->edges = g_array_steal(hours, NULL);
	model->bin_expected = g_new0(gint64, model->bins);
	model->bin_observed = g_new0(gint64, model->bins);
	return TRUE;
}

static ModelLoad *
copy_load(const Load *load)
{
	ModelLoad *copy = g_new0(ModelLoad, 1);

	copy->name = g_strdup(load->name);
	copy->sha256 = g_strdup(load->sha256);
	copy->profile = g_strdup(load->profile);
	copy->observations = load->observations;
	copy->packets = load->packets;
	copy->first = load->first;
	copy->last = load->last;
	copy->geo_type = g_strdup(load->geo_type);
	copy->geo_sha256 = g_strdup(load->geo_sha256);
	copy->geo_built = load->geo_built;
	copy->cut = load->loss.cut;
	copy->dropped = load->loss.dropped;
	copy->unread = load->loss.unread;
	copy->survey = g_strdup(load->survey);
	copy->survey_sha256 = g_strdup(load->survey_sha256);
	return copy;
}

gboolean
aggregate_expired(Model *model, Source *source, GError **error)
{
	gint64 from = model->before.quarter.start, to = model->now.quarter.end;
	g_autoptr(GArray) spans = source_expired(source, from, to, error);

	for (guint i = 0; spans && i < spans->len; i++) {
		const SourceSpan *span = &g_array_index(spans, SourceSpan, i);
		ModelExpired *expired = g_new0(ModelExpired, 1);

		expired->from = MAX(span->from, from);
		expired->to = MIN(span->to, to);
		g_ptr_array_add(model->expired, expired);
	}
	return spans != NULL;
}

gboolean
aggregate_has_expired(Source *source, gint64 from, gint64 to, gboolean *expired, GError **error)
{
	g_autoptr(GArray) spans = source_expired(source, from, to, error);

	*expired = spans && spans->len > 0;
	return spans != NULL;
}

gboolean
aggregate_loads(Model *model, Source *source, GError **error)
{
	g_autoptr(GPtrArray) loads = source_loads(source, model->before.quarter.start, model->now.quarter.end, error);

	for (guint i = 0; loads && i < loads->len; i++) {
		const Load *load = loads->pdata[i];

		g_ptr_array_add(model->loads, copy_load(load));
		model->simulated |= load->simulated;
	}
	return loads != NULL;
}
