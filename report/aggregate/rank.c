/*
 * rank.c: tallies of both quarters to ranked tables.  A table is a line: what its items are, which of them are
 * ranked.  Knows nothing of hours and sources.
 */
#include <string.h>
#include "aggregate.h"
#include "error.h"
#include "rank.h"
#include "region.h"

/* Where more items than this share the last rank, those of the higher numbers have no row. */
#define PLACES 100

/* --- pure ------------------------------------------------------------------------------------ */

/* An item's place among the items, with what it is sorted by: the value, then the key. */
typedef struct {
	guint64 value;
	guint32 key, item;
} Place;

enum { DIGIT = 11 /* bits that are sorted by at once */ };

static inline guint
digit_of(const Place *place, gboolean by_value, guint shift)
{
	return (guint)((by_value ? place->value : place->key) >> shift) & ((1u << DIGIT) - 1);
}

/* By a digit of the value or the key; equals stay as they are. */
static void
sort_digit(const Place *from, Place *to, guint n, gboolean by_value, guint shift)
{
	guint starts[1 << DIGIT] = { 0 }, at = 0;

	for (guint i = 0; i < n; i++)
		starts[digit_of(&from[i], by_value, shift)]++;
	for (guint d = 0; d < G_N_ELEMENTS(starts); d++) {
		guint count = starts[d];

		starts[d] = at;
		at += count;
	}
	for (guint i = 0; i < n; i++)
		to[starts[digit_of(&from[i], by_value, shift)]++] = from[i];
}

/* In order, digit by digit from the lowest, for there may be an item for every port; takes the places. */
static Place *
sort_places(Place *places, guint n)
{
	Place *other = g_new(Place, n + 1);
	guint64 value = 0, key = 0;

	for (guint i = 0; i < n; i++) {
		value |= places[i].value;
		key |= places[i].key;
	}
	for (gint by_value = 0; by_value < 2; by_value++)
		for (guint shift = 0; shift < 64 && (by_value ? value : key) >> shift != 0; shift += DIGIT) {
			Place *sorted = other;

			sort_digit(places, sorted, n, by_value, shift);
			other = places;
			places = sorted;
		}
	g_free(other);
	return places;
}

/* Puts each item to the place that names it: from a copy, for what is fetched from all over need not wait for another. */
static void
arrange(GArray *items, const Place *places)
{
	RankItem *list = (RankItem *)items->data;
	g_autofree RankItem *copy = g_memdup2(list, items->len * sizeof *list);

	for (guint i = 0; i < items->len; i++)
		list[i] = copy[places[i].item];
}

static void
sort_by_key(GArray *items)
{
	const RankItem *list = (const RankItem *)items->data;
	g_autofree Place *places = NULL;
	guint n = 1;

	while (n < items->len && list[n - 1].key <= list[n].key)
		n++;
	if (n >= items->len)
		return;
	places = g_new(Place, items->len);
	for (guint i = 0; i < items->len; i++)
		places[i] = (Place) { 0, list[i].key, i };
	places = sort_places(places, items->len);
	arrange(items, places);
}

void
rank_fold(GArray *items)
{
	RankItem *list = (RankItem *)items->data;
	guint n = 0;

	sort_by_key(items);
	for (guint i = 0; i < items->len; i++) {
		if (n > 0 && list[n - 1].key == list[i].key) {
			list[n - 1].packets += list[i].packets;
			list[n - 1].previous += list[i].previous;
			list[n - 1].kept |= list[i].kept;
		} else {
			list[n++] = list[i];
		}
	}
	g_array_set_size(items, n);
}

static int
by_name(gconstpointer a, gconstpointer b)
{
	const RankItem *x = a, *y = b;

	return g_strcmp0(x->name, y->name);
}

/* Most packets first, those that are not ranked last; of equals the lower key, those with names as they stand. */
static Place *
places_by_packets(const GArray *items, gboolean previous)
{
	const RankItem *list = (const RankItem *)items->data;
	Place *places = g_new(Place, items->len + 1);
	gint64 most = 0;

	for (guint i = 0; i < items->len; i++)
		most = MAX(most, previous ? list[i].previous : list[i].packets);
	for (guint i = 0; i < items->len; i++) {
		gint64 less = most - (previous ? list[i].previous : list[i].packets);

		places[i] = (Place) { (guint64)less + (list[i].unranked ? (guint64)most + 1 : 0),
			list[i].name ? i : list[i].key, i };
	}
	return sort_places(places, items->len);
}

void
rank_give(GArray *items)
{
	RankItem *list = (RankItem *)items->data, *before = NULL;
	g_autofree Place *previous = NULL, *places = NULL;

	if (items->len > 0 && list[0].name)
		g_array_sort(items, by_name);
	previous = places_by_packets(items, TRUE);
	for (guint i = 0; i < items->len; i++) {
		RankItem *item = &list[previous[i].item];
		gboolean tie = before && item->previous == before->previous;

		item->order_place = i;
		item->order = item->unranked || item->previous == 0 ? RANK_NONE : tie ? before->order : i + 1;
		before = item;
	}
	places = places_by_packets(items, FALSE);
	arrange(items, places);
	for (guint i = 0; i < items->len; i++) {
		gboolean tie = i > 0 && list[i].packets == list[i - 1].packets;

		list[i].place = i;
		list[i].rank = list[i].unranked || list[i].packets == 0 ? 0 : tie ? list[i - 1].rank : i + 1;
	}
}

/* --- what the items of each table are -------------------------------------------------------- */

static gboolean
has_ports(guint protocol)
{
	return protocol == PROTOCOL_TCP || protocol == PROTOCOL_UDP;
}

/* A port of TCP or UDP is an item; any other protocol is one as a whole. */
static guint32
fold_port(guint32 key)
{
	return has_ports(key >> 16) ? key : key & 0xffff0000;
}

static guint32
fold_icmp(guint32 key)
{
	guint protocol = key >> 16;

	return protocol == PROTOCOL_ICMP || protocol == PROTOCOL_ICMPV6 ? key : fold_port(key);
}

static guint32
fold_region(guint32 key)
{
	return key ? key : REGION_UNKNOWN;
}

static guint32
fold_none(guint32 key)
{
	return key;
}

static void
name_port(ModelRow *row, const RankItem *item, const Services *services)
{
	static const struct {
		gint protocol;
		const char *name;
	} names[] = { { PROTOCOL_ICMP, "icmp" }, { PROTOCOL_TCP, "tcp" }, { PROTOCOL_UDP, "udp" },
		{ PROTOCOL_ICMPV6, "icmpv6" } };

	row->protocol = (gint)(item->key >> 16);
	row->port = (gint)(item->key & 0xffff);
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (names[i].protocol == row->protocol)
			row->key = g_strdup_printf("%d/%s", row->port, names[i].name);
	if (!row->key)
		row->key = g_strdup_printf("%d/ip", row->protocol);
	if (services && has_ports((guint)row->protocol))
		row->service = g_strdup(services_name(services, (guint8)row->protocol, (guint16)row->port));
}

static void
name_region(ModelRow *row, const RankItem *item, const Services *services)
{
	char buffer[3];

	(void)services;
	row->key = g_strdup(region_name((Region)item->key, buffer));
}

static void
name_signature(ModelRow *row, const RankItem *item, const Services *services)
{
	(void)services;
	row->key = g_strdup(item->name);
}

typedef struct {
	const char *name;
	Dimension dimension;
	guint32 (*fold)(guint32 key); /* to the item it is counted under */
	void (*call)(ModelRow *row, const RankItem *item, const Services *services);
	gboolean whole; /* every item has its row */
} TableKind;

static const TableKind kinds[] = {
	{ "port", DIMENSION_PORT, fold_port, name_port, FALSE },
	{ "icmp", DIMENSION_PORT, fold_icmp, name_port, FALSE },
	{ "region", DIMENSION_REGION, fold_region, name_region, TRUE },
	{ "signature", DIMENSION_SIGNATURE, fold_none, name_signature, FALSE },
};

/* --- from the source ------------------------------------------------------------------------- */

/* Tallies come in order of key, and mostly those of one quarter are those of the other: what follows the item at hand is it. */
static RankItem *
item_of(GArray *items, guint known, guint *at, guint32 key)
{
	RankItem *list = (RankItem *)items->data;
	RankItem item = { .key = key };

	while (*at < known && list[*at].key < key)
		(*at)++;
	if (*at < known && list[*at].key == key)
		return &list[*at];
	if (items->len > known && list[items->len - 1].key == key)
		return &list[items->len - 1];
	g_array_append_val(items, item);
	return &g_array_index(items, RankItem, items->len - 1);
}

static gint64
add_items(GArray *items, const TableKind *kind, const GArray *tallies, gboolean before)
{
	guint known = items->len, at = 0;
	gint64 sum = 0;

	for (guint i = 0; i < tallies->len; i++) {
		const Tally *tally = &g_array_index(tallies, Tally, i);
		RankItem *item;

		sum += tally->packets;
		if (kind->dimension == DIMENSION_SIGNATURE && tally->key == 0)
			continue;
		item = item_of(items, known, &at, kind->fold(tally->key));
		*(before ? &item->previous : &item->packets) += tally->packets;
	}
	return sum;
}

/* The key of a published row; 0 where the source has no such label. */
static guint32
key_of_row(const TableKind *kind, const ModelRow *row, const Source *source)
{
	if (kind->dimension == DIMENSION_PORT)
		return (guint32)row->protocol << 16 | (guint32)row->port;
	if (kind->dimension == DIMENSION_REGION)
		return region_of_name(row->key);
	for (guint32 number = 1;; number++) {
		const char *label = source_signature(source, number);

		if (!label || g_str_equal(label, row->key))
			return label ? number : 0;
	}
}

static void
add_published(GArray *items, const TableKind *kind, const Model *previous, const Source *source)
{
	const ModelTable *table = previous ? model_table(previous, kind->name) : NULL;

	for (guint i = 0; table && i < table->rows->len; i++) {
		const ModelRow *row = table->rows->pdata[i];
		RankItem item = { .key = key_of_row(kind, row, source), .kept = TRUE };

		if (item.key != 0 && row->rank > 0 && row->rank <= MODEL_RANKS)
			g_array_append_val(items, item);
	}
}

static gboolean
is_high(gint64 rank, gsize place)
{
	return rank > 0 && rank <= MODEL_RANKS && place < PLACES;
}

static void
add_rows(ModelTable *table, const TableKind *kind, const GArray *items, const Services *services)
{
	for (guint i = 0; i < items->len; i++) {
		const RankItem *item = &g_array_index(items, RankItem, i);
		ModelRow *row;

		if (!kind->whole && !item->kept && !is_high(item->rank, item->place) &&
		    !is_high(item->order, item->order_place))
			continue;
		row = model_row_new();
		kind->call(row, item, services);
		row->rank = item->rank;
		row->packets = item->packets;
		row->previous_packets = item->previous;
		row->previous_rank = row->previous_order = item->order;
		g_ptr_array_add(table->rows, row);
	}
}

static void
complete_items(GArray *items, const TableKind *kind, const Source *source)
{
	rank_fold(items);
	for (guint i = 0; i < items->len; i++) {
		RankItem *item = &g_array_index(items, RankItem, i);

		item->unranked = kind->dimension == DIMENSION_REGION && !region_is_place((Region)item->key);
		if (kind->dimension == DIMENSION_SIGNATURE)
			item->name = source_signature(source, item->key);
	}
	rank_give(items);
}

static gboolean
rank_table(Model *model, Source *source, const TableKind *kind, const Services *services, const Model *previous,
    gint64 *packets, gint64 *before, GError **error)
{
	const Quarter *this = &model->now.quarter, *last = &model->before.quarter;
	g_autoptr(GArray) new = source_tally(source, kind->dimension, this->start, this->end, error);
	g_autoptr(GArray) old = new ? source_tally(source, kind->dimension, last->start, last->end, error) : NULL;
	g_autoptr(GArray) items =
	    g_array_sized_new(FALSE, FALSE, sizeof(RankItem), old ? MAX(new->len, old->len) + 1 : 1);
	ModelTable *table = model_table_new(kind->name);

	g_ptr_array_add(model->tables, table);
	if (!old)
		return FALSE;
	*packets = add_items(items, kind, new, FALSE);
	*before = add_items(items, kind, old, TRUE);
	add_published(items, kind, previous, source);
	complete_items(items, kind, source);
	add_rows(table, kind, items, services);
	return TRUE;
}

gboolean
aggregate_ranks(Model *model, Source *source, const Services *services, const Model *previous, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		gint64 packets, before;

		if (!rank_table(model, source, &kinds[i], services, previous, &packets, &before, error))
			return FALSE;
		if (i == 0) {
			model->now.packets = packets;
			model->before.packets = before;
		}
		if (packets != model->now.packets || before != model->before.packets) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM,
			    "the store counts %" G_GINT64_FORMAT " packets by port but %" G_GINT64_FORMAT " by %s",
			    model->now.packets, packets, kinds[i].name);
			return FALSE;
		}
	}
	if (model->now.packets == 0) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "the store has no packet of %s (%s)%s",
		    model->now.quarter.name, model->time_zone,
		    model->classes->len > 0 ? " of the classes that are counted" : "");
		return FALSE;
	}
	return TRUE;
}
