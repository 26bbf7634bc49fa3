/*
 * fields_row.c: the fields of one row of a ranked table: a port, an ICMP type, a region, a signature.
 */
#include "fields.h"

GETTER(row_rank)
{
	const ModelRow *row = item;
	(void)facts;
	if (row->rank > 0)
		set(value, VALUE_RANK, row->rank, 0);
}

GETTER(row_key)
{
	const ModelRow *row = item;
	(void)facts;
	set_text(value, row->key);
}

GETTER(row_service)
{
	const ModelRow *row = item;
	(void)facts;
	set_text(value, row->service);
}

GETTER(row_packets)
{
	const ModelRow *row = item;
	(void)facts;
	set(value, VALUE_COUNT, row->packets, 0);
}

GETTER(row_share)
{
	set_ratio(value, VALUE_PERCENT, model_share(facts->model, item));
}

GETTER(row_sources)
{
	const ModelRow *row = item;
	set_sources(value, facts->model, &facts->model->now, row->sources);
}

GETTER(row_rate)
{
	const ModelRow *row = item;
	set_ratio(value, VALUE_DECIMAL, model_rate(row->packets, &facts->model->now));
}

GETTER(row_change)
{
	const ModelRow *row = item;
	double ratio;

	if (model_change(row->packets, &facts->model->now, row->previous_packets, &facts->model->before, &ratio))
		set_ratio(value, VALUE_CHANGE, ratio);
}

GETTER(row_previous_rank)
{
	const ModelRow *row = item;
	if (value_has_previous(facts->model))
		set(value, VALUE_RANK, row->previous_rank, DEPTH);
}

GETTER(row_previous_packets)
{
	const ModelRow *row = item;
	if (value_has_previous(facts->model) && row->previous_packets >= 0)
		set(value, VALUE_COUNT, row->previous_packets, 0);
}

GETTER(row_previous_sources)
{
	const ModelRow *row = item;
	if (value_has_previous(facts->model))
		set_sources(value, facts->model, &facts->model->before, row->previous_sources);
}

GETTER(row_factor)
{
	const ModelRow *row = item;
	(void)facts;
	if (row->factor > 0)
		set(value, VALUE_FACTOR, row->factor, 0);
}

/* A rank that nobody printed: below those that the model tells apart it is outside any table. */
static void
set_supposed(Value *value, gint64 rank)
{
	set(value, VALUE_RANK, rank == RANK_BEYOND ? MODEL_RANKS + 1 : rank, DEPTH);
}

GETTER(row_corrected_rank)
{
	const ModelRow *row = item;
	(void)facts;
	if (row->corrected_rank != 0)
		set_supposed(value, row->corrected_rank);
}

GETTER(row_corrected_previous_rank)
{
	const ModelRow *row = item;
	if (value_has_previous(facts->model) && row->corrected_previous_rank != 0)
		set_supposed(value, row->corrected_previous_rank);
}

GETTER(row_caveat)
{
	const ModelRow *row = item;
	(void)facts;
	if (row->caveat)
		set_words(value, "caveat.", row->caveat);
}

gboolean
row_is_moved(const ModelRow *row)
{
	return row->rank_without != 0 && row->packets_without < row->packets && row->rank_without != row->rank;
}

GETTER(row_moved)
{
	(void)facts;
	set(value, VALUE_FLAG, row_is_moved(item), 0);
}

GETTER(row_rank_without)
{
	const ModelRow *row = item;
	(void)facts;
	if (row_is_moved(row))
		set_supposed(value, row->rank_without);
}

GETTER(port_name)
{
	(void)facts;
	set_row(value, "port", item);
}

GETTER(icmp_name)
{
	(void)facts;
	set_row(value, "icmp", item);
}

GETTER(region_name_of)
{
	(void)facts;
	set_row(value, "region", item);
}

GETTER(signature_name)
{
	(void)facts;
	set_row(value, "signature", item);
}

/* clang-format off: a table of fields reads across */
#define ROW_FIELDS                                                                                                  \
	{ "rank", ALIGN_RIGHT, row_rank }, { "key", ALIGN_LEFT, row_key }, { "packets", ALIGN_RIGHT, row_packets }, \
	    { "share", ALIGN_RIGHT, row_share }, { "sources", ALIGN_RIGHT, row_sources },                           \
	    { "rate", ALIGN_RIGHT, row_rate }, { "change", ALIGN_RIGHT, row_change },                               \
	    { "previous-rank", ALIGN_RIGHT, row_previous_rank },                                                    \
	    { "previous-packets", ALIGN_RIGHT, row_previous_packets },                                              \
	    { "previous-sources", ALIGN_RIGHT, row_previous_sources }, { "factor", ALIGN_RIGHT, row_factor },       \
	    { "corrected-rank", ALIGN_RIGHT, row_corrected_rank },                                                  \
	    { "corrected-previous-rank", ALIGN_RIGHT, row_corrected_previous_rank },                                \
	    { "caveat", ALIGN_LEFT, row_caveat }, { "moved", ALIGN_LEFT, row_moved },                               \
	    { "rank-without", ALIGN_RIGHT, row_rank_without },                                                      \
	{                                                                                                           \
		NULL, ALIGN_LEFT, NULL                                                                              \
	}
/* clang-format on */

const Field port_fields[] = { { "name", ALIGN_LEFT, port_name }, { "service", ALIGN_LEFT, row_service }, ROW_FIELDS };
const Field icmp_fields[] = { { "name", ALIGN_LEFT, icmp_name }, ROW_FIELDS };
const Field region_fields[] = { { "name", ALIGN_LEFT, region_name_of }, ROW_FIELDS };
const Field signature_fields[] = { { "name", ALIGN_LEFT, signature_name }, ROW_FIELDS };
