/*
 * sample.h: observations of half a year as a passive network sees them, the same for one seed, in time order:
 * half from bots with a few ports each and ever new sources, a quarter from scanners of all ports, the rest
 * answers to forged addresses and ICMP.  For benches only; one file includes it.
 */
#pragma once
#include <math.h>
#include <string.h>
#include "geo.h"
#include "observation.h"
#include "region.h"

enum { SAMPLE_SENSORS = 50, SAMPLE_REGIONS = 200, SAMPLE_LABELS = 10, SAMPLE_DAYS = 181 };
#define SAMPLE_START G_GINT64_CONSTANT(1767193200) /* 2026-01-01T00:00+09:00 */

/* Regions are of the addresses, as those of a database are. */
static const GeoIdentity sample_geo = { "sample", 0, "sample" };

typedef struct {
	gint64 time;
	guint32 source;
	guint16 sensor, region, signature, port; /* numbers; a signature of 0 is none */
	guint8 protocol;
} SampleRow;

typedef struct {
	guint64 state;
	gint64 rows, made;
	Region place[65536]; /* of an address's upper half */
	guint16 top[1000];   /* ports that bots like, best first */
	guint8 likely[4096]; /* sensors, by how much they receive */
} Sample;

/* SplitMix64 (Steele, Lea, Flood 2014). */
static guint64
sample_mix(guint64 x)
{
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

static guint64
sample_next(Sample *sample)
{
	return sample_mix(sample->state += 0x9e3779b97f4a7c15u);
}

static double
sample_unit(Sample *sample)
{
	return (double)(sample_next(sample) >> 11) * 0x1p-53;
}

/* A rank below n, low ones more often: about 1 in (rank + 1). */
static guint
sample_rank(double unit, guint n)
{
	return MIN(n - 1, (guint)(exp(unit * log((double)n + 1)) - 1));
}

static void
sample_begin(Sample *sample, gint64 rows, guint64 seed)
{
	static const guint16 known[] = { 23, 445, 22, 80, 3389, 8080, 443, 6379, 5555, 1433, 81, 2323, 8443, 3306, 5900,
		25 };

	memset(sample, 0, sizeof *sample);
	sample->state = seed;
	sample->rows = rows;
	for (gsize i = 0; i < 65536; i++) {
		guint rank = sample_rank(sample_unit(sample), SAMPLE_REGIONS);
		sample->place[i] = (Region)(('A' + rank / 26) << 8 | ('A' + rank % 26));
	}
	for (gsize i = 0; i < G_N_ELEMENTS(sample->top); i++)
		sample->top[i] = i < G_N_ELEMENTS(known) ? known[i] : (guint16)sample_next(sample);
	for (gsize i = 0; i < G_N_ELEMENTS(sample->likely); i++)
		sample->likely[i] = (guint8)(sqrt(sample_unit(sample)) * SAMPLE_SENSORS);
}

static guint32
sample_address(guint64 mixed)
{
	return (guint32)(mixed % 223 + 1) << 24 | (guint32)(mixed >> 40);
}

/* A bot: its number moves on with time, its few ports are its own. */
static void
sample_bot(Sample *sample, SampleRow *row, double part)
{
	double pool = MAX(1e5, 0.15 * (double)sample->rows);
	guint64 bot = (guint64)(part * pool * 0.8 - log(1 - sample_unit(sample)) * 0.05 * pool);
	guint64 self = sample_mix(bot * 977 + 1);
	guint64 habit = sample_mix(self + sample_next(sample) % (1 + (self & 3)));

	row->source = sample_address(self);
	row->protocol = self >> 8 & 7 ? PROTOCOL_TCP : PROTOCOL_UDP;
	row->port = sample->top[sample_rank((double)(habit >> 11) * 0x1p-53, 1000)];
	if (row->protocol == PROTOCOL_TCP && habit % 100 < (row->port == 23 ? 70 : 15))
		row->signature = (guint16)(1 + habit / 100 % 4);
}

static void
sample_scanner(Sample *sample, SampleRow *row)
{
	guint64 self = sample_mix(sample_rank(sample_unit(sample), 3000) + 99991);

	row->source = sample_address(self);
	row->protocol = self >> 33 & 7 ? PROTOCOL_TCP : PROTOCOL_UDP;
	row->port =
	    (guint16)(sample_next(sample) & 1 ? sample_next(sample) >> 20 : sample->top[sample_next(sample) % 1000]);
	row->signature = row->protocol == PROTOCOL_TCP ? (guint16)(5 + (self >> 40 & 3)) : 0;
}

static void
sample_other(Sample *sample, SampleRow *row, gint64 day)
{
	guint64 r = sample_next(sample);

	if (r % 10 < 3) {
		row->source = sample_address(sample_mix(r / 16 % 40000 + 7));
		row->protocol = PROTOCOL_ICMP;
		row->port = r >> 60 < 12 ? 8 : 3;
		return;
	}
	row->source = sample_address(sample_mix(sample_rank(sample_unit(sample), 500) + (guint64)day * 1000));
	row->protocol = PROTOCOL_TCP;
	row->port = (guint16)(1024 + (r >> 20) % 64512);
	row->signature = 9;
}

/* The next row; FALSE at the end. */
static gboolean
sample_row(Sample *sample, SampleRow *row)
{
	double part = (double)sample->made / (double)sample->rows;
	double unit = sample_unit(sample);
	gint64 length = SAMPLE_DAYS * 86400;

	if (sample->made == sample->rows)
		return FALSE;
	memset(row, 0, sizeof *row);
	row->time = SAMPLE_START + (gint64)(part * (double)length);
	row->sensor = sample->likely[sample_next(sample) % 4096];
	if (unit < 0.55)
		sample_bot(sample, row, part);
	else if (unit < 0.80)
		sample_scanner(sample, row);
	else
		sample_other(sample, row, (row->time - SAMPLE_START) / 86400);
	row->region = sample->place[row->source >> 16];
	sample->made++;
	return TRUE;
}
