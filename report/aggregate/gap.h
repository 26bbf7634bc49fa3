/*
 * gap: the hours in which nothing was heard.  Pure.
 */
#pragma once
#include "span.h"

/*
 * A silence this long is taken for missing data: the slowest sensors of a panel hear something in
 * any hour of the day, but a quiet night is no outage.
 */
#define GAP_SHORTEST ((gint64)24 * 3600)

/*
 * The runs of hours without packets in heard[0..n-1] inside of life, whatever their length: from the end of the last
 * hour with packets to the start of the next one, or to where life ends.  edges [n + 1] as in zone_hours.
 * The caller owns the array of Span.
 */
GArray *gap_silences(const gint64 *heard, const gint64 *edges, gsize n, Span life);
