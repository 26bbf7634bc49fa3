/*
 * event: stretches of days in which an item was far from its four weeks before.  Pure and deterministic.
 */
#pragma once
#include "level.h"

typedef enum {
	EVENT_BURST,   /* under two weeks, and over */
	EVENT_AT_END,  /* under two weeks at the end of the data: it may last */
	EVENT_SHIFT,   /* two weeks or more, to the end of the data */
	EVENT_PERIOD,  /* two weeks or more, and over */
	EVENT_RAMP,    /* a rise of ten days or more */
	EVENT_NEWSCAN, /* where next to nothing was before */
	EVENT_INTERMITTENT,
	EVENT_DECLINE,
} EventKind;

typedef enum { SCOPE_WIDE, SCOPE_FEW, SCOPE_SINGLE, SCOPE_UNDETERMINED } EventScope;

typedef struct {
	gsize from, to; /* days, both included */
	gboolean rise;
	gboolean both_sides; /* the baseline is of days before and after: too few before */
	EventKind kind;
	double base;                             /* usual level before [packets a day] */
	double factor;                           /* times the usual */
	double excess;                           /* packets more (less than 0: fewer) of the panel */
	double strength;                         /* in standard deviations, drift counted */
	double score;                            /* in standard deviations of the daily scatter alone */
	gsize gap_before, gap_inside, gap_after; /* missing days that touch the start, inside, that touch the end */
	EventScope scope;
	gsize panel;       /* sensors that can be compared before and after */
	gsize sensors;     /* of these with the change */
	gsize carriers;    /* sensors without which the change is gone */
	gsize top;         /* the sensor with the largest part of the change */
	double top_share;  /* that part, 0 to 1 */
	double top_change; /* and in packets more, or fewer in a decline */
	double rest;       /* factor without it */
} Event;

/*
 * What is an event at all.  Its factor F, score Z0 and strength Z have each a least; together they have one too, the
 * proof, since chance rarely has more than little of all, and a large change need not last.  It is F^3 Z0^2 Z of a rise of
 * two weeks or more, and of a decline with 1/F for F.  A shorter rise is held against the week before and the week after: the
 * proof is (f z)^3 of its factor f and score z over the middle of those, which a level that drifts takes along.
 */
typedef struct {
	double shortest_factor, lasting_factor; /* of rises of under two weeks, or more */
	double score;
	double strength, decline_strength;
	double shortest_proof, lasting_proof; /* of rises of under two weeks; of longer ones and of declines */
	gboolean
	    whole; /* a long event is taken whole: what is inside is judged by its days, its start is dated by all */
	/* what is usual is the middle of the days (stat_middle), not their median; a gap before gives it time to drift */
	gboolean smooth;
	double second_look; /* times the proof is asked of what only the even level shows; 0: it is not looked at */
} EventRules;

extern const EventRules event_rules, event_rules_major; /* of any item, of the first ten */

/* The events of an item in order of time; array of Event, owned by the caller; empty where there is too little data. */
GArray *event_find(const Series *series, const EventRules *rules);

/* --- the steps of it ------------------------------------------------------------------------- */

typedef struct {
	const Series *series;
	const Level *level;
	Habit habit;
	double *flat;   /* [days] level without the weekday */
	double *stable; /* [days] stat_stable of the level */
	const EventRules *rules;
	double look; /* times the proof of the rules is asked */
} Scene;

enum { EVENT_LONG = 14, EVENT_BASE = 28, EVENT_BACK = 56 };

/* scan.c: the strongest first, at most six. */
GArray *event_scan(const Scene *scene);

/* shape.c: without doubles and after-effects, in order of time, with kinds. */
GArray *event_shape(const Scene *scene, GArray *found);

/* breadth.c: whether a factor left is no change any more; whole: the logarithm of the factor of all of it, without sign. */
gboolean event_is_gone(gboolean rise, double left, double whole);

/* breadth.c: at how many sensors. */
void event_breadth(const Scene *scene, Event *event);

/* scene.c: what these share. */
gboolean event_is_long(const Event *event);
int event_by_time(gconstpointer a, gconstpointer b); /* a GCompareFunc of Event: by start, then by end */

/* The median of the flat level in [from, to]; NAN where all is missing. */
double event_median(const Scene *scene, gsize from, gsize to);
