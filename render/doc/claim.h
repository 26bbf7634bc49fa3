/*
 * claim: what a passage of prose says that data can contradict.
 */
#pragma once
#include <glib.h>

typedef enum {
	CLAIM_NONE,    /* an identifier, an address, a year: nothing to hold against data */
	CLAIM_DAY,     /* year (0: not said), month, day */
	CLAIM_MONTH,   /* year, month */
	CLAIM_QUARTER, /* year (0: not said), value: 1 to 4 */
	CLAIM_TIME,    /* hour, minute */
	CLAIM_FIGURE,  /* value: its number */
	CLAIM_TABLE,   /* value: its number */
	CLAIM_PORT,    /* text: "23/TCP" */
	CLAIM_RANK,    /* value */
	CLAIM_PERCENT, /* value, of 100 */
	CLAIM_FACTOR,  /* value: so many times */
	CLAIM_COUNT,   /* value: packets or source addresses */
	CLAIM_SENSORS, /* value */
	CLAIM_SPAN,    /* value [s] */
	CLAIM_POINTS,  /* value: percentage points */
	CLAIM_TREND,   /* text: "rose since the previous quarter" */
	CLAIM_ORDER,   /* text: "overtook", between two names */
	CLAIM_ENTER,   /* value: "entered the top 5" */
	CLAIM_LEAVE,   /* value: "dropped out of the top 5" */
	CLAIM_LIST,    /* value: "the top 3", whose names may follow */
	CLAIM_NUMBER,  /* value: of what, is not said */
	CLAIM_MARK,    /* text: a mark of a note that was typed, "※1", and so leads nowhere */
} ClaimKind;

typedef struct {
	ClaimKind kind;
	gsize from, to; /* [bytes] in the passage */
	int year, month, day;
	int weekday; /* from 1, Monday; 0: not said */
	int hour, minute;
	double value;
	double low, high; /* between which the fact must lie: as the number is rounded, by "about", by "more than" */
	gboolean now;     /* a rank that is said to be this quarter's: "rose to" */
	char *text;       /* as written */
} Claim;

/* The claims of a passage of a language ("ja", "en"), in its order: array of Claim, owned by the caller. */
GArray *claims_find(const char *lang, const char *passage);

/* What both languages must say: dates, ports, ranks, and numbers that are not small; NULL for others.  The caller owns it. */
char *claim_key(const Claim *claim);
