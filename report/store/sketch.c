/*
 * sketch.c: registers of a HyperLogLog.  Knows nothing of what is counted and of where it is kept.
 */
#include <math.h>
#include <string.h>
#include "column.h"
#include "sketch.h"

enum {
	LEVELS = 64 - SKETCH_BITS, /* bits that a register looks at; it holds at most one more */
	FEW = SKETCH_REGISTERS / 4 /* registers in use up to which they are kept one by one */
};

/* --- in -------------------------------------------------------------------------------------- */

/* The last step of MurmurHash3 (A. Appleby, "fmix64"): one to one, every bit of it hangs on every bit of x. */
static guint64
mix(guint64 x)
{
	x ^= x >> 33;
	x *= G_GUINT64_CONSTANT(0xff51afd7ed558ccd);
	x ^= x >> 33;
	x *= G_GUINT64_CONSTANT(0xc4ceb9fe1a85ec53);
	return x ^ x >> 33;
}

static guint64
word(const guint8 *bytes, gsize n)
{
	guint64 value = 0;

	for (gsize i = 0; i < n; i++)
		value = value << 8 | bytes[i];
	return value;
}

/* No two of family 4 have the same; one of family 6 is none of family 4, whose upper words all are 4. */
guint64
sketch_hash(guint8 family, const guint8 *address)
{
	if (family == 4)
		return mix(G_GUINT64_CONSTANT(4) << 32 | word(address, 4));
	return mix(word(address + 8, 8) ^ mix(word(address, 8) ^ G_GUINT64_CONSTANT(6)));
}

void
sketch_add(Sketch *sketch, guint64 hash)
{
	guint64 rest = hash << SKETCH_BITS;
	guint8 level = rest ? (guint8)(__builtin_clzll(rest) + 1) : LEVELS + 1;
	guint8 *place = &sketch->registers[hash >> LEVELS];

	*place = MAX(*place, level);
}

void
sketch_merge(Sketch *sketch, const Sketch *other)
{
	for (gsize i = 0; i < SKETCH_REGISTERS; i++)
		sketch->registers[i] = MAX(sketch->registers[i], other->registers[i]);
}

/* --- out ------------------------------------------------------------------------------------- */

/* Ertl 2017, algorithm 6: x in [0, 1). */
static double
sigma(double x)
{
	double y = 1, z = x, before;

	do {
		x *= x;
		before = z;
		z += x * y;
		y += y;
	} while (z != before);
	return z;
}

/* Likewise, x in [0, 1]. */
static double
tau(double x)
{
	double y = 1, z = 1 - x, before;

	if (x == 0 || x == 1)
		return 0;
	do {
		x = sqrt(x);
		before = z;
		y *= 0.5;
		z -= (1 - x) * (1 - x) * y;
	} while (z != before);
	return z / 3;
}

gint64
sketch_count(const Sketch *sketch)
{
	const double m = SKETCH_REGISTERS, two_ln_2 = 1.3862943611198906;
	gint64 counts[LEVELS + 2] = { 0 };
	double z;

	for (gsize i = 0; i < SKETCH_REGISTERS; i++)
		counts[sketch->registers[i]]++;
	if (counts[0] == SKETCH_REGISTERS)
		return 0;
	z = m * tau(1 - (double)counts[LEVELS + 1] / m);
	for (gsize level = LEVELS; level > 0; level--)
		z = 0.5 * (z + (double)counts[level]);
	z += m * sigma((double)counts[0] / m);
	return (gint64)floor(m * m / (two_ln_2 * z) + 0.5);
}

/* --- kept: how many registers are in use; few as their steps, then their levels, many all of them in order ---------- */

static void
put_few(GByteArray *bytes, const Sketch *sketch, gsize n)
{
	g_autofree guint8 *levels = g_malloc(n + 1);
	gsize at = 0, before = 0;

	for (gsize i = 0; i < SKETCH_REGISTERS; i++) {
		if (sketch->registers[i] == 0)
			continue;
		varint_append(bytes, i - before);
		levels[at++] = sketch->registers[i];
		before = i;
	}
	g_byte_array_append(bytes, levels, (guint)n);
}

GByteArray *
sketch_write(const Sketch *sketch)
{
	GByteArray *bytes = g_byte_array_new();
	gsize n = 0;

	for (gsize i = 0; i < SKETCH_REGISTERS; i++)
		n += sketch->registers[i] != 0;
	varint_append(bytes, n);
	if (n <= FEW)
		put_few(bytes, sketch, n);
	else
		g_byte_array_append(bytes, sketch->registers, SKETCH_REGISTERS);
	return bytes;
}

static gboolean
take(Sketch *sketch, gsize place, guint8 level)
{
	sketch->registers[place] = MAX(sketch->registers[place], level);
	return level <= LEVELS + 1;
}

static gboolean
get_few(Sketch *sketch, const guint8 *at, const guint8 *end, gsize n)
{
	guint16 places[FEW];
	guint64 step, place = 0;

	for (gsize i = 0; i < n; i++) {
		if (!varint_get(&at, end, &step) || step >= SKETCH_REGISTERS || (i > 0 && step == 0) ||
		    (place += step) >= SKETCH_REGISTERS)
			return FALSE;
		places[i] = (guint16)place;
	}
	if (end - at != (gssize)n)
		return FALSE;
	for (gsize i = 0; i < n; i++)
		if (at[i] == 0 || !take(sketch, places[i], at[i]))
			return FALSE;
	return TRUE;
}

gboolean
sketch_read(Sketch *sketch, const guint8 *bytes, gsize length)
{
	const guint8 *at = bytes, *end = bytes + length;
	guint64 n;

	if (!varint_get(&at, end, &n) || n > SKETCH_REGISTERS)
		return FALSE;
	if (n <= FEW)
		return get_few(sketch, at, end, (gsize)n);
	if (end - at != SKETCH_REGISTERS)
		return FALSE;
	for (gsize i = 0; i < SKETCH_REGISTERS; i++)
		if (!take(sketch, i, at[i]))
			return FALSE;
	return TRUE;
}
