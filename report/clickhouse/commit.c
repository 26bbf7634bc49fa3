/*
 * commit.c: the end of a load: what it overlaps, its new names, and the row from which on it counts.
 */
#include "error.h"
#include "load.h"
#include "register.h"
#include "zone.h"

/* As in a store on this machine: spans that only touch do not overlap, equal ones do. */
static gboolean
overlaps(const Span *span, gint64 first, gint64 last)
{
	return (first < span->last && last > span->first) || (first == span->first && last == span->last);
}

static const char *
name_of(const ClusterLoad *load, guint sensor)
{
	return sensor < load->names[NAME_SENSOR]->len ? load->names[NAME_SENSOR]->pdata[sensor] : "";
}

/* Whether another load holds a sensor at the same time, then which, since when and until when. */
static gboolean
find_overlap(const ClusterLoad *load, const Committed *other, guint *sensor, gint64 *first, gint64 *last)
{
	g_auto(GStrv) spans = g_strsplit(other->spans, ",", -1);

	for (gsize i = 0; spans[i]; i++) {
		g_auto(GStrv) words = g_strsplit(spans[i], " ", 3);
		if (g_strv_length(words) != 3)
			continue;
		*sensor = (guint)g_ascii_strtoull(words[0], NULL, 10);
		*first = g_ascii_strtoll(words[1], NULL, 10);
		*last = g_ascii_strtoll(words[2], NULL, 10);
		if (*sensor < load->spans->len && load->spans->pdata[*sensor] &&
		    overlaps(load->spans->pdata[*sensor], *first, *last))
			return TRUE;
	}
	return FALSE;
}

/* The loads that this one overlaps, to be replaced, or its refusal. */
static gboolean
settle(ClusterLoad *load, GString *replaces, gint64 *replaced, GError **error)
{
	const GPtrArray *others = load->cluster->committed;

	for (guint i = 0; i < others->len; i++) {
		const Committed *other = others->pdata[i];
		g_autofree char *from = NULL, *to = NULL;
		guint sensor = 0;
		gint64 first = 0, last = 0;
		if (!find_overlap(load, other, &sensor, &first, &last))
			continue;
		if (load->info.replace) {
			g_string_append_printf(
			    replaces, "%s%" G_GUINT64_FORMAT, replaces->len > 0 ? "," : "", other->id);
			++*replaced;
			continue;
		}
		from = zone_format(load->cluster->zone, first);
		to = zone_format(load->cluster->zone, last);
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "'%s' overlaps load %" G_GUINT64_FORMAT
		    " ('%s'), which holds sensor '%s' from %s to %s; --replace withdraws that load",
		    load->info.name, other->id, other->load->name, name_of(load, sensor), from, to);
		return FALSE;
	}
	return TRUE;
}

/* Nobody may have given our numbers to other names since. */
static gboolean
enter_names(ClusterLoad *load, NameKind kind, GError **error)
{
	const GPtrArray *now;

	if (load->fresh[kind]->len == 0)
		return TRUE;
	names_forget(load->cluster, kind);
	now = names_known(load->cluster, kind, error);
	if (!now)
		return FALSE;
	if (MAX(now->len, 1) != load->known[kind]) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM,
		    "another load entered new names at the same time; ingest '%s' again", load->info.name);
		return FALSE;
	}
	return names_enter(load->cluster, kind, load->known[kind], load->fresh[kind], error);
}

static char *
spans_text(const ClusterLoad *load)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < load->spans->len; i++) {
		const Span *span = load->spans->pdata[i];
		if (span)
			g_string_append_printf(text, "%s%u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
			    text->len > 0 ? "," : "", span->id, span->first, span->last);
	}
	return g_string_free(text, FALSE);
}

/* The row from which on the load counts. */
static gboolean
enter_load(ClusterLoad *load, const guint8 sha256[32], char *replaces, GError **error)
{
	const BatchInfo *info = &load->info;
	g_autoptr(GString) sum = g_string_new(NULL);
	g_autofree char *spans = spans_text(load);
	Load row = { (gint64)load->id, load->observations, load->packets, load->first, load->last, (char *)info->name,
		NULL, (char *)info->profile, load->geo_type, load->geo_sha256, info->geo ? info->geo->built : 0,
		info->simulated, load->loss, (char *)info->survey, (char *)info->survey_sha256 };
	const Committed committed = { load->id, &row, spans, replaces, load->blocks->len, load->four };

	for (gsize i = 0; i < 32; i++)
		g_string_append_printf(sum, "%02x", sha256[i]);
	row.sha256 = sum->str;
	return register_enter(load->cluster, &committed, error);
}

gboolean
cluster_load_commit(ClusterLoad *load, const guint8 sha256[32], BatchReceipt *receipt, GError **error)
{
	g_autoptr(GString) replaces = g_string_new(NULL);
	gint64 replaced = 0;
	gboolean known;

	if (!cluster_knows(load->cluster, sha256, &known, receipt, error))
		return FALSE;
	if (known)
		return TRUE;
	if (!settle(load, replaces, &replaced, error) || !load_send_all(load, error) ||
	    !enter_names(load, NAME_SENSOR, error) || !enter_names(load, NAME_SIGNATURE, error) ||
	    !enter_load(load, sha256, replaces->str, error))
		return FALSE;
	load->done = TRUE;
	*receipt = (BatchReceipt) { BATCH_ADDED, (gint64)load->id, load->observations, load->packets, replaced };
	return TRUE;
}
