/*
 * level: what an item's days would have counted had all sensors observed all the time.  Pure.
 * A day is a day of the report's zone; the series has some weeks before the quarter and some days after it.
 */
#pragma once
#include <glib.h>

/* One item as the sensors counted it. */
typedef struct {
	gsize sensors, days;
	const gint64 *packets;     /* [sensors * days] */
	const double *exposure;    /* [sensors * days] observed part of the day, 0 to 1 */
	const guint8 *weekday;     /* [days] 0 to 6 */
	const gboolean *reference; /* [sensors] the panel that the level is of */
	gsize first, last;         /* the days of the quarter, both included */
} Series;

/*
 * The two-way model E[n_sd] = a_s b_d e_sd (size of the sensor, level of the day, exposure), fitted to counts that are
 * clipped at 4 Q75 + 4 a sensor, so that one burst does not make a sensor large.  level is n over the part of the
 * reference panel that observed: an outage of a large sensor moves that part and not the level, and a new sensor gets its
 * own size.
 */
typedef struct {
	double *level;   /* [days] packets a day of the whole panel; NAN where too little of it observed */
	double *part;    /* [days] of the panel that observed */
	gboolean *valid; /* [days] */
	/* of the sensors, and shared with the even level (g_rc_box) */
	double *exposure; /* [sensors * days] of the series where it is enough to be used; else 0 */
	double *packets;  /* [sensors * days] of the days used */
	double *clipped;  /* [sensors * days] packets */
	double *size;     /* [sensors] a_s */
} Level;

Level *level_fit(const Series *series);
void level_free(Level *level);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Level, level_free)

/*
 * The same days with each sensor weighed by what it can tell: sum n w over sum a_s e w, w = 1 / (1 + phi a_s e), of the
 * clipped counts.  A sensor of many packets then says little more than one of few, so that one noisy sensor hides no change
 * of all, and the panel is there as long as enough sensors are.  The caller owns it.
 */
Level *level_even(const Series *series, const Level *level);

/* How a level behaves when nothing happens. */
typedef struct {
	double week[7]; /* of a weekday, in logarithms */
	double middle;  /* median [packets a day], at least 0.05 */
	double scatter; /* overdispersion of a day: variance mu + scatter mu^2 */
	double drift;   /* of the level in two weeks, in logarithms */
} Habit;

/* smooth: a weekday is the middle of its days (stat_middle), not their median. */
Habit level_habit(const Series *series, const Level *level, gboolean smooth);
