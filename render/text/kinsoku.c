/*
 * kinsoku.c: ICU's line breaker, one for each of the two languages, opened when first needed.
 */
#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include "error.h"
#include "kinsoku.h"

struct Kinsoku {
	UBreakIterator *breakers[2]; /* English, Japanese */
	UBreakIterator *now;
	UText text;
	gint64 next; /* the next place where a line may end */
};

Kinsoku *
kinsoku_new(void)
{
	Kinsoku *kinsoku = g_new0(Kinsoku, 1);

	kinsoku->text = (UText)UTEXT_INITIALIZER;
	return kinsoku;
}

void
kinsoku_free(Kinsoku *kinsoku)
{
	if (kinsoku == NULL)
		return;
	for (int i = 0; i < 2; i++)
		if (kinsoku->breakers[i] != NULL)
			ubrk_close(kinsoku->breakers[i]);
	utext_close(&kinsoku->text);
	g_free(kinsoku);
}

gboolean
kinsoku_start(Kinsoku *kinsoku, const char *utf8, gboolean japanese, GError **error)
{
	UErrorCode status = U_ZERO_ERROR;
	UBreakIterator **breaker = &kinsoku->breakers[japanese != FALSE];

	if (*breaker == NULL)
		*breaker = ubrk_open(UBRK_LINE, japanese ? "ja@lb=strict" : "en", NULL, 0, &status);
	utext_openUTF8(&kinsoku->text, utf8, -1, &status);
	if (U_SUCCESS(status))
		ubrk_setUText(*breaker, &kinsoku->text, &status);
	if (U_FAILURE(status)) {
		g_set_error(
		    error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "ICU cannot break lines: %s", u_errorName(status));
		return FALSE;
	}
	kinsoku->now = *breaker;
	kinsoku->next = ubrk_first(*breaker);
	return TRUE;
}

gboolean
kinsoku_allows(Kinsoku *kinsoku, gint64 offset)
{
	while (kinsoku->next != UBRK_DONE && kinsoku->next < offset)
		kinsoku->next = ubrk_next(kinsoku->now);
	return kinsoku->next == offset;
}
