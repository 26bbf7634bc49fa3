/*
 * ahead.c: a few blocks in a ring; the thread fills them, the reader empties them, each waits for the other.  Knows
 * nothing of files.
 */
#include <string.h>
#include "ahead.h"

enum {
	BLOCK = 1 << 19, /* [B] */
	BLOCKS = 4
};

struct Ahead {
	AheadSource source;
	gpointer from;
	GThread *thread;
	GMutex lock; /* of what follows but the bytes of a block, which whoever has it may use */
	GCond changed;
	guint8 *block[BLOCKS];
	gsize length[BLOCKS];
	guint first, full; /* the block that is read next, and how many are ready */
	gboolean ended, stop;
	GError *error; /* why it ended, NULL: there is no more */
	gsize at;      /* the reader's place in the first block */
};

/* An empty block; NULL where nobody wants it any more. */
static guint8 *
wait_for_room(Ahead *ahead, guint *place)
{
	guint8 *block = NULL;

	g_mutex_lock(&ahead->lock);
	while (ahead->full == BLOCKS && !ahead->stop)
		g_cond_wait(&ahead->changed, &ahead->lock);
	*place = (ahead->first + ahead->full) % BLOCKS;
	if (!ahead->stop)
		block = ahead->block[*place];
	g_mutex_unlock(&ahead->lock);
	return block;
}

static gpointer
run(gpointer data)
{
	Ahead *ahead = data;
	gboolean ended = FALSE;
	guint8 *block;
	guint place;

	while (!ended && (block = wait_for_room(ahead, &place))) {
		GError *error = NULL;
		gssize n = ahead->source(ahead->from, block, BLOCK, &error);

		g_mutex_lock(&ahead->lock);
		ahead->ended = ended = n <= 0;
		ahead->error = error;
		ahead->length[place] = (gsize)MAX(n, 0);
		ahead->full += !ended;
		g_cond_signal(&ahead->changed);
		g_mutex_unlock(&ahead->lock);
	}
	return NULL;
}

Ahead *
ahead_new(AheadSource source, gpointer from)
{
	Ahead *ahead = g_new0(Ahead, 1);

	ahead->source = source;
	ahead->from = from;
	for (gsize i = 0; i < BLOCKS; i++)
		ahead->block[i] = g_malloc(BLOCK);
	ahead->thread = g_thread_new("ahead", run, ahead);
	return ahead;
}

void
ahead_free(Ahead *ahead)
{
	if (!ahead)
		return;
	g_mutex_lock(&ahead->lock);
	ahead->stop = TRUE;
	g_cond_signal(&ahead->changed);
	g_mutex_unlock(&ahead->lock);
	g_thread_join(ahead->thread);
	for (gsize i = 0; i < BLOCKS; i++)
		g_free(ahead->block[i]);
	g_clear_error(&ahead->error);
	g_free(ahead);
}

gssize
ahead_read(Ahead *ahead, void *data, gsize length, GError **error)
{
	gboolean any;
	gsize n;

	g_mutex_lock(&ahead->lock);
	while (ahead->full == 0 && !ahead->ended)
		g_cond_wait(&ahead->changed, &ahead->lock);
	any = ahead->full > 0;
	g_mutex_unlock(&ahead->lock);
	if (!any) {
		if (ahead->error && error)
			*error = g_error_copy(ahead->error);
		return ahead->error ? -1 : 0;
	}
	n = MIN(length, ahead->length[ahead->first] - ahead->at);
	memcpy(data, ahead->block[ahead->first] + ahead->at, n);
	ahead->at += n;
	if (ahead->at < ahead->length[ahead->first])
		return (gssize)n;
	g_mutex_lock(&ahead->lock);
	ahead->at = 0;
	ahead->first = (ahead->first + 1) % BLOCKS;
	ahead->full--;
	g_cond_signal(&ahead->changed);
	g_mutex_unlock(&ahead->lock);
	return (gssize)n;
}
