/*
 * aggregate: the steps from the source's answers to a model, in the order in which report.c takes them.
 * Each step fills its part of the model and relies on those before it.
 */
#pragma once
#include "asn.h"
#include "model.h"
#include "service.h"
#include "source.h"

/*
 * The sensors and what each received an hour: the two quarters and, since a silence may begin or end outside
 * of them, the days around.
 */
typedef struct {
	GPtrArray *sensors; /* of Sensor, by name */
	GArray *edges;      /* of gint64: hours of the whole span [s since 1970, UTC] */
	gsize bins;         /* hours of the whole span */
	gint64 *heard;      /* [sensors * bins] packets */
	Minutes *minutes;   /* of the whole span, the sensors as above */
	gint64 end;         /* of the quarter; or of the days after it, at most 14, of which there are data */
	gboolean counts_sources;
	gint64 *sources;           /* [sensors] unique sources in the quarter; NULL: not counted */
	GPtrArray *outages;        /* of Outage, declared, that touch the span; as its claims count them */
	struct Coverage *coverage; /* what they observed, once aggregate_coverage knows */
	struct Daily *daily;       /* what they received of the charted items a day, once aggregate_health knows */
} Panel;

void panel_free(Panel *panel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Panel, panel_free)

/* key.c: what the table of a name is a question about. */
Dimension table_dimension(const char *name);

/*
 * key.c: splits a want of rows of the table, whose keys and group are the caller's to free, by n sensors.  Of all packets the
 * sensors themselves become the rows, with keys anew: so many counts has one row that is split, in the same places.
 */
void table_by_sensor(SourceWant *want, const char *name, const guint32 *ids, gsize n);

/*
 * key.c: what a row of a table is in the source: keys of a dimension, first to last; of ICMP as one item all its types,
 * of all packets every sensor.
 */
typedef struct {
	Dimension dimension;
	guint32 first, last;
} RowKeys;

RowKeys row_keys(const ModelTable *table, const ModelRow *row, const Source *source);

/* key.c: appends all keys of a row to keys, and for each its group to groups; none of all packets (table_by_sensor). */
void row_append_keys(
    const ModelTable *table, const ModelRow *row, const Source *source, GArray *keys, GArray *groups, guint16 group);

/* quarter.c: the quarter, the one before and the hour bins.  Fails where either name is wrong. */
gboolean aggregate_quarter(Model *model, const char *quarter, const char *time_zone, GError **error);

/* quarter.c: which days of the two quarters have expired. */
gboolean aggregate_expired(Model *model, Source *source, GError **error);

/* quarter.c: whether some day of [from, to) has expired, so that nothing can be asked that only observations tell. */
gboolean aggregate_has_expired(Source *source, gint64 from, gint64 to, gboolean *expired, GError **error);

/* quarter.c: the loads behind the figures, and whether they were simulated. */
gboolean aggregate_loads(Model *model, Source *source, GError **error);

/*
 * classes.c: packets of each class, and their sources where these are counted, of both quarters; nothing where classes
 * (CLASS_BITs of those that are counted) is 0, for nobody asked.
 */
gboolean aggregate_classes(Model *model, Source *source, guint classes, gboolean sources, GError **error);

/*
 * rank.c: tables with their rows ranked in both quarters, and the packets of both.  Rows of previous (NULL: none) have
 * their place whatever they rank now.  Fails where the quarter has no packet.
 */
gboolean aggregate_ranks(Model *model, Source *source, const Services *services, const Model *previous, GError **error);

/*
 * series.c: hours and, where they are asked for, sources of rows and sensors, and the minutes in which these were heard.
 * The caller owns the panel.
 */
Panel *aggregate_series(Model *model, Source *source, gboolean sources, GError **error);

/* total.c: the table of all packets, once these are known by sensor and hour. */
void aggregate_total(Model *model, const Panel *panel);

/* coverage.c: what was expected and observed, sensors, bins and gaps. */
gboolean aggregate_coverage(Model *model, Source *source, Panel *panel, GError **error);

/*
 * health.c: the table of gaps, of sensors that start and stop, and of what else was amiss; and the days of both quarters on
 * which sensors lost most of their packets.
 */
gboolean aggregate_health(Model *model, Source *source, Panel *panel, GError **error);

/*
 * compare.c: beside each row the comparison with the quarter before as if the same sensors had observed both whole, by the
 * packets that count (coverage_counted).
 */
gboolean aggregate_compare(Model *model, Source *source, const Panel *panel, GError **error);

/*
 * frozen.c: ranks of the quarter before as they were published; where the source says otherwise a conflict
 * is noted.  What the source does not know of that quarter is taken from previous too.  Fails where previous is of another
 * quarter or zone.
 */
gboolean aggregate_frozen(Model *model, const Model *previous, GError **error);

/* highlight.c: what changed, heaviest first; asn may be NULL. */
gboolean aggregate_highlights(Model *model, Source *source, const Panel *panel, const Asn *asn, GError **error);
