/*
 * source_clickhouse.c: the questions answered by a ClickHouse database.  Keys stand in the SQL as they are, so that the
 * order of the tables finds their rows; whole days of the database's zone are answered from its sums.
 */
#include "counter.h"
#include "engine.h"
#include "question.h"

typedef struct {
	Cluster *cluster;
	GPtrArray *signatures; /* label by number */
} Remote;

static void
remote_free(gpointer self)
{
	Remote *remote = self;

	cluster_free(remote->cluster);
	g_clear_pointer(&remote->signatures, g_ptr_array_unref);
	g_free(remote);
}

static gpointer
remote_open(const char *address, GError **error)
{
	Remote *remote = g_new0(Remote, 1);

	if ((remote->cluster = cluster_open(address, STORE_READ, NULL, error)) &&
	    (remote->signatures = cluster_signatures(remote->cluster, error)))
		return remote;
	remote_free(remote);
	return NULL;
}

static void
remote_limit(gpointer self, guint classes)
{
	cluster_limit(((Remote *)self)->cluster, classes);
}

/* --- tally ----------------------------------------------------------------------------------- */

/* Adds "key, packets" rows to sums. */
static gboolean
add_up(Cluster *cluster, const char *sql, Counter *sums, GError **error)
{
	g_autoptr(Answer) answer = cluster_ask(cluster, "48", sql, error);
	AnswerField field[2];
	int got = -1;

	while (answer && (got = answer_row(answer, field, error)) > 0)
		if (field[0].number < COUNTER_KEYS)
			counter_add(sums, (guint32)field[0].number, (gint64)field[1].number);
	return got == 0;
}

static gboolean
tally_rows(Cluster *cluster, Dimension dimension, gint64 from, gint64 to, Counter *sums, GError **error)
{
	g_autofree char *part = from < to ? cluster_counted(cluster, from, to) : NULL;
	g_autofree char *sql =
	    g_strdup_printf("SELECT %s AS k, sum(packets) FROM %s GROUP BY k", question_key[dimension], part);

	return !part || add_up(cluster, sql, sums, error);
}

static gboolean
tally_days(Cluster *cluster, Dimension dimension, gint64 from, gint64 to, Counter *sums, GError **error)
{
	g_autofree char *part = from < to ? cluster_sums(cluster, from, to) : NULL;
	g_autofree char *sql =
	    g_strdup_printf("SELECT key, sum(packets) FROM %s AND dimension = %u GROUP BY key", part, (guint)dimension);

	return !part || add_up(cluster, sql, sums, error);
}

static void
gather(guint32 key, gint64 packets, gpointer data)
{
	Tally tally = { key, packets };

	g_array_append_val((GArray *)data, tally);
}

static GArray *
remote_tally(gpointer self, Dimension dimension, gint64 from, gint64 to, GError **error)
{
	Cluster *cluster = ((Remote *)self)->cluster;
	g_autoptr(Counter) sums = counter_new();
	GArray *tallies;
	gint64 first, last, other;

	question_days(cluster_zone(cluster), from, &first, &other);
	question_days(cluster_zone(cluster), to, &other, &last);
	if (first > last || cluster_is_limited(cluster))
		first = last = to;
	if (!tally_rows(cluster, dimension, from, first, sums, error) ||
	    !tally_days(cluster, dimension, first, last, sums, error) ||
	    !tally_rows(cluster, dimension, last, to, sums, error))
		return NULL;
	tallies = g_array_new(FALSE, FALSE, sizeof(Tally));
	counter_each(sums, gather, tallies);
	return tallies;
}

/* --- the rest -------------------------------------------------------------------------------- */

static gboolean
remote_detail(
    gpointer self, const gint64 *edges, gsize n_bins, SourceWant *wants, gsize n_wants, gint64 *total, GError **error)
{
	return question_detail(((Remote *)self)->cluster, edges, n_bins, wants, n_wants, total, error);
}

static Senders *
remote_senders(gpointer self, const SenderWant *wants, gsize n, GError **error)
{
	Senders *senders = g_new0(Senders, n + 1);

	for (gsize w = 0; w < n; w++)
		if (!question_senders(((Remote *)self)->cluster, &wants[w], &senders[w], error)) {
			senders_free(senders, n);
			return NULL;
		}
	return senders;
}

/* A row an hour: sensor, start of the hour, a bit a minute of it. */
static void
mark(Minutes *minutes, GHashTable *places, const AnswerField *f)
{
	gsize place = question_place(places, f[0].number);
	gint64 first = ((gint64)f[1].number - minutes->from) / 60;

	for (gint64 m = 0; place > 0 && m < 60; m++)
		if ((f[2].number >> m & 1) != 0 && first + m >= 0 && first + m < (gint64)minutes->minutes)
			minutes_set(minutes, place - 1, (gsize)(first + m));
}

/* Marks what a part of the rows or of the hours says: "sensor, time of minute 0, bits". */
static gboolean
ask_minutes(Cluster *cluster, GString *sql, const char *part, const char *sensor, const guint32 *sensors, gsize n,
    Minutes *minutes, GError **error)
{
	g_autoptr(GHashTable) places = question_places(sensors, n);
	g_autoptr(Answer) answer = NULL;
	AnswerField field[3];
	int got = -1;

	if (!part || n == 0)
		return TRUE;
	g_string_append_printf(sql, " FROM %s AND %s IN (", part, sensor);
	for (gsize s = 0; s < n; s++)
		g_string_append_printf(sql, "%s%u", s > 0 ? "," : "", sensors[s]);
	g_string_append(sql, ") GROUP BY s, h");
	answer = cluster_ask(cluster, "288", sql->str, error);
	while (answer && (got = answer_row(answer, field, error)) > 0)
		mark(minutes, places, field);
	return got == 0;
}

/* Of single rows: minutes are counted from the answer's first one. */
static gboolean
minutes_of_rows(
    Cluster *cluster, gint64 from, gint64 to, const guint32 *sensors, gsize n, Minutes *minutes, GError **error)
{
	g_autofree char *part = from < to ? cluster_rows(cluster, from, to) : NULL;
	g_autofree char *since = g_strdup_printf("(toUInt32(time) - %" G_GINT64_FORMAT ")", minutes->from);
	g_autoptr(GString) sql = g_string_new(NULL);

	g_string_printf(sql,
	    "SELECT sensor AS s, toUInt64(%" G_GINT64_FORMAT " + intDiv(%s, 3600) * 3600) AS h,"
	    " groupBitOr(bitShiftLeft(toUInt64(1), toUInt8(intDiv(%s, 60) %% 60)))",
	    minutes->from, since, since);
	return ask_minutes(cluster, sql, part, "sensor", sensors, n, minutes, error);
}

/* Of whole hours. */
static gboolean
minutes_of_hours(
    Cluster *cluster, gint64 from, gint64 to, const guint32 *sensors, gsize n, Minutes *minutes, GError **error)
{
	g_autofree char *part = from < to ? cluster_hours(cluster, from, to) : NULL;
	g_autoptr(GString) sql = g_string_new(NULL);

	g_string_printf(sql, "SELECT toUInt16(key) AS s, toUInt64(toUInt32(hour)) AS h, groupBitOr(minutes)");
	return ask_minutes(cluster, sql, part, "dimension = 3 AND key", sensors, n, minutes, error);
}

static Minutes *
remote_minutes(gpointer self, gint64 from, gint64 to, const guint32 *sensors, gsize n, GError **error)
{
	enum { HOUR = 3600 };
	Cluster *cluster = ((Remote *)self)->cluster;
	g_autoptr(Minutes) minutes = minutes_new(from, (gsize)(to - from + 59) / 60, n);
	gint64 first = (from + HOUR - 1) / HOUR * HOUR, last = to / HOUR * HOUR;

	if (from % 60 != 0 || first >= last)
		first = last = to;
	return minutes_of_rows(cluster, from, first, sensors, n, minutes, error) &&
		       minutes_of_hours(cluster, first, last, sensors, n, minutes, error) &&
		       minutes_of_rows(cluster, last, to, sensors, n, minutes, error)
		   ? g_steal_pointer(&minutes)
		   : NULL;
}

/* Nothing expires there. */
static GArray *
remote_expired(gpointer self, gint64 from, gint64 to, GError **error)
{
	(void)self, (void)from, (void)to, (void)error;
	return g_array_new(FALSE, FALSE, sizeof(SourceSpan));
}

static const char *
remote_signature(gconstpointer self, guint32 number)
{
	const Remote *remote = self;

	return number < remote->signatures->len ? remote->signatures->pdata[number] : NULL;
}

static GPtrArray *
remote_sensors(gpointer self, GError **error)
{
	return cluster_sensors(((Remote *)self)->cluster, error);
}

static GPtrArray *
remote_outages(gpointer self, GError **error)
{
	return cluster_outages(((Remote *)self)->cluster, error);
}

/* A report asks this first, and of all its time: then it is looked at whether all of it is there. */
static GPtrArray *
remote_loads(gpointer self, gint64 from, gint64 to, GError **error)
{
	Cluster *cluster = ((Remote *)self)->cluster;

	return cluster_check(cluster, from, to, error) ? cluster_loads(cluster, from, to) : NULL;
}

const Engine engine_clickhouse = { "clickhouse", remote_open, remote_free, remote_limit, remote_tally, remote_detail,
	remote_senders, remote_minutes, remote_expired, remote_signature, remote_sensors, remote_outages,
	remote_loads };
