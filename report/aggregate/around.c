/*
 * around.c: the days around the quarter, and what highlights' items received on them, for those who look into one.
 * Tables and totals stay within the quarter.
 */
#include "coverage.h"
#include "notable.h"

static gboolean
is_around(const Daily *daily, gsize day)
{
	return day < daily->first || day > daily->last;
}

static void
add_day(Model *model, const Coverage *coverage, Span span)
{
	ModelDay *day = g_new0(ModelDay, 1);

	day->from = span.from;
	day->to = span.to;
	for (gsize s = 0; s < coverage->sensors; s++) {
		day->expected += coverage_expected(coverage, s, span);
		day->observed += coverage_observed(coverage, s, span);
	}
	g_ptr_array_add(model->around, day);
}

/* Packets of all sensors. */
static GArray *
packets_of(const Daily *daily, const gint64 *counts)
{
	GArray *packets = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (gsize d = 0; d < daily->days; d++) {
		gint64 sum = 0;

		for (gsize s = 0; s < daily->sensors; s++)
			sum += counts[s * daily->days + d];
		if (is_around(daily, d))
			g_array_append_val(packets, sum);
	}
	return packets;
}

void
around_set(Model *model, const Panel *panel)
{
	const Daily *daily = panel->daily;

	for (gsize d = 0; d < daily->days; d++)
		if (is_around(daily, d))
			add_day(model, panel->coverage,
			    (Span) {
				g_array_index(daily->edges, gint64, d), g_array_index(daily->edges, gint64, d + 1) });
	for (guint i = 0; i < model->highlights->len; i++) {
		ModelHighlight *highlight = model->highlights->pdata[i];
		const gint64 *counts = daily_counts(daily, highlight);

		if (counts)
			highlight->around = packets_of(daily, counts);
	}
}
