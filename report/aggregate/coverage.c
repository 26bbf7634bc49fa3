/*
 * coverage.c: minutes heard to spans observed.  Knows no source and no model.
 */
#include "coverage.h"

static void
free_spans(gpointer spans)
{
	g_array_unref(spans);
}

static void
free_claim(gpointer data)
{
	Claim *claim = data;

	g_array_unref(claim->missing);
	g_free(claim);
}

void
coverage_free(Coverage *coverage)
{
	if (!coverage)
		return;
	g_free(coverage->expected);
	g_ptr_array_unref(coverage->observed);
	g_ptr_array_unref(coverage->silent);
	g_ptr_array_unref(coverage->claims);
	g_ptr_array_unref(coverage->lossy);
	g_array_unref(coverage->moves);
	if (coverage->system)
		g_array_unref(coverage->system);
	g_free(coverage);
}

/* --- who was expected ------------------------------------------------------------------------ */

/* From the start of the first minute with packets of [from, to) to the end of the last; empty where there is none. */
static Span
heard_span(const Minutes *heard, gsize sensor, gint64 from, gint64 to)
{
	gint64 end = heard->from + (gint64)heard->minutes * 60;
	gsize first = (gsize)(CLAMP(from, heard->from, end) - heard->from + 59) / 60;
	gsize last = (gsize)(CLAMP(to, heard->from, end) - heard->from + 59) / 60;

	while (first < last && !minutes_heard(heard, sensor, first))
		first++;
	while (first < last && !minutes_heard(heard, sensor, last - 1))
		last--;
	return first < last ? (Span) { heard->from + (gint64)first * 60, heard->from + (gint64)last * 60 }
			    : (Span) { 0, 0 };
}

static gboolean
heard_in(const CoverageInput *input, gsize sensor, gint64 from, gint64 to)
{
	Span span = heard_span(input->heard, sensor, from, to);

	return span.from < span.to;
}

static Span
expected_span(const CoverageInput *input, gsize sensor)
{
	Span valid = input->valid[sensor], span;
	gboolean stated = valid.from != G_MININT64 || valid.to != G_MAXINT64;
	gboolean before = stated || heard_in(input, sensor, input->heard->from, input->before.to);
	gboolean now = before || heard_in(input, sensor, input->now.from, input->now.to);

	span.from = MAX(valid.from, before ? input->before.from : input->now.from);
	span.to = MIN(valid.to, input->end);
	return now && span.from < span.to ? span : (Span) { 0, 0 };
}

/* A silence counts from where the sensor was heard outside of the quarters, if it was, else from their edge. */
static Span
life_span(const CoverageInput *input, gsize sensor, Span expected)
{
	Span heard = heard_span(input->heard, sensor, G_MININT64, G_MAXINT64), valid = input->valid[sensor];

	if (heard.from >= heard.to)
		return expected;
	return (Span) { MAX(valid.from, MIN(heard.from, expected.from)), MIN(valid.to, MAX(heard.to, expected.to)) };
}

/* --- what was missing ------------------------------------------------------------------------ */

/* The outages of all, or also those of a sensor, joined. */
static GArray *
declared(const CoverageInput *input, gssize sensor)
{
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(Span));

	for (gsize i = 0; i < input->n_outages; i++)
		if (input->outages[i].sensor < 0 || input->outages[i].sensor == sensor)
			g_array_append_val(spans, input->outages[i].span);
	span_join(spans);
	return spans;
}

/* Holds the outages of a sensor against what it heard. */
static void
judge_outages(const CoverageInput *input, Coverage *coverage, gsize sensor, Span life)
{
	Span expected = coverage->expected[sensor];
	g_autoptr(GArray) known = declared(input, (gssize)sensor);
	g_autofree GapClaim *claims = g_new0(GapClaim, input->n_outages + 1);
	g_autofree gsize *outages = g_new0(gsize, input->n_outages + 1);
	gsize n = 0;

	for (gsize i = 0; i < input->n_outages; i++) {
		const CoverageOutage *outage = &input->outages[i];

		if ((outage->sensor >= 0 && outage->sensor != (gssize)sensor) || !span_overlap(outage->span, expected))
			continue;
		claims[n].span = (Span) { MAX(outage->span.from, expected.from), MIN(outage->span.to, expected.to) };
		outages[n++] = i;
	}
	if (n > 0)
		gap_judge(input->heard, sensor, life, known, claims, n);
	for (gsize i = 0; i < n; i++) {
		Claim *claim = g_new0(Claim, 1);

		*claim = (Claim) { outages[i], sensor, claims[i], g_array_new(FALSE, FALSE, sizeof(Span)) };
		g_ptr_array_add(coverage->claims, claim);
	}
}

/* Sensors too slow to contradict an outage of all each by itself may do so together. */
static void
judge_together(Coverage *coverage, gsize outage)
{
	double usual = 0;
	gint64 active = 0;

	for (int look = 0; look < 2; look++)
		for (guint i = 0; i < coverage->claims->len; i++) {
			Claim *claim = coverage->claims->pdata[i];

			if (claim->outage != outage || claim->claim.usual >= GAP_LEAST_USUAL)
				continue;
			if (look > 0)
				claim->claim.doubted = gap_doubts(usual, active);
			else {
				usual += claim->claim.usual;
				active += claim->claim.active;
			}
		}
}

/* What the outages of a sensor leave unobserved, joined: all of one, or where packets contradict it the silent parts. */
static GArray *
find_missing(const CoverageInput *input, const Coverage *coverage, gsize sensor, Span life)
{
	GArray *missing = g_array_new(FALSE, FALSE, sizeof(Span));
	g_autoptr(GArray) known = declared(input, (gssize)sensor);

	for (guint i = 0; i < coverage->claims->len; i++) {
		Claim *claim = coverage->claims->pdata[i];

		if (claim->sensor != sensor)
			continue;
		if (claim->claim.doubted) {
			g_array_unref(claim->missing);
			claim->missing = gap_silent_parts(input->heard, sensor, life, known, claim->claim.span);
		} else {
			g_array_append_val(claim->missing, claim->claim.span);
		}
		g_array_append_vals(missing, claim->missing->data, claim->missing->len);
	}
	span_join(missing);
	return missing;
}

/* The gaps in life, as far as they touch expected. */
static GArray *
find_gaps(const Minutes *heard, gsize sensor, Span life, Span expected, const GArray *known, double chance)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(Span));
	g_autoptr(GArray) gaps = life.from < life.to ? gap_find(heard, sensor, life, known, chance) : NULL;

	for (guint i = 0; gaps && i < gaps->len; i++) {
		const Span *gap = &g_array_index(gaps, Span, i);

		span_add(found, gap->from, gap->to, expected);
	}
	return found;
}

/* All expected sensors as one that is heard where any of them is. */
static void
find_system(const CoverageInput *input, Coverage *coverage, const Span *lives)
{
	const Minutes *heard = input->heard;
	g_autoptr(Minutes) any = minutes_new(heard->from, heard->minutes, 1);
	g_autoptr(GArray) known = declared(input, -1);
	Span life = { G_MAXINT64, G_MININT64 }, expected = life;

	for (gsize s = 0; s < coverage->sensors; s++) {
		if (coverage->expected[s].from >= coverage->expected[s].to)
			continue;
		life = (Span) { MIN(life.from, lives[s].from), MAX(life.to, lives[s].to) };
		expected.from = MIN(expected.from, coverage->expected[s].from);
		expected.to = MAX(expected.to, coverage->expected[s].to);
		for (gsize i = 0; i < any->stride; i++)
			any->bits[i] |= heard->bits[s * heard->stride + i];
	}
	coverage->system = find_gaps(any, 0, life, expected, known, GAP_CHANCE_SYSTEM);
}

static void
find_own(const CoverageInput *input, Coverage *coverage, gsize sensor, Span life)
{
	Span expected = coverage->expected[sensor];
	g_autoptr(GArray) known = find_missing(input, coverage, sensor, life);
	GArray *own;

	g_array_append_vals(known, coverage->system->data, coverage->system->len);
	span_join(known);
	own = find_gaps(input->heard, sensor, life, expected, known, GAP_CHANCE_SENSOR);
	g_ptr_array_add(coverage->silent, own);
	g_array_append_vals(known, own->data, own->len);
	span_join(known);
	g_ptr_array_add(coverage->observed, span_without(expected, known, 1));
}

Coverage *
coverage_find(const CoverageInput *input)
{
	Coverage *coverage = g_new0(Coverage, 1);
	gsize sensors = input->heard->sensors;
	g_autofree Span *lives = g_new0(Span, sensors + 1);

	coverage->sensors = sensors;
	coverage->expected = g_new0(Span, sensors + 1);
	coverage->observed = g_ptr_array_new_with_free_func(free_spans);
	coverage->silent = g_ptr_array_new_with_free_func(free_spans);
	coverage->claims = g_ptr_array_new_with_free_func(free_claim);
	coverage->lossy = g_ptr_array_new_with_free_func(free_spans);
	coverage->moves = g_array_new(FALSE, FALSE, sizeof(CoverageMove));
	for (gsize s = 0; s < sensors; s++) {
		g_ptr_array_add(coverage->lossy, g_array_new(FALSE, FALSE, sizeof(Span)));
		coverage->expected[s] = expected_span(input, s);
		lives[s] = life_span(input, s, coverage->expected[s]);
	}
	find_system(input, coverage, lives);
	for (gsize s = 0; s < sensors; s++)
		judge_outages(input, coverage, s, lives[s]);
	for (gsize i = 0; i < input->n_outages; i++)
		judge_together(coverage, i);
	for (gsize s = 0; s < sensors; s++)
		find_own(input, coverage, s, lives[s]);
	return coverage;
}

/* --- asked ----------------------------------------------------------------------------------- */

GArray *
coverage_common(const Coverage *coverage, gsize outage, gboolean *doubted)
{
	GArray *common = NULL;

	*doubted = FALSE;
	for (guint i = 0; i < coverage->claims->len; i++) {
		const Claim *claim = coverage->claims->pdata[i];
		GArray *both;

		if (claim->outage != outage)
			continue;
		*doubted |= claim->claim.doubted;
		both = common ? span_common(common, claim->missing) : g_array_ref(claim->missing);
		g_clear_pointer(&common, g_array_unref);
		common = both;
	}
	return common;
}

gint64
coverage_expected(const Coverage *coverage, gsize sensor, Span span)
{
	return span_overlap(coverage->expected[sensor], span);
}

gint64
coverage_observed(const Coverage *coverage, gsize sensor, Span span)
{
	const GArray *observed = coverage->observed->pdata[sensor];
	gint64 sum = 0;

	for (guint i = 0; i < observed->len; i++)
		sum += span_overlap(g_array_index(observed, Span, i), span);
	return sum;
}

GArray *
coverage_counted(const Coverage *coverage, gsize sensor, Span span)
{
	const GArray *observed = coverage->observed->pdata[sensor], *lossy = coverage->lossy->pdata[sensor];
	GArray *counted = g_array_new(FALSE, FALSE, sizeof(Span));

	for (guint i = 0; i < observed->len; i++) {
		g_autoptr(GArray) parts = span_without(g_array_index(observed, Span, i), lossy, 1);

		for (guint k = 0; k < parts->len; k++)
			span_add(counted, g_array_index(parts, Span, k).from, g_array_index(parts, Span, k).to, span);
	}
	return counted;
}

void
coverage_add_bins(
    const Coverage *coverage, gsize sensor, const gint64 *edges, gsize n, gint64 *expected, gint64 *observed)
{
	const GArray *spans = coverage->observed->pdata[sensor];
	guint first = 0; /* the first span that does not end before the bin */

	for (gsize bin = 0; bin < n; bin++) {
		Span span = { edges[bin], edges[bin + 1] };

		expected[bin] += span_overlap(coverage->expected[sensor], span);
		while (first < spans->len && g_array_index(spans, Span, first).to <= span.from)
			first++;
		for (guint i = first; i < spans->len && g_array_index(spans, Span, i).from < span.to; i++)
			observed[bin] += span_overlap(g_array_index(spans, Span, i), span);
	}
}
