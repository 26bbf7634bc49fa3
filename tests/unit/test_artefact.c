/*
 * test_artefact.c: the ranks of a table without what is told as one sensor's.
 */
#include <string.h>
#include "../../report/aggregate/notable.h"

enum { ROWS = 4 };

typedef struct {
	const char *what, *scope;
	gboolean event;
	gint64 excess, at_sensor[2]; /* of the second row, twice */
	gint64 packets[ROWS], ranks[ROWS];
} ArtefactCase;

/* Of 40, 30, 20 and 10 packets; the last row has no rank. */
static const ArtefactCase cases[] = {
	{ "one at the second", "single", TRUE, 25, { 25, 0 }, { 40, 5, 20, 0 }, { 1, 3, 2, 0 } },
	{ "two at the second", "single", TRUE, 25, { 8, 5 }, { 40, 17, 20, 0 }, { 1, 3, 2, 0 } },
	{ "no rank moves", "single", TRUE, 5, { 5, 0 }, { 40, 25, 20, 0 }, { 1, 2, 3, 0 } },
	{ "a tie", "single", TRUE, 10, { 10, 0 }, { 40, 20, 20, 0 }, { 1, 2, 2, 0 } },
	{ "more than there are", "single", TRUE, 25, { 31, 0 }, { 40, 0, 20, 0 }, { 1, 3, 2, 0 } },
	{ "a wide rise", "wide", TRUE, 25, { 25, 0 }, { 0, 0, 0, 0 }, { 0, 0, 0, 0 } },
	{ "a fall", "single", TRUE, -25, { 25, 0 }, { 0, 0, 0, 0 }, { 0, 0, 0, 0 } },
	{ "no event of days", "single", FALSE, 25, { 25, 0 }, { 0, 0, 0, 0 }, { 0, 0, 0, 0 } },
};

static ModelTable *
make_table(const char *name)
{
	static const char *const keys[ROWS] = { "1/tcp", "2/tcp", "3/tcp", "4/tcp" };
	ModelTable *table = model_table_new(name);

	for (gsize i = 0; i < ROWS; i++) {
		ModelRow *row = model_row_new();

		row->key = g_strdup(keys[i]);
		row->packets = (gint64)(ROWS - i) * 10;
		row->rank = i < ROWS - 1 ? (gint64)i + 1 : 0;
		g_ptr_array_add(table->rows, row);
	}
	return table;
}

static void
leaves_out(gconstpointer data)
{
	const ArtefactCase *c = data;
	g_autoptr(Model) model = model_new();
	g_autoptr(GArray) findings = g_array_new(FALSE, FALSE, sizeof(Finding));
	ModelHighlight highlight = {
		.table = (char *)"port", .item = (char *)"2/tcp", .scope = (char *)c->scope, .excess = c->excess
	};

	/* what is told of a port is told of the same port among the types of ICMP, and not of a region */
	g_ptr_array_add(model->tables, make_table("port"));
	g_ptr_array_add(model->tables, make_table("icmp"));
	g_ptr_array_add(model->tables, make_table("region"));
	for (gsize i = 0; i < 2; i++) {
		Finding finding = { .highlight = &highlight, .event = c->event, .at_sensor = c->at_sensor[i] };
		g_array_append_val(findings, finding);
	}
	artefact_leave_out(model, findings);
	for (guint t = 0; t < model->tables->len; t++)
		for (guint i = 0; i < ROWS; i++) {
			const ModelTable *table = model->tables->pdata[t];
			const ModelRow *row = table->rows->pdata[i];
			gboolean other = g_str_equal(table->name, "region");

			g_assert_cmpint(row->packets_without, ==, other ? 0 : c->packets[i]);
			g_assert_cmpint(row->rank_without, ==, other ? 0 : c->ranks[i]);
		}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/artefact/%s", cases[i].what);
		g_test_add_data_func(path, &cases[i], leaves_out);
	}
	return g_test_run();
}
