/*
 * support.c: claims against facts.  A number holds where some fact of its kind, rounded as the author rounded it, is
 * that number; a rank where one of the items that the sentence names has it in this quarter or the one before.
 */
#include <math.h>
#include <string.h>
#include "support.h"

struct Support {
	const Facts *facts;
	guint figures, tables;
	GArray *counts, *ratios, *factors; /* of double */
	GPtrArray *names;                  /* of char*: what the items below are called in prose */
	GPtrArray *rows;                   /* of ModelRow: the one of each name */
};

static void
keep(GArray *values, double value)
{
	g_array_append_val(values, value);
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

static void
keep_row(Support *support, const ModelTable *table, ModelRow *row)
{
	const Model *model = support->facts->model;
	double change;

	keep(support->counts, (double)row->packets);
	keep(support->counts, (double)row->sources);
	keep(support->counts, (double)row->previous_packets);
	keep(support->counts, (double)row->previous_sources);
	keep(support->ratios, model_share(model, row));
	if (model_change(row->packets, &model->now, row->previous_packets, &model->before, &change)) {
		keep(support->ratios, fabs(change));
		keep(support->factors, change + 1);
	}
	if (row->rank > 0 && !g_str_equal(table->name, "icmp"))
		keep_name(support, table, row);
}

static void
keep_totals(Support *support)
{
	const Model *model = support->facts->model;
	double change;

	keep(support->counts, (double)model->now.packets);
	keep(support->counts, (double)model->now.sources);
	keep(support->counts, (double)model->before.packets);
	keep(support->counts, (double)model->before.sources);
	keep(support->counts, model_rate(model->now.packets, &model->now));
	keep(support->counts, model_rate(model->before.packets, &model->before));
	keep(support->ratios, model_coverage(model->now.observed, model->now.expected));
	if (model_change(model->now.packets, &model->now, model->before.packets, &model->before, &change)) {
		keep(support->ratios, fabs(change));
		keep(support->factors, change + 1);
	}
	for (guint i = 0; i < model->sensors->len; i++) {
		const ModelSensor *sensor = model->sensors->pdata[i];
		keep(support->counts, (double)sensor->packets);
		keep(support->counts, (double)sensor->sources);
		keep(support->ratios, model_coverage(sensor->observed, sensor->expected));
	}
	for (guint i = 0; i < model->highlights->len; i++) {
		const ModelHighlight *highlight = model->highlights->pdata[i];
		keep(support->factors, (double)highlight->factor / 1000);
		keep(support->counts, fabs((double)highlight->excess));
	}
}

Support *
support_new(const Facts *facts, guint figures, guint tables)
{
	Support *support = g_new0(Support, 1);

	*support = (Support) { .facts = facts, .figures = figures, .tables = tables };
	support->counts = g_array_new(FALSE, FALSE, sizeof(double));
	support->ratios = g_array_new(FALSE, FALSE, sizeof(double));
	support->factors = g_array_new(FALSE, FALSE, sizeof(double));
	support->names = g_ptr_array_new_with_free_func(g_free);
	support->rows = g_ptr_array_new();
	for (guint i = 0; i < facts->model->tables->len; i++) {
		ModelTable *table = facts->model->tables->pdata[i];
		for (guint j = 0; j < table->rows->len; j++)
			keep_row(support, table, table->rows->pdata[j]);
	}
	keep_totals(support);
	return support;
}

void
support_free(Support *support)
{
	if (!support)
		return;
	g_array_unref(support->counts);
	g_array_unref(support->ratios);
	g_array_unref(support->factors);
	g_ptr_array_unref(support->names);
	g_ptr_array_unref(support->rows);
	g_free(support);
}

/* Rounded as it is written; "about" may be off by a twentieth. */
static gboolean
near(const GArray *values, const Claim *claim, double scale)
{
	double tolerance = claim->unit / 2 + 1e-9;

	if (claim->about)
		tolerance = MAX(tolerance, claim->value / 20);
	for (guint i = 0; i < values->len; i++)
		if (fabs(g_array_index(values, double, i) * scale - claim->value) <= tolerance)
			return TRUE;
	return FALSE;
}

static char *
unsupported(const Claim *claim)
{
	return g_strdup_printf("no fact of the quarter gives '%s'", claim->text);
}

static char *
doubt_date(const Support *support, const Claim *claim)
{
	const Quarter *quarter = &support->facts->model->now.quarter;
	g_autoptr(GDateTime) start = g_date_time_new_from_unix_utc(quarter->start);
	g_autoptr(GDateTime) here = g_date_time_to_timezone(start, support->facts->zone);
	int year = g_date_time_get_year(here), month = g_date_time_get_month(here);
	gboolean inside = claim->month >= month && claim->month < month + 3 && (!claim->year || claim->year == year);

	if (claim->month < 1 || claim->month > 12 ||
	    (claim->kind == CLAIM_DAY &&
		!g_date_valid_dmy((GDateDay)CLAMP(claim->day, 0, 99), (GDateMonth)claim->month, (GDateYear)year)))
		return g_strdup_printf("'%s' is no day", claim->text);
	return inside ? NULL : g_strdup_printf("'%s' lies outside of the quarter %s", claim->text, quarter->name);
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
		if ((double)row->rank == claim->value || (double)row->previous_rank == claim->value)
			return NULL;
		g_string_append_printf(named, "%s%s is at %" G_GINT64_FORMAT, named->len ? ", " : "", name, row->rank);
		if (row->previous_rank > 0)
			g_string_append_printf(named, " (before: %" G_GINT64_FORMAT ")", row->previous_rank);
	}
	return named->len ? g_strdup_printf("the tables contradict '%s': %s", claim->text, named->str) : NULL;
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
		return doubt_date(support, claim);
	case CLAIM_FIGURE:
		return doubt_place("figure", support->figures, claim);
	case CLAIM_TABLE:
		return doubt_place("table", support->tables, claim);
	case CLAIM_RANK:
		return doubt_rank(support, claim, sentence);
	case CLAIM_PERCENT:
		return near(support->ratios, claim, 100) ? NULL : unsupported(claim);
	case CLAIM_FACTOR:
		return near(support->factors, claim, 1) ? NULL : unsupported(claim);
	case CLAIM_SENSORS:
		return claim->value <= (double)support->facts->model->now.sensors ? NULL : unsupported(claim);
	case CLAIM_COUNT: /* a small one counts things that are no data */
	case CLAIM_NUMBER:
		return claim->value <= 10 || near(support->counts, claim, 1) ? NULL : unsupported(claim);
	default:
		return NULL;
	}
}
