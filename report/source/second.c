/*
 * second.c: a hash table under a lock.  It knows no table of first groups.
 */
#include <string.h>
#include "second.h"

/* An address in a further group of a list. */
typedef struct {
	guint64 key[2];
	guint16 list, group, width, part;
} Second;

struct Seconds {
	GMutex lock;
	GHashTable *set; /* of Second */
};

static guint
second_hash(gconstpointer data)
{
	const Second *second = data;

	return (guint)(second->key[0] * 31 + second->key[1] * 17) ^ (guint)second->list << 16 ^ second->group;
}

static gboolean
second_equal(gconstpointer a, gconstpointer b)
{
	const Second *x = a;
	const Second *y = b;

	return x->key[0] == y->key[0] && x->key[1] == y->key[1] && x->list == y->list && x->group == y->group &&
	       x->width == y->width;
}

Seconds *
seconds_new(void)
{
	Seconds *seconds = g_new0(Seconds, 1);

	seconds->set = g_hash_table_new_full(second_hash, second_equal, g_free, NULL);
	return seconds;
}

void
seconds_free(Seconds *seconds)
{
	g_hash_table_destroy(seconds->set);
	g_free(seconds);
}

void
seconds_add(Seconds *seconds, const guint64 key[2], gsize width, gint part, gsize list, guint16 group)
{
	Second *second = g_new0(Second, 1);

	memcpy(second->key, key, sizeof second->key);
	second->width = (guint16)width;
	second->part = (guint16)part;
	second->list = (guint16)list;
	second->group = group;
	g_mutex_lock(&seconds->lock);
	g_hash_table_add(seconds->set, second);
	g_mutex_unlock(&seconds->lock);
}

void
seconds_count(Seconds *seconds, gint low, gint high, gint64 *const *counts)
{
	GHashTableIter all;
	gpointer key;

	g_hash_table_iter_init(&all, seconds->set);
	while (g_hash_table_iter_next(&all, &key, NULL)) {
		const Second *second = key;
		if (second->part >= low && second->part < high)
			counts[second->list][second->group - 1]++;
	}
	g_hash_table_remove_all(seconds->set);
}
