/*
 * order.c: a radix sort, byte by byte from the lowest (Knuth 5.2.5), of keys; the rows are moved once.
 */
#include <string.h>
#include "order.h"

enum { BYTES = 256 };

typedef struct {
	guint64 key;
	guint32 row;
} Item;

/* One byte of all keys; FALSE, and nothing done, where all have the same. */
static gboolean
pass(const Item *from, Item *to, gsize n, guint shift)
{
	gsize starts[BYTES] = { 0 }, sum = 0;

	for (gsize i = 0; i < n; i++)
		starts[from[i].key >> shift & 0xff]++;
	if (starts[from[0].key >> shift & 0xff] == n)
		return FALSE;
	for (gsize b = 0; b < BYTES; b++) {
		gsize count = starts[b];
		starts[b] = sum;
		sum += count;
	}
	for (gsize i = 0; i < n; i++)
		to[starts[from[i].key >> shift & 0xff]++] = from[i];
	return TRUE;
}

void
order_rows(GByteArray *rows, guint width, OrderKey key)
{
	gsize n = rows->len / width;
	g_autofree Item *items = g_new(Item, n + 1), *other = g_new(Item, n + 1);
	g_autofree guint8 *sorted = g_malloc(rows->len + 1);

	for (gsize i = 0; i < n; i++)
		items[i] = (Item) { key(rows->data + i * width), (guint32)i };
	for (guint shift = 0; shift < 64 && n > 0; shift += 8) {
		if (pass(items, other, n, shift)) {
			Item *swap = items;
			items = other;
			other = swap;
		}
	}
	for (gsize i = 0; i < n; i++)
		memcpy(sorted + i * width, rows->data + (gsize)items[i].row * width, width);
	memcpy(rows->data, sorted, n * width);
}
