/*
 * pile.c: pieces are cut from slabs and kept for the next who wants one; the file is places of a piece each.
 * Knows nothing of what records are.
 */
#define _GNU_SOURCE /* mkostemp */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>
#include "error.h"
#include "pile.h"

enum {
	SLAB = 128,       /* pieces got from the system at once */
	LARGE = 256 << 10 /* from here on [B] memory goes back to the system when it is freed */
};

struct Pieces {
	GMutex lock;
	gsize limit, taken; /* pieces */
	Piece *spare;
	GPtrArray *slabs;
	char *folder;
	int fd;         /* -1: there is no file, or it takes no more */
	gboolean asked; /* it was made, or tried to be */
	int kept;       /* the file, to be read, once it takes no more */
	guint32 places; /* of the file that are in use */
	GArray *free;   /* of guint32: places that are not any more */
};

Pieces *
pieces_new(gsize limit, const char *folder)
{
	Pieces *pieces = g_new0(Pieces, 1);

#ifdef M_MMAP_THRESHOLD
	mallopt(M_MMAP_THRESHOLD, LARGE); /* glibc raises it by itself, and would keep what is freed */
#endif
	pieces->limit = limit / sizeof(Piece);
	pieces->slabs = g_ptr_array_new_with_free_func(g_free);
	pieces->folder = g_strdup(folder ? folder : g_getenv("TMPDIR"));
	pieces->fd = pieces->kept = -1;
	pieces->free = g_array_new(FALSE, FALSE, sizeof(guint32));
	return pieces;
}

void
pieces_free(Pieces *pieces)
{
	if (pieces->kept >= 0)
		close(pieces->kept);
	g_ptr_array_unref(pieces->slabs);
	g_array_unref(pieces->free);
	g_free(pieces->folder);
	g_free(pieces);
}

/* --- memory ---------------------------------------------------------------------------------- */

static void
cut_slab(Pieces *pieces)
{
	Piece *slab = g_new(Piece, SLAB);

	g_ptr_array_add(pieces->slabs, slab);
	for (gsize i = 0; i < SLAB; i++) {
		slab[i].next = pieces->spare;
		pieces->spare = &slab[i];
	}
}

Piece *
pieces_take(Pieces *pieces)
{
	Piece *piece;

	g_mutex_lock(&pieces->lock);
	if (!pieces->spare)
		cut_slab(pieces);
	piece = pieces->spare;
	pieces->spare = piece->next;
	pieces->taken++;
	g_mutex_unlock(&pieces->lock);
	piece->n = 0;
	return piece;
}

void
pieces_give(Pieces *pieces, Piece *piece)
{
	g_mutex_lock(&pieces->lock);
	piece->next = pieces->spare;
	pieces->spare = piece;
	pieces->taken--;
	g_mutex_unlock(&pieces->lock);
}

/* --- the file -------------------------------------------------------------------------------- */

/* Where SQLite, too, puts what is too large for memory: /tmp may be memory itself. */
static void
make_file(Pieces *pieces)
{
	g_autofree char *path = g_build_filename(pieces->folder ? pieces->folder : "/var/tmp", "teiten-XXXXXX", NULL);

	pieces->asked = TRUE;
	pieces->fd = pieces->kept = mkostemp(path, O_CLOEXEC);
	if (pieces->fd >= 0)
		unlink(path);
}

/* A place for a piece, where memory is beyond the limit; FALSE where it is not, or there is no place. */
static gboolean
find_place(Pieces *pieces, guint32 *place, gboolean *beyond)
{
	gboolean found;

	g_mutex_lock(&pieces->lock);
	*beyond = pieces->taken > pieces->limit;
	if (*beyond && !pieces->asked)
		make_file(pieces);
	found = *beyond && pieces->fd >= 0;
	if (found && pieces->free->len > 0) {
		*place = g_array_index(pieces->free, guint32, pieces->free->len - 1);
		g_array_set_size(pieces->free, pieces->free->len - 1);
	} else if (found)
		*place = pieces->places++;
	g_mutex_unlock(&pieces->lock);
	return found;
}

static gboolean
write_piece(Pieces *pieces, const Piece *piece, guint32 place)
{
	if (pwrite(pieces->kept, piece, sizeof *piece, (off_t)place * (off_t)sizeof *piece) == sizeof *piece)
		return TRUE;
	g_mutex_lock(&pieces->lock);
	pieces->fd = -1; /* the disk is full, or worse: what stands there already stays */
	g_mutex_unlock(&pieces->lock);
	return FALSE;
}

/* --- a pile ---------------------------------------------------------------------------------- */

gboolean
pile_put(Pile *pile, Pieces *pieces, Piece *piece)
{
	gboolean beyond;
	guint32 place;

	pile->n += piece->n;
	if (find_place(pieces, &place, &beyond) && write_piece(pieces, piece, place)) {
		if (!pile->places)
			pile->places = g_array_new(FALSE, FALSE, sizeof place);
		g_array_append_val(pile->places, place);
		pieces_give(pieces, piece);
		return TRUE;
	}
	piece->next = pile->first;
	pile->first = piece;
	return !beyond;
}

gboolean
pile_each(
    const Pile *pile, Pieces *pieces, void (*with)(const Piece *piece, gpointer data), gpointer data, GError **error)
{
	g_autofree Piece *read = pile->places ? g_new(Piece, 1) : NULL;

	for (const Piece *piece = pile->first; piece; piece = piece->next)
		with(piece, data);
	for (guint i = 0; pile->places && i < pile->places->len; i++) {
		off_t place = (off_t)g_array_index(pile->places, guint32, i);
		gssize n = pread(pieces->kept, read, sizeof *read, place * (off_t)sizeof *read);
		if (n != sizeof *read) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM,
			    "cannot read back what was put into a file of '%s': %s",
			    pieces->folder ? pieces->folder : "/var/tmp",
			    n < 0 ? g_strerror(errno) : "it is cut short");
			return FALSE;
		}
		with(read, data);
	}
	return TRUE;
}

void
pile_clear(Pile *pile, Pieces *pieces)
{
	while (pile->first) {
		Piece *piece = pile->first;
		pile->first = piece->next;
		pieces_give(pieces, piece);
	}
	if (pile->places) {
		g_mutex_lock(&pieces->lock);
		g_array_append_vals(pieces->free, pile->places->data, pile->places->len);
		g_mutex_unlock(&pieces->lock);
		g_clear_pointer(&pile->places, g_array_unref);
	}
	pile->n = 0;
}
