/*
 * column.c: heads are wrapped one by one until all fits; only then are cells.
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

/* The column that becomes narrowest by one line more in its head; n where none does. */
static guint
best_to_wrap(const ColumnNeed *needs, const guint *lines, const double *widths, guint n)
{
	guint best = n;
	double most = 0;

	for (guint i = 0; i < n; i++) {
		double wrapped =
		    lines[i] + 1 < COLUMN_LINES ? MAX(needs[i].body, needs[i].head[lines[i] + 1]) : widths[i];

		if (widths[i] - wrapped > most) {
			most = widths[i] - wrapped;
			best = i;
		}
	}
	return best;
}

/* Widths between the least and those given, so that their sum is room. */
static gboolean
squeeze(const ColumnNeed *needs, guint n, double room, double *widths)
{
	double give = 0, over = sum(widths, n) - room;

	for (guint i = 0; i < n; i++)
		give += widths[i] - MIN(widths[i], MAX(needs[i].least, needs[i].head[COLUMN_LINES - 1]));
	if (over > give)
		return FALSE;
	for (guint i = 0; i < n; i++)
		widths[i] -= (give > 0 ? over / give : 0) *
			     (widths[i] - MIN(widths[i], MAX(needs[i].least, needs[i].head[COLUMN_LINES - 1])));
	return TRUE;
}

gboolean
column_widths(const ColumnNeed *needs, guint n, double room, double *widths)
{
	g_autofree guint *lines = g_new0(guint, n); /* of each head, less one */
	double natural;
	guint wrap;

	for (guint i = 0; i < n; i++)
		widths[i] = MAX(needs[i].body, needs[i].head[0]);
	while (sum(widths, n) > room && (wrap = best_to_wrap(needs, lines, widths, n)) < n) {
		lines[wrap]++;
		widths[wrap] = MAX(needs[wrap].body, needs[wrap].head[lines[wrap]]);
	}
	natural = sum(widths, n);
	if (natural > room)
		return squeeze(needs, n, room, widths);
	for (guint i = 0; i < n && natural > 0; i++)
		widths[i] *= room / natural;
	return TRUE;
}
