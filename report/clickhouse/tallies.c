/*
 * tallies.c: a hash table of a fixed size at most, so that memory does not depend on the file.
 */
#include <string.h>
#include "tallies.h"

enum { FIRST = 1 << 14, MOST = 1 << 20 };

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

static guint64
names_of(const SumCell *cell)
{
	return (guint64)cell->sensor << 16 | (guint64)cell->dimension << 8 | cell->kind;
}

/* The cell, or the free place where it goes (a multiplicative hash, Knuth 6.4). */
static SumCell *
find(SumCell *cells, gsize room, const SumCell *like)
{
	guint64 hash = ((guint64)like->time << 32 | like->key) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
	gsize i;

	hash = (hash ^ hash >> 32 ^ names_of(like)) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
	i = (gsize)(hash >> 32) & (room - 1);
	while (cells[i].packets != 0 &&
	       (cells[i].key != like->key || cells[i].time != like->time || names_of(&cells[i]) != names_of(like)))
		i = (i + 1) & (room - 1);
	return &cells[i];
}

static void
grow(Tallies *tallies)
{
	gsize room = 2 * tallies->room;
	SumCell *cells = g_new0(SumCell, room);

	for (gsize i = 0; i < tallies->room; i++)
		if (tallies->cells[i].packets != 0)
			*find(cells, room, &tallies->cells[i]) = tallies->cells[i];
	g_free(tallies->cells);
	tallies->cells = cells;
	tallies->room = room;
}

gboolean
tallies_add(Tallies *tallies, const SumCell *more)
{
	SumCell *cell = find(tallies->cells, tallies->room, more);

	if (cell->packets == 0 && 3 * tallies->used >= 2 * tallies->room) {
		if (tallies->room == MOST)
			return FALSE;
		grow(tallies);
		cell = find(tallies->cells, tallies->room, more);
	}
	if (cell->packets == 0) {
		*cell = *more;
		tallies->used++;
		return TRUE;
	}
	cell->packets += more->packets;
	cell->minutes |= more->minutes;
	return TRUE;
}

void
tallies_clear(Tallies *tallies)
{
	memset(tallies->cells, 0, tallies->room * sizeof *tallies->cells);
	tallies->used = 0;
}
