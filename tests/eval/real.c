/*
 * real.c: four weeks and the second quarter of 2013, and two weeks after it, in days of UTC.  Every item of two packets a day
 * and more gets one event at a time: a burst or a shift of all sensors, half of them as many packets at each, or packets at
 * one sensor or a few; half of the trials have a gap of all of four days near it.  A find counts where it fits the event and
 * the untouched counts do not give it too.
 */
#include <math.h>
#include <string.h>
#include "../../report/aggregate/stat.h"
#include "chance.h"
#include "csv.h"
#include "input.h"
#include "real.h"

enum { HOSTS = 16, LARGE = 15, SMALL = 2, GAP = 4 };

static const char file[] = "../shared/data/marx/marx.csv.zst";

typedef struct {
	char *name;
	gint64 all, *packets;    /* [HOSTS * PANEL_DAYS] */
	double days[PANEL_DAYS]; /* of all */
	double usual;            /* median of them */
} RealItem;

struct Real {
	GPtrArray *items; /* of RealItem, by name */
	char *hosts[HOSTS];
	gsize sensors;
	gboolean reference[HOSTS];
	guint8 weekday[PANEL_DAYS];
};

/* --- the counts ------------------------------------------------------------------------------ */

static void
item_free(gpointer data)
{
	RealItem *item = data;

	g_free(item->name);
	g_free(item->packets);
	g_free(item);
}

static RealItem *
find_item(GHashTable *items, const CsvField *protocol, const CsvField *port)
{
	g_autofree char *name =
	    g_strdup_printf("%.*s/%.*s", (int)port->length, port->text, (int)protocol->length, protocol->text);
	RealItem *item = g_hash_table_lookup(items, name);

	if (item)
		return item;
	item = g_new0(RealItem, 1);
	item->name = g_steal_pointer(&name);
	item->packets = g_new0(gint64, HOSTS * PANEL_DAYS);
	g_hash_table_insert(items, item->name, item);
	return item;
}

static gsize
find_host(Real *real, const CsvField *host)
{
	for (gsize s = 0; s < real->sensors; s++)
		if (strlen(real->hosts[s]) == host->length && strncmp(real->hosts[s], host->text, host->length) == 0)
			return s;
	g_assert(real->sensors < HOSTS);
	real->hosts[real->sensors] = g_strndup(host->text, host->length);
	return real->sensors++;
}

/* The days from 4 March 2013 on; "2013-03-04 00:00:00" is in the first. */
static gint
day_of(const CsvField *time)
{
	static const gint before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	guint64 month, day;

	if (time->length < 10 || strncmp(time->text, "2013-", 5) != 0)
		return -1;
	month = g_ascii_strtoull(time->text + 5, NULL, 10);
	day = g_ascii_strtoull(time->text + 8, NULL, 10);
	if (month < 1 || month > 12)
		return -1;
	return before[month - 1] + (gint)day - (before[2] + 4);
}

/* datetime, host, source, protocol, type (of ICMP), source port, port */
static void
take_row(Real *real, GHashTable *items, const CsvRow *row)
{
	gint day = row->n_fields == 7 ? day_of(&row->fields[0]) : -1;
	const CsvField *protocol = &row->fields[3];
	RealItem *item;

	if (day < 0 || day >= PANEL_DAYS)
		return;
	item = find_item(items, protocol, &row->fields[protocol->length == 4 ? 4 : 6]);
	item->packets[find_host(real, &row->fields[1]) * PANEL_DAYS + (gsize)day]++;
	item->all++;
}

static int
by_name(gconstpointer a, gconstpointer b)
{
	const RealItem *x = *(RealItem *const *)a, *y = *(RealItem *const *)b;

	return strcmp(x->name, y->name);
}

/* Those of some packets, in order. */
static void
keep_items(Real *real, GHashTable *items)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, items);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		RealItem *item = value;
		double days[PANEL_DAYS];

		if (item->all < SMALL * PANEL_DAYS) {
			item_free(item);
			continue;
		}
		for (gsize i = 0; i < HOSTS * PANEL_DAYS; i++)
			item->days[i % PANEL_DAYS] += (double)item->packets[i];
		memcpy(days, item->days, sizeof days);
		item->usual = stat_median(days, PANEL_DAYS);
		g_ptr_array_add(real->items, item);
	}
	g_ptr_array_sort(real->items, by_name);
}

Real *
real_load(void)
{
	g_autofree char *text =
	    g_file_test(file, G_FILE_TEST_EXISTS) ? input_load(file, 1 << 28, &(gsize) { 0 }, NULL) : NULL;
	g_autoptr(GHashTable) items = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(Csv) csv = csv_new(',', '"');
	Real *real;
	CsvRow row;

	if (!text)
		return NULL;
	real = g_new0(Real, 1);
	real->items = g_ptr_array_new_with_free_func(item_free);
	for (gsize at = 0, length = strlen(text); at < length; at += row.size) {
		csv_row(csv, text + at, length - at, TRUE, &row);
		take_row(real, items, &row);
	}
	keep_items(real, items);
	for (gsize s = 0; s < real->sensors; s++)
		real->reference[s] = TRUE;
	for (guint d = 0; d < PANEL_DAYS; d++)
		real->weekday[d] = (guint8)(d % 7);
	return real;
}

void
real_free(Real *real)
{
	if (!real)
		return;
	g_ptr_array_unref(real->items);
	for (gsize s = 0; s < real->sensors; s++)
		g_free(real->hosts[s]);
	g_free(real);
}

/* --- an event -------------------------------------------------------------------------------- */

static const struct {
	TruthKind kind;
	gint first, last;         /* days of the quarter from its start, from its end */
	double shortest, longest; /* days; 0: to the end */
	double least, most;       /* times the usual */
} kinds[] = {
	{ TRUE_BURST, 2, 3, 1, 9, 2.5, 20 },
	{ TRUE_SHIFT, 5, 10, 0, 0, 1.8, 5 },
	{ TRUE_SINGLE, 2, 3, 1, 20, 2.2, 15 },
	{ TRUE_FEW, 2, 3, 1, 20, 2.2, 15 },
};

typedef struct {
	gint64 packets[HOSTS * PANEL_DAYS];
	double exposure[HOSTS * PANEL_DAYS];
	Truth truth;
	double more, usual; /* packets put in and there before, on observed days */
} Trial;

/* The sensors that take part, and what part of it each has. */
static void
share_out(GRand *rand, TruthKind kind, gsize sensors, double *share)
{
	gint n = kind == TRUE_SINGLE ? 1 : kind == TRUE_FEW ? chance_whole(rand, 2, 4) : (gint)sensors;
	double sum = 0;

	for (gsize s = 0; s < sensors; s++)
		share[s] = 0;
	while (n > 0) {
		gsize s = n == (gint)sensors ? 0 : (gsize)chance_whole(rand, 0, (gint)sensors);

		if (kind != TRUE_SINGLE && kind != TRUE_FEW)
			s = (gsize)--n;
		else if (share[s] > 0)
			continue;
		else
			n--;
		sum += share[s] = kind == TRUE_SINGLE || kind == TRUE_FEW ? chance_gamma(rand, 5, 1)
									  : exp(0.25 * chance_normal(rand));
	}
	for (gsize s = 0; s < sensors; s++)
		share[s] /= sum;
}

static void
put_in(GRand *rand, Trial *trial, const Real *real, const RealItem *item, double times)
{
	TruthKind kind = trial->truth.kind;
	gboolean wide = kind == TRUE_BURST || kind == TRUE_SHIFT, alike = wide && chance_uniform(rand, 0, 1) < 0.5;
	double share[HOSTS], usual = MAX(item->usual, 1);

	share_out(rand, kind, real->sensors, share);
	for (gint d = trial->truth.from; d <= trial->truth.to; d++) {
		double day = exp((wide ? 0.2 : 0.4) * chance_normal(rand));

		for (gsize s = 0; s < real->sensors; s++) {
			gsize i = s * PANEL_DAYS + (gsize)d;
			double own = (double)item->packets[i];
			double mean = wide && !alike ? own * (double)real->sensors * share[s] : usual * share[s] * day;
			gint64 more = share[s] > 0 ? chance_poisson(rand, (times - 1) * mean) : 0;

			if (trial->exposure[i] == 0)
				continue;
			trial->packets[i] += more;
			trial->more += (double)more;
			trial->usual += own;
		}
	}
}

/* Four days of silence of all: some days before the event, or after its first. */
static void
cut_gap(GRand *rand, Trial *trial, gsize sensors)
{
	gint to = MIN(trial->truth.to, trial->truth.from + 14);
	gint from = chance_uniform(rand, 0, 1) < 0.5 ? trial->truth.from - chance_whole(rand, 5, 13)
						     : to + chance_whole(rand, 2, 9);

	for (gint d = from; d < MIN(from + GAP, PANEL_DAYS); d++)
		for (gsize s = 0; s < sensors; s++) {
			trial->packets[s * PANEL_DAYS + (gsize)d] = 0;
			trial->exposure[s * PANEL_DAYS + (gsize)d] = 0;
		}
}

/* Whether the real days of an event are within half as much again of the four weeks before: else they are one. */
static gboolean
is_quiet(const RealItem *item, const Truth *truth)
{
	double before[PANEL_LEAD], own[PANEL_DAYS], usual, there;

	for (gint d = 0; d < PANEL_LEAD; d++)
		before[d] = item->days[truth->from - PANEL_LEAD + d];
	for (gint d = truth->from; d <= truth->to; d++)
		own[d - truth->from] = item->days[d];
	usual = stat_median(before, PANEL_LEAD) + 0.5;
	there = stat_median(own, (gsize)(truth->to - truth->from + 1)) + 0.5;
	return there <= 1.5 * usual && usual <= 1.5 * there;
}

static void
make_trial(GRand *rand, Trial *trial, const Real *real, const RealItem *item, guint k)
{
	double times = chance_log_uniform(rand, kinds[k].least, kinds[k].most);
	gint length = PANEL_DAYS;
	gboolean quiet = FALSE;
	Truth *truth = &trial->truth;

	*truth = (Truth) { .kind = kinds[k].kind };
	if (kinds[k].longest > 0)
		length = (gint)chance_log_uniform(rand, kinds[k].shortest, kinds[k].longest);
	for (guint tries = 0; tries < 20; tries++) {
		truth->from =
		    chance_whole(rand, PANEL_LEAD + kinds[k].first, PANEL_LEAD + PANEL_QUARTER - kinds[k].last);
		truth->to = MIN(PANEL_DAYS - 1, truth->from + length - 1);
		if ((quiet = is_quiet(item, truth)))
			break;
	}
	memcpy(trial->packets, item->packets, sizeof trial->packets);
	for (gsize i = 0; i < HOSTS * PANEL_DAYS; i++)
		trial->exposure[i] = 1;
	if (chance_uniform(rand, 0, 1) < 0.5)
		cut_gap(rand, trial, real->sensors);
	trial->more = trial->usual = 0;
	put_in(rand, trial, real, item, times);
	truth->seen = quiet && trial->more >= 20 && (trial->more + trial->usual + 0.5) / (trial->usual + 0.5) >= 1.5;
}

/* --- score ----------------------------------------------------------------------------------- */

static GArray *
look(const Real *real, const Method *method, const gint64 *packets, const double *exposure)
{
	Series series = { real->sensors, PANEL_DAYS, packets, exposure, real->weekday, real->reference, PANEL_LEAD,
		PANEL_LEAD + PANEL_QUARTER - 1 };
	GArray *found = g_array_new(FALSE, FALSE, sizeof(Found));

	method->find(&series, found);
	return found;
}

/* Whether a find fits the event and is none of the untouched counts. */
static gboolean
is_found(const GArray *found, const GArray *before, const Truth *truth)
{
	for (guint i = 0; i < found->len; i++) {
		const Found *one = &g_array_index(found, Found, i);

		if (!found_among(before, one, 3) && found_fits(one, truth))
			return TRUE;
	}
	return FALSE;
}

RealScore
real_measure(const Real *real, const Method *method, guint32 first, guint32 seeds)
{
	RealScore score = { 0 };
	g_autofree Trial *trial = g_new0(Trial, 1);

	for (guint i = 0; i < real->items->len; i++) {
		const RealItem *item = real->items->pdata[i];
		RealSize size = item->usual >= LARGE ? REAL_LARGE : REAL_SMALL;
		g_autoptr(GArray) before = NULL;

		for (gsize e = 0; e < HOSTS * PANEL_DAYS; e++)
			trial->exposure[e] = 1;
		before = look(real, method, item->packets, trial->exposure);
		score.items[size]++;
		for (guint n = 0; n < before->len; n++)
			score.rises[size] += g_array_index(before, Found, n).rise;
		for (guint n = 0; n < seeds * G_N_ELEMENTS(kinds); n++) {
			guint32 seed[] = { first + n / G_N_ELEMENTS(kinds), i, n % G_N_ELEMENTS(kinds) };
			GRand *rand = g_rand_new_with_seed_array(seed, G_N_ELEMENTS(seed));
			g_autoptr(GArray) found = NULL;

			make_trial(rand, trial, real, item, seed[2]);
			g_rand_free(rand);
			if (!trial->truth.seen)
				continue;
			found = look(real, method, trial->packets, trial->exposure);
			score.seen[size][trial->truth.kind]++;
			score.found[size][trial->truth.kind] += is_found(found, before, &trial->truth);
		}
	}
	return score;
}

double
real_recall(const RealScore *score, RealSize size)
{
	guint seen = 0, found = 0;

	for (guint k = 0; k < TRUE_KINDS; k++) {
		seen += score->seen[size][k];
		found += score->found[size][k];
	}
	return seen > 0 ? (double)found / seen : 0;
}
