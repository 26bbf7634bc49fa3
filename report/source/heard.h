/*
 * heard: source_minutes, of a store on this machine.
 */
#pragma once
#include "scan.h"
#include "source.h"

Minutes *heard_minutes(Store *store, gint64 from, gint64 to, const guint32 *sensors, gsize n, GError **error);
