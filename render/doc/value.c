/*
 * value.c: a fact in the words and figures of a language.  Says nothing that the fact does not.
 */
#include <math.h>
#include "error.h"
#include "inner.h"

typedef char *Writer(const Facts *facts, const Value *value, GError **error);

static char *
write_none(const Facts *facts, const Value *value, GError **error)
{
	(void)value;
	return g_strdup(lang_words(facts->lang, "value.none", error));
}

static char *
write_text(const Facts *facts, const Value *value, GError **error)
{
	(void)facts, (void)error;
	return g_strdup(value->text);
}

static char *
write_words(const Facts *facts, const Value *value, GError **error)
{
	g_autofree char *key = g_strconcat(value->family, value->text, NULL);

	return g_strdup(lang_words(facts->lang, key, error));
}

static char *
write_number(const Facts *facts, const Value *value, GError **error)
{
	(void)facts, (void)error;
	return g_strdup_printf("%" G_GINT64_FORMAT, value->a);
}

static char *
write_count(const Facts *facts, const Value *value, GError **error)
{
	(void)error;
	return lang_count(facts->lang, value->a);
}

static char *
write_about(const Facts *facts, const Value *value, GError **error)
{
	g_autofree char *count = lang_count(facts->lang, value->a);

	return lang_format(facts->lang, "value.about", error, "count", count, NULL);
}

static char *
write_decimal(const Facts *facts, const Value *value, GError **error)
{
	(void)error;
	return lang_decimal(facts->lang, value->ratio, 1);
}

static char *
write_percent(const Facts *facts, const Value *value, GError **error)
{
	(void)error;
	return lang_percent(facts->lang, value->ratio, 1);
}

/* "+12.3%", "−4.0%": with the sign of mathematics, not a hyphen. */
static char *
write_change(const Facts *facts, const Value *value, GError **error)
{
	g_autofree char *size = lang_percent(facts->lang, fabs(value->ratio), 1);
	g_autofree char *zero = lang_percent(facts->lang, 0, 1);

	(void)error;
	if (g_str_equal(size, zero))
		return g_strdup_printf("±%s", size);
	return g_strdup_printf("%s%s", value->ratio < 0 ? "−" : "+", size);
}

/* A factor below ten with one digit after the point, above it whole; one that this would print as 0 is below 0.1. */
static char *
write_factor(const Facts *facts, const Value *value, GError **error)
{
	gboolean small = value->a < 50;
	double factor = small ? 0.1 : (double)value->a / 1000.0;
	g_autofree char *number = lang_decimal(facts->lang, factor, factor < 10 ? 1 : 0);

	return lang_format(facts->lang, small ? "value.factor.below" : "value.factor", error, "factor", number, NULL);
}

/* A rank as far down as is printed, else the words for what it is instead. */
static char *
write_rank(const Facts *facts, const Value *value, GError **error)
{
	g_autofree char *depth = lang_count(facts->lang, value->b);

	if (value->a == RANK_NONE)
		return g_strdup(lang_words(facts->lang, "rank.none", error));
	if (value->a == RANK_BEYOND)
		return g_strdup(lang_words(facts->lang, "rank.beyond", error));
	if (value->b > 0 && value->a > value->b)
		return lang_format(facts->lang, "rank.outside", error, "depth", depth, NULL);
	return lang_count(facts->lang, value->a);
}

static char *
write_day(const Facts *facts, const Value *value, GError **error)
{
	(void)error;
	return lang_date(facts->lang, DATE_DAY, value->a, facts->model->time_zone);
}

static char *
write_minute(const Facts *facts, const Value *value, GError **error)
{
	(void)error;
	return lang_date(facts->lang, DATE_MINUTE, value->a, facts->model->time_zone);
}

static char *
write_days(const Facts *facts, const Value *value, GError **error)
{
	(void)error;
	return lang_days(facts->lang, value->a, value->b, facts->model->time_zone);
}

static char *
write_months(const Facts *facts, const Value *value, GError **error)
{
	(void)error;
	return lang_months(facts->lang, value->a, value->b, facts->model->time_zone);
}

static char *
write_span(const Facts *facts, const Value *value, GError **error)
{
	(void)error;
	return lang_span(facts->lang, value->a, value->b, facts->model->time_zone);
}

static char *
write_zone(const Facts *facts, const Value *value, GError **error)
{
	(void)error;
	return lang_zone(facts->lang, value->text);
}

/* A port, an ICMP type or another protocol: "23/TCP (telnet)". */
static char *
write_port(const Facts *facts, const ModelRow *row, gboolean type, GError **error)
{
	g_autofree char *number = g_strdup_printf("%d", row->port);
	g_auto(GStrv) parts = g_strsplit(row->key, "/", 2);
	g_autofree char *protocol = parts[0] && parts[1] ? g_ascii_strup(parts[1], -1) : g_strdup(row->key);

	if (type && row->protocol == 1)
		return lang_format(facts->lang, "item.icmp", error, "type", number, NULL);
	if (g_str_equal(protocol, "IP"))
		return lang_format(facts->lang, "item.protocol", error, "number", parts[0], NULL);
	if (!row->service || !*row->service)
		return lang_format(facts->lang, "item.port", error, "port", number, "protocol", protocol, NULL);
	return lang_format(
	    facts->lang, "item.service", error, "port", number, "protocol", protocol, "service", row->service, NULL);
}

/* A label is a key; the edition can give it a name. */
static char *
write_signature(const Facts *facts, const char *label)
{
	g_autofree char *key = g_strconcat("signature.", label, NULL);
	const char *name = g_hash_table_lookup(facts->edition->words, key);

	return g_strdup(name ? name : label);
}

static char *
write_item(const Facts *facts, const Value *value, GError **error)
{
	const ModelRow *row = value->item;

	if (g_str_equal(value->text, "region"))
		return lang_region(facts->lang, row->key, error);
	if (g_str_equal(value->text, "signature"))
		return write_signature(facts, row->key);
	if (g_str_equal(value->text, TABLE_TOTAL))
		return g_strdup(lang_words(facts->lang, "item.total", error));
	return write_port(facts, row, g_str_equal(value->text, "icmp"), error);
}

/* "backscatter and known survey scanners"; nothing where there is none. */
static char *
write_classes(const Facts *facts, const Value *value, GError **error)
{
	const GPtrArray *classes = facts->model->classes;
	g_autofree char *list = NULL;
	guint n = 0;

	for (guint i = classes->len; i-- > 0;) {
		const ModelClass *class = classes->pdata[i];
		g_autofree char *key = g_strconcat("class-within.", class->name, NULL);
		const char *name;
		char *longer;

		if (class->counted != (value->a != 0))
			continue;
		if (!(name = lang_words(facts->lang, key, error)))
			return NULL;
		longer = n++ == 0 ? g_strdup(name)
				  : lang_format(facts->lang, n > 2 ? "list.more" : "list.last", error, "first", name,
					"rest", list, NULL);
		g_free(list);
		if (!(list = longer))
			return NULL;
	}
	return list ? g_steal_pointer(&list) : write_none(facts, value, error);
}

/* "3 d 18 h 30 min": what is more than nothing of days, hours and minutes; less than a minute is none. */
static char *
write_length(const Facts *facts, const Value *value, GError **error)
{
	static const struct {
		const char *key;
		gint64 seconds;
	} units[] = { { "length.days", 86400 }, { "length.hours", 3600 }, { "length.minutes", 60 } };
	g_autoptr(GString) text = g_string_new(NULL);
	gint64 rest = value->a;

	for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
		gint64 n = rest / units[i].seconds;
		g_autofree char *count = lang_count(facts->lang, n), *words = NULL;

		rest -= n * units[i].seconds;
		if (n == 0 && (text->len > 0 || i + 1 < G_N_ELEMENTS(units)))
			continue;
		if (!(words = lang_format(facts->lang, units[i].key, error, "n", count, NULL)))
			return NULL;
		g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", words);
	}
	return g_strdup(text->str);
}

/* "most packets lost (30% of the usual)", "no longer there; S21 from then on" */
static char *
write_health(const Facts *facts, const Value *value, GError **error)
{
	const ModelHealth *health = value->item;
	g_autofree char *key = g_strconcat("health.", health->what, health->other ? ".other" : "", NULL);
	g_autofree char *level = lang_percent(facts->lang, (double)health->level / 1000, 0);

	return lang_format(facts->lang, key, error, "level", level, "other",
	    health->other ? facts_sensor(facts, health->other) : "", NULL);
}

static Writer *const writers[] = {
	[VALUE_NONE] = write_none,
	[VALUE_FLAG] = write_none,
	[VALUE_TEXT] = write_text,
	[VALUE_WORDS] = write_words,
	[VALUE_NUMBER] = write_number,
	[VALUE_COUNT] = write_count,
	[VALUE_ABOUT] = write_about,
	[VALUE_DECIMAL] = write_decimal,
	[VALUE_PERCENT] = write_percent,
	[VALUE_CHANGE] = write_change,
	[VALUE_FACTOR] = write_factor,
	[VALUE_RANK] = write_rank,
	[VALUE_DAY] = write_day,
	[VALUE_MINUTE] = write_minute,
	[VALUE_DAYS] = write_days,
	[VALUE_MONTHS] = write_months,
	[VALUE_SPAN] = write_span,
	[VALUE_ZONE] = write_zone,
	[VALUE_ITEM] = write_item,
	[VALUE_CLASSES] = write_classes,
	[VALUE_LENGTH] = write_length,
	[VALUE_HEALTH] = write_health,
	[VALUE_REMARK] = remark_text,
};

char *
value_text(const Facts *facts, const Value *value, GError **error)
{
	return writers[value->kind](facts, value, error);
}

/* --- in sentences ------------------------------------------------------------------------ */

static int
year_of(const Facts *facts, gint64 time)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(time);
	g_autoptr(GDateTime) here = g_date_time_to_timezone(utc, facts->zone);

	return g_date_time_get_year(here);
}

/* An older archive had the year everywhere. */
static gboolean
is_of_year(const Facts *facts, gint64 from, gint64 to)
{
	int year = year_of(facts, facts->model->now.quarter.start);

	return year_of(facts, from) == year && year_of(facts, to) == year && lang_knows(facts->lang, "span.within");
}

char *
facts_days(const Facts *facts, gint64 from, gint64 to)
{
	return (is_of_year(facts, from, to - 1) ? lang_days_within : lang_days)(
	    facts->lang, from, to, facts->model->time_zone);
}

char *
facts_span(const Facts *facts, gint64 from, gint64 to)
{
	return (is_of_year(facts, from, to) ? lang_span_within : lang_span)(
	    facts->lang, from, to, facts->model->time_zone);
}
