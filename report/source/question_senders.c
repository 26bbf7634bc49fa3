/*
 * question_senders.c: who sent an item: the servers count addresses, and we the networks that they send, one row each.
 */
#include <string.h>
#include "question.h"

G_GNUC_EXTENSION typedef unsigned __int128 Wide;

/*
 * A row a network.  A square may not fit 64 bits, nor their sum, so packets are a * 2^16 + b.  An IPv4 address that came
 * as ::ffff:a.b.c.d (RFC 4291, 2.5.5.2) is IPv4.
 */
#define ADDRESSES                                                                                            \
	"SELECT if(family = 4 OR substring(source6, 1, 12) = unhex('00000000000000000000FFFF'), 4, 6) AS f," \
	" if(family = 4, source4, toUInt32(reinterpretAsUInt32(reverse(substring(source6, 13, 4))))) AS s4," \
	" if(f = 4, toFixedString('', 16), source6) AS s6, sum(packets) AS n FROM "
#define NETWORKS                                                                                              \
	"SELECT toUInt8(f), toUInt32(if(f = 4, bitAnd(s4, 4294967040), 0)) AS n4,"                            \
	" if(f = 4, '', substring(s6, 1, 6)) AS n6, toUInt64(sum(n)), toUInt64(count()),"                     \
	" toUInt64(sum(intDiv(n, 65536) * intDiv(n, 65536))), toUInt64(sum(intDiv(n, 65536) * (n % 65536)))," \
	" toUInt64(sum((n % 65536) * (n % 65536))), toUInt64(max(n)) FROM ("

/* What is said to be in the span; FALSE where nothing is. */
static gboolean
append_part(GString *sql, Cluster *cluster, const SenderWant *want)
{
	g_autofree char *part = want->from < want->to ? cluster_counted(cluster, want->from, want->to) : NULL;

	if (part)
		g_string_append_printf(
		    sql, "%s AND %s BETWEEN %u AND %u", part, question_key[want->dimension], want->first, want->last);
	/* the order of the table, for what it is worth */
	if (part && want->dimension == DIMENSION_PORT && want->first >> 16 == want->last >> 16)
		g_string_append_printf(sql, " AND protocol = %u AND port BETWEEN %u AND %u", want->first >> 16,
		    want->first & G_MAXUINT16, want->last & G_MAXUINT16);
	return part != NULL;
}

/* The greater network first; then IPv4 before IPv6, then by address. */
static gboolean
is_before(const SenderNetwork *x, const SenderNetwork *y)
{
	if (x->packets != y->packets)
		return x->packets > y->packets;
	return x->family != y->family ? x->family < y->family : memcmp(x->address, y->address, 16) < 0;
}

static void
offer(Senders *senders, const SenderNetwork *network)
{
	gsize i = SENDER_NETWORKS;

	while (i > 0 && is_before(network, &senders->top[i - 1]))
		i--;
	if (i == SENDER_NETWORKS)
		return;
	memmove(&senders->top[i + 1], &senders->top[i], (SENDER_NETWORKS - 1 - i) * sizeof *senders->top);
	senders->top[i] = *network;
}

static SenderNetwork
network_of(const AnswerField *f)
{
	SenderNetwork network = { (guint8)f[0].number, { 0 }, (gint64)f[3].number, (gint64)f[4].number };
	guint32 four = GUINT32_TO_BE((guint32)f[1].number);

	if (network.family == 4)
		memcpy(network.address, &four, sizeof four);
	else
		memcpy(network.address, f[2].text, MIN(f[2].length, SENDER_PREFIX6 / 8));
	return network;
}

static gint64
effective(gint64 whole, Wide squares)
{
	return squares > 0 ? (gint64)((Wide)whole * (guint64)whole * 1000 / squares) : 0;
}

static gboolean
take_networks(Cluster *cluster, const char *sql, Senders *senders, GError **error)
{
	g_autoptr(Answer) answer = cluster_ask(cluster, "14s888888", sql, error);
	Wide squares = 0, network_squares = 0;
	AnswerField f[9];
	int got = -1;

	while (answer && (got = answer_row(answer, f, error)) > 0) {
		SenderNetwork network = network_of(f);

		senders->networks++;
		senders->sources += network.sources;
		senders->packets += network.packets;
		senders->top_source = MAX(senders->top_source, (gint64)f[8].number);
		squares += ((Wide)f[5].number << 32) + ((Wide)f[6].number << 17) + f[7].number;
		network_squares += (Wide)network.packets * (guint64)network.packets;
		offer(senders, &network);
	}
	senders->effective_sources = effective(senders->packets, squares);
	senders->effective_networks = effective(senders->packets, network_squares);
	return got == 0;
}

static gboolean
take_sensors(Cluster *cluster, const SenderWant *want, const char *sql, Senders *senders, GError **error)
{
	g_autoptr(Answer) answer = cluster_ask(cluster, "28", sql, error);
	AnswerField f[2];
	int got = -1;

	while (answer && (got = answer_row(answer, f, error)) > 0)
		for (gsize s = 0; s < want->n_sensors; s++)
			if (want->sensors[s] == f[0].number)
				senders->at_sensor[s] = (gint64)f[1].number;
	return got == 0;
}

gboolean
question_senders(Cluster *cluster, const SenderWant *want, Senders *senders, GError **error)
{
	g_autoptr(GString) networks = g_string_new(NETWORKS ADDRESSES), sensors = g_string_new(NULL);

	senders->at_sensor = g_new0(gint64, want->n_sensors + 1);
	if (!append_part(networks, cluster, want))
		return TRUE;
	g_string_append(networks, " GROUP BY f, s4, s6) AS address GROUP BY f, n4, n6");
	if (!take_networks(cluster, networks->str, senders, error))
		return FALSE;
	if (want->n_sensors == 0)
		return TRUE;
	g_string_append(sensors, "SELECT sensor, toUInt64(sum(packets)) FROM ");
	append_part(sensors, cluster, want);
	g_string_append(sensors, " GROUP BY sensor");
	return take_sensors(cluster, want, sensors->str, senders, error);
}
