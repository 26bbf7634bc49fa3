/*
 * pile: records put away in the order in which they come, in pieces.  All piles of one store of pieces take about a
 * limit of memory; what is beyond goes to a file that has no name and is gone with the program.
 * A piece belongs to whoever took it until he puts it on a pile.  Several threads may use the store at once; a pile only
 * one.
 */
#pragma once
#include <glib.h>

enum {
	PIECE = 12288,  /* [B] of records in a piece, at most */
	PIECE_SLACK = 8 /* [B] behind them that may be written and read */
};

typedef struct Piece {
	struct Piece *next;
	gsize n; /* records */
	guint8 bytes[PIECE + PIECE_SLACK];
} Piece;

typedef struct Pieces Pieces;

/* The file is in the folder, NULL: in the usual one; where there can be none all stays in memory. */
Pieces *pieces_new(gsize limit, const char *folder);
void pieces_free(Pieces *pieces);

/* An empty piece. */
Piece *pieces_take(Pieces *pieces);
void pieces_give(Pieces *pieces, Piece *piece);

typedef struct {
	Piece *first;   /* in memory */
	GArray *places; /* of guint32: pieces in the file; NULL: none */
	gsize n;        /* records of both */
} Pile;

/* FALSE where the piece is on the pile, but memory is beyond the limit since the file takes no more. */
gboolean pile_put(Pile *pile, Pieces *pieces, Piece *piece);

/* Calls with every piece of the pile.  Fails where the file cannot be read. */
gboolean pile_each(
    const Pile *pile, Pieces *pieces, void (*with)(const Piece *piece, gpointer data), gpointer data, GError **error);
void pile_clear(Pile *pile, Pieces *pieces);
