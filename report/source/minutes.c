/*
 * minutes.c: the answer to which sensor was heard in which minute, a bit each.
 */
#include <string.h>
#include "source.h"

Minutes *
minutes_new(gint64 from, gsize minutes, gsize sensors)
{
	Minutes *made = g_new0(Minutes, 1);

	made->from = from;
	made->minutes = minutes;
	made->sensors = sensors;
	made->stride = (minutes + 7) / 8;
	made->bits = g_new0(guint8, made->stride * sensors + 8); /* so that a word may be read where any begins */
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

guint64
minutes_of_hour(const Minutes *minutes, gsize sensor, gsize hour)
{
	gsize first = hour * 60, left = minutes->minutes - MIN(minutes->minutes, first);
	guint64 word;

	if (left == 0)
		return 0;
	memcpy(&word, minutes->bits + sensor * minutes->stride + first / 8, sizeof word);
	word = GUINT64_FROM_LE(word) >> first % 8;
	return word & ((G_GUINT64_CONSTANT(1) << MIN(left, 60)) - 1);
}

void
minutes_set(Minutes *minutes, gsize sensor, gsize minute)
{
	minutes->bits[sensor * minutes->stride + minute / 8] |= (guint8)(1u << minute % 8);
}
