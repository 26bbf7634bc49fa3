/*
 * destination: which sensor a packet was sent to, by its addresses.  Inner to report/ingest.
 */
#pragma once
#include "ingest.h"
#include "names.h"

typedef enum {
	ARRIVED,
	SENT,      /* by a sensor itself */
	TO_MANY,   /* multicast or broadcast */
	TO_NOBODY, /* to an address of no sensor */
	ARRIVALS
} Arrival;

typedef struct Destinations Destinations;

/* From the addresses of the store's sensors (array of SensorAddresses); NULL and error where two have the same. */
Destinations *destinations_new(const GPtrArray *addresses, Names *sensors, GError **error);
void destinations_free(Destinations *destinations);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Destinations, destinations_free)

/* TRUE where no sensor has an address. */
gboolean destinations_is_empty(const Destinations *destinations);

/* Why an address that is no sensor's is refused; the caller owns it. */
char *destinations_reason(guint8 family, const guint8 *destination);

/*
 * How a packet relates to the sensors.  *sensor is the name (one of Names) that is known already, and stays; where it is
 * NULL it becomes that of the destination (16 bytes; NULL: not known).
 */
Arrival destinations_find(const Destinations *destinations, guint8 family, const guint8 source[16],
    const guint8 *destination, const char **sensor);
