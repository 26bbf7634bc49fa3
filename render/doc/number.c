/*
 * number.c: which number is of which name.  A sentence can be read in few ways ("China (27.5%) and ...", "27.5% came from
 * China", "China and the United States had 27.5% and 15.7%"); numbers of a kind hold where one way bears out all of them,
 * else those are doubted that the best way does not.
 */
#include <math.h>
#include <string.h>
#include "gather.h"
#include "order.h"

/* Kinds of claims that are read together. */
static const ClaimKind groups[][3] = {
	{ CLAIM_RANK },
	{ CLAIM_PERCENT, CLAIM_POINTS },
	{ CLAIM_FACTOR },
	{ CLAIM_COUNT, CLAIM_NUMBER },
	{ CLAIM_SENSORS },
	{ CLAIM_SPAN },
	{ CLAIM_TREND },
};

gboolean
sentence_has(const Sentence *sentence, const Claim *claim)
{
	return claim->from >= sentence->from && claim->from < sentence->to;
}

/* --- holding ----------------------------------------------------------------------------- */

static gboolean
bears_out(const Datum *datum, const Claim *claim, const Sense *sense)
{
	static const guint with_sign = UNIT_CHANGE | UNIT_MORE | UNIT_POINTS | UNIT_TREND;
	double value = datum->value, hair = 1e-9 * (1 + fabs(claim->value));

	if (!(datum->unit & sense->units) || !(datum->quarters & sense->quarters) || !(datum->of & sense->of))
		return FALSE;
	if (datum->unit & with_sign)
		value = sense->sign ? sense->sign * value : fabs(value);
	return value >= claim->low - hair && value <= claim->high + hair;
}

/* Ranks without artefacts, or corrected. */
static char *
contradict_without(const Claim *claim, const GArray *data)
{
	g_autoptr(GString) ranks = g_string_new(NULL);

	for (guint i = 0; i < data->len; i++) {
		const Datum *datum = &g_array_index(data, Datum, i);
		if (datum->unit == UNIT_RANK_WITHOUT)
			g_string_append_printf(ranks, "%s%.0f", ranks->len ? ", " : "", datum->value);
	}
	return g_strdup_printf("the tables contradict '%s': without what was told of it, the rank is %s", claim->text,
	    ranks->len ? ranks->str : "not known");
}

static char *
not_given(const Claim *claim, const Evidence *evidence)
{
	g_autoptr(GString) named = g_string_new(NULL);

	for (guint i = 0; i < evidence->subjects->len; i++) {
		const Mention *mention = evidence->subjects->pdata[i];

		if (mention->subject.kind == SUBJECT_ROW || mention->subject.kind == SUBJECT_SENSOR)
			g_string_append_printf(named, "%s%s", named->len ? ", " : "", mention->name);
	}
	return g_strdup_printf("no fact of %s gives '%s'", named->len ? named->str : "the quarter", claim->text);
}

static gboolean
is_borne_out(const GArray *data, const Claim *claim, const Sense *sense)
{
	for (guint i = 0; i < data->len; i++)
		if (bears_out(&g_array_index(data, Datum, i), claim, sense))
			return TRUE;
	return FALSE;
}

static gboolean
holds(const GArray *data, const Claim *claim, Sense sense)
{
	if (!sense.still)
		return is_borne_out(data, claim, &sense);
	sense.quarters = QUARTER_NOW;
	if (!is_borne_out(data, claim, &sense))
		return FALSE;
	sense.quarters = QUARTER_BEFORE;
	return is_borne_out(data, claim, &sense);
}

/* NULL where the number holds in that way of reading. */
static char *
doubt(const Facts *facts, const Sentence *sentence, const Number *number, Way way)
{
	const Claim *claim = &g_array_index(sentence->claims, Claim, number->claim);
	Evidence evidence = gather(facts, sentence, number, way);
	char *words = NULL;

	if (!holds(evidence.data, claim, number->sense))
		words = claim->kind != CLAIM_RANK                 ? not_given(claim, &evidence)
			: number->sense.units & UNIT_RANK_WITHOUT ? contradict_without(claim, evidence.data)
								  : order_contradict(claim, evidence.subjects);
	evidence_clear(&evidence);
	return words;
}

static gboolean
names_one_row(const GArray *mentions)
{
	return mentions->len > 0 && mention_at(mentions, 0)->subject.kind == SUBJECT_ROW &&
	       subject_equal(&mention_at(mentions, 0)->subject, &mention_at(mentions, mentions->len - 1)->subject);
}

static gboolean
names_row(const GArray *mentions)
{
	for (guint i = 0; i < mentions->len; i++)
		if (mention_at(mentions, i)->subject.kind == SUBJECT_ROW)
			return TRUE;
	return FALSE;
}

/*
 * A rank is held against named items alone; a small count and a length of time are often of things that are no data: they
 * count where the sentence says packets, or names an item, a day or an outage.
 */
static gboolean
can_be_held(const Sentence *sentence, const Claim *claim)
{
	switch (claim->kind) {
	case CLAIM_RANK:
	case CLAIM_TREND:
		return names_row(sentence->mentions) ||
		       (!names_items(sentence->mentions) && names_one_row(sentence->context));
	case CLAIM_COUNT:
	case CLAIM_NUMBER:
		return claim->value > 10 ||
		       (names_row(sentence->mentions) && speaks(claim->text, "パケット|packets|アドレス|address"));
	case CLAIM_SPAN:
		return sentence->windows->len > 0 ||
		       sentence_says(sentence,
			   "観測でき|欠測|欠け|停止|中断|障害|データが|outage|gap|silent|no data|not "
			   "observed|nothing was observed|without data|interrupt");
	default:
		return TRUE;
	}
}

/* The 7 of "Sensor 7". */
static gboolean
is_of_name(const Sentence *sentence, const Claim *claim)
{
	for (guint i = 0; i < sentence->mentions->len; i++) {
		const Mention *mention = mention_at(sentence->mentions, i);
		if (subject_is_item(&mention->subject) && claim->from >= mention->from && claim->to <= mention->to)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_in_group(ClaimKind kind, gsize group)
{
	for (gsize i = 0; i < G_N_ELEMENTS(groups[group]); i++)
		if (groups[group][i] == kind)
			return kind != CLAIM_NONE;
	return FALSE;
}

static GArray *
numbers_of(const Sentence *sentence, gsize group)
{
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(Number));

	for (guint i = 0; i < sentence->claims->len; i++) {
		const Claim *claim = &g_array_index(sentence->claims, Claim, i);
		Number number = { i, numbers->len, 0, { 0 } };

		if (!sentence_has(sentence, claim) || !is_in_group(claim->kind, group) || is_of_name(sentence, claim) ||
		    !can_be_held(sentence, claim))
			continue;
		number.sense = sense_of(sentence->text, sentence->from, sentence->to, sentence->claims, i);
		g_array_append_val(numbers, number);
	}
	for (guint i = 0; i < numbers->len; i++)
		g_array_index(numbers, Number, i).n = numbers->len;
	return numbers;
}

/* The doubts on a group, one a number or NULL, in the way of reading that leaves fewest. */
static GPtrArray *
read_best(const Facts *facts, const Sentence *sentence, const GArray *numbers)
{
	GPtrArray *best = NULL;
	guint fewest = G_MAXUINT;

	for (Way way = 0; way < WAYS && fewest > 0; way++) {
		GPtrArray *doubts = g_ptr_array_new_with_free_func(g_free);
		guint n = 0;

		for (guint i = 0; i < numbers->len; i++) {
			g_ptr_array_add(doubts, doubt(facts, sentence, &g_array_index(numbers, Number, i), way));
			n += doubts->pdata[i] != NULL;
		}
		if (n < fewest) {
			fewest = n;
			g_clear_pointer(&best, g_ptr_array_unref);
			best = g_steal_pointer(&doubts);
		} else {
			g_ptr_array_unref(doubts);
		}
	}
	return best;
}

void
numbers_doubt(const Facts *facts, const Sentence *sentence, GPtrArray *doubts)
{
	for (gsize group = 0; group < G_N_ELEMENTS(groups); group++) {
		g_autoptr(GArray) numbers = numbers_of(sentence, group);
		g_autoptr(GPtrArray) best = read_best(facts, sentence, numbers);

		for (guint i = 0; i < numbers->len; i++)
			doubts->pdata[g_array_index(numbers, Number, i).claim] = g_steal_pointer(&best->pdata[i]);
	}
}
