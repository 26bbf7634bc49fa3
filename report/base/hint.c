/*
 * hint.c: the nearest word by edit distance.
 */
#include <string.h>
#include "hint.h"

/* Optimal string alignment of a and b: characters put in, left out, changed, or two that changed places. */
static glong
distance(const gunichar *a, glong n, const gunichar *b, glong m)
{
	glong width = m + 1;
	g_autofree glong *all = g_new(glong, (gsize)((n + 1) * width));

	for (glong i = 0; i <= n; i++)
		for (glong j = 0; j <= m; j++) {
			glong *at = &all[i * width + j];

			if (i == 0 || j == 0) {
				*at = i + j;
				continue;
			}
			*at = MIN(at[-width - 1] + (a[i - 1] != b[j - 1]), MIN(at[-1], at[-width]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				*at = MIN(*at, at[-2 * width - 2] + 1);
		}
	return all[n * width + m];
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
