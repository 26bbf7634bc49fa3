/*
 * input.c: bytes in, through the decoder that the first bytes ask for.  A new packing is one
 * line in the table and three functions.  Knows nothing of what the bytes mean.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <stdatomic.h>
#include <zlib.h>
#include <zstd.h>
#include "ahead.h"
#include "error.h"
#include "input.h"

enum {
	CHUNK = 1 << 18,
	LONG = 1 << 20 /* files from here on [B] are read, decoded and summed up by a thread of their own */
};

typedef struct {
	const char *name, *magic;
	gsize magic_length;
	gboolean (*start)(Input *input);
	gssize (*decode)(Input *input, guint8 *data, gsize length, GError **error);
	void (*stop)(Input *input);
} Packing;

struct Input {
	char *path;
	int fd;
	_Atomic gint64 position; /* of the file itself [B] */
	gint64 size;
	const Packing *packing;
	Digest *digest;
	guint8 *raw; /* [CHUNK], as read */
	gsize at, have;
	guint8 first[INPUT_PEEK]; /* decoded ahead by input_peek */
	gsize n_first;
	gboolean ended, inside; /* file read to its end; inside a compressed frame */
	ZSTD_DCtx *zstd;
	z_stream gzip;
	gboolean begun;
	Ahead *ahead; /* then all of the above but the name, size and first bytes is its thread's; NULL: ours */
};

static gssize
fail(const Input *input, GError **error, int code, const char *what)
{
	g_set_error(error, TEITEN_ERROR, code, "cannot read '%s': %s", input_name(input), what);
	return -1;
}

/* Up to length bytes of the file itself; 0 at its end, -1 and error on failure. */
static gssize
read_bytes(Input *input, guint8 *to, gsize length, GError **error)
{
	gssize n;

	do
		n = read(input->fd, to, length);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return fail(input, error, TEITEN_ERROR_SYSTEM, g_strerror(errno));
	input->position += n;
	return n;
}

/* Puts more of the file behind what raw has; FALSE on failure only. */
static gboolean
read_more(Input *input, GError **error)
{
	gssize n = read_bytes(input, input->raw + input->have, CHUNK - input->have, error);

	if (n < 0)
		return FALSE;
	input->have += (gsize)n;
	input->ended = n == 0;
	return TRUE;
}

/* Fills raw where all of it is used up; FALSE on failure only. */
static gboolean
fill(Input *input, GError **error)
{
	if (input->at < input->have || input->ended)
		return TRUE;
	input->at = input->have = 0;
	return read_more(input, error);
}

/* --- plain ------------------------------------------------------------------------------- */

/* Much is read to where it is wanted, little through raw. */
static gssize
plain_decode(Input *input, guint8 *data, gsize length, GError **error)
{
	gssize got;
	gsize n;

	if (input->at == input->have && length >= CHUNK) {
		got = input->ended ? 0 : read_bytes(input, data, MIN(length, 2 * CHUNK), error);
		input->ended = got == 0;
		return got;
	}
	if (!fill(input, error))
		return -1;
	n = MIN(length, input->have - input->at);
	memcpy(data, input->raw + input->at, n);
	input->at += n;
	return (gssize)n;
}

/* --- zstd -------------------------------------------------------------------------------- */

static gboolean
zstd_start(Input *input)
{
	input->zstd = ZSTD_createDCtx();
	return input->zstd != NULL;
}

static void
zstd_stop(Input *input)
{
	ZSTD_freeDCtx(input->zstd);
}

static gssize
zstd_decode(Input *input, guint8 *data, gsize length, GError **error)
{
	ZSTD_outBuffer out = { data, length, 0 };

	while (out.pos == 0) {
		ZSTD_inBuffer in;
		gsize left;
		if (!fill(input, error))
			return -1;
		if (input->at == input->have)
			return input->inside ? fail(input, error, TEITEN_ERROR_INPUT, "the zstd data is cut short") : 0;
		in = (ZSTD_inBuffer) { input->raw, input->have, input->at };
		left = ZSTD_decompressStream(input->zstd, &out, &in);
		if (ZSTD_isError(left))
			return fail(input, error, TEITEN_ERROR_INPUT, ZSTD_getErrorName(left));
		input->at = in.pos;
		input->inside = left != 0;
	}
	return (gssize)out.pos;
}

/* --- gzip -------------------------------------------------------------------------------- */

static gboolean
gzip_start(Input *input)
{
	return inflateInit2(&input->gzip, 16 + MAX_WBITS) == Z_OK;
}

static void
gzip_stop(Input *input)
{
	inflateEnd(&input->gzip);
}

/* RFC 1952 2.2: a file may be several members one after another. */
static gssize
gzip_decode(Input *input, guint8 *data, gsize length, GError **error)
{
	z_stream *z = &input->gzip;
	int status;

	z->next_out = data;
	z->avail_out = (uInt)MIN(length, G_MAXINT);
	while (z->next_out == data) {
		if (!fill(input, error))
			return -1;
		if (input->at == input->have)
			return input->inside ? fail(input, error, TEITEN_ERROR_INPUT, "the gzip data is cut short") : 0;
		z->next_in = input->raw + input->at;
		z->avail_in = (uInt)(input->have - input->at);
		status = inflate(z, Z_NO_FLUSH);
		if (status != Z_OK && status != Z_STREAM_END)
			return fail(input, error, TEITEN_ERROR_INPUT, z->msg ? z->msg : "the gzip data is damaged");
		input->at = input->have - z->avail_in;
		input->inside = status != Z_STREAM_END;
		if (status == Z_STREAM_END)
			inflateReset(z);
	}
	return z->next_out - data;
}

static const Packing packings[] = {
	{ "zstd", "\x28\xb5\x2f\xfd", 4, zstd_start, zstd_decode, zstd_stop },
	{ "gzip", "\x1f\x8b", 2, gzip_start, gzip_decode, gzip_stop },
	{ "plain", "", 0, NULL, plain_decode, NULL },
};

/* --- the door ---------------------------------------------------------------------------- */

static const Packing *
packing_of(const Input *input)
{
	const Packing *packing = packings;

	while (input->have < packing->magic_length || memcmp(input->raw, packing->magic, packing->magic_length) != 0)
		packing++;
	return packing;
}

/* A pipe may give single bytes; the magic needs four. */
static gboolean
read_magic(Input *input, GError **error)
{
	while (input->have < 4 && !input->ended)
		if (!read_more(input, error))
			return FALSE;
	return TRUE;
}

static gboolean
open_file(Input *input, GError **error)
{
	struct stat there;
	gboolean standard = g_str_equal(input->path, "-");

	input->fd = standard ? dup(STDIN_FILENO) : open(input->path, O_RDONLY | O_CLOEXEC);
	if (input->fd < 0 || fstat(input->fd, &there) != 0) {
		gboolean absent = errno == ENOENT || errno == ENOTDIR;
		fail(input, error, absent ? TEITEN_ERROR_INPUT : TEITEN_ERROR_SYSTEM, g_strerror(errno));
		return FALSE;
	}
	if (S_ISDIR(there.st_mode)) {
		fail(input, error, TEITEN_ERROR_INPUT, g_strerror(EISDIR));
		return FALSE;
	}
	input->size = S_ISREG(there.st_mode) ? there.st_size : 0;
	return TRUE;
}

Input *
input_open(const char *path, GError **error)
{
	g_autoptr(Input) input = g_new0(Input, 1);

	input->path = g_strdup(path);
	input->fd = -1;
	input->raw = g_malloc(CHUNK);
	input->digest = digest_new();
	if (!open_file(input, error) || !read_magic(input, error))
		return NULL;
	input->packing = packing_of(input);
	if (input->packing->start && !input->packing->start(input)) {
		input->packing = NULL;
		fail(input, error, TEITEN_ERROR_SYSTEM, "the decoder has no memory");
		return NULL;
	}
	return g_steal_pointer(&input);
}

void
input_free(Input *input)
{
	if (!input)
		return;
	ahead_free(input->ahead);
	if (input->packing && input->packing->stop)
		input->packing->stop(input);
	if (input->fd >= 0)
		close(input->fd);
	digest_free(input->digest);
	g_free(input->raw);
	g_free(input->path);
	g_free(input);
}

const char *
input_name(const Input *input)
{
	return g_str_equal(input->path, "-") ? "stdin" : input->path;
}

/* The next decoded bytes, which go into the sum. */
static gssize
decode(gpointer from, guint8 *data, gsize length, GError **error)
{
	Input *input = from;
	gssize n = input->packing->decode(input, data, length, error);

	if (n > 0)
		digest_add(input->digest, data, (gsize)n);
	return n;
}

/* A pipe may keep a thread waiting for ever.  TEITEN_THREADS=1: none is wanted. */
static gboolean
is_worth_a_thread(const Input *input)
{
	return input->size >= LONG && g_get_num_processors() > 1 && g_strcmp0(g_getenv("TEITEN_THREADS"), "1") != 0;
}

gssize
input_read(Input *input, void *data, gsize length, GError **error)
{
	gsize n = MIN(length, input->n_first);

	if (n > 0) {
		memcpy(data, input->first, n);
		input->n_first -= n;
		memmove(input->first, input->first + n, input->n_first);
		digest_add(input->digest, data, n);
		return (gssize)n;
	}
	if (!input->begun) {
		input->begun = TRUE;
		input->ahead = is_worth_a_thread(input) ? ahead_new(decode, input) : NULL;
	}
	return input->ahead ? ahead_read(input->ahead, data, length, error) : decode(input, data, length, error);
}

gssize
input_peek(Input *input, guint8 *data, gsize length, GError **error)
{
	gssize n = 1;

	while (n > 0 && input->n_first < INPUT_PEEK) {
		n = input->packing->decode(input, input->first + input->n_first, INPUT_PEEK - input->n_first, error);
		input->n_first += (gsize)MAX(n, 0);
	}
	length = MIN(length, input->n_first);
	memcpy(data, input->first, length);
	return n < 0 ? -1 : (gssize)length;
}

gint64
input_position(const Input *input)
{
	return input->position;
}

gint64
input_size(const Input *input)
{
	return input->size;
}

void
input_digest(Input *input, guint8 sum[DIGEST_SIZE])
{
	digest_end(input->digest, sum);
}

char *
input_load(const char *path, gsize limit, gsize *length, GError **error)
{
	g_autoptr(Input) input = input_open(path, error);
	g_autoptr(GByteArray) all = g_byte_array_new();
	g_autofree guint8 *chunk = g_malloc(CHUNK);
	gssize n;

	if (!input)
		return NULL;
	while ((n = input_read(input, chunk, CHUNK, error)) > 0) {
		g_byte_array_append(all, chunk, (guint)n);
		if (all->len > limit) {
			fail(input, error, TEITEN_ERROR_INPUT, "it is larger than such a file can be");
			return NULL;
		}
	}
	if (n < 0)
		return NULL;
	*length = all->len;
	g_byte_array_append(all, (const guint8[16]) { 0 }, 16);
	return (char *)g_byte_array_free(g_steal_pointer(&all), FALSE);
}
