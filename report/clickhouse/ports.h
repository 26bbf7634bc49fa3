/*
 * ports: which ports of a load are summed by hour and by sensor.  Inner to report/clickhouse.
 */
#pragma once
#include "tallies.h"

typedef struct Ports Ports;

/* Adds to the sums of a load. */
typedef gboolean (*PortsSum)(gpointer load, const SumCell *sum, GError **error);

Ports *ports_new(PortsSum sum, gpointer load);
void ports_free(Ports *ports);

/* Packets of a port in a row. */
typedef struct {
	guint32 day, hour, key, packets; /* day, hour: their starts [s since 1970, UTC] */
	guint16 sensor;
} PortRow;

/*
 * Adds them to what is summed by hour and by sensor, if the port is a heavy one.  Which are is known when the first rows
 * are in; ports_end counts those where there were no more.
 */
gboolean ports_add(Ports *ports, const PortRow *row, GError **error);
gboolean ports_end(Ports *ports, GError **error);
