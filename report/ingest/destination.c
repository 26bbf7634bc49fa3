/*
 * destination.c: the addresses of sensors, and what a packet's source and destination then say.  Knows no form of file.
 */
#include <arpa/inet.h>
#include <string.h>
#include "address.h"
#include "destination.h"

struct Destinations {
	AddressMap *map; /* address to name */
	gboolean empty;
};

static gboolean
add(Destinations *destinations, const SensorAddresses *sensor, Names *sensors, GError **error)
{
	g_auto(GStrv) words = g_strsplit_set(sensor->addresses, " ;", -1);
	gsize length = strlen(sensor->sensor);
	g_autofree char *padded = g_malloc0(length + 8);
	const char *name;

	memcpy(padded, sensor->sensor, length);
	name = names_keep(sensors, padded, length);
	for (gsize i = 0; words[i]; i++) {
		if (!*words[i])
			continue;
		destinations->empty = FALSE;
		if (!address_map_add(destinations->map, words[i], name, error)) {
			g_prefix_error(error, "the addresses of sensor '%s': ", sensor->sensor);
			return FALSE;
		}
	}
	return TRUE;
}

Destinations *
destinations_new(const GPtrArray *addresses, Names *sensors, GError **error)
{
	g_autoptr(Destinations) destinations = g_new0(Destinations, 1);

	destinations->map = address_map_new();
	destinations->empty = TRUE;
	for (guint i = 0; i < addresses->len; i++)
		if (!add(destinations, addresses->pdata[i], sensors, error))
			return NULL;
	return g_steal_pointer(&destinations);
}

void
destinations_free(Destinations *destinations)
{
	if (!destinations)
		return;
	g_clear_pointer(&destinations->map, address_map_free);
	g_free(destinations);
}

gboolean
destinations_is_empty(const Destinations *destinations)
{
	return destinations->empty;
}

/* IPv4 224.0.0.0/4 and 255.255.255.255 (RFC 5771, RFC 919), IPv6 ff00::/8 (RFC 4291 2.7). */
static gboolean
is_many(guint8 family, const guint8 *address)
{
	static const guint8 broadcast[4] = { 255, 255, 255, 255 };

	if (family == 6)
		return address[0] == 0xff;
	return address[0] >> 4 == 14 || memcmp(address, broadcast, sizeof broadcast) == 0;
}

/*
 * A packet from one sensor to another did arrive.  One from a sensor to an address that is none's is an answer that the
 * capture has of it.
 */
Arrival
destinations_find(const Destinations *destinations, guint8 family, const guint8 source[16], const guint8 *destination,
    const char **sensor)
{
	const char *from, *to;

	if (destinations->empty)
		return *sensor ? ARRIVED : TO_NOBODY;
	from = address_map_find(destinations->map, family, source);
	to = *sensor || !destination ? *sensor : address_map_find(destinations->map, family, destination);
	if (from && (from == to || !to))
		return SENT;
	if (to) {
		*sensor = to;
		return ARRIVED;
	}
	return destination && is_many(family, destination) ? TO_MANY : TO_NOBODY;
}

char *
destinations_reason(guint8 family, const guint8 *destination)
{
	char text[INET6_ADDRSTRLEN];

	inet_ntop(family == 4 ? AF_INET : AF_INET6, destination, text, sizeof text);
	return g_strdup_printf("the destination '%s' is no sensor's address", text);
}
