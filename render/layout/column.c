/*
 * column.c: each width lies between two bounds; what room is left of the lower ones is shared in proportion of what
 * lies between them.
 */
#include "column.h"

static double
sum(const double *values, guint n)
{
	double total = 0;

	for (guint i = 0; i < n; i++)
		total += values[i];
	return total;
}

/* Widths from low toward high, as far as room goes. */
static void
share(const double *low, const double *high, guint n, double room, double *widths)
{
	double least = sum(low, n), most = sum(high, n);
	double part = most > least ? (room - least) / (most - least) : 0;

	for (guint i = 0; i < n; i++)
		widths[i] = low[i] + part * (high[i] - low[i]);
}

gboolean
column_widths(const ColumnNeed *needs, guint n, double room, double *widths)
{
	g_autofree double *least = g_new(double, n), *body = g_new(double, n), *natural = g_new(double, n);

	for (guint i = 0; i < n; i++) {
		least[i] = needs[i].least;
		body[i] = MAX(needs[i].body, needs[i].least);
		natural[i] = MAX(body[i], needs[i].head);
	}
	if (sum(least, n) > room)
		return FALSE;
	if (sum(natural, n) <= room && sum(natural, n) > 0)
		for (guint i = 0; i < n; i++)
			widths[i] = natural[i] * room / sum(natural, n);
	else if (sum(body, n) <= room)
		share(body, natural, n, room, widths);
	else
		share(least, body, n, room, widths);
	return TRUE;
}
