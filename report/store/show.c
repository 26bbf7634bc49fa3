/*
 * show.c: a row's numbers as the texts and numbers of its columns.
 */
#include <arpa/inet.h>
#include "region.h"
#include "show.h"

const Shown shown[SHOW_COUNT] = {
	[SHOW_TIME] = { COLUMN_BIT(COLUMN_TIME), COLUMN_TIME, HELPS_ORDER },
	[SHOW_SENSOR] = { COLUMN_BIT(COLUMN_SENSOR), COLUMN_SENSOR, HELPS_EQUAL },
	[SHOW_SOURCE] = { COLUMN_BIT(COLUMN_SOURCE), COLUMN_SOURCE, HELPS_EQUAL },
	[SHOW_PROTOCOL] = { COLUMN_BIT(COLUMN_PROTOCOL), COLUMN_PROTOCOL, HELPS_EQUAL },
	[SHOW_PORT] = { COLUMN_BIT(COLUMN_PORT), COLUMN_PORT, HELPS_ORDER },
	[SHOW_REGION] = { COLUMN_BIT(COLUMN_REGION), COLUMN_REGION, HELPS_EQUAL },
	[SHOW_SIGNATURE] = { COLUMN_BIT(COLUMN_SIGNATURE), COLUMN_SIGNATURE, HELPS_EQUAL },
	[SHOW_PACKETS] = { COLUMN_BIT(COLUMN_PACKETS), COLUMN_PACKETS, HELPS_NOT },
	[SHOW_EPOCH] = { COLUMN_BIT(COLUMN_TIME), COLUMN_TIME, HELPS_ORDER },
	[SHOW_CLASS] = { COLUMN_BIT(COLUMN_CLASS), COLUMN_CLASS, HELPS_EQUAL },
	[SHOW_DAY] = { COLUMN_BIT(COLUMN_TIME), COLUMN_TIME, HELPS_ORDER },
	[SHOW_FAMILY] = { 0, COLUMN_COUNT, HELPS_NOT },
};

static void
give_text(sqlite3_context *context, const char *text)
{
	if (text)
		sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
	else
		sqlite3_result_null(context);
}

static void
give_source(sqlite3_context *context, const Rows *rows, gsize row)
{
	char text[INET6_ADDRSTRLEN];
	const guint8 *source = rows->source + row * (rows->family == 4 ? 4 : 16);

	inet_ntop(rows->family == 4 ? AF_INET : AF_INET6, source, text, sizeof text);
	give_text(context, text);
}

static void
give_name(sqlite3_context *context, const GPtrArray *names, guint number)
{
	give_text(context, number < names->len ? names->pdata[number] : NULL);
}

void
show_value(sqlite3_context *context, Show show, const Segment *segment, const Rows *rows, gsize row,
    const Glossary *names, Clock *clock)
{
	const gint64 time = rows->time ? segment->day + rows->time[row] : 0;
	char buffer[3];

	switch (show) {
	case SHOW_TIME:
		give_text(context, clock_text(clock, names->zone, time));
		break;
	case SHOW_DAY:
		sqlite3_result_text(context, clock_text(clock, names->zone, time), 10, SQLITE_TRANSIENT);
		break;
	case SHOW_EPOCH:
		sqlite3_result_int64(context, time);
		break;
	case SHOW_SENSOR:
		give_name(context, names->sensors, rows->sensor[row]);
		break;
	case SHOW_SOURCE:
		give_source(context, rows, row);
		break;
	case SHOW_PROTOCOL:
		give_text(context, names->protocols[rows->protocol[row]]);
		break;
	case SHOW_PORT:
		sqlite3_result_int(context, rows->port[row]);
		break;
	case SHOW_REGION:
		give_text(context, region_name(rows->region[row], buffer));
		break;
	case SHOW_CLASS:
		give_text(context, class_names[rows->class ? rows->class[row] : CLASS_NONE]);
		break;
	case SHOW_SIGNATURE:
		give_name(context, names->labels, rows->signature[row]);
		break;
	case SHOW_PACKETS:
		sqlite3_result_int64(context, rows->packets ? rows->packets[row] : 1);
		break;
	default:
		sqlite3_result_int(context, rows->family);
	}
}
