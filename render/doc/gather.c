/*
 * gather.c: whose a number is, and what is known of those: the item itself, items together, days that are named; of a sentence
 * that names nothing what the one before named, else the items of a table.
 */
#include "gather.h"

/* What is known of all, whatever else the sentence names. */
#define UNITS_OF_ALL \
	(UNIT_COVERAGE | UNIT_SENSORS | UNIT_OTHERS | UNIT_DOMESTIC | UNIT_OVERSEAS | UNIT_SPAN | UNIT_QUARTER)

gboolean
sentence_says(const Sentence *sentence, const char *words)
{
	g_autofree char *text = g_strndup(sentence->text + sentence->from, sentence->to - sentence->from);

	return speaks(text, words);
}

static gboolean
same_class(const Subject *a, const Subject *b)
{
	return a->kind == b->kind && g_strcmp0(a->table, b->table) == 0;
}

/* Names of one class, each subject once, in their order. */
static GPtrArray *
of_class(const GArray *mentions, const Subject *class)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < mentions->len; i++) {
		const Mention *mention = mention_at(mentions, i);
		gboolean known = FALSE;

		for (guint k = 0; k < found->len && !known; k++)
			known = subject_equal(&((const Mention *)found->pdata[k])->subject, &mention->subject);
		if (same_class(&mention->subject, class) && !known)
			g_ptr_array_add(found, (gpointer)mention);
	}
	return found;
}

/* --- one way of reading ------------------------------------------------------------------ */

static const Mention *
last_before(const GArray *mentions, const Subject *class, gsize at)
{
	const Mention *last = NULL;

	for (guint i = 0; i < mentions->len; i++) {
		const Mention *mention = mention_at(mentions, i);
		if (same_class(&mention->subject, class) && mention->from < at)
			last = mention;
	}
	return last;
}

static const Mention *
first_behind(const GArray *mentions, const Subject *class, gsize at)
{
	for (guint i = 0; i < mentions->len; i++) {
		const Mention *mention = mention_at(mentions, i);
		if (same_class(&mention->subject, class) && mention->from >= at)
			return mention;
	}
	return NULL;
}

/* A name behind a number is its own only in the same clause. */
static gboolean
is_near(const Sentence *sentence, gsize from, gsize to)
{
	g_autofree char *between = g_strndup(sentence->text + from, to - from);

	return !speaks(between, "[,;、；]|\\band\\b|で|と");
}

gboolean
sentence_pair(const Sentence *sentence, const Claim *claim, const Mention **first, const Mention **second)
{
	*first = *second = NULL;
	for (guint i = 0; i < sentence->mentions->len; i++) {
		const Mention *mention = mention_at(sentence->mentions, i);

		if (mention->subject.kind != SUBJECT_ROW || (*second && (*second)->from > claim->from))
			continue;
		*first = *second;
		*second = mention;
	}
	return *first && g_str_equal((*first)->subject.table, (*second)->subject.table);
}

/* Behind "X overtook Y" a number is X's; NULL where nothing is overtaken before it. */
static const Mention *
overtaker(const Sentence *sentence, const Claim *claim, const Subject *class)
{
	for (guint i = 0; i < sentence->claims->len; i++) {
		const Claim *order = &g_array_index(sentence->claims, Claim, i);
		const Mention *first, *second;

		if (order->kind == CLAIM_ORDER && sentence_has(sentence, order) && order->to <= claim->from &&
		    sentence_pair(sentence, order, &first, &second) && same_class(&first->subject, class))
			return first;
	}
	return NULL;
}

static const Mention *
chosen(const Sentence *sentence, const Number *number, const Subject *class, Way way)
{
	const Claim *claim = &g_array_index(sentence->claims, Claim, number->claim);
	const Mention *before = last_before(sentence->mentions, class, claim->to);
	const Mention *behind = first_behind(sentence->mentions, class, claim->to);
	const Mention *first = overtaker(sentence, claim, class);
	g_autoptr(GPtrArray) names = of_class(sentence->mentions, class);

	if (first)
		return first;
	if (way == WAY_BEHIND && behind && (!before || is_near(sentence, claim->to, behind->from)))
		return behind;
	if (names->len > 1 && number->n % names->len == 0) {
		if (way == WAY_CYCLE)
			return names->pdata[number->place % names->len];
		if (way == WAY_BLOCKS)
			return names->pdata[number->place / (number->n / names->len)];
	}
	return before ? before : behind;
}

static void
take(const Facts *facts, const Mention *mention, Evidence *evidence)
{
	for (guint i = 0; i < evidence->subjects->len; i++)
		if (subject_equal(&((const Mention *)evidence->subjects->pdata[i])->subject, &mention->subject))
			return;
	g_ptr_array_add(evidence->subjects, (gpointer)mention);
	datum_give(facts, &mention->subject, evidence->data);
}

/* Whether all that was received is spoken of last before the number, or right behind it. */
static gboolean
is_of_all(const Sentence *sentence, const Claim *claim)
{
	const Mention *before = NULL, *behind = NULL;

	for (guint i = 0; i < sentence->mentions->len; i++) {
		const Mention *mention = mention_at(sentence->mentions, i);

		if (mention->from < claim->to)
			before = mention;
		else if (!behind)
			behind = mention;
	}
	return before ? before->subject.kind == SUBJECT_TOTAL : behind && behind->subject.kind == SUBJECT_TOTAL;
}

/* Of each class of names the one that the way gives; of first ranks all tables. */
static void
take_named(const Facts *facts, const Sentence *sentence, const Number *number, Way way, Evidence *evidence)
{
	const Claim *claim = &g_array_index(sentence->claims, Claim, number->claim);

	for (guint i = 0; i < sentence->mentions->len; i++) {
		const Subject *class = &mention_at(sentence->mentions, i)->subject;

		if (class->kind != SUBJECT_TOTAL || is_of_all(sentence, claim))
			take(facts, chosen(sentence, number, class, way), evidence);
	}
}

static void
take_all(const Facts *facts, const GArray *mentions, Evidence *evidence)
{
	for (guint i = 0; i < mentions->len; i++)
		take(facts, mention_at(mentions, i), evidence);
}

/* --- what is said of several, of days ---------------------------------------------------- */

static void
take_together(const Facts *facts, const GArray *mentions, const Sense *sense, Evidence *evidence)
{
	for (guint i = 0; i < mentions->len; i++) {
		const Subject *class = &mention_at(mentions, i)->subject;
		g_autoptr(GPtrArray) names = subject_is_item(class) ? of_class(mentions, class) : NULL;

		if (!names || names->len < 2)
			continue;
		for (guint k = 0; k < names->len; k++)
			names->pdata[k] = (gpointer) & ((const Mention *)names->pdata[k])->subject;
		if (sense->sum)
			datum_give_sum(
			    facts, (const Subject *const *)(gpointer)names->pdata, names->len, evidence->data);
		for (guint k = 1; sense->units & UNIT_FACTOR && class->kind == SUBJECT_ROW && k < names->len; k++)
			datum_give_ratio(names->pdata[k - 1], names->pdata[k], evidence->data);
	}
}

/* What was received in the times that the sentence names, or on the day with most. */
static void
take_days(const Facts *facts, const Sentence *sentence, Evidence *evidence)
{
	gboolean peak = sentence_says(sentence, "最大|ピーク|最多|最も多|[Pp]eak|maximum|highest|busiest|most");

	for (guint i = 0; i < evidence->subjects->len; i++) {
		const Subject *subject = &((const Mention *)evidence->subjects->pdata[i])->subject;

		for (guint k = 0; k < sentence->windows->len; k++) {
			const Window *window = &g_array_index(sentence->windows, Window, k);
			datum_give_days(facts, subject, window->from, window->to, evidence->data);
		}
		if (peak)
			datum_give_peak(facts, subject, evidence->data);
	}
}

static void
give(GArray *data, guint unit, double value)
{
	Datum datum = { unit, QUARTER_BOTH, OF_PACKETS, value };

	g_array_append_val(data, datum);
}

/* From the first day that is named to the last, counted with both or as what lies between. */
static void
take_spans(const Sentence *sentence, Evidence *evidence)
{
	for (guint i = 0; i < sentence->windows->len; i++) {
		const Window *window = &g_array_index(sentence->windows, Window, i);
		give(evidence->data, UNIT_SPAN, (double)(window->to - window->from));
		give(evidence->data, UNIT_SPAN, (double)(window->to - window->from - 86400));
	}
}

/* --- sentences that name nothing --------------------------------------------------------- */

gboolean
names_items(const GArray *mentions)
{
	for (guint i = 0; i < mentions->len; i++)
		if (mention_at(mentions, i)->subject.kind != SUBJECT_TOTAL)
			return TRUE;
	return FALSE;
}

static const char *const tables[][2] = { { "port", "ポート|\\b[Pp]orts?\\b" },
	{ "region", "地域|か国|カ国|\\b[Rr]egions?\\b|\\bcountr" }, { "signature", "特徴|[Ss]ignature" } };

/* Whether the sentence speaks of a table; name NULL: of any. */
static gboolean
speaks_of_table(const Sentence *sentence, const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(tables); i++)
		if ((!name || g_str_equal(tables[i][0], name)) && sentence_says(sentence, tables[i][1]))
			return TRUE;
	return FALSE;
}

/* It says so, or says nothing of any. */
static gboolean
is_table_meant(const Sentence *sentence, const char *name)
{
	return speaks_of_table(sentence, name) || !speaks_of_table(sentence, NULL);
}

/* A rank that the sentence gives names the item: "the first of the ports". */
static gboolean
is_rank_said(const Sentence *sentence, gint64 rank)
{
	for (guint i = 0; i < sentence->claims->len; i++) {
		const Claim *claim = &g_array_index(sentence->claims, Claim, i);
		if (sentence_has(sentence, claim) && claim->kind == CLAIM_RANK && claim->value == (double)rank)
			return TRUE;
	}
	return FALSE;
}

static gboolean
says_rank(const Sentence *sentence)
{
	for (guint i = 0; i < sentence->claims->len; i++) {
		const Claim *claim = &g_array_index(sentence->claims, Claim, i);
		if (sentence_has(sentence, claim) && claim->kind == CLAIM_RANK)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_listed(gint64 rank)
{
	return rank > 0 && rank <= MODEL_RANKS;
}

/* The rows of the tables that are meant: those whose ranks are said, else all that are listed. */
static void
take_listed(const Facts *facts, const Sentence *sentence, Evidence *evidence)
{
	gboolean by_rank = says_rank(sentence);

	for (guint i = 0; i < facts->model->tables->len; i++) {
		const ModelTable *table = facts->model->tables->pdata[i];

		for (guint k = 0;
		     topic_has_names(table) && is_table_meant(sentence, table->name) && k < table->rows->len; k++) {
			const ModelRow *row = table->rows->pdata[k];
			const Subject subject = { SUBJECT_ROW, table->name, row, 0 };

			if (by_rank ? is_rank_said(sentence, row->rank)
				    : is_listed(row->rank) || is_listed(row->previous_rank))
				datum_give(facts, &subject, evidence->data);
		}
	}
}

/* What the sentence before named; else items, where the sentence speaks of shares of all, or of ports or regions. */
static void
take_unnamed(const Facts *facts, const Sentence *sentence, const Number *number, Evidence *evidence)
{
	if (sentence->context->len > 0)
		take_all(facts, sentence->context, evidence);
	else if (number->sense.units & (UNIT_SHARE | UNIT_PART) ||
		 (!(number->sense.units & UNITS_OF_ALL) && speaks_of_table(sentence, NULL)))
		take_listed(facts, sentence, evidence);
}

/* Of all that was received, numbers of some units. */
static void
take_whole(const Facts *facts, guint units, Evidence *evidence)
{
	static const Subject all = { SUBJECT_TOTAL, NULL, NULL, 0 };
	g_autoptr(GArray) data = g_array_new(FALSE, FALSE, sizeof(Datum));

	datum_give(facts, &all, data);
	for (guint i = 0; i < data->len; i++)
		if (g_array_index(data, Datum, i).unit & units)
			g_array_append_val(evidence->data, g_array_index(data, Datum, i));
}

Evidence
gather(const Facts *facts, const Sentence *sentence, const Number *number, Way way)
{
	Evidence evidence = { g_array_new(FALSE, FALSE, sizeof(Datum)), g_ptr_array_new() };
	const GArray *mentions = sentence->mentions;

	take_named(facts, sentence, number, way, &evidence);
	if (!names_items(mentions)) {
		take_unnamed(facts, sentence, number, &evidence);
		mentions = sentence->context;
	}
	take_together(facts, mentions, &number->sense, &evidence);
	take_days(facts, sentence, &evidence);
	take_whole(facts, names_items(mentions) ? UNITS_OF_ALL : G_MAXUINT, &evidence);
	if (number->sense.units & UNIT_SPAN)
		take_spans(sentence, &evidence);
	return evidence;
}

void
evidence_clear(Evidence *evidence)
{
	g_array_unref(evidence->data);
	g_ptr_array_unref(evidence->subjects);
}
