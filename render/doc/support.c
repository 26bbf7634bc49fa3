/*
 * support.c: claims against facts, sentence by sentence: dates against the quarter, figures and tables against the document's;
 * numbers against what their sentence speaks of (number.c), which carries over to the next where that names nothing.
 */
#include <string.h>
#include "number.h"
#include "order.h"
#include "sense.h"
#include "support.h"

struct Support {
	const Facts *facts;
	guint figures, tables;
	Lexicon *lexicon;
};

Support *
support_new(const Facts *facts, guint figures, guint tables)
{
	Support *support = g_new0(Support, 1);

	*support = (Support) { facts, figures, tables, lexicon_new(facts) };
	return support;
}

void
support_free(Support *support)
{
	if (!support)
		return;
	lexicon_free(support->lexicon);
	g_free(support);
}

/* --- dates ------------------------------------------------------------------------------- */

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

/* Whether the day is of the week's day that is said, if one is. */
static gboolean
is_weekday(const Support *support, const Claim *claim)
{
	g_autoptr(GDate) date = NULL;
	int year, month;

	if (!claim->weekday)
		return TRUE;
	begin_of(support, &support->facts->model->now.quarter, &year, &month);
	date = g_date_new_dmy(
	    (GDateDay)claim->day, (GDateMonth)claim->month, (GDateYear)(claim->year ? claim->year : year));
	return (int)g_date_get_weekday(date) == claim->weekday;
}

/* Sentences on times without data. */
#define OUTAGE                                                                                                                                    \
	"観測[^。]{0,40}(?:停止|中断|でき(?:ず|ま|な)|途切|欠)|データが[^。]{0,8}(?:得られ|欠け|ありません)|[Nn]o " \
	"data|[Nn]othing was observed|"                                                                                                           \
	"[Oo]bservation (?:was )?(?:stopped|interrupted)"

/* Whether the day is one of those from at to to, or the time that of one of both. */
static gboolean
is_of_span(const Support *support, const Claim *claim, gint64 from, gint64 to)
{
	const gint64 ends[] = { from, to };
	int day = claim->month * 31 + claim->day, days[2];

	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autoptr(GDateTime) end = g_date_time_new_from_unix_utc(ends[i]);
		g_autoptr(GDateTime) here = g_date_time_to_timezone(end, support->facts->zone);

		if (claim->kind == CLAIM_TIME && g_date_time_get_hour(here) == claim->hour &&
		    g_date_time_get_minute(here) == claim->minute)
			return TRUE;
		days[i] = g_date_time_get_month(here) * 31 + g_date_time_get_day_of_month(here);
	}
	return claim->kind == CLAIM_DAY && days[0] <= day && day <= days[1];
}

/* In a sentence on a time without data, a day or a time that is of none of them; NULL: nothing is wrong. */
static char *
doubt_outage(const Support *support, const Claim *claim, const char *sentence)
{
	const GPtrArray *health = support->facts->model->health;
	gboolean is_span = !speaks(sentence, OUTAGE) || health->len == 0;

	for (guint i = 0; i < health->len && !is_span; i++) {
		const ModelHealth *line = health->pdata[i];

		is_span = is_of_span(support, claim, line->from, line->to) ||
			  (line->found_to > 0 && is_of_span(support, claim, line->found_from, line->found_to));
	}
	return is_span ? NULL : g_strdup_printf("'%s' is of no time without data", claim->text);
}

/* A sentence that speaks of the quarter before may have its days. */
static char *
doubt_date(const Support *support, const Claim *claim, const char *sentence)
{
	const Model *model = support->facts->model;

	if (!is_day(support, claim))
		return g_strdup_printf("'%s' is no day", claim->text);
	if (!is_weekday(support, claim))
		return g_strdup_printf("'%s' is another day of the week", claim->text);
	if (is_in_quarter(support, claim, &model->now.quarter) || is_of_event(support, claim) ||
	    (speaks(sentence, SENSE_BEFORE) && is_in_quarter(support, claim, &model->before.quarter)))
		return claim->kind == CLAIM_DAY ? doubt_outage(support, claim, sentence) : NULL;
	return g_strdup_printf("'%s' lies outside of the quarter %s", claim->text, model->now.quarter.name);
}

static char *
doubt_place(const char *what, guint most, const Claim *claim)
{
	return claim->value >= 1 && claim->value <= most
		   ? NULL
		   : g_strdup_printf("there is no %s %.0f: the report has %u", what, claim->value, most);
}

/* A quarter is numbered within the calendar's year, or where no year is said within the fiscal one, from April. */
static char *
doubt_quarter(const Support *support, const Claim *claim)
{
	const Model *model = support->facts->model;
	const Quarter *quarters[] = { &model->now.quarter, &model->before.quarter };

	for (gsize i = 0; i < G_N_ELEMENTS(quarters); i++) {
		int year, month, number;

		begin_of(support, quarters[i], &year, &month);
		number = (month + 2) / 3;
		if (claim->year ? claim->year == year && (int)claim->value == number
				: (int)claim->value == number || (int)claim->value == (number + 2) % 4 + 1)
			return NULL;
	}
	return g_strdup_printf(
	    "'%s' is neither the quarter %s nor the one before", claim->text, model->now.quarter.name);
}

static char *
doubt_time(const Support *support, const Claim *claim, const char *sentence)
{
	gboolean is_time = claim->minute < 60 && (claim->hour < 24 || (claim->hour == 24 && claim->minute == 0));

	return is_time ? doubt_outage(support, claim, sentence)
		       : g_strdup_printf("'%s' is no time of a day", claim->text);
}

static char *
doubt_port(const Claim *claim)
{
	return g_ascii_strtoull(claim->text, NULL, 10) <= G_MAXUINT16 ? NULL
								      : g_strdup_printf("'%s' is no port", claim->text);
}

static char *
doubt_claim(const Support *support, const Claim *claim, const char *sentence)
{
	switch (claim->kind) {
	case CLAIM_DAY:
	case CLAIM_MONTH:
		return doubt_date(support, claim, sentence);
	case CLAIM_QUARTER:
		return doubt_quarter(support, claim);
	case CLAIM_TIME:
		return doubt_time(support, claim, sentence);
	case CLAIM_PORT:
		return doubt_port(claim);
	case CLAIM_FIGURE:
		return doubt_place("figure", support->figures, claim);
	case CLAIM_TABLE:
		return doubt_place("table", support->tables, claim);
	case CLAIM_MARK:
		return g_strdup_printf("'%s' is a mark that leads nowhere: a note is [^name]", claim->text);
	default:
		return NULL;
	}
}

/* --- times ------------------------------------------------------------------------------- */

/* The time of a day or a month, which lies in the quarter. */
static Window
window_of(const Support *support, const Claim *claim)
{
	int year, month, days = claim->kind == CLAIM_DAY ? claim->day : 1;
	g_autoptr(GDateTime) from = NULL, to = NULL;

	begin_of(support, &support->facts->model->now.quarter, &year, &month);
	from = g_date_time_new(support->facts->zone, year, claim->month, days, 0, 0, 0);
	to = claim->kind == CLAIM_DAY ? g_date_time_add_days(from, 1) : g_date_time_add_months(from, 1);
	return (Window) { g_date_time_to_unix(from), g_date_time_to_unix(to) };
}

/* Each day and month that the sentence names, and from each to the next. */
static GArray *
windows_of(const Support *support, const Sentence *sentence)
{
	GArray *windows = g_array_new(FALSE, FALSE, sizeof(Window));
	Window last = { 0, 0 };

	for (guint i = 0; i < sentence->claims->len; i++) {
		const Claim *claim = &g_array_index(sentence->claims, Claim, i);
		Window window, span;

		if (!sentence_has(sentence, claim) || (claim->kind != CLAIM_DAY && claim->kind != CLAIM_MONTH) ||
		    !is_day(support, claim) || !is_in_quarter(support, claim, &support->facts->model->now.quarter))
			continue;
		window = window_of(support, claim);
		span = (Window) { last.from, window.to };
		g_array_append_val(windows, window);
		if (last.to > 0 && window.from > last.from)
			g_array_append_val(windows, span);
		last = window;
	}
	return windows;
}

/* --- sentences --------------------------------------------------------------------------- */

/* Where the sentence that begins at from ends: behind a full stop that is not an initial's. */
static gsize
end_of(const char *text, gsize from)
{
	g_autoptr(GRegex) regex = g_regex_new("。|(?<!\\b[A-Z])[.!?](?= )", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	gint end = 0;

	if (!g_regex_match_full(regex, text, -1, (gint)from, 0, &match, NULL))
		return strlen(text);
	g_match_info_fetch_pos(match, 0, NULL, &end);
	return (gsize)end;
}

/* Whether the next sentence can speak on of what this one names. */
static gboolean
names_own(const GArray *mentions)
{
	for (guint i = 0; i < mentions->len; i++)
		if (subject_is_item(&mention_at(mentions, i)->subject))
			return TRUE;
	return FALSE;
}

static void
doubt_sentence(const Support *support, const Sentence *sentence, GPtrArray *doubts)
{
	g_autofree char *words = g_strndup(sentence->text + sentence->from, sentence->to - sentence->from);

	for (guint i = 0; i < sentence->claims->len; i++) {
		const Claim *claim = &g_array_index(sentence->claims, Claim, i);
		if (sentence_has(sentence, claim))
			doubts->pdata[i] = doubt_claim(support, claim, words);
	}
	orders_doubt(sentence, doubts);
	numbers_doubt(support->facts, sentence, doubts);
}

GPtrArray *
support_doubts(const Support *support, const char *passage, const GArray *claims, const ModelHighlight *about)
{
	GPtrArray *doubts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) context = topic_find(support->lexicon, "", 0, 0);
	Mention mention;

	g_ptr_array_set_size(doubts, (gint)claims->len);
	if (about && topic_of(support->lexicon, about, &mention))
		g_array_append_val(context, mention);
	for (gsize from = 0, to; passage[from]; from = to) {
		g_autoptr(GArray) mentions = NULL, windows = NULL;
		Sentence sentence;

		to = end_of(passage, from);
		mentions = topic_find(support->lexicon, passage, from, to);
		sentence = (Sentence) { passage, from, to, claims, mentions, context, NULL };
		sentence.windows = windows = windows_of(support, &sentence);
		doubt_sentence(support, &sentence, doubts);
		if (!names_own(mentions))
			continue;
		g_array_unref(context);
		context = g_steal_pointer(&mentions);
	}
	return doubts;
}
