/*
 * model_change.c: how much more, or less, a sensor received in a day than in the quarter before.
 */
#include "model.h"

gboolean
model_change(gint64 packets, const ModelTotals *now, gint64 previous_packets, const ModelTotals *before, double *ratio)
{
	if (previous_packets <= 0 || now->observed <= 0 || before->observed <= 0)
		return FALSE;
	*ratio = model_rate(packets, now) / model_rate(previous_packets, before) - 1;
	return TRUE;
}
