/*
 * gap.c: the minutes of a sensor, or of all of them together: how often one is active, and which silences are too long
 * for that.  Whether anything was to be heard is coverage's business.
 */
#include <math.h>
#include <stdlib.h>
#include "gap.h"
#include "stat.h"

enum {
	DAY = 1440, /* [min] */
	HOUR = 60,
	CENSORED = 8,
	FEW = 80,  /* silences of which no tail can be fitted */
	SLOW = 20, /* active minutes a day: under it a day without is no wonder */
};

/* A rate that wanders has a heavier tail than the fitted one: so many times its limit (test_gap.c measures). */
static const double margin = 1.2;

/* How often the minutes of a sensor are active.  A mask has a bit for each minute of an hour. */
typedef struct {
	const Minutes *heard;
	gsize sensor;
	gsize first, end, hours;      /* minutes of its life; hours begun, in whole days */
	guint64 *expected, *usual;    /* [hours] masks: of its life and not known of; those not found either */
	gint64 *active, *asked;       /* [hours] usual minutes: with packets; all */
	gsize days;                   /* begun */
	double *rate, *level;         /* [days] active minutes a minute: counted; usual, NAN where not known */
	double profile[DAY / HOUR];   /* of the hours of a day, 1 on average */
	double *before, *step;        /* [hours + 1] active minutes expected before an hour; in each of its minutes */
	gint64 all_active, all_asked; /* of its life */
} Pace;

static void
pace_clear(Pace *pace)
{
	g_free(pace->expected);
	g_free(pace->usual);
	g_free(pace->active);
	g_free(pace->asked);
	g_free(pace->rate);
	g_free(pace->level);
	g_free(pace->before);
	g_free(pace->step);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pace, pace_clear)

/* The minutes of an hour that are of [from, to). */
static guint64
mask_of(gsize hour, gsize from, gsize to)
{
	gsize low = CLAMP(from, hour * HOUR, hour * HOUR + HOUR) - hour * HOUR;
	gsize high = CLAMP(to, hour * HOUR, hour * HOUR + HOUR) - hour * HOUR;
	guint64 one = 1;

	return low < high ? ((one << high) - 1) & ~((one << low) - 1) : 0;
}

static void
pace_init(Pace *pace, const Minutes *heard, gsize sensor, Span life)
{
	gint64 end = heard->from + (gint64)heard->minutes * 60;

	*pace = (Pace) { .heard = heard, .sensor = sensor };
	pace->first = (gsize)(CLAMP(life.from, heard->from, end) - heard->from) / 60;
	pace->end = (gsize)(CLAMP(life.to, heard->from, end) - heard->from + 59) / 60;
	pace->days = heard->minutes / DAY + 1;
	pace->hours = pace->days * DAY / HOUR;
	pace->expected = g_new(guint64, pace->hours);
	pace->usual = g_new(guint64, pace->hours);
	pace->active = g_new(gint64, pace->hours);
	pace->asked = g_new(gint64, pace->hours);
	pace->rate = g_new(double, pace->days);
	pace->level = g_new(double, pace->days);
	pace->before = g_new(double, pace->hours + 1);
	pace->step = g_new(double, pace->hours + 1);
	for (gsize h = 0; h < pace->hours; h++)
		pace->expected[h] = pace->usual[h] = mask_of(h, pace->first, pace->end);
}

/* Takes the minutes that a span touches out of a mask. */
static void
leave_out(const Pace *pace, const GArray *spans, guint64 *mask)
{
	const Minutes *heard = pace->heard;
	gint64 end = heard->from + (gint64)heard->minutes * 60;

	for (guint i = 0; i < spans->len; i++) {
		const Span *span = &g_array_index(spans, Span, i);
		gsize first = (gsize)(CLAMP(span->from, heard->from, end) - heard->from) / 60;
		gsize last = (gsize)(CLAMP(span->to, heard->from, end) - heard->from + 59) / 60;

		for (gsize h = first / HOUR; h * HOUR < last; h++)
			mask[h] &= ~mask_of(h, first, last);
	}
}

/* --- the usual rate -------------------------------------------------------------------------- */

static void
count_hours(Pace *pace)
{
	pace->all_active = pace->all_asked = 0;
	for (gsize h = 0; h < pace->hours; h++) {
		guint64 usual = pace->usual[h];

		pace->asked[h] = __builtin_popcountll(usual);
		pace->active[h] =
		    usual ? __builtin_popcountll(usual & minutes_of_hour(pace->heard, pace->sensor, h)) : 0;
	}
	for (gsize d = 0; d < pace->days; d++) {
		gint64 active = 0, asked = 0;

		for (gsize h = d * 24; h < d * 24 + 24; h++) {
			active += pace->active[h];
			asked += pace->asked[h];
		}
		pace->rate[d] = asked >= DAY / 4 ? (double)active / (double)asked : NAN;
		pace->all_active += active;
		pace->all_asked += asked;
	}
}

/* The mean over the days of an hour's rate against its day's; one loud hour weighs little. */
static void
set_profile(Pace *pace)
{
	double mean = 0;

	for (gsize h = 0; h < G_N_ELEMENTS(pace->profile); h++) {
		double sum = 0, n = 0;

		for (gsize d = 0; d < pace->days; d++) {
			gsize hour = d * 24 + h;

			if (pace->asked[hour] < 30 || isnan(pace->rate[d]) || pace->rate[d] <= 0)
				continue;
			sum += MIN(4, (double)pace->active[hour] / (double)pace->asked[hour] / pace->rate[d]);
			n++;
		}
		pace->profile[h] = n > 0 ? sum / n : 1;
		mean += pace->profile[h] / G_N_ELEMENTS(pace->profile);
	}
	for (gsize h = 0; h < G_N_ELEMENTS(pace->profile); h++)
		pace->profile[h] = mean > 0 ? MAX(0.1, pace->profile[h] / mean) : 1;
}

/* The lower quartile of the days with packets about a day, of as few as there must be. */
static double
level_about(const Pace *pace, gsize day, double *scratch)
{
	const gsize reach[] = { 3, 7, 14, pace->days };

	for (gsize r = 0; r < G_N_ELEMENTS(reach); r++) {
		gsize n = 0;

		for (gsize d = day > reach[r] ? day - reach[r] : 0; d < pace->days && d <= day + reach[r]; d++)
			if (!isnan(pace->rate[d]) && pace->rate[d] > 0)
				scratch[n++] = pace->rate[d];
		if (n >= 3)
			return stat_quantile(scratch, n, 0.25);
	}
	return NAN;
}

/* A slow sensor has days without a packet; these count then, and its level is that of its whole life. */
static void
set_levels(Pace *pace)
{
	g_autofree double *scratch = g_new(double, pace->days);
	double whole = pace->all_asked > 0 ? (double)pace->all_active / (double)pace->all_asked : 0, usual;
	gsize n = 0;

	for (gsize d = 0; d < pace->days; d++)
		if (!isnan(pace->rate[d]) && pace->rate[d] > 0)
			scratch[n++] = pace->rate[d];
	usual = n > 0 ? stat_median(scratch, n) : 0;
	for (gsize d = 0; d < pace->days; d++) {
		double level = usual * DAY < SLOW ? whole : level_about(pace, d, scratch);

		pace->level[d] = isnan(level) ? whole : level;
	}
}

static void
set_missed(Pace *pace)
{
	double sum = 0;

	count_hours(pace);
	set_profile(pace);
	set_levels(pace);
	for (gsize h = 0; h < pace->hours; h++) {
		double u = pace->level[h / 24] * pace->profile[h % 24];

		pace->before[h] = sum;
		pace->step[h] = -log1p(-CLAMP(u, 1e-7, 0.999));
		sum += pace->step[h] * __builtin_popcountll(pace->expected[h]);
	}
	pace->before[pace->hours] = sum;
}

/* --- silences -------------------------------------------------------------------------------- */

/* Runs of silent minutes [from, to) in life, in minutes. */
static GArray *
find_silences(const Pace *pace)
{
	GArray *silences = g_array_new(FALSE, FALSE, sizeof(Span));
	gsize first = pace->first; /* of the silent run we are in */
	guint n = 0;

	for (gsize h = pace->first / HOUR; h * HOUR <= pace->end; h++) {
		guint64 loud = mask_of(h, pace->first, pace->end);

		if (n + HOUR > silences->len) /* room for all of an hour: they are many */
			g_array_set_size(silences, 2 * n + HOUR);

		loud = loud ? loud & minutes_of_hour(pace->heard, pace->sensor, h) : 0;
		if (pace->end < h * HOUR + HOUR) /* what ends life ends a silence */
			loud |= G_GUINT64_CONSTANT(1) << (pace->end - h * HOUR);
		for (; loud; loud &= loud - 1) {
			gsize m = h * HOUR + (gsize)__builtin_ctzll(loud);

			if (m > first)
				g_array_index(silences, Span, n++) = (Span) { (gint64)first, (gint64)m };
			first = m + 1;
		}
	}
	g_array_set_size(silences, n);
	return silences;
}

/* Bits that are set (Warren, Hacker's Delight, 5-1): asked millions of times, and not every processor has an instruction. */
static inline int
count_bits(guint64 word)
{
	word -= word >> 1 & G_GUINT64_CONSTANT(0x5555555555555555);
	word = (word & G_GUINT64_CONSTANT(0x3333333333333333)) + (word >> 2 & G_GUINT64_CONSTANT(0x3333333333333333));
	word = (word + (word >> 4)) & G_GUINT64_CONSTANT(0x0f0f0f0f0f0f0f0f);
	return (int)(word * G_GUINT64_CONSTANT(0x0101010101010101) >> 56);
}

/* Active minutes expected before a minute. */
static double
missed_before(const Pace *pace, gint64 minute)
{
	gsize h = (gsize)minute / HOUR;
	guint64 part = (G_GUINT64_CONSTANT(1) << minute % HOUR) - 1;

	return pace->before[h] + pace->step[h] * count_bits(pace->expected[h] & part);
}

static double
missed_in(const Pace *pace, Span minutes)
{
	return minutes.to > minutes.from ? missed_before(pace, minutes.to) - missed_before(pace, minutes.from) : 0;
}

static int
falling(gconstpointer a, gconstpointer b)
{
	const double *x = a, *y = b;

	return (*x < *y) - (*x > *y);
}

/* Negative, so that the k largest are the k smallest; in order. */
static void
put_largest_first(double *missed, gsize n, gsize k)
{
	for (gsize i = 0; i < n; i++)
		missed[i] = -missed[i];
	stat_select(missed, n, k - 1);
	for (gsize i = 0; i < k; i++)
		missed[i] = -missed[i];
	qsort(missed, k, sizeof *missed, falling);
}

/* What each silence missed; one begins where another has ended mostly, a minute later. */
static void
find_missed(const Pace *pace, const GArray *silences, double *missed)
{
	gsize last = 0; /* where the one before ended, and the active minutes of that hour before */
	int active = 0;

	for (guint i = 0; i < silences->len; i++) {
		const Span *span = &g_array_index(silences, Span, i);
		gsize from = (gsize)span->from, to = (gsize)span->to;
		gsize first = from / HOUR, end = to / HOUR;
		guint bit = (guint)(from - first * HOUR);
		double before;

		if (from == last + 1 && bit > 0)
			active += pace->expected[first] >> (bit - 1) & 1;
		else
			active = count_bits(pace->expected[first] & ((G_GUINT64_CONSTANT(1) << bit) - 1));
		before = pace->before[first] + pace->step[first] * active;
		active = count_bits(pace->expected[end] & ((G_GUINT64_CONSTANT(1) << (to - end * HOUR)) - 1));
		missed[i] = pace->before[end] + pace->step[end] * active - before;
		last = to;
	}
}

/* The least that a silence must have missed to be a gap. */
static double
find_limit(const Pace *pace, const GArray *silences, double chance)
{
	gsize n = silences->len, k = MAX(n, 10);
	g_autofree double *missed = g_new(double, n + 1);
	double base = 0, mean = 1.5;

	if (n >= FEW) {
		find_missed(pace, silences, missed);
		k = MIN(MIN(MAX(60, n / 20), 500), n / 2);
		put_largest_first(missed, n, k);
		base = missed[k - 1];
		mean = CENSORED * (missed[CENSORED] - base);
		for (gsize i = CENSORED; i < k; i++)
			mean += missed[i] - base;
		mean = MAX(1, mean / (double)(k - CENSORED));
	}
	return margin * MAX(base + mean * log((double)k / chance), log((double)MAX(n, 10) / chance));
}

/* The parts of a silence that are not known and long enough. */
static void
take_parts(const Pace *pace, Span silence, double limit, Span life, const GArray *known, GArray *gaps)
{
	gint64 start = pace->heard->from;
	Span span = { MAX(start + silence.from * 60, life.from), MIN(start + silence.to * 60, life.to) };
	g_autoptr(GArray) parts = span_without(span, known, GAP_SHORTEST * 60);

	for (guint p = 0; p < parts->len; p++) {
		const Span *part = &g_array_index(parts, Span, p);
		Span minutes = { (part->from - start) / 60, (part->to - start + 59) / 60 };

		if (missed_in(pace, minutes) > limit)
			g_array_append_val(gaps, *part);
	}
}

/* What was found at first is no part of the usual rate; the second look tells.  It would say the same of nothing. */
GArray *
gap_find(const Minutes *heard, gsize sensor, Span life, const GArray *known, double chance)
{
	g_auto(Pace) pace = { 0 };
	g_autoptr(GArray) silences = NULL, gaps = NULL;

	pace_init(&pace, heard, sensor, life);
	leave_out(&pace, known, pace.expected);
	leave_out(&pace, known, pace.usual);
	set_missed(&pace);
	if (pace.all_active == 0) /* it has no rate, but it was to be heard */
		return span_without(life, known, 1);
	gaps = g_array_new(FALSE, FALSE, sizeof(Span));
	silences = find_silences(&pace);
	for (int look = 0; look == 0 || (look == 1 && gaps->len > 0); look++) {
		double limit;

		if (look > 0) {
			leave_out(&pace, gaps, pace.usual);
			set_missed(&pace);
		}
		limit = find_limit(&pace, silences, chance);
		g_array_set_size(gaps, 0);
		for (guint i = 0; i < silences->len; i++) {
			Span silence = g_array_index(silences, Span, i);

			if (silence.to - silence.from >= GAP_SHORTEST) /* most are a minute or two */
				take_parts(&pace, silence, limit, life, known, gaps);
		}
	}
	return g_steal_pointer(&gaps);
}

/* --- what was declared ----------------------------------------------------------------------- */

/* The pace of a sensor's whole life, known or not, by the rate outside of what is known. */
static void
pace_init_whole(Pace *pace, const Minutes *heard, gsize sensor, Span life, const GArray *known)
{
	pace_init(pace, heard, sensor, life);
	leave_out(pace, known, pace->usual);
	set_missed(pace);
}

static Span
minutes_of(const Pace *pace, Span span)
{
	gint64 start = pace->heard->from, first = start + (gint64)pace->first * 60,
	       end = start + (gint64)pace->end * 60;

	return (Span) { (CLAMP(span.from, first, end) - start) / 60, (CLAMP(span.to, first, end) - start + 59) / 60 };
}

gboolean
gap_doubts(double usual, gint64 active)
{
	return usual >= GAP_LEAST_USUAL && (double)active > usual / 20;
}

static void
judge(const Pace *pace, double limit, GapClaim *claim)
{
	Span minutes = minutes_of(pace, claim->span);

	for (gsize h = (gsize)minutes.from / HOUR; (gint64)h * HOUR < minutes.to; h++) {
		guint64 mask = mask_of(h, (gsize)minutes.from, (gsize)minutes.to);

		claim->usual += -expm1(-pace->step[h]) * __builtin_popcountll(mask);
		claim->active += __builtin_popcountll(mask & minutes_of_hour(pace->heard, pace->sensor, h));
	}
	claim->evident = minutes.to - minutes.from >= GAP_SHORTEST && missed_in(pace, minutes) > limit;
	claim->doubted = gap_doubts(claim->usual, claim->active);
}

void
gap_judge(const Minutes *heard, gsize sensor, Span life, const GArray *known, GapClaim *claims, gsize n)
{
	g_auto(Pace) pace = { 0 };
	g_autoptr(GArray) silences = NULL;
	double limit;

	pace_init_whole(&pace, heard, sensor, life, known);
	silences = find_silences(&pace);
	limit = find_limit(&pace, silences, GAP_CHANCE_SENSOR);
	for (gsize i = 0; i < n; i++)
		judge(&pace, limit, &claims[i]);
}

GArray *
gap_silent_parts(const Minutes *heard, gsize sensor, Span life, const GArray *known, Span claim)
{
	g_auto(Pace) pace = { 0 };
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(Span));
	g_autoptr(GArray) silences = NULL;
	Span minutes;
	double n = 0; /* silences in the claim: the more there are, the longer is the longest by chance */

	pace_init_whole(&pace, heard, sensor, life, known);
	silences = find_silences(&pace);
	minutes = minutes_of(&pace, claim);
	for (guint i = 0; i < silences->len; i++)
		n += span_overlap(g_array_index(silences, Span, i), minutes) > 0;
	for (guint i = 0; i < silences->len; i++) {
		const Span *silence = &g_array_index(silences, Span, i);
		Span part = { MAX(silence->from, minutes.from), MIN(silence->to, minutes.to) };

		if (part.to - part.from >= GAP_SHORTEST && missed_in(&pace, part) > log(20 * n))
			span_add(parts, heard->from + part.from * 60, heard->from + part.to * 60, claim);
	}
	return parts;
}
