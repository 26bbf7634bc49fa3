/*
 * hint.c: the nearest word by edit distance, one row of the matrix at a time.
 */
#include <string.h>
#include "hint.h"

/* Levenshtein's distance of a and b; both are short words. */
static glong
distance(const gunichar *a, glong n, const gunichar *b, glong m)
{
	g_autofree glong *row = g_new(glong, (gsize)m + 1);

	for (glong j = 0; j <= m; j++)
		row[j] = j;
	for (glong i = 1; i <= n; i++) {
		glong corner = row[0];

		row[0] = i;
		for (glong j = 1; j <= m; j++) {
			glong swap = corner + (a[i - 1] != b[j - 1]);

			corner = row[j];
			row[j] = MIN(swap, MIN(row[j], row[j - 1]) + 1);
		}
	}
	return row[m];
}

const char *
hint_nearest(const char *word, const char *const *known)
{
	glong length, best = G_MAXLONG;
	g_autofree gunichar *wrong = g_utf8_to_ucs4_fast(word, -1, &length);
	const char *nearest = NULL;

	for (; length <= 64 && *known; known++) {
		glong n, d;
		g_autofree gunichar *right = g_utf8_to_ucs4_fast(*known, -1, &n);

		d = distance(wrong, length, right, n);
		if (d < best && d * 3 <= MAX(length, n)) {
			best = d;
			nearest = *known;
		}
	}
	return nearest;
}
