/*
 * sender.c: rows to packets an address, a hash table a want; then addresses in order, so that networks are runs of them.
 * IPv4 addresses stand among the others as ::ffff:a.b.c.d (RFC 4291, 2.5.5.2).
 */
#include <string.h>
#include "sender.h"

G_GNUC_EXTENSION typedef unsigned __int128 Wide;

enum { FIRST_ROOM = 256, SENSORS = 65536, KEYS = 65536 /* that differ in their lower 16 bits */ };

static const guint64 mapped = G_GUINT64_CONSTANT(0xffff00000000);

/* packets 0: a free place of the table */
typedef struct {
	guint64 high, low;
	gint64 packets;
} Address;

/* What one want has counted so far. */
typedef struct {
	Address *places; /* [room], open addressing; room is a power of two */
	gsize used, room;
	guint16 *sensor; /* [SENSORS] id to its place among the sensors asked for, plus one; NULL: none asked for */
	gint64 *at_sensor;
} Count;

struct SenderPass {
	const SenderWant *wants;
	gsize n;
	Count *counts;
	guint8 *marks; /* [KEYS] whether any want asks for such a key */
};

SenderPass *
sender_pass_new(const SenderWant *wants, gsize n)
{
	SenderPass *pass = g_new0(SenderPass, 1);

	pass->wants = wants;
	pass->n = n;
	pass->counts = g_new0(Count, n);
	pass->marks = g_new0(guint8, KEYS);
	for (gsize w = 0; w < n; w++) {
		Count *count = &pass->counts[w];

		count->room = FIRST_ROOM;
		count->places = g_new0(Address, count->room);
		count->at_sensor = g_new0(gint64, wants[w].n_sensors + 1);
		count->sensor = wants[w].n_sensors > 0 ? g_new0(guint16, SENSORS) : NULL;
		for (gsize s = 0; s < wants[w].n_sensors; s++)
			count->sensor[wants[w].sensors[s] % SENSORS] = (guint16)(s + 1);
	}
	return pass;
}

void
sender_pass_free(SenderPass *pass)
{
	if (!pass)
		return;
	for (gsize w = 0; w < pass->n; w++) {
		g_free(pass->counts[w].places);
		g_free(pass->counts[w].at_sensor);
		g_free(pass->counts[w].sensor);
	}
	g_free(pass->counts);
	g_free(pass->marks);
	g_free(pass);
}

static gboolean
touches(const SenderWant *want, gint64 first, gint64 last)
{
	return want->from <= last && first < want->to;
}

guint
sender_columns(const SenderPass *pass, const Segment *segment)
{
	static const guint of[DIMENSION_COUNT] = {
		[DIMENSION_PORT] = COLUMN_BIT(COLUMN_PORT) | COLUMN_BIT(COLUMN_PROTOCOL),
		[DIMENSION_REGION] = COLUMN_BIT(COLUMN_REGION),
		[DIMENSION_SIGNATURE] = COLUMN_BIT(COLUMN_SIGNATURE),
		[DIMENSION_SENSOR] = COLUMN_BIT(COLUMN_SENSOR),
	};
	guint columns = 0;

	for (gsize w = 0; w < pass->n; w++)
		if (touches(&pass->wants[w], segment->first, segment->last))
			columns |= of[pass->wants[w].dimension] | COLUMN_BIT(COLUMN_TIME) | COLUMN_BIT(COLUMN_SENSOR) |
				   COLUMN_BIT(COLUMN_PACKETS) | COLUMN_BIT(COLUMN_SOURCE);
	return columns;
}

/* --- the table ------------------------------------------------------------------------------- */

/* The place of an address, or the free one where it goes (a multiplicative hash, Knuth 6.4). */
static Address *
find_place(Address *places, gsize room, guint64 high, guint64 low)
{
	guint64 hash = (low ^ high * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) * G_GUINT64_CONSTANT(0xd6e8feb86659fd93);
	gsize i = (gsize)(hash >> 32) & (room - 1);

	while (places[i].packets != 0 && (places[i].high != high || places[i].low != low))
		i = (i + 1) & (room - 1);
	return &places[i];
}

static void
grow(Count *count)
{
	gsize room = 2 * count->room;
	Address *places = g_new0(Address, room);

	for (gsize i = 0; i < count->room; i++)
		if (count->places[i].packets != 0)
			*find_place(places, room, count->places[i].high, count->places[i].low) = count->places[i];
	g_free(count->places);
	count->places = places;
	count->room = room;
}

static void
add_packets(Count *count, guint64 high, guint64 low, gint64 packets)
{
	Address *place = find_place(count->places, count->room, high, low);

	if (place->packets == 0) {
		place->high = high;
		place->low = low;
		count->used++;
	}
	place->packets += packets;
	if (3 * count->used > 2 * count->room)
		grow(count);
}

/* --- rows ------------------------------------------------------------------------------------ */

static guint32
key_of(Dimension dimension, const Rows *rows, gsize i)
{
	return dimension == DIMENSION_PORT        ? (guint32)rows->protocol[i] << 16 | rows->port[i]
	       : dimension == DIMENSION_REGION    ? rows->region[i]
	       : dimension == DIMENSION_SIGNATURE ? rows->signature[i]
						  : rows->sensor[i];
}

static void
add_row(Count *count, const Rows *rows, gsize i)
{
	gint64 packets = rows->packets ? rows->packets[i] : 1;
	guint64 high = 0, low;
	guint32 four;

	if (packets == 0)
		return;
	if (rows->family == 4) {
		memcpy(&four, rows->source + 4 * i, sizeof four);
		low = mapped | GUINT32_FROM_BE(four);
	} else {
		memcpy(&high, rows->source + 16 * i, sizeof high);
		memcpy(&low, rows->source + 16 * i + 8, sizeof low);
		high = GUINT64_FROM_BE(high);
		low = GUINT64_FROM_BE(low);
	}
	add_packets(count, high, low, packets);
	if (count->sensor && count->sensor[rows->sensor[i]] != 0)
		count->at_sensor[count->sensor[rows->sensor[i]] - 1] += packets;
}

/* Marks the lower bits of the keys that a want of the dimension asks for; FALSE where none does. */
static gboolean
mark_keys(const SenderWant *const *touched, gsize n, Dimension dimension, guint8 *marks)
{
	gboolean any = FALSE;

	for (gsize w = 0; w < n; w++) {
		const SenderWant *want = touched[w];

		if (want->dimension != dimension)
			continue;
		any = TRUE;
		for (guint32 key = want->first; key <= want->last && key - want->first < KEYS; key++)
			marks[key % KEYS] = 1;
	}
	return any;
}

/* The rows whose keys in a dimension are marked, to the wants that they are of. */
static void
add_marked(
    SenderPass *pass, const SenderWant *const *touched, gsize n, Dimension dimension, gint64 day, const Rows *rows)
{
	for (gsize i = 0; i < rows->n; i++) {
		guint32 key = key_of(dimension, rows, i);
		gint64 time = day + rows->time[i];

		if (!pass->marks[key % KEYS])
			continue;
		for (gsize w = 0; w < n; w++) {
			const SenderWant *want = touched[w];

			if (want->dimension == dimension && key >= want->first && key <= want->last &&
			    time >= want->from && time < want->to)
				add_row(&pass->counts[want - pass->wants], rows, i);
		}
	}
}

void
sender_add(SenderPass *pass, const Segment *segment, const Rows *rows)
{
	g_autofree const SenderWant **touched = g_new(const SenderWant *, pass->n + 1);
	gsize n = 0;

	for (gsize w = 0; w < pass->n; w++)
		if (touches(&pass->wants[w], segment->first, segment->last))
			touched[n++] = &pass->wants[w];
	for (Dimension dimension = 0; dimension < DIMENSION_COUNT; dimension++) {
		memset(pass->marks, 0, KEYS);
		if (mark_keys(touched, n, dimension, pass->marks))
			add_marked(pass, touched, n, dimension, segment->day, rows);
	}
}

/* --- the answers ----------------------------------------------------------------------------- */

static gboolean
is_four(const Address *address)
{
	return address->high == 0 && address->low >> 32 == mapped >> 32;
}

/* IPv4 first, then by address. */
static int
by_address(gconstpointer a, gconstpointer b)
{
	const Address *x = a, *y = b;

	if (is_four(x) != is_four(y))
		return is_four(x) ? -1 : 1;
	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	return (x->low > y->low) - (x->low < y->low);
}

static gboolean
is_same_network(const Address *x, const Address *y)
{
	if (is_four(x) != is_four(y))
		return FALSE;
	return is_four(x) ? x->low >> (32 - SENDER_PREFIX4) == y->low >> (32 - SENDER_PREFIX4)
			  : x->high >> (64 - SENDER_PREFIX6) == y->high >> (64 - SENDER_PREFIX6);
}

static SenderNetwork
network_of(const Address *address)
{
	SenderNetwork network = { is_four(address) ? 4 : 6, { 0 }, 0, 0 };
	guint32 four = GUINT32_TO_BE((guint32)(address->low >> (32 - SENDER_PREFIX4) << (32 - SENDER_PREFIX4)));
	guint64 six = GUINT64_TO_BE(address->high >> (64 - SENDER_PREFIX6) << (64 - SENDER_PREFIX6));

	if (is_four(address))
		memcpy(network.address, &four, sizeof four);
	else
		memcpy(network.address, &six, sizeof six);
	return network;
}

/* Keeps the heaviest; what comes first stays first among equals. */
static void
offer(Senders *senders, const SenderNetwork *network)
{
	gsize i = SENDER_NETWORKS;

	while (i > 0 && network->packets > senders->top[i - 1].packets)
		i--;
	if (i == SENDER_NETWORKS)
		return;
	memmove(&senders->top[i + 1], &senders->top[i], (SENDER_NETWORKS - 1 - i) * sizeof *senders->top);
	senders->top[i] = *network;
}

/* whole^2 / squares in thousandths. */
static gint64
effective(gint64 whole, Wide squares)
{
	return squares > 0 ? (gint64)((Wide)whole * (guint64)whole * 1000 / squares) : 0;
}

static void
sum_up(Address *addresses, gsize n, Senders *senders)
{
	SenderNetwork network = { 0 };
	Wide squares = 0, network_squares = 0;

	qsort(addresses, n, sizeof *addresses, by_address);
	for (gsize i = 0; i < n; i++) {
		if (i == 0 || !is_same_network(&addresses[i - 1], &addresses[i])) {
			network = network_of(&addresses[i]);
			senders->networks++;
		}
		network.packets += addresses[i].packets;
		network.sources++;
		senders->packets += addresses[i].packets;
		senders->top_source = MAX(senders->top_source, addresses[i].packets);
		squares += (Wide)addresses[i].packets * (guint64)addresses[i].packets;
		if (i + 1 < n && is_same_network(&addresses[i], &addresses[i + 1]))
			continue;
		network_squares += (Wide)network.packets * (guint64)network.packets;
		offer(senders, &network);
	}
	senders->sources = (gint64)n;
	senders->effective_sources = effective(senders->packets, squares);
	senders->effective_networks = effective(senders->packets, network_squares);
}

Senders *
sender_end(SenderPass *pass)
{
	Senders *senders = g_new0(Senders, pass->n + 1);

	for (gsize w = 0; w < pass->n; w++) {
		Count *count = &pass->counts[w];
		gsize n = 0;

		for (gsize i = 0; i < count->room; i++)
			if (count->places[i].packets != 0)
				count->places[n++] = count->places[i];
		sum_up(count->places, n, &senders[w]);
		senders[w].at_sensor = g_steal_pointer(&count->at_sensor);
	}
	return senders;
}

void
senders_free(Senders *senders, gsize n)
{
	for (gsize i = 0; senders && i < n; i++)
		g_free(senders[i].at_sensor);
	g_free(senders);
}
