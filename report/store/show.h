/*
 * show: the columns of the table observation, and the values that its rows show in them.  Inner to report/store.
 */
#pragma once
#include "clock.h"
#include "narrow.h"

#define COLUMNS_SHOWN                                                                                              \
	"CREATE TABLE observation (time TEXT, sensor TEXT, source TEXT, protocol TEXT, port INTEGER, region TEXT," \
	" signature TEXT, packets INTEGER, epoch INTEGER, class TEXT, day TEXT HIDDEN, family INTEGER HIDDEN)"

typedef enum {
	SHOW_TIME,
	SHOW_SENSOR,
	SHOW_SOURCE,
	SHOW_PROTOCOL,
	SHOW_PORT,
	SHOW_REGION,
	SHOW_SIGNATURE,
	SHOW_PACKETS,
	SHOW_EPOCH,
	SHOW_CLASS,
	SHOW_DAY,
	SHOW_FAMILY,
	SHOW_COUNT
} Show;

/* What conditions on a column help: equal, or also less and greater. */
typedef enum { HELPS_NOT, HELPS_EQUAL, HELPS_ORDER } Helps;

typedef struct {
	guint columns; /* that it is made of, as COLUMN_BITs */
	Column stored; /* what equality narrows */
	Helps helps;
} Shown;

extern const Shown shown[SHOW_COUNT];

/* Gives SQLite what a row of a segment shows in a column; the clock is the cursor's. */
void show_value(sqlite3_context *context, Show show, const Segment *segment, const Rows *rows, gsize row,
    const Glossary *names, Clock *clock);
