/*
 * counter.c: pages of counts.  Knows nothing of what a key means.
 */
#include <string.h>
#include "counter.h"

#define PAGE  65536
#define PAGES (COUNTER_KEYS / PAGE)
#define BLOCK 8 /* counts that are cleared and walked together: a line of the cache */

typedef struct {
	guint64 touched[PAGE / BLOCK / 64]; /* a bit a block */
	gint64 count[PAGE];
} Page;

struct Counter {
	Page *page[PAGES];
};

Counter *
counter_new(void)
{
	return g_new0(Counter, 1);
}

void
counter_free(Counter *counter)
{
	if (!counter)
		return;
	for (gsize i = 0; i < PAGES; i++)
		g_free(counter->page[i]);
	g_free(counter);
}

static Page *
make_page(Counter *counter, guint32 key)
{
	g_assert(key < COUNTER_KEYS);
	return counter->page[key / PAGE] = g_new0(Page, 1);
}

static inline void
add(Counter *counter, guint32 key, gint64 packets)
{
	Page *page = counter->page[key / PAGE % PAGES];
	guint32 low = key % PAGE;

	if (G_UNLIKELY(!page || key >= COUNTER_KEYS))
		page = make_page(counter, key);
	page->count[low] += packets;
	page->touched[low / BLOCK / 64] |= G_GUINT64_CONSTANT(1) << low / BLOCK % 64;
}

void
counter_add(Counter *counter, guint32 key, gint64 packets)
{
	add(counter, key, packets);
}

void
counter_add_all(Counter *counter, const guint32 *keys, const guint32 *packets, gsize n, gint64 sign)
{
	for (gsize i = 0; i < n; i++)
		add(counter, keys[i], sign * packets[i]);
}

gint64
counter_get(const Counter *counter, guint32 key)
{
	const Page *page = key < COUNTER_KEYS ? counter->page[key / PAGE] : NULL;

	return page ? page->count[key % PAGE] : 0;
}

/* The first touched block from block on; PAGE / BLOCK where there is none. */
static gsize
next_block(const Page *page, gsize block)
{
	while (block < PAGE / BLOCK) {
		guint64 rest = page->touched[block / 64] >> block % 64;
		if (rest)
			return block + (gsize)__builtin_ctzll(rest);
		block = (block / 64 + 1) * 64;
	}
	return block;
}

void
counter_clear(Counter *counter)
{
	for (gsize i = 0; i < PAGES; i++) {
		Page *page = counter->page[i];
		if (!page)
			continue;
		for (gsize b = next_block(page, 0); b < PAGE / BLOCK; b = next_block(page, b + 1))
			memset(page->count + b * BLOCK, 0, BLOCK * sizeof *page->count);
		memset(page->touched, 0, sizeof page->touched);
	}
}

void
counter_each(const Counter *counter, void (*with)(guint32 key, gint64 packets, gpointer data), gpointer data)
{
	for (gsize i = 0; i < PAGES; i++) {
		const Page *page = counter->page[i];
		if (!page)
			continue;
		for (gsize b = next_block(page, 0); b < PAGE / BLOCK; b = next_block(page, b + 1))
			for (gsize k = b * BLOCK; k < (b + 1) * BLOCK; k++)
				if (page->count[k] != 0)
					with((guint32)(i * PAGE + k), page->count[k], data);
	}
}
