/*
 * test_event.c: what is an event and what is not.  Counts are made by arithmetic; where ../shared is there, the labelled
 * series of the method's reference are read too and must give the same events.
 */
#include <math.h>
#include <string.h>
#include "../../report/aggregate/event.h"

enum { SENSORS = 12, DAYS = 134, FIRST = 28, LAST = 119 };

typedef struct {
	const char *what;
	double usual;           /* packets a sensor and day */
	int from, to;           /* days of the change; to < from: none */
	double times, more;     /* by so many times, and so many packets more */
	int sensors;            /* from the first on */
	int gap_from, gap_to;   /* days without any sensor; to < from: none */
	int lost_from, lost_to; /* days without the first sensor, which is ten times the others */
	int events;
	EventKind kind;
	EventScope scope;
} EventCase;

static const EventCase cases[] = {
	{ "nothing", 50, 1, 0, 1, 0, 12, 1, 0, 1, 0, 0, 0, 0 },
	{ "nothing, few packets", 0.3, 1, 0, 1, 0, 12, 1, 0, 1, 0, 0, 0, 0 },
	{ "nothing, many packets", 50000, 1, 0, 1, 0, 12, 1, 0, 1, 0, 0, 0, 0 },
	{ "system gap alone", 50, 1, 0, 1, 0, 12, 70, 74, 1, 0, 0, 0, 0 },
	{ "the largest sensor lost", 50, 1, 0, 1, 0, 12, 1, 0, 60, 89, 0, 0, 0 },
	{ "burst at all", 50, 60, 63, 5, 0, 12, 1, 0, 1, 0, 1, EVENT_BURST, SCOPE_WIDE },
	{ "burst at one", 50, 60, 63, 1, 3000, 1, 1, 0, 1, 0, 1, EVENT_BURST, SCOPE_SINGLE },
	{ "burst at two", 50, 60, 63, 1, 3000, 2, 1, 0, 1, 0, 1, EVENT_BURST, SCOPE_FEW },
	{ "burst after the gap", 50, 75, 79, 6, 0, 12, 70, 74, 1, 0, 1, EVENT_BURST, SCOPE_WIDE },
	{ "shift", 50, 70, 133, 3, 0, 12, 1, 0, 1, 0, 1, EVENT_SHIFT, SCOPE_WIDE },
	{ "shift while the largest is lost", 50, 70, 133, 3, 0, 12, 1, 0, 60, 89, 1, EVENT_SHIFT, SCOPE_WIDE },
	{ "period", 50, 50, 80, 3, 0, 12, 1, 0, 1, 0, 1, EVENT_PERIOD, SCOPE_WIDE },
	{ "new", 0, 64, 133, 1, 9, 12, 1, 0, 1, 0, 1, EVENT_NEWSCAN, SCOPE_WIDE },
	{ "decline", 50, 70, 133, 0.2, 0, 12, 1, 0, 1, 0, 1, EVENT_DECLINE, SCOPE_WIDE },
	{ "rise at the end", 50, 128, 133, 5, 0, 12, 1, 0, 1, 0, 0, 0, 0 }, /* starts after the quarter */
	{ "rise at the quarter's end", 50, 119, 133, 5, 0, 12, 1, 0, 1, 0, 1, EVENT_SHIFT, SCOPE_WIDE },
	{ "too small", 50, 60, 63, 1.5, 0, 12, 1, 0, 1, 0, 0, 0, 0 },
};

typedef struct {
	Series series;
	gint64 packets[SENSORS * DAYS];
	double exposure[SENSORS * DAYS];
	guint8 weekday[DAYS];
	gboolean reference[SENSORS];
} Data;

/* The same "chance" each time: a number of [-1, 1). */
static double
unrest(guint s, guint d)
{
	guint32 x = (s * 7919 + d * 104729 + 12345) * 2654435761u;

	x ^= x >> 15;
	x *= 2246822519u;
	x ^= x >> 13;
	return (double)x / 2147483648.0 - 1;
}

static gboolean
within(int day, int from, int to)
{
	return day >= from && day <= to;
}

static void
fill(const EventCase *c, Data *data)
{
	for (int s = 0; s < SENSORS; s++) {
		data->reference[s] = TRUE;
		for (int d = 0; d < DAYS; d++) {
			double mean = c->usual * (s == 0 ? 10 : 1);
			gboolean lost =
			    within(d, c->gap_from, c->gap_to) || (s == 0 && within(d, c->lost_from, c->lost_to));

			if (within(d, c->from, c->to) && s < c->sensors)
				mean = mean * c->times + c->more;
			mean += unrest((guint)s, (guint)d) * 1.7 * sqrt(mean + 0.02 * mean * mean);
			data->packets[s * DAYS + d] = lost ? 0 : (gint64)floor(MAX(mean, 0) + 0.5);
			data->exposure[s * DAYS + d] = lost ? 0 : 1;
			data->weekday[d] = (guint8)(d % 7);
		}
	}
	data->series =
	    (Series) { SENSORS, DAYS, data->packets, data->exposure, data->weekday, data->reference, FIRST, LAST };
}

static void
finds(gconstpointer pointer)
{
	const EventCase *c = pointer;
	g_autofree Data *data = g_new0(Data, 1);

	fill(c, data);
	g_autoptr(GArray) events = event_find(&data->series, &event_rules);
	g_assert_cmpint(events->len, ==, c->events);
	if (c->events == 0)
		return;
	const Event *event = &g_array_index(events, Event, 0);
	g_assert_cmpint(event->kind, ==, c->kind);
	g_assert_cmpint(event->scope, ==, c->scope);
	g_assert_cmpint(event->from, ==, c->from);
	g_assert_true(event->kind == EVENT_DECLINE || event->to == (gsize)c->to);
	g_assert_cmpint(event->gap_before, ==, c->gap_to == c->from - 1 ? c->gap_to - c->gap_from + 1 : 0);
	if (c->more == 0)
		g_assert_cmpfloat_with_epsilon(event->factor, c->times, 0.15 * c->times);
	if (c->scope == SCOPE_SINGLE)
		g_assert_cmpfloat_with_epsilon(event->rest, 1, 0.1);
}

/* A thousand times the packets are the same events. */
static void
knows_no_scale(void)
{
	g_autofree Data *data = g_new0(Data, 1), *large = g_new0(Data, 1);

	fill(&cases[5], data);
	fill(&cases[5], large);
	for (gsize i = 0; i < SENSORS * DAYS; i++)
		large->packets[i] *= 1000;
	g_autoptr(GArray) one = event_find(&data->series, &event_rules);
	g_autoptr(GArray) two = event_find(&large->series, &event_rules);
	g_assert_cmpuint(one->len, ==, two->len);
	g_assert_cmpuint(g_array_index(one, Event, 0).from, ==, g_array_index(two, Event, 0).from);
	g_assert_cmpuint(g_array_index(one, Event, 0).to, ==, g_array_index(two, Event, 0).to);
}

/* Multiplies the packets of the sensors from first on, in some days. */
static void
lift(Data *data, int first, int from, int to, int times)
{
	for (int s = first; s < SENSORS; s++)
		for (int d = from; d <= to; d++)
			data->packets[s * DAYS + d] *= times;
}

/* The largest sensor swings from day to day by five times, and all others rise: only the look at all alike shows it. */
static void
sees_behind_the_largest(void)
{
	g_autofree Data *data = g_new0(Data, 1);
	EventRules once = event_rules;

	once.second_look = 0;
	fill(&cases[0], data);
	for (int d = 0; d < DAYS; d++)
		data->packets[d] = (gint64)((double)data->packets[d] * 10 * (1.5 + unrest(77, (guint)d)));
	lift(data, 1, 60, 66, 10);
	g_autoptr(GArray) one = event_find(&data->series, &once);
	g_autoptr(GArray) two = event_find(&data->series, &event_rules);
	g_assert_cmpuint(one->len, ==, 0);
	g_assert_cmpuint(two->len, ==, 1);
	g_assert_cmpint(g_array_index(two, Event, 0).scope, ==, SCOPE_WIDE);
	g_assert_cmpint(g_array_index(two, Event, 0).from, ==, 60);
}

/* What is inside of a shift is told where it is large for the shift's own days. */
static void
tells_a_burst_inside(void)
{
	g_autofree Data *data = g_new0(Data, 1);

	fill(&cases[0], data);
	lift(data, 0, 50, 133, 5);
	lift(data, 0, 72, 73, 4);
	g_autoptr(GArray) events = event_find(&data->series, &event_rules);
	g_assert_cmpuint(events->len, ==, 2);
	g_assert_cmpint(g_array_index(events, Event, 0).from, ==, 50);
	g_assert_cmpint(g_array_index(events, Event, 1).from, ==, 72);
	g_assert_cmpfloat_with_epsilon(g_array_index(events, Event, 1).factor, 4, 0.6);
}

/* --- the reference --------------------------------------------------------------------------- */

static const char *const kinds[] = { "burst", "rise_at_end", "shift", "period", "ramp", "newscan", "intermittent",
	"decline" };
static const char *const scopes[] = { "wide", "few", "single", "undetermined" };

static void
read_numbers(const char *line, double *to, gsize n)
{
	char *at = (char *)line;

	for (gsize i = 0; i < n; i++)
		to[i] = g_ascii_strtod(at, &at);
}

/* "event 64 133 newscan wide F=1058.922799 Z=58.7 ..." */
static void
check_event(const char *line, const Event *event)
{
	g_auto(GStrv) words = g_strsplit(line, " ", -1);
	const struct {
		const char *name;
		double value;
	} numbers[] = { { "F", event->factor }, { "Z", event->strength }, { "mu0", event->base },
		{ "X", event->excess }, { "part", (double)event->sensors }, { "k", (double)event->panel },
		{ "jstar", (double)event->carriers }, { "F1", event->rest } };

	g_assert_cmpint((gint64)event->from, ==, g_ascii_strtoll(words[1], NULL, 10));
	g_assert_cmpint((gint64)event->to, ==, g_ascii_strtoll(words[2], NULL, 10));
	g_assert_cmpstr(kinds[event->kind], ==, words[3]);
	g_assert_cmpstr(scopes[event->scope], ==, words[4]);
	for (gsize i = 5; words[i]; i++)
		for (gsize k = 0; k < G_N_ELEMENTS(numbers); k++) {
			gsize n = strlen(numbers[k].name);

			if (strncmp(words[i], numbers[k].name, n) != 0 || words[i][n] != '=')
				continue;
			double want = g_ascii_strtod(words[i] + n + 1, NULL);
			if (fabs(numbers[k].value - want) > 1e-4 * MAX(1, fabs(want)))
				g_error("%s is %f in: %s", numbers[k].name, numbers[k].value, line);
		}
}

typedef struct {
	char **lines;
	gsize at;
	Series series;
	gint64 *packets;
	double *exposure, *level, *row;
	guint8 *weekday;
	gboolean *reference;
} Vector;

static void
read_head(Vector *vector)
{
	double head[4];
	Series *series = &vector->series;

	read_numbers(vector->lines[0], head, 4);
	series->sensors = (gsize)head[0];
	series->days = (gsize)head[1];
	series->first = (gsize)head[2];
	series->last = (gsize)head[3];
	vector->packets = g_new0(gint64, series->sensors * series->days);
	vector->exposure = g_new0(double, series->sensors * series->days);
	vector->row = g_new0(double, series->days);
	vector->weekday = g_new0(guint8, series->days);
	vector->reference = g_new0(gboolean, series->sensors);
	g_auto(GStrv) reference = g_strsplit(vector->lines[1] + 4, " ", -1);
	for (gsize i = 0; reference[i]; i++)
		vector->reference[g_ascii_strtoll(reference[i], NULL, 10)] = TRUE;
	read_numbers(vector->lines[2] + 4, vector->row, series->days);
	for (gsize d = 0; d < series->days; d++)
		vector->weekday[d] = (guint8)vector->row[d];
}

static void
read_vector(Vector *vector)
{
	Series *series = &vector->series;

	read_head(vector);
	for (gsize s = 0; s < series->sensors; s++) {
		read_numbers(vector->lines[3 + s] + 2, vector->row, series->days);
		for (gsize d = 0; d < series->days; d++)
			vector->exposure[s * series->days + d] = vector->row[d] / 1440;
		read_numbers(vector->lines[3 + series->sensors + s] + 2, vector->row, series->days);
		for (gsize d = 0; d < series->days; d++)
			vector->packets[s * series->days + d] = (gint64)vector->row[d];
	}
	vector->at = 3 + 2 * series->sensors;
	series->packets = vector->packets;
	series->exposure = vector->exposure;
	series->weekday = vector->weekday;
	series->reference = vector->reference;
}

static void
free_vector(Vector *vector)
{
	g_strfreev(vector->lines);
	g_free(vector->packets);
	g_free(vector->exposure);
	g_free(vector->row);
	g_free(vector->weekday);
	g_free(vector->reference);
}

static void
check_vector(const char *path)
{
	Vector vector = { 0 };
	g_autofree char *text = NULL;
	guint n = 0;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	vector.lines = g_strsplit(text, "\n", -1);
	read_vector(&vector);
	g_autoptr(Level) level = level_fit(&vector.series);
	Habit habit = level_habit(&vector.series, level, FALSE);
	const EventRules rules = { 2, 2, 6.5, 3.25, 4, 0, 0, FALSE, FALSE,
		0 }; /* the reference's: no proof, one look */
	g_autoptr(GArray) events = event_find(&vector.series, &rules);
	double scale[2];
	read_numbers(vector.lines[vector.at] + 2, vector.row, vector.series.days);
	for (gsize d = 0; d < vector.series.days; d++)
		g_assert_true(isnan(vector.row[d])
				  ? isnan(level->level[d])
				  : fabs(vector.row[d] - level->level[d]) <= 1e-6 * MAX(1, fabs(vector.row[d])));
	read_numbers(vector.lines[vector.at + 1] + 6, scale, 2);
	g_assert_cmpfloat_with_epsilon(habit.scatter, scale[0], 1e-6);
	g_assert_cmpfloat_with_epsilon(habit.drift, scale[1], 1e-6);
	for (gsize i = vector.at + 2; vector.lines[i] && *vector.lines[i]; i++) {
		g_assert_cmpuint(n, <, events->len);
		check_event(vector.lines[i], &g_array_index(events, Event, n++));
	}
	g_assert_cmpuint(n, ==, events->len);
	free_vector(&vector);
}

static void
agrees_with_reference(void)
{
	static const char folder[] = "../shared/prototypes/highlights/vectors";
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;
	guint n = 0;

	if (!dir) {
		g_test_skip("../shared is not here");
		return;
	}
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		g_test_message("%s", path);
		check_vector(path);
		n++;
	}
	g_assert_cmpuint(n, ==, 26);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/event/%s", cases[i].what);
		g_test_add_data_func(path, &cases[i], finds);
	}
	g_test_add_func("/event/sees behind the largest", sees_behind_the_largest);
	g_test_add_func("/event/tells a burst inside", tells_a_burst_inside);
	g_test_add_func("/event/knows no scale", knows_no_scale);
	g_test_add_func("/event/agrees with the reference", agrees_with_reference);
	return g_test_run();
}
