/*
 * test_coverage.c: what a panel of three sensors observed.  Its time is two quarters of ten days each, with five days
 * before and after; day 0 is the first of the earlier quarter, and all is said in hours from there.  In every hour the first
 * and the last minute are active: five silent hours are no gap then, eight are.
 */
#include "../../report/aggregate/coverage.h"

enum { HOUR = 3600, AROUND = 5 * 24, HALF = 10 * 24, BINS = 2 * AROUND + 2 * HALF, SENSORS = 3 };

/* Hours [from, to) in which a sensor hears nothing; sensor -1: all. */
typedef struct {
	int sensor;
	int from, to;
} Hours;

typedef struct {
	const char *what;
	Hours silent[5], outages[3]; /* from == to: no more of them */
	Hours valid;                 /* of one sensor; from == to: open */
	int expected, observed;      /* sensor-hours of the later quarter */
	int before;                  /* observed sensor-hours of the earlier one */
	Hours system[2], own[3];     /* found, in hours of both quarters */
	guint doubted;               /* outages, each of a sensor */
} CoverageCase;

static const CoverageCase cases[] = {
	{ .what = "all well", .expected = 720, .observed = 720, .before = 720 },
	{ .what = "quiet night", .silent = { { 1, 300, 305 } }, .expected = 720, .observed = 720, .before = 720 },
	{ .what = "silent for a day",
	    .silent = { { 1, 300, 324 } },
	    .expected = 720,
	    .observed = 696,
	    .before = 720,
	    .own = { { 1, 300, 324 } } },
	{ .what = "all silent",
	    .silent = { { -1, 300, 340 } },
	    .expected = 720,
	    .observed = 600,
	    .before = 720,
	    .system = { { -1, 300, 340 } } },
	{ .what = "all silent, one begins earlier",
	    .silent = { { -1, 300, 340 }, { 2, 295, 300 } },
	    .expected = 720,
	    .observed = 600,
	    .before = 720,
	    .system = { { -1, 300, 340 } } },
	{ .what = "all silent, one much longer",
	    .silent = { { -1, 300, 340 }, { 2, 340, 370 } },
	    .expected = 720,
	    .observed = 570,
	    .before = 720,
	    .system = { { -1, 300, 340 } },
	    .own = { { 2, 340, 370 } } },
	{ .what = "all silent, some hours",
	    .silent = { { -1, 300, 304 } },
	    .expected = 720,
	    .observed = 720,
	    .before = 720 },
	{ .what = "declared",
	    .silent = { { -1, 300, 340 } },
	    .outages = { { -1, 300, 341 } },
	    .expected = 720,
	    .observed = 597,
	    .before = 720 },
	{ .what = "declared, silence sticks out a little",
	    .silent = { { -1, 300, 340 }, { 0, 295, 345 } },
	    .outages = { { -1, 300, 340 } },
	    .expected = 720,
	    .observed = 600,
	    .before = 720 },
	{ .what = "declared, silence sticks out a day",
	    .silent = { { 0, 300, 370 } },
	    .outages = { { 0, 300, 340 } },
	    .expected = 720,
	    .observed = 650,
	    .before = 720,
	    .own = { { 0, 340, 370 } } },
	{ .what = "declared twice",
	    .silent = { { 0, 300, 315 }, { 1, 305, 315 }, { 2, 305, 315 } },
	    .outages = { { 0, 300, 310 }, { -1, 305, 315 } },
	    .expected = 720,
	    .observed = 685,
	    .before = 720 },
	{ .what = "declared over the edge",
	    .silent = { { -1, 230, 250 } },
	    .outages = { { -1, 230, 250 } },
	    .expected = 720,
	    .observed = 690,
	    .before = 690 },
	{ .what = "declared, with packets all the time",
	    .outages = { { 0, 300, 340 } },
	    .expected = 720,
	    .observed = 720,
	    .before = 720,
	    .doubted = 1 },
	{ .what = "declared from too early on",
	    .silent = { { 0, 320, 340 } },
	    .outages = { { 0, 300, 340 } },
	    .expected = 720,
	    .observed = 700,
	    .before = 720,
	    .doubted = 1 },
	{ .what = "declared of all, one has packets",
	    .silent = { { 0, 300, 340 }, { 1, 300, 340 } },
	    .outages = { { -1, 300, 340 } },
	    .expected = 720,
	    .observed = 640,
	    .before = 720,
	    .doubted = 1 },
	{ .what = "declared, with packets in the first hour",
	    .silent = { { 0, 301, 340 } },
	    .outages = { { 0, 300, 340 } },
	    .expected = 720,
	    .observed = 680,
	    .before = 720 },
	{ .what = "quiet over the edge",
	    .silent = { { 1, 237, 242 } },
	    .expected = 720,
	    .observed = 720,
	    .before = 720 },
	{ .what = "silent over the edge",
	    .silent = { { 1, 230, 260 } },
	    .expected = 720,
	    .observed = 700,
	    .before = 710,
	    .own = { { 1, 230, 260 } } },
	{ .what = "silent past the end",
	    .silent = { { 1, 470, 500 } },
	    .expected = 720,
	    .observed = 710,
	    .before = 720,
	    .own = { { 1, 470, 480 } } },
	{ .what = "nothing yet after the end",
	    .silent = { { -1, 476, 600 } },
	    .expected = 720,
	    .observed = 720,
	    .before = 720 },
	{ .what = "nothing before the start",
	    .silent = { { -1, -120, 4 } },
	    .expected = 720,
	    .observed = 720,
	    .before = 720 },
	{ .what = "new within the quarter",
	    .silent = { { 1, -120, 300 } },
	    .expected = 720,
	    .observed = 660,
	    .before = 480,
	    .own = { { 1, 240, 300 } } },
	{ .what = "new at the quarter's start",
	    .silent = { { 1, -120, 245 } },
	    .expected = 720,
	    .observed = 720,
	    .before = 480 },
	{ .what = "gone since the quarter before",
	    .silent = { { 1, 200, 600 } },
	    .expected = 720,
	    .observed = 480,
	    .before = 680,
	    .own = { { 1, 200, 480 } } },
	{ .what = "gone long ago", .silent = { { 1, -120, 600 } }, .expected = 480, .observed = 480, .before = 480 },
	{ .what = "valid but never heard",
	    .silent = { { 1, -120, 600 } },
	    .valid = { 1, 300, 400 },
	    .expected = 580,
	    .observed = 480,
	    .before = 480,
	    .own = { { 1, 300, 400 } } },
	{ .what = "valid from the midst",
	    .silent = { { 1, -120, 300 } },
	    .valid = { 1, 300, 1000 },
	    .expected = 660,
	    .observed = 660,
	    .before = 480 },
	{ .what = "store begins in the midst",
	    .silent = { { -1, -120, 300 } },
	    .expected = 720,
	    .observed = 540,
	    .before = 0,
	    .system = { { -1, 240, 300 } } },
	{ .what = "two gaps, an island of one hour",
	    .silent = { { 0, 300, 330 }, { 0, 331, 360 } },
	    .expected = 720,
	    .observed = 661,
	    .before = 720,
	    .own = { { 0, 300, 330 }, { 0, 331, 360 } } },
};

static Span
span_of(Hours hours)
{
	return (Span) { (gint64)hours.from * HOUR, (gint64)hours.to * HOUR };
}

static gboolean
is_silent(const CoverageCase *c, int sensor, int hour)
{
	for (gsize k = 0; k < G_N_ELEMENTS(c->silent) && c->silent[k].from < c->silent[k].to; k++)
		if ((c->silent[k].sensor < 0 || c->silent[k].sensor == sensor) && hour >= c->silent[k].from &&
		    hour < c->silent[k].to)
			return TRUE;
	return FALSE;
}

static Minutes *
fill(const CoverageCase *c, gint64 *edges)
{
	Minutes *heard = minutes_new((gint64)-AROUND * HOUR, BINS * 60, SENSORS);

	for (int i = 0; i <= BINS; i++)
		edges[i] = (gint64)(i - AROUND) * HOUR;
	for (int i = 0; i < SENSORS * BINS; i++) {
		if (is_silent(c, i / BINS, i % BINS - AROUND))
			continue;
		minutes_set(heard, (gsize)(i / BINS), (gsize)(i % BINS) * 60);
		minutes_set(heard, (gsize)(i / BINS), (gsize)(i % BINS) * 60 + 59);
	}
	return heard;
}

static gsize
declare(const CoverageCase *c, CoverageOutage *outages)
{
	gsize n = 0;

	for (; n < G_N_ELEMENTS(c->outages) && c->outages[n].from < c->outages[n].to; n++)
		outages[n] = (CoverageOutage) { c->outages[n].sensor, span_of(c->outages[n]) };
	return n;
}

static void
check_found(const GArray *found, const Hours *want, gsize most, int sensor)
{
	guint n = 0;

	for (gsize i = 0; i < most && want[i].from < want[i].to; i++) {
		if (want[i].sensor != sensor)
			continue;
		g_assert_cmpuint(n, <, found->len);
		g_assert_cmpint(g_array_index(found, Span, n).from / HOUR, ==, want[i].from);
		g_assert_cmpint(g_array_index(found, Span, n).to / HOUR, ==, want[i].to);
		n++;
	}
	g_assert_cmpuint(found->len, ==, n);
}

static void
check_bins(const Coverage *coverage, const CoverageCase *c, const gint64 *edges)
{
	gint64 expected[HALF] = { 0 }, observed[HALF] = { 0 }, sum_expected = 0, sum_observed = 0;

	for (gsize s = 0; s < SENSORS; s++)
		coverage_add_bins(coverage, s, edges + AROUND + HALF, HALF, expected, observed);
	for (int i = 0; i < HALF; i++) {
		g_assert_cmpint(observed[i], <=, expected[i]);
		sum_expected += expected[i];
		sum_observed += observed[i];
	}
	g_assert_cmpint(sum_expected / HOUR, ==, c->expected);
	g_assert_cmpint(sum_observed / HOUR, ==, c->observed);
}

static void
covers(gconstpointer data)
{
	const CoverageCase *c = data;
	g_autofree gint64 *edges = g_new0(gint64, BINS + 1);
	g_autoptr(Minutes) heard = fill(c, edges);
	Span valid[SENSORS], before = { 0, HALF * HOUR }, now = { HALF * HOUR, 2 * HALF * HOUR };
	CoverageOutage outages[3];
	CoverageInput input = { heard, valid, outages, declare(c, outages), before, now, now.to };
	gint64 expected = 0, observed = 0, earlier = 0;
	guint doubted = 0;

	for (int s = 0; s < SENSORS; s++)
		valid[s] = c->valid.from < c->valid.to && c->valid.sensor == s ? span_of(c->valid)
									       : (Span) { G_MININT64, G_MAXINT64 };
	g_autoptr(Coverage) coverage = coverage_find(&input);
	for (gsize s = 0; s < SENSORS; s++) {
		expected += coverage_expected(coverage, s, now);
		observed += coverage_observed(coverage, s, now);
		earlier += coverage_observed(coverage, s, before);
		check_found(coverage->silent->pdata[s], c->own, G_N_ELEMENTS(c->own), (int)s);
	}
	check_found(coverage->system, c->system, G_N_ELEMENTS(c->system), -1);
	for (guint i = 0; i < coverage->claims->len; i++)
		doubted += ((const Claim *)coverage->claims->pdata[i])->claim.doubted;
	g_assert_cmpuint(doubted, ==, c->doubted);
	g_assert_cmpint(expected / HOUR, ==, c->expected);
	g_assert_cmpint(observed / HOUR, ==, c->observed);
	g_assert_cmpint(earlier / HOUR, ==, c->before);
	check_bins(coverage, c, edges);
}

/* A bin that is not observed to the end is partial to the second. */
static void
counts_seconds(void)
{
	CoverageCase c = { .what = "seconds" };
	g_autofree gint64 *edges = g_new0(gint64, BINS + 1);
	g_autoptr(Minutes) heard = fill(&c, edges);
	Span valid[SENSORS] = { { G_MININT64, G_MAXINT64 }, { G_MININT64, G_MAXINT64 }, { G_MININT64, G_MAXINT64 } };
	CoverageOutage outage = { -1, { (HALF + 14) * HOUR + 50 * 60, (HALF + 20) * HOUR + 61 } };
	CoverageInput input = { heard, valid, &outage, 1, { 0, HALF * HOUR }, { HALF * HOUR, 2 * HALF * HOUR },
		2 * HALF * HOUR };
	gint64 expected[HALF] = { 0 }, observed[HALF] = { 0 };

	for (gsize s = 0; s < SENSORS; s++)
		for (gint64 m = (outage.span.from - heard->from) / 60; m <= (outage.span.to - heard->from) / 60; m++)
			heard->bits[s * heard->stride + (gsize)m / 8] &= (guint8) ~(1u << m % 8);
	g_autoptr(Coverage) coverage = coverage_find(&input);
	coverage_add_bins(coverage, 0, edges + AROUND + HALF, HALF, expected, observed);
	g_assert_cmpint(observed[13], ==, 3600);
	g_assert_cmpint(observed[14], ==, 3000);
	g_assert_cmpint(observed[15], ==, 0);
	g_assert_cmpint(observed[19], ==, 0);
	g_assert_cmpint(observed[20], ==, 3539);
	g_assert_cmpint(observed[21], ==, 3600);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/coverage/%s", cases[i].what);
		g_test_add_data_func(path, &cases[i], covers);
	}
	g_test_add_func("/coverage/seconds", counts_seconds);
	return g_test_run();
}
