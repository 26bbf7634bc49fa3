/*
 * input: a file as its decoded bytes: plain, gzip or zstd (told apart by their first bytes, not by
 * name), from disk or from stdin ("-").
 * A compressed file that ends too early is an error, never a shorter file.
 */
#pragma once
#include <glib.h>
#include "digest.h"

typedef struct Input Input;

Input *input_open(const char *path, GError **error);
void input_free(Input *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Input, input_free)

/* Borrows the name as messages have it: the path, or "stdin". */
const char *input_name(const Input *input);

/* Reads up to length decoded bytes; 0 at the end, -1 and error (which names the file) on failure. */
gssize input_read(Input *input, void *data, gsize length, GError **error);

/* Copies the first decoded bytes, up to length (at most INPUT_PEEK), before anything is read; how many, or -1. */
enum { INPUT_PEEK = 16 };
gssize input_peek(Input *input, guint8 *data, gsize length, GError **error);

/* Bytes of the file itself that have been read, and its size (0 where it has none: a pipe). */
gint64 input_position(const Input *input);
gint64 input_size(const Input *input);

/* SHA-256 of all decoded bytes, so that x.csv and x.csv.gz have one; once, when read to the end. */
void input_digest(Input *input, guint8 sum[DIGEST_SIZE]);

/* The whole decoded file, with sixteen NULs behind it (CSV_PADDING); fails beyond limit bytes. The caller owns it. */
char *input_load(const char *path, gsize limit, gsize *length, GError **error);
