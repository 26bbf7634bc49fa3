/*
 * narrow.c: conditions of SQL into spans of time and sets of values, and those into the rows to be read.
 * Knows how values are stored; what a row then shows is the table's business.
 */
#include <arpa/inet.h>
#include <string.h>
#include "narrow.h"
#include "region.h"
#include "zone.h"

#define VALUES 65536 /* of a small column */
#define DAY    86400

/* --- names ---------------------------------------------------------------------------------- */

static void
name_protocols(Glossary *names)
{
	static const struct {
		guint8 number;
		const char *name;
	} known[] = { { PROTOCOL_ICMP, "icmp" }, { PROTOCOL_TCP, "tcp" }, { PROTOCOL_UDP, "udp" },
		{ PROTOCOL_ICMPV6, "icmpv6" } };

	for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
		names->protocols[known[i].number] = g_strdup(known[i].name);
	for (guint i = 0; i < G_N_ELEMENTS(names->protocols); i++)
		if (!names->protocols[i])
			names->protocols[i] = g_strdup_printf("%u", i);
}

static void
name_sensors(Glossary *names, const GPtrArray *sensors)
{
	names->sensors = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < sensors->len; i++) {
		const Sensor *sensor = sensors->pdata[i];
		if (sensor->id >= names->sensors->len)
			g_ptr_array_set_size(names->sensors, (gint)sensor->id + 1);
		names->sensors->pdata[sensor->id] = g_strdup(sensor->name);
	}
}

Glossary *
glossary_read(Store *store, GError **error)
{
	g_autoptr(Glossary) names = g_new0(Glossary, 1);
	g_autoptr(GPtrArray) sensors = store_sensors(store, error);

	if (!sensors || !(names->labels = store_signatures(store, error)) ||
	    !(names->zone = zone_load(store_time_zone(store), error)))
		return NULL;
	name_sensors(names, sensors);
	name_protocols(names);
	return g_steal_pointer(&names);
}

void
glossary_free(Glossary *names)
{
	if (!names)
		return;
	g_clear_pointer(&names->zone, g_time_zone_unref);
	g_clear_pointer(&names->sensors, g_ptr_array_unref);
	g_clear_pointer(&names->labels, g_ptr_array_unref);
	for (gsize i = 0; i < G_N_ELEMENTS(names->protocols); i++)
		g_free(names->protocols[i]);
	g_free(names);
}

/* --- conditions ------------------------------------------------------------------------------ */

Narrow *
narrow_new(void)
{
	Narrow *narrow = g_new0(Narrow, 1);

	narrow->from = G_MININT64;
	narrow->to = G_MAXINT64;
	return narrow;
}

void
narrow_free(Narrow *narrow)
{
	if (!narrow)
		return;
	for (gsize c = 0; c < G_N_ELEMENTS(narrow->wanted); c++)
		g_free(narrow->wanted[c]);
	if (narrow->sources)
		g_array_unref(narrow->sources);
	g_free(narrow);
}

/* Low and high are where the values end that a comparison with value lets through, half open. */
static void
bounds(int op, gint64 value, gint64 *low, gint64 *high)
{
	const gint64 next = value < G_MAXINT64 ? value + 1 : value;

	*low = G_MININT64;
	*high = G_MAXINT64;
	if (op == SQLITE_INDEX_CONSTRAINT_GE || op == SQLITE_INDEX_CONSTRAINT_EQ)
		*low = value;
	if (op == SQLITE_INDEX_CONSTRAINT_LE || op == SQLITE_INDEX_CONSTRAINT_EQ)
		*high = next;
	if (op == SQLITE_INDEX_CONSTRAINT_GT)
		*low = next;
	if (op == SQLITE_INDEX_CONSTRAINT_LT)
		*high = value;
}

static void
between(Narrow *narrow, gint64 from, gint64 to)
{
	narrow->from = MAX(narrow->from, from);
	narrow->to = MIN(narrow->to, to);
}

void
narrow_epoch(Narrow *narrow, int op, sqlite3_value *value)
{
	gint64 low, high;

	if (sqlite3_value_numeric_type(value) != SQLITE_INTEGER)
		return;
	bounds(op, sqlite3_value_int64(value), &low, &high);
	between(narrow, low, high);
}

/*
 * When the clock shows the midnight local [s, as if UTC].  Where it shows it twice or never (it is moved then), two
 * days to the side that leaves too much.
 */
static gint64
midnight(GTimeZone *zone, gint64 local, int side)
{
	g_autoptr(GDateTime) clock = g_date_time_new_from_unix_utc(local);
	g_autofree char *text = clock ? g_date_time_format(clock, "%Y-%m-%dT00:00:00") : g_strdup("");
	gint64 time;

	return zone_parse(text, zone, &time, NULL) ? time : local + side * 2 * DAY;
}

/* The date that a text begins with, or the first of its year or month ("2015-09"); FALSE where it is none. */
static gboolean
read_date(const char *text, gsize length, gint64 *local)
{
	static const char rest[] = "0000-01-01";
	g_autofree char *date = length >= 10                 ? g_strndup(text, 10)
				: length == 4 || length == 7 ? g_strconcat(text, rest + length, NULL)
							     : NULL;
	g_autofree char *utc = date ? g_strconcat(date, "T00:00:00Z", NULL) : NULL;

	return utc && zone_parse(utc, NULL, local, NULL);
}

void
narrow_text(Narrow *narrow, const Glossary *names, int op, gboolean whole, sqlite3_value *value)
{
	const char *text = sqlite3_value_type(value) == SQLITE_TEXT ? (const char *)sqlite3_value_text(value) : NULL;
	const gsize length = text ? strlen(text) : 0;
	/* as texts, the times of a day come after its date; its day is the date itself */
	const gboolean excluded = length < 10 || (length == 10 && (!whole || op == SQLITE_INDEX_CONSTRAINT_LT));
	gint64 local;

	if (!text || !read_date(text, length, &local))
		return;
	if (op == SQLITE_INDEX_CONSTRAINT_LT || op == SQLITE_INDEX_CONSTRAINT_LE)
		between(narrow, G_MININT64, midnight(names->zone, excluded ? local : local + DAY, 1));
	else if (op == SQLITE_INDEX_CONSTRAINT_EQ)
		between(narrow, midnight(names->zone, local, -1), midnight(names->zone, local + DAY, 1));
	else
		between(narrow, midnight(names->zone, local, -1), G_MAXINT64);
}

/* Leaves the values of column that set says, of those that were left. */
static void
keep(Narrow *narrow, Column column, guint8 *set)
{
	if (!narrow->wanted[column]) {
		narrow->wanted[column] = set;
		return;
	}
	for (gsize i = 0; i < VALUES; i++)
		narrow->wanted[column][i] &= set[i];
	g_free(set);
}

void
narrow_port(Narrow *narrow, int op, sqlite3_value *value)
{
	guint8 *set;
	gint64 low, high;

	if (sqlite3_value_numeric_type(value) != SQLITE_INTEGER)
		return;
	bounds(op, sqlite3_value_int64(value), &low, &high);
	set = g_malloc0(VALUES);
	for (gint64 port = MAX(low, 0); port < MIN(high, VALUES); port++)
		set[port] = 1;
	keep(narrow, COLUMN_PORT, set);
}

void
narrow_ports(Narrow *narrow, sqlite3_value **values, gsize n)
{
	g_autofree guint8 *set = g_malloc0(VALUES);

	for (gsize i = 0; i < n; i++) {
		gint64 port = sqlite3_value_int64(values[i]);
		if (sqlite3_value_numeric_type(values[i]) != SQLITE_INTEGER)
			return;
		if (port >= 0 && port < VALUES)
			set[port] = 1;
	}
	keep(narrow, COLUMN_PORT, g_steal_pointer(&set));
}

static void
mark_names(guint8 *set, char *const *names, gsize n, const char *name)
{
	for (gsize i = 0; i < n; i++)
		if (names[i] && strcmp(names[i], name) == 0)
			set[i] = 1;
}

void
narrow_named(Narrow *narrow, const Glossary *names, Column column, sqlite3_value **values, gsize n)
{
	g_autofree guint8 *set = g_malloc0(VALUES);

	for (gsize i = 0; i < n; i++) {
		const char *name = (const char *)sqlite3_value_text(values[i]);
		if (sqlite3_value_type(values[i]) != SQLITE_TEXT || !name)
			return;
		if (column == COLUMN_SENSOR)
			mark_names(set, (char **)names->sensors->pdata, names->sensors->len, name);
		else if (column == COLUMN_SIGNATURE)
			mark_names(set, (char **)names->labels->pdata, names->labels->len, name);
		else if (column == COLUMN_PROTOCOL)
			mark_names(set, names->protocols, G_N_ELEMENTS(names->protocols), name);
		else if (column == COLUMN_CLASS)
			mark_names(set, (char *const *)class_names, CLASS_COUNT, name);
		else if (region_of_name(name) != 0)
			set[region_of_name(name)] = 1;
	}
	keep(narrow, column, g_steal_pointer(&set));
}

void
narrow_sources(Narrow *narrow, sqlite3_value **values, gsize n)
{
	g_autoptr(GArray) sources = g_array_new(FALSE, FALSE, sizeof(Address));

	for (gsize i = 0; i < n; i++) {
		const char *text = (const char *)sqlite3_value_text(values[i]);
		Address address = { 4, { 0 } };
		if (sqlite3_value_type(values[i]) != SQLITE_TEXT || !text)
			return;
		if (inet_pton(AF_INET, text, address.bytes) != 1) {
			address.family = 6;
			if (inet_pton(AF_INET6, text, address.bytes) != 1)
				continue; /* no row shows it */
		}
		g_array_append_val(sources, address);
	}
	if (!narrow->sources) /* a second condition only takes more away */
		narrow->sources = g_steal_pointer(&sources);
}

/* --- rows ------------------------------------------------------------------------------------ */

typedef struct {
	const guint8 *high, *low; /* wanted by the key's upper and lower part; NULL: all */
	guint shift;
	gboolean found;
} Search;

static void
search(guint32 key, gint64 packets, gpointer data)
{
	Search *s = data;

	if (packets > 0 && (!s->high || s->high[key >> s->shift]) && (!s->low || s->low[key & ((1u << s->shift) - 1)]))
		s->found = TRUE;
}

gboolean
narrow_day(const Narrow *narrow, Store *store, gint64 day, gboolean *wanted, GError **error)
{
	guint8 *const *by = narrow->wanted;
	const struct {
		Sum sum;
		Search search;
	} sums[] = { { SUM_PORT, { by[COLUMN_PROTOCOL], by[COLUMN_PORT], 16, FALSE } },
		{ SUM_REGION, { by[COLUMN_REGION], NULL, 0, FALSE } },
		{ SUM_SIGNATURE, { by[COLUMN_SIGNATURE], NULL, 0, FALSE } },
		{ SUM_SENSOR, { by[COLUMN_SENSOR], NULL, 8, FALSE } } };
	g_autoptr(Counter) counter = counter_new();

	*wanted = TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(sums) && *wanted; i++) {
		Search s = sums[i].search;
		if (!s.high && !s.low)
			continue;
		counter_clear(counter);
		if (!store_sum(store, sums[i].sum, day, counter, error))
			return FALSE;
		counter_each(counter, search, &s);
		*wanted = s.found;
	}
	return TRUE;
}

guint
narrow_columns(const Narrow *narrow)
{
	guint columns = narrow->sources ? COLUMN_BIT(COLUMN_SOURCE) : 0;

	for (Column c = 0; c < COLUMN_COUNT; c++)
		if (narrow->wanted[c])
			columns |= COLUMN_BIT(c);
	return columns;
}

static gboolean
is_source(const GArray *sources, guint8 family, const guint8 *source)
{
	for (guint i = 0; i < sources->len; i++) {
		const Address *address = &g_array_index(sources, Address, i);
		if (address->family == family && memcmp(address->bytes, source, family == 4 ? 4 : 16) == 0)
			return TRUE;
	}
	return FALSE;
}

gsize
narrow_rows(const Narrow *narrow, const Rows *rows, guint32 *chosen)
{
	const guint16 *const small[COLUMN_COUNT] = { [COLUMN_PORT] = rows->port,
		[COLUMN_PROTOCOL] = rows->protocol,
		[COLUMN_REGION] = rows->region,
		[COLUMN_SENSOR] = rows->sensor,
		[COLUMN_SIGNATURE] = rows->signature,
		[COLUMN_CLASS] = rows->class };
	const gsize width = rows->family == 4 ? 4 : 16;
	gsize n = rows->n;

	for (gsize i = 0; i < n; i++)
		chosen[i] = (guint32)i;
	for (Column c = 0; c < COLUMN_COUNT; c++) {
		gsize kept = 0;
		for (gsize i = 0; narrow->wanted[c] && i < n; i++)
			if (narrow->wanted[c][small[c] ? small[c][chosen[i]] : CLASS_NONE])
				chosen[kept++] = chosen[i];
		n = narrow->wanted[c] ? kept : n;
	}
	if (narrow->sources) {
		gsize kept = 0;
		for (gsize i = 0; i < n; i++)
			if (is_source(narrow->sources, rows->family, rows->source + chosen[i] * width))
				chosen[kept++] = chosen[i];
		n = kept;
	}
	return n;
}
