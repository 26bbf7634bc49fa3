/*
 * told_sample: highlights for tests of what is told of them, in the sample's quarter; times are of the quarter [s].
 */
#pragma once
#include "doc_fixture.h"

enum { DAY = 86400, SEP = 62 * DAY /* September 1 */ };

#define BURST \
	.table = (char *)"port", .item = (char *)"1900/udp", .kind = (char *)"burst", .rank = 7, .previous_rank = 6
#define CHINA .table = (char *)"region", .item = (char *)"CN", .kind = (char *)"burst", .rank = 1, .previous_rank = 1
#define US    .table = (char *)"region", .item = (char *)"US", .kind = (char *)"burst", .rank = 2, .previous_rank = 2
#define TIME  .from = 10 * DAY, .to = 13 * DAY, .factor = 2500, .excess = 480000 /* where no data are missing */
#define ONE   .scope = (char *)"single", .sensors = 1, .sensor = (char *)"s05"

/* Gives the model a copy. */
static inline void
told_add(Model *model, const ModelHighlight *from)
{
	ModelHighlight *highlight = g_new0(ModelHighlight, 1);
	char **const texts[] = { &highlight->table, &highlight->item, &highlight->kind, &highlight->scope,
		&highlight->note, &highlight->sensor, &highlight->parent, &highlight->origin };

	*highlight = *from;
	if (!highlight->scope)
		highlight->scope = (char *)"undetermined";
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		*texts[i] = g_strdup(*texts[i]);
	highlight->id = g_strdup_printf("h%u", model->highlights->len + 1);
	highlight->from += SAMPLE_START;
	highlight->to += SAMPLE_START;
	g_ptr_array_add(model->highlights, highlight);
}

/* The model's highlights are those of told (up to n, to the first without a table), no others. */
static inline void
told_set(Model *model, const ModelHighlight *told, gsize n)
{
	g_ptr_array_set_size(model->highlights, 0);
	for (gsize i = 0; i < n && told[i].table; i++)
		told_add(model, &told[i]);
}
