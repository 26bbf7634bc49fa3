/* fuzz_theme.c: any bytes as theme.ini give a theme within its bounds or one error. */
#include <stdint.h>
#include "theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Theme) theme = theme_read("theme.ini", (const char *)data, size, &error);

	g_assert_true((theme == NULL) == (error != NULL));
	g_assert_true(!theme || theme->text[THEME_BODY].size >= 4);
	return 0;
}
