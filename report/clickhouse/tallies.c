/*
 * tallies.c: a hash table of a fixed size at most, so that memory does not depend on the file.
 */
#include <string.h>
#include "tallies.h"

enum { FIRST = 1 << 14, MOST = 1 << 21 };

Tallies *
tallies_new(void)
{
	Tallies *tallies = g_new0(Tallies, 1);

	tallies->room = FIRST;
	tallies->cells = g_new0(SumCell, tallies->room);
	return tallies;
}

void
tallies_free(Tallies *tallies)
{
	if (!tallies)
		return;
	g_free(tallies->cells);
	g_free(tallies);
}

/* The cell, or the free place where it goes (a multiplicative hash, Knuth 6.4). */
static SumCell *
find(SumCell *cells, gsize room, guint32 day, guint8 dimension, guint32 key)
{
	guint64 hash = ((guint64)day << 32 | (key ^ (guint32)dimension << 29)) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
	gsize i = (gsize)(hash >> 32) & (room - 1);

	while (cells[i].packets != 0 && (cells[i].key != key || cells[i].day != day || cells[i].dimension != dimension))
		i = (i + 1) & (room - 1);
	return &cells[i];
}

static void
grow(Tallies *tallies)
{
	gsize room = 2 * tallies->room;
	SumCell *cells = g_new0(SumCell, room);

	for (gsize i = 0; i < tallies->room; i++) {
		const SumCell *cell = &tallies->cells[i];
		if (cell->packets != 0)
			*find(cells, room, cell->day, cell->dimension, cell->key) = *cell;
	}
	g_free(tallies->cells);
	tallies->cells = cells;
	tallies->room = room;
}

gboolean
tallies_add(Tallies *tallies, guint32 day, guint8 dimension, guint32 key, guint64 packets)
{
	SumCell *cell = find(tallies->cells, tallies->room, day, dimension, key);

	if (cell->packets == 0 && 3 * tallies->used >= 2 * tallies->room) {
		if (tallies->room == MOST)
			return FALSE;
		grow(tallies);
		cell = find(tallies->cells, tallies->room, day, dimension, key);
	}
	if (cell->packets == 0) {
		*cell = (SumCell) { day, key, 0, dimension };
		tallies->used++;
	}
	cell->packets += packets;
	return TRUE;
}

void
tallies_clear(Tallies *tallies)
{
	memset(tallies->cells, 0, tallies->room * sizeof *tallies->cells);
	tallies->used = 0;
}
