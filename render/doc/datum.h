/*
 * datum: one number that the model gives of something, as a claim may say it.
 */
#pragma once
#include "inner.h"

/* What a number counts.  Percentages are of 100, changes have their sign. */
enum {
	UNIT_PACKETS = 1 << 0,
	UNIT_SOURCES = 1 << 1,
	UNIT_RATE = 1 << 2,          /* packets a day, or a sensor and day */
	UNIT_MORE = 1 << 3,          /* packets or sources more than before */
	UNIT_SHARE = 1 << 4,         /* [%] of all packets */
	UNIT_PART = 1 << 5,          /* [%] of a change, or of an item's packets */
	UNIT_CHANGE = 1 << 6,        /* [%] */
	UNIT_POINTS = 1 << 7,        /* [%] by which a share is larger than before */
	UNIT_COVERAGE = 1 << 8,      /* [%] */
	UNIT_FACTOR = 1 << 9,        /* times another number */
	UNIT_RANK = 1 << 10,         /* as printed */
	UNIT_RANK_WITHOUT = 1 << 11, /* without artefacts, or corrected */
	UNIT_SENSORS = 1 << 12,
	UNIT_OTHERS = 1 << 13,   /* sensors but those that are meant */
	UNIT_DOMESTIC = 1 << 14, /* sensors placed there */
	UNIT_OVERSEAS = 1 << 15,
	UNIT_SPAN = 1 << 16,    /* [s] of what is missing, or of an event */
	UNIT_QUARTER = 1 << 17, /* [s] of a quarter */
	UNIT_TREND = 1 << 18,   /* 1 more, -1 fewer than before */
};

/* Of what a change or a factor is. */
enum { OF_PACKETS = 1, OF_SOURCES = 2 };

enum { QUARTER_NOW = 1, QUARTER_BEFORE = 2, QUARTER_BOTH = QUARTER_NOW | QUARTER_BEFORE };

typedef struct {
	guint unit, quarters, of;
	double value;
} Datum;

/* What numbers are given of; item belongs to the model. */
typedef enum { SUBJECT_TOTAL, SUBJECT_ROW, SUBJECT_SENSOR, SUBJECT_CLASS, SUBJECT_FIRST } SubjectKind;

typedef struct {
	SubjectKind kind;
	const char *table; /* of a row, of the first ranks */
	const void *item;  /* ModelRow, ModelSensor, ModelClass; of the first ranks the ModelTable */
	guint n;           /* so many first ranks */
} Subject;

gboolean subject_equal(const Subject *a, const Subject *b);
gboolean subject_is_item(const Subject *subject); /* a row or a sensor: its counts can be added up */

/* Appends all that is known of the subject; spans of time of all are those without data. */
void datum_give(const Facts *facts, const Subject *subject, GArray *data);

/* Appends what several subjects of one kind are together: n of them, borrowed. */
void datum_give_sum(const Facts *facts, const Subject *const *subjects, gsize n, GArray *data);

/* Appends how many times the one is of the other, both of rows. */
void datum_give_ratio(const Subject *a, const Subject *b, GArray *data);

/* Appends the subject's packets of the time from, to [s since 1970, UTC]; nothing where they are not known. */
void datum_give_days(const Facts *facts, const Subject *subject, gint64 from, gint64 to, GArray *data);

/* Appends the packets of the subject's day with most, likewise. */
void datum_give_peak(const Facts *facts, const Subject *subject, GArray *data);
