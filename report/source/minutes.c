/*
 * minutes.c: the answer to which sensor was heard in which minute, a bit each.
 */
#include "source.h"

Minutes *
minutes_new(gint64 from, gsize minutes, gsize sensors)
{
	Minutes *made = g_new0(Minutes, 1);

	made->from = from;
	made->minutes = minutes;
	made->sensors = sensors;
	made->stride = (minutes + 7) / 8;
	made->bits = g_new0(guint8, made->stride * sensors + 1);
	return made;
}

void
minutes_free(Minutes *minutes)
{
	if (!minutes)
		return;
	g_free(minutes->bits);
	g_free(minutes);
}

gboolean
minutes_heard(const Minutes *minutes, gsize sensor, gsize minute)
{
	return minutes->bits[sensor * minutes->stride + minute / 8] >> minute % 8 & 1;
}

void
minutes_set(Minutes *minutes, gsize sensor, gsize minute)
{
	minutes->bits[sensor * minutes->stride + minute / 8] |= (guint8)(1u << minute % 8);
}
