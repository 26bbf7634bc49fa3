/*
 * support.c: claims against facts.  A number holds where some fact of its kind, rounded as the author rounded it, is
 * that number; a rank where one of the items that the sentence names has it in this quarter or the one before.
 */
#include <math.h>
#include <string.h>
#include "support.h"

/* Numbers that prose may say. */
typedef struct {
	GArray *counts, *ratios, *factors; /* of double */
} Pool;

struct Support {
	const Facts *facts;
	guint figures, tables;
	double days; /* of the quarter */
	Pool pool;
	GPtrArray *names; /* of char*: what the items below are called in prose */
	GPtrArray *rows;  /* of ModelRow: the one of each name */
};

enum { FIRST = 10 /* so many of the first ranks are added up: "the first five make up 60%" */ };

static void
pool_init(Pool *pool)
{
	pool->counts = g_array_new(FALSE, FALSE, sizeof(double));
	pool->ratios = g_array_new(FALSE, FALSE, sizeof(double));
	pool->factors = g_array_new(FALSE, FALSE, sizeof(double));
}

static void
pool_clear(Pool *pool)
{
	g_array_unref(pool->counts);
	g_array_unref(pool->ratios);
	g_array_unref(pool->factors);
}

static void
keep(GArray *values, double value)
{
	g_array_append_val(values, value);
}

/* A growth is said as a percentage or as times, of the counts or of what they are a sensor and day observed. */
static void
keep_growth(Pool *pool, const Model *model, gint64 packets, gint64 previous)
{
	double change;

	if (previous <= 0 || packets < 0)
		return;
	change = (double)packets / (double)previous - 1;
	keep(pool->ratios, fabs(change));
	keep(pool->factors, change + 1);
	if (!model_change(packets, &model->now, previous, &model->before, &change))
		return;
	keep(pool->ratios, fabs(change));
	keep(pool->factors, change + 1);
}

/* Packets of an item or of all, as a sum, a day, and a sensor and day. */
static void
keep_packets(const Support *support, Pool *pool, gint64 packets, gint64 previous)
{
	const Model *model = support->facts->model;

	keep(pool->counts, (double)packets);
	keep(pool->counts, (double)previous);
	keep(pool->counts, (double)packets / support->days);
	keep(pool->counts, model_rate(packets, &model->now));
	keep(pool->counts, model_rate(previous, &model->before));
	keep_growth(pool, model, packets, previous);
}

static void
keep_row(const Support *support, Pool *pool, const ModelRow *row)
{
	keep_packets(support, pool, row->packets, row->previous_packets);
	keep(pool->counts, (double)row->sources);
	keep(pool->counts, (double)row->previous_sources);
	keep_growth(pool, support->facts->model, row->sources, row->previous_sources);
	keep(pool->ratios, model_share(support->facts->model, row));
}

/* A port is named by its number and protocol, a region by its name. */
static void
keep_name(Support *support, const ModelTable *table, ModelRow *row)
{
	Value value = { .kind = VALUE_ITEM, .text = table->name, .item = row };
	char *name = value_text(support->facts, &value, NULL);
	char *bracket = name && g_str_equal(table->name, "port") ? strstr(name, " (") : NULL;

	if (bracket)
		*bracket = '\0';
	if (!name)
		return;
	g_ptr_array_add(support->names, name);
	g_ptr_array_add(support->rows, row);
}

static gboolean
is_listed(gint64 rank)
{
	return rank > 0 && rank <= MODEL_RANKS;
}

/* Rows of the tables; of the thousands below them only those that a sentence names count there. */
static void
keep_table(Support *support, const ModelTable *table)
{
	gint64 sum = 0;

	for (guint i = 0; i < table->rows->len; i++) {
		ModelRow *row = table->rows->pdata[i];

		if (row->rank == 0 || is_listed(row->rank) || is_listed(row->previous_rank))
			keep_row(support, &support->pool, row);
		if (row->rank > 0 && !g_str_equal(table->name, "icmp"))
			keep_name(support, table, row);
		if (i >= FIRST || row->rank == 0)
			continue;
		sum += row->packets;
		keep(support->pool.counts, (double)sum);
		keep(support->pool.ratios, (double)sum / (double)MAX(support->facts->model->now.packets, 1));
	}
}

static void
keep_sensors(Support *support)
{
	const Model *model = support->facts->model;

	for (guint i = 0; i < model->sensors->len; i++) {
		const ModelSensor *sensor = model->sensors->pdata[i];
		keep(support->pool.counts, (double)sensor->packets);
		keep(support->pool.counts, (double)sensor->sources);
		keep(support->pool.ratios, model_coverage(sensor->observed, sensor->expected));
	}
}

static void
keep_highlight(Support *support, const ModelHighlight *highlight)
{
	const gint64 ratios[] = { highlight->share, highlight->source_share, highlight->network_share };
	const gint64 counts[] = { ABS(highlight->excess), highlight->sources, highlight->networks,
		highlight->packets_without_network };

	keep(support->pool.factors, (double)highlight->factor / 1000);
	keep(support->pool.factors, (double)highlight->rest / 1000);
	keep(support->pool.counts, (double)highlight->usual / 1000);
	for (gsize i = 0; i < G_N_ELEMENTS(ratios); i++)
		keep(support->pool.ratios, (double)ratios[i] / 1000);
	for (gsize i = 0; i < G_N_ELEMENTS(counts); i++)
		keep(support->pool.counts, (double)counts[i]);
}

static void
keep_totals(Support *support)
{
	const Model *model = support->facts->model;

	keep_packets(support, &support->pool, model->now.packets, model->before.packets);
	keep(support->pool.counts, (double)model->now.sources);
	keep(support->pool.counts, (double)model->before.sources);
	keep_growth(&support->pool, model, model->now.sources, model->before.sources);
	keep(support->pool.ratios, model_coverage(model->now.observed, model->now.expected));
}

/* Packets that were received and not counted too. */
static void
keep_classes(Support *support)
{
	const Model *model = support->facts->model;
	gint64 excluded = model_class_packets(model, FALSE), received = model->now.packets + excluded;

	for (guint i = 0; i < model->classes->len; i++) {
		const ModelClass *class = model->classes->pdata[i];

		keep_packets(support, &support->pool, class->packets, class->previous_packets);
		keep(support->pool.counts, (double)class->sources);
		keep(support->pool.counts, (double)class->previous_sources);
		keep(support->pool.ratios, (double)class->packets / (double)MAX(received, 1));
	}
	if (model->classes->len == 0)
		return;
	keep(support->pool.counts, (double)excluded);
	keep(support->pool.counts, (double)received);
	keep(support->pool.ratios, (double)excluded / (double)MAX(received, 1));
}

Support *
support_new(const Facts *facts, guint figures, guint tables)
{
	Support *support = g_new0(Support, 1);
	const Model *model = facts->model;

	*support = (Support) { .facts = facts, .figures = figures, .tables = tables };
	support->days = (double)(model->now.quarter.end - model->now.quarter.start) / 86400;
	pool_init(&support->pool);
	support->names = g_ptr_array_new_with_free_func(g_free);
	support->rows = g_ptr_array_new();
	for (guint i = 0; i < model->tables->len; i++)
		keep_table(support, model->tables->pdata[i]);
	for (guint i = 0; i < model->highlights->len; i++)
		keep_highlight(support, model->highlights->pdata[i]);
	keep_totals(support);
	keep_sensors(support);
	keep_classes(support);
	return support;
}

void
support_free(Support *support)
{
	if (!support)
		return;
	pool_clear(&support->pool);
	g_ptr_array_unref(support->names);
	g_ptr_array_unref(support->rows);
	g_free(support);
}

/* Rounded as it is written; "about" may be off by a twentieth, "more than" by a tenth. */
static gboolean
near(const Pool *pool, const Claim *claim)
{
	const GArray *values = claim->kind == CLAIM_PERCENT  ? pool->ratios
			       : claim->kind == CLAIM_FACTOR ? pool->factors
							     : pool->counts;
	double scale = claim->kind == CLAIM_PERCENT ? 100 : 1;
	double tolerance = MAX(claim->unit / 2, claim->value * claim->slack) + 1e-9;

	for (guint i = 0; i < values->len; i++)
		if (fabs(g_array_index(values, double, i) * scale - claim->value) <= tolerance)
			return TRUE;
	return FALSE;
}

/* Whether one of the words, with | between, stands in the sentence. */
static gboolean
speaks(const char *sentence, const char *words)
{
	return g_regex_match_simple(words, sentence, 0, 0);
}

/* The year and the first month of a quarter. */
static void
begin_of(const Support *support, const Quarter *quarter, int *year, int *month)
{
	g_autoptr(GDateTime) start = g_date_time_new_from_unix_utc(quarter->start);
	g_autoptr(GDateTime) here = g_date_time_to_timezone(start, support->facts->zone);

	g_date_time_get_ymd(here, year, month, NULL);
}

/* A claim without a year is of the quarter's. */
static gboolean
is_in_quarter(const Support *support, const Claim *claim, const Quarter *quarter)
{
	int year, month;

	begin_of(support, quarter, &year, &month);
	return claim->month >= month && claim->month < month + 3 && (!claim->year || claim->year == year);
}

static gboolean
is_day(const Support *support, const Claim *claim)
{
	int year, month;

	begin_of(support, &support->facts->model->now.quarter, &year, &month);
	return claim->month >= 1 && claim->month <= 12 &&
	       (claim->kind != CLAIM_DAY ||
		   g_date_valid_dmy((GDateDay)CLAMP(claim->day, 0, 99), (GDateMonth)claim->month,
		       (GDateYear)(claim->year ? claim->year : year)));
}

/* An event that runs past the quarter's end may be told to its own. */
static gboolean
is_of_event(const Support *support, const Claim *claim)
{
	const Model *model = support->facts->model;

	for (guint i = 0; i < model->highlights->len; i++) {
		gint64 to = ((const ModelHighlight *)model->highlights->pdata[i])->to;
		g_autoptr(GDateTime) last = g_date_time_new_from_unix_utc(to - 1);
		g_autoptr(GDateTime) here = g_date_time_to_timezone(last, support->facts->zone);

		if (to > model->now.quarter.end && claim->month == g_date_time_get_month(here) &&
		    (!claim->year || claim->year == g_date_time_get_year(here)) &&
		    claim->day <= g_date_time_get_day_of_month(here))
			return TRUE;
	}
	return FALSE;
}

/* A sentence that speaks of the quarter before may have its days. */
static char *
doubt_date(const Support *support, const Claim *claim, const char *sentence)
{
	const Model *model = support->facts->model;

	if (!is_day(support, claim))
		return g_strdup_printf("'%s' is no day", claim->text);
	if (is_in_quarter(support, claim, &model->now.quarter) || is_of_event(support, claim) ||
	    (speaks(sentence, "前四半期|前期|前回|previous quarter|last quarter|quarter before") &&
		is_in_quarter(support, claim, &model->before.quarter)))
		return NULL;
	return g_strdup_printf("'%s' lies outside of the quarter %s", claim->text, model->now.quarter.name);
}

/* Whether name stands in the sentence; "1/TCP" does not in "21/TCP". */
static gboolean
is_named(const char *sentence, const char *name)
{
	const char *at = sentence;

	while ((at = strstr(at, name))) {
		if (at == sentence || !g_ascii_isalnum(at[-1]) || !g_ascii_isalnum(*name))
			return TRUE;
		at++;
	}
	return FALSE;
}

static gboolean
has_rank(const ModelRow *row, const Claim *claim)
{
	return (double)row->rank == claim->value || (!claim->now && (double)row->previous_rank == claim->value);
}

/* A sentence that names no item says nothing that can be held against a table. */
static char *
doubt_rank(const Support *support, const Claim *claim, const char *sentence)
{
	g_autoptr(GString) named = g_string_new(NULL);

	for (guint i = 0; i < support->names->len; i++) {
		const ModelRow *row = support->rows->pdata[i];
		const char *name = support->names->pdata[i];

		if (!is_named(sentence, name))
			continue;
		if (has_rank(row, claim))
			return NULL;
		g_string_append_printf(named, "%s%s is at %" G_GINT64_FORMAT, named->len ? ", " : "", name, row->rank);
		if (row->previous_rank > 0)
			g_string_append_printf(named, " (before: %" G_GINT64_FORMAT ")", row->previous_rank);
	}
	return named->len ? g_strdup_printf("the tables contradict '%s': %s", claim->text, named->str) : NULL;
}

/* An item that the sentence names gives it. */
static gboolean
near_named(const Support *support, const Claim *claim, const char *sentence)
{
	gboolean found = FALSE;

	for (guint i = 0; i < support->names->len && !found; i++) {
		Pool pool;

		if (!is_named(sentence, support->names->pdata[i]))
			continue;
		pool_init(&pool);
		keep_row(support, &pool, support->rows->pdata[i]);
		found = near(&pool, claim);
		pool_clear(&pool);
	}
	return found;
}

/* Where sensors are spoken of, a number without a unit may count them: "of 20 sensors, 19 saw nothing". */
static gboolean
counts_sensors(const Support *support, const Claim *claim, const char *sentence)
{
	return claim->kind == CLAIM_NUMBER && claim->value <= (double)support->facts->model->now.sensors &&
	       speaks(sentence, "[Ss]ensor|センサー|センサ");
}

static char *
doubt_number(const Support *support, const Claim *claim, const char *sentence)
{
	gboolean small = (claim->kind == CLAIM_COUNT || claim->kind == CLAIM_NUMBER) && claim->value <= 10;

	return small || near(&support->pool, claim) || counts_sensors(support, claim, sentence) ||
		       near_named(support, claim, sentence)
		   ? NULL
		   : g_strdup_printf("no fact of the quarter gives '%s'", claim->text);
}

static char *
doubt_place(const char *what, guint most, const Claim *claim)
{
	return claim->value >= 1 && claim->value <= most
		   ? NULL
		   : g_strdup_printf("there is no %s %.0f: the report has %u", what, claim->value, most);
}

char *
support_doubt(const Support *support, const Claim *claim, const char *sentence)
{
	switch (claim->kind) {
	case CLAIM_DAY:
	case CLAIM_MONTH:
		return doubt_date(support, claim, sentence);
	case CLAIM_FIGURE:
		return doubt_place("figure", support->figures, claim);
	case CLAIM_TABLE:
		return doubt_place("table", support->tables, claim);
	case CLAIM_RANK:
		return doubt_rank(support, claim, sentence);
	case CLAIM_SENSORS:
		return claim->value <= (double)support->facts->model->now.sensors
			   ? NULL
			   : g_strdup_printf("no fact of the quarter gives '%s'", claim->text);
	case CLAIM_PERCENT:
	case CLAIM_FACTOR:
	case CLAIM_COUNT: /* a small one counts things that are no data */
	case CLAIM_NUMBER:
		return doubt_number(support, claim, sentence);
	case CLAIM_MARK:
		return g_strdup_printf("'%s' is a mark that leads nowhere: a note is [^name]", claim->text);
	default:
		return NULL;
	}
}
