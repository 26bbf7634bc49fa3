/*
 * origin.c: who sent each rise: how many sources and networks, and what is left without the network that sent most.
 * No address goes into the model.
 */
#include "notable.h"

G_GNUC_EXTENSION typedef unsigned __int128 Wide;

enum { PARTS = 5, MOST_OF_IT = 4 /* of these parts: then it is of one source, or of one network */ };

/* Part of whole in thousandths, rounded; 0 is left to what is none. */
static gint64
thousandths(gint64 part, gint64 whole)
{
	return (gint64)(((Wide)part * 2000 + (guint64)whole) / ((Wide)whole * 2));
}

static gboolean
is_most(gint64 part, gint64 whole)
{
	return PARTS * part >= MOST_OF_IT * whole;
}

static void
set_origin(const Model *model, const Senders *senders, Finding *finding)
{
	ModelHighlight *highlight = finding->highlight;
	const ModelTable *table = model_table(model, highlight->table);
	const ModelRow *row = model_table_row(table, highlight->item);

	if (senders->packets == 0)
		return;
	finding->packets = senders->packets;
	finding->top = senders->top[0];
	highlight->sources = senders->sources;
	highlight->networks = senders->networks;
	highlight->effective_sources = senders->effective_sources;
	highlight->effective_networks = senders->effective_networks;
	highlight->source_share = thousandths(senders->top_source, senders->packets);
	highlight->network_share = thousandths(finding->top.packets, senders->packets);
	highlight->origin = g_strdup(is_most(senders->top_source, senders->packets)    ? "source"
				     : is_most(finding->top.packets, senders->packets) ? "network"
										       : "several");
	highlight->packets_without_network = row->packets - finding->top.packets;
	if (row->rank > 0)
		highlight->rank_without_network = rank_with(table, row, highlight->packets_without_network);
}

/* Of one source or network its autonomous system. */
static gboolean
set_system(const Asn *asn, const Finding *finding, GError **error)
{
	ModelHighlight *highlight = finding->highlight;
	guint prefix = finding->top.family == 4 ? SENDER_PREFIX4 : SENDER_PREFIX6;
	AsnAnswer answer;

	if (!asn || !highlight->origin || g_str_equal(highlight->origin, "several"))
		return TRUE;
	if (!asn_find(asn, finding->top.address, finding->top.family, prefix, &answer, error))
		return FALSE;
	highlight->as_number = answer.number;
	highlight->as_name = answer.name;
	return TRUE;
}

static void
identify(Model *model, const Asn *asn)
{
	const GeoIdentity *identity = asn_identity(asn);

	model->asn_type = g_strdup(identity->type);
	model->asn_sha256 = g_strdup(identity->sha256);
	model->asn_built = identity->built;
}

gboolean
origin_find(Model *model, Source *source, const Asn *asn, GArray *findings, GError **error)
{
	g_autofree SenderWant *wants = g_new0(SenderWant, findings->len + 1);
	g_autofree Finding **asked = g_new(Finding *, findings->len + 1);
	Senders *senders;
	gboolean ok = TRUE;
	gsize n = 0;

	if (asn)
		identify(model, asn);
	for (guint i = 0; i < findings->len; i++) {
		Finding *finding = &g_array_index(findings, Finding, i);
		const ModelHighlight *highlight = finding->highlight;
		const ModelTable *table = model_table(model, highlight->table);
		gboolean expired;
		RowKeys keys;

		if (!finding->event || highlight->excess <= 0)
			continue;
		if (!aggregate_has_expired(source, highlight->from, highlight->to, &expired, error))
			return FALSE;
		if (expired)
			continue; /* who sent it is told by observations alone */
		keys = row_keys(table, model_table_row(table, highlight->item), source);
		wants[n] = (SenderWant) { .dimension = keys.dimension,
			.first = keys.first,
			.last = keys.last,
			.from = highlight->from,
			.to = MIN(highlight->to, model->now.quarter.end) };
		asked[n++] = finding;
	}
	if (!(senders = source_senders(source, wants, n, error)))
		return FALSE;
	for (gsize i = 0; i < n && ok; i++) {
		set_origin(model, &senders[i], asked[i]);
		ok = set_system(asn, asked[i], error);
	}
	senders_free(senders, n);
	return ok;
}
