/*
 * evidence.c: two questions to the source about one item: packets by sensor before and in a span, and who sent them.
 * Knows no highlight and no language.
 */
#include <gio/gio.h>
#include "aggregate.h"
#include "evidence.h"

static void
free_sensor(gpointer data)
{
	g_free(((EvidenceSensor *)data)->name);
	g_free(data);
}

static void
free_network(gpointer data)
{
	g_free(((EvidenceNetwork *)data)->name);
	g_free(data);
}

void
evidence_free(Evidence *evidence)
{
	if (!evidence)
		return;
	g_ptr_array_unref(evidence->sensors);
	g_ptr_array_unref(evidence->top);
	g_free(evidence);
}

static int
by_packets(gconstpointer a, gconstpointer b)
{
	const EvidenceSensor *x = *(EvidenceSensor *const *)a, *y = *(EvidenceSensor *const *)b;

	if (x->during != y->during)
		return x->during > y->during ? -1 : 1;
	return g_strcmp0(x->name, y->name);
}

/* Packets of each sensor in the days before and in the span. */
static gboolean
ask_sensors(Evidence *evidence, Source *source, const ModelTable *table, const ModelRow *row, GError **error)
{
	g_autoptr(GPtrArray) sensors = source_sensors(source, error);
	const gint64 edges[3] = { evidence->base, evidence->from, evidence->to };
	g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(guint16));
	g_autofree guint32 *ids = sensors ? g_new0(guint32, sensors->len + 1) : NULL;
	g_autofree gint64 *counts = sensors ? g_new0(gint64, 2 * (gsize)sensors->len + 1) : NULL;
	SourceWant want = { .n_groups = 1, .counts = counts };
	gboolean ok;

	if (!sensors)
		return FALSE;
	for (guint i = 0; i < sensors->len; i++)
		ids[i] = (guint32)((const Sensor *)sensors->pdata[i])->id;
	row_append_keys(table, row, source, keys, groups, 0);
	want.n_keys = keys->len;
	want.keys = g_array_steal(keys, NULL);
	want.group = g_array_steal(groups, NULL);
	table_by_sensor(&want, table->name, ids, sensors->len);
	ok = sensors->len == 0 || source_detail(source, edges, 2, &want, 1, NULL, error);
	g_free((gpointer)want.keys);
	g_free((gpointer)want.group);
	if (!ok)
		return FALSE;
	for (guint i = 0; i < sensors->len; i++) {
		EvidenceSensor *sensor = g_new0(EvidenceSensor, 1);

		sensor->name = g_strdup(((const Sensor *)sensors->pdata[i])->name);
		sensor->before = counts[2 * i];
		sensor->during = counts[2 * i + 1];
		g_ptr_array_add(evidence->sensors, sensor);
	}
	g_ptr_array_sort(evidence->sensors, by_packets);
	return TRUE;
}

static void
add_network(Evidence *evidence, const SenderNetwork *from)
{
	gboolean old = from->family == 4;
	g_autoptr(GInetAddress) address =
	    g_inet_address_new_from_bytes(from->address, old ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6);
	g_autofree char *text = g_inet_address_to_string(address);
	EvidenceNetwork *network = g_new0(EvidenceNetwork, 1);

	network->name = g_strdup_printf("%s/%d", text, old ? SENDER_PREFIX4 : SENDER_PREFIX6);
	network->packets = from->packets;
	network->sources = from->sources;
	g_ptr_array_add(evidence->top, network);
}

static gboolean
ask_senders(Evidence *evidence, Source *source, const SenderWant *want, GError **error)
{
	g_autoptr(GArray) expired = source_expired(source, want->from, want->to, error);
	Senders *senders;

	if (!expired)
		return FALSE;
	evidence->expired = expired->len > 0;
	if (evidence->expired)
		return TRUE;
	if (!(senders = source_senders(source, want, 1, error)))
		return FALSE;
	evidence->packets = senders->packets;
	evidence->sources = senders->sources;
	evidence->networks = senders->networks;
	evidence->effective_sources = senders->effective_sources;
	evidence->effective_networks = senders->effective_networks;
	for (gsize i = 0; i < SENDER_NETWORKS && senders->top[i].family != 0; i++)
		add_network(evidence, &senders->top[i]);
	senders_free(senders, 1);
	return TRUE;
}

Evidence *
evidence_ask(Source *source, const ModelTable *table, const ModelRow *row, gint64 from, gint64 to, GError **error)
{
	g_autoptr(Evidence) evidence = g_new0(Evidence, 1);
	RowKeys keys = row_keys(table, row, source);
	SenderWant want = {
		.dimension = keys.dimension, .first = keys.first, .last = keys.last, .from = from, .to = to
	};

	evidence->base = from - EVIDENCE_BASE * 86400;
	evidence->from = from;
	evidence->to = to;
	evidence->sensors = g_ptr_array_new_with_free_func(free_sensor);
	evidence->top = g_ptr_array_new_with_free_func(free_network);
	if (!ask_sensors(evidence, source, table, row, error) || !ask_senders(evidence, source, &want, error))
		return NULL;
	return g_steal_pointer(&evidence);
}
