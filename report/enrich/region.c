/*
 * region.c: a region as a number, both ways.  In: a code or word.  Out: the number, and back.
 * Knows no database and no language: which codes exist is for those who place addresses to say.
 */
#include <string.h>
#include "region.h"

/* The three words; a code is never below 'A' << 8. */
static const char *const words[] = {
	[REGION_PRIVATE] = "private",
	[REGION_RESERVED] = "reserved",
	[REGION_UNKNOWN] = "unknown",
};

Region
region_of_code(const char *text, gsize length)
{
	if (length != 2 || !g_ascii_isupper(text[0]) || !g_ascii_isupper(text[1]))
		return 0;
	return (Region)((guint8)text[0] << 8 | (guint8)text[1]);
}

gboolean
region_is_place(Region region)
{
	return region >= 'A' << 8;
}

const char *
region_name(Region region, char buffer[3])
{
	if (region < G_N_ELEMENTS(words) && words[region])
		return words[region];
	buffer[0] = (char)(region >> 8);
	buffer[1] = (char)(region & 0xff);
	buffer[2] = '\0';
	return buffer;
}

Region
region_of_name(const char *text)
{
	for (Region i = REGION_PRIVATE; i < G_N_ELEMENTS(words); i++)
		if (strcmp(text, words[i]) == 0)
			return i;
	return region_of_code(text, strlen(text));
}
