/*
 * place.c: two small placements, both exact.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "place.h"

/* --- in a column ------------------------------------------------------------------------- */

typedef struct {
	double wanted;
	gsize index;
} Wish;

static int
by_wish(const void *a, const void *b)
{
	const Wish *first = a, *second = b;

	if (first->wanted != second->wanted)
		return first->wanted < second->wanted ? -1 : 1;
	return first->index < second->index ? -1 : 1;
}

/* Labels that touch move as one: their mean wish, each lessened by what stands before it in the block. */
typedef struct {
	double sum;
	gsize n;
} Block;

static double
block_place(const Block *block, double low, double high)
{
	return CLAMP(block->sum / (double)block->n, low, high);
}

gboolean
place_apart(double *wanted, gsize n, double size, double low, double high)
{
	g_autofree Wish *wishes = g_new(Wish, n + 1);
	g_autofree Block *blocks = g_new(Block, n + 1);
	double slack = high - low - (double)n * size; /* all first places are in [0, slack] above low */
	gsize count = 0, at = 0;

	if (slack < -1e-9)
		return FALSE;
	slack = MAX(slack, 0);
	for (gsize i = 0; i < n; i++)
		wishes[i] = (Wish) { wanted[i], i };
	qsort(wishes, n, sizeof *wishes, by_wish);
	/* Less i sizes, "at least size apart" becomes "not descending". */
	for (gsize i = 0; i < n; i++) {
		blocks[count++] = (Block) { wishes[i].wanted - low - size / 2 - (double)i * size, 1 };
		for (; count > 1 &&
		       block_place(&blocks[count - 2], 0, slack) >= block_place(&blocks[count - 1], 0, slack);
		     count--) {
			blocks[count - 2].sum += blocks[count - 1].sum;
			blocks[count - 2].n += blocks[count - 1].n;
		}
	}
	for (gsize b = 0; b < count; b++)
		for (gsize i = 0; i < blocks[b].n; i++, at++)
			wanted[wishes[at].index] =
			    low + size / 2 + (double)at * size + block_place(&blocks[b], 0, slack);
	return TRUE;
}

/* --- in a row ---------------------------------------------------------------------------- */

static gboolean
overlaps(const PlaceBox *a, const PlaceBox *b)
{
	static const double touch = 1e-9;

	return a->x < b->x + b->width - touch && b->x < a->x + a->width - touch && a->y < b->y + b->height - touch &&
	       b->y < a->y + a->height - touch;
}

static gboolean
is_free(const GArray *taken, const PlaceBox *box)
{
	for (guint i = 0; i < taken->len; i++)
		if (overlaps(&g_array_index(taken, PlaceBox, i), box))
			return FALSE;
	return TRUE;
}

/* The nearest free place is the wish itself or beside one of the taken. */
gboolean
place_beside(const GArray *taken, PlaceBox *box, double low, double high)
{
	double wish = CLAMP(box->x, low, MAX(low, high - box->width)), best = NAN;

	for (guint i = 0; i < 2 * taken->len + 1; i++) {
		const PlaceBox *other = i > 0 ? &g_array_index(taken, PlaceBox, (i - 1) / 2) : NULL;
		PlaceBox tried = *box;

		tried.x = !other ? wish : i % 2 ? other->x - box->width : other->x + other->width;
		if (tried.x < low - 1e-9 || tried.x + tried.width > high + 1e-9 || !is_free(taken, &tried))
			continue;
		if (isnan(best) || fabs(tried.x - wish) < fabs(best - wish))
			best = tried.x;
	}
	if (isnan(best))
		return FALSE;
	box->x = best;
	return TRUE;
}
