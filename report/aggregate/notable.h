/*
 * notable: what of the counts becomes a highlight.
 */
#pragma once
#include "aggregate.h"
#include "event.h"

/*
 * Packets of every charted row of some tables, a sensor and a day: four weeks before the quarter, its days [first, last],
 * and up to two weeks after it where there are data.  An event starts in the quarter and may end after it; tables and
 * figures stay inside.
 */
typedef struct Daily {
	gsize tables;
	GPtrArray **rows; /* [tables] of ModelRow, borrowed */
	gint64 **packets; /* [tables] [rows * sensors * days] */
	/*
	 * The same of places, without what came while the sensor did not observe.  A place is a sensor; one that moved has
	 * another after all of them, and in each only the days in which it stood there.
	 */
	gint64 **counted;    /* [tables] [rows * places * days] */
	GArray *edges;       /* of gint64: days */
	double *exposure;    /* [places * days] */
	guint8 *weekday;     /* [days] */
	gboolean *reference; /* [places] */
	gsize *owner;        /* [places] the sensor */
	gsize sensors, places, days, first, last;
} Daily;

extern const char *const daily_tables[]; /* "port", "region", "signature", TABLE_TOTAL; NULL-terminated */

typedef enum { DAILY_NOW, DAILY_BEFORE /* the days of the quarter before alone */ } DailySpan;

Daily *daily_ask(const Model *model, Source *source, const Panel *panel, DailySpan span, GError **error);
void daily_free(Daily *daily);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Daily, daily_free)

/* The packets of a highlight's row [sensors * days]; NULL where its table has no days.  It borrows from daily. */
const gint64 *daily_counts(const Daily *daily, const ModelHighlight *highlight);

/* A sensor that is one place yet stands in another from a day on. */
void daily_move(Daily *daily, gsize sensor, gsize day);

/* The series of a row, by place; it borrows from daily. */
Series daily_series(const Daily *daily, gsize table, guint row);

/* A change that was found, and what decides of it. */
typedef struct {
	ModelHighlight *highlight;
	gboolean event;    /* of days; else of the two quarters alone */
	gboolean told;     /* it is worth a sentence of its own */
	gint64 at_sensor;  /* packets more at the sensor with the largest part */
	gint64 packets;    /* of the item in its time; 0: it was not asked who sent them */
	SenderNetwork top; /* that sent most of these */
} Finding;

/*
 * aside.c: takes from the counts of wants, split by the panel's sensors in their order, the packets that came while their
 * sensor did not observe, or on a day on which it lost most of them (coverage_counted).  Of expired days it takes only whole ones.
 */
gboolean aside_take(Source *source, const Panel *panel, const gint64 *edges, gsize n_bins, const SourceWant *wants,
    gsize n_wants, GError **error);

/* change.c: a highlight where the row's rank or number changed from quarter to quarter; NULL where it did not. */
ModelHighlight *change_find(const Model *model, const ModelTable *table, const ModelRow *row);

/* notable.c: the highlight of an event of the row. */
ModelHighlight *notable_make(const Model *model, const Daily *daily, const Panel *panel, const ModelTable *table,
    const ModelRow *row, const Event *event);

/* notable.c: what the item would rank with so many packets; where rows end above it, beyond. */
gint64 rank_with(const ModelTable *table, const ModelRow *row, gint64 packets);

/* origin.c: who sent each rise of the findings; of one network, where asn is not NULL, also who announces it. */
gboolean origin_find(Model *model, Source *source, const Asn *asn, GArray *findings, GError **error);

/* artefact.c: whether it is one sensor's rise; and every row's rank without all that are. */
gboolean is_artefact(const Finding *finding);
void artefact_leave_out(Model *model, const GArray *findings);

/* cause.c: whether it is a rise of days. */
gboolean is_rise(const Finding *finding);

/* cause.c: packets in a span, and those that are usual in as much observed time. */
typedef struct {
	double usual, seen;
} Rise;

/* cause.c: whether most of the packets more are the part's, and no rise remains without it. */
gboolean rise_explains(Rise whole, Rise part);

/* cause.c: makes rises of a table, ids set, parts of the highlight whose item carries them. */
gboolean cause_find(
    Model *model, Source *source, const Panel *panel, const GArray *findings, const char *table, GError **error);

/* together.c: makes rises of one table that the same senders made at the same time parts of the first of them. */
gboolean together_find(const Model *model, Source *source, GArray *findings, GError **error);

/* around.c: the days around the quarter, and the packets on them of the items that highlights speak of. */
void around_set(Model *model, const Panel *panel);

/* parts.c: the days of the sensors, and of the items that highlights speak of by sensor. */
void parts_set(Model *model, const Daily *daily, const Panel *panel);

/* total.c: what the row of all packets says of the quarter before, from the totals. */
void total_set_before(Model *model);

/* series.c: the keys of all rows of a table, and of each the number of its row. */
void series_keys(const ModelTable *table, const Source *source, GArray *keys, GArray *groups);
