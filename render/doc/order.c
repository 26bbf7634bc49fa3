/*
 * order.c: one item above another, within the first few ranks or no longer, and the first ranks by name: against the tables.
 */
#include "gather.h"
#include "order.h"

char *
order_contradict(const Claim *claim, const GPtrArray *subjects)
{
	g_autoptr(GString) named = g_string_new(NULL);

	for (guint i = 0; i < subjects->len; i++) {
		const Mention *mention = subjects->pdata[i];
		const ModelRow *row = mention->subject.item;

		if (mention->subject.kind != SUBJECT_ROW)
			continue;
		g_string_append_printf(
		    named, "%s%s is at %" G_GINT64_FORMAT, named->len ? ", " : "", mention->name, row->rank);
		if (row->previous_rank > 0)
			g_string_append_printf(named, " (before: %" G_GINT64_FORMAT ")", row->previous_rank);
	}
	return g_strdup_printf("the tables contradict '%s': %s", claim->text, named->str);
}

/* Now the first stands above the second; where it is said to have passed it, it did not before. */
static gboolean
is_passed(const Claim *claim, const ModelRow *first, const ModelRow *second)
{
	gboolean was_above =
	    first->previous_rank > 0 && (second->previous_rank <= 0 || first->previous_rank < second->previous_rank);

	return first->rank < second->rank && (speaks(claim->text, "^rank") || !was_above);
}

static gboolean
is_within(gint64 rank, const Claim *claim)
{
	return rank > 0 && (double)rank <= claim->value;
}

/* What enters the first ranks was not among them, what leaves them was. */
static gboolean
has_moved(const Claim *claim, const ModelRow *row)
{
	gboolean now = is_within(row->rank, claim), before = is_within(row->previous_rank, claim);

	return claim->kind == CLAIM_ENTER ? now && !before : before && !now;
}

static void
note_wrong_pair(const Sentence *sentence, const Claim *claim, GPtrArray *wrong)
{
	const Mention *first, *second;

	if (!sentence_pair(sentence, claim, &first, &second) ||
	    is_passed(claim, first->subject.item, second->subject.item))
		return;
	g_ptr_array_add(wrong, (gpointer)first);
	g_ptr_array_add(wrong, (gpointer)second);
}

/* The last item named before the claim. */
static void
note_wrong_move(const Sentence *sentence, const Claim *claim, GPtrArray *wrong)
{
	const Mention *last = NULL;

	for (guint i = 0; i < sentence->mentions->len; i++) {
		const Mention *mention = mention_at(sentence->mentions, i);
		if (mention->subject.kind == SUBJECT_ROW && mention->from < claim->from)
			last = mention;
	}
	if (last && !has_moved(claim, last->subject.item))
		g_ptr_array_add(wrong, (gpointer)last);
}

/* Where as many items are named as the list has, all of them are to be in it. */
static void
note_wrong_list(const Sentence *sentence, const Claim *claim, GPtrArray *wrong)
{
	guint n = 0;

	for (guint i = 0; i < sentence->mentions->len; i++) {
		const Mention *mention = mention_at(sentence->mentions, i);

		if (mention->subject.kind != SUBJECT_ROW)
			continue;
		n++;
		if (!is_within(((const ModelRow *)mention->subject.item)->rank, claim))
			g_ptr_array_add(wrong, (gpointer)mention);
	}
	if ((double)n != claim->value)
		g_ptr_array_set_size(wrong, 0);
}

void
orders_doubt(const Sentence *sentence, GPtrArray *doubts)
{
	for (guint i = 0; i < sentence->claims->len; i++) {
		const Claim *claim = &g_array_index(sentence->claims, Claim, i);
		g_autoptr(GPtrArray) wrong = g_ptr_array_new();

		if (!sentence_has(sentence, claim))
			continue;
		if (claim->kind == CLAIM_ORDER)
			note_wrong_pair(sentence, claim, wrong);
		else if (claim->kind == CLAIM_ENTER || claim->kind == CLAIM_LEAVE)
			note_wrong_move(sentence, claim, wrong);
		else if (claim->kind == CLAIM_LIST && !sentence_says(sentence, SENSE_BEFORE))
			note_wrong_list(sentence, claim, wrong);
		if (wrong->len > 0)
			doubts->pdata[i] = order_contradict(claim, wrong);
	}
}
