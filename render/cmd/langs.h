/*
 * langs: the option --lang, as languages that are open.
 */
#pragma once
#include "lang.h"

/* Opens a list with commas (NULL: "ja,en"): array of Lang, owned by the caller. */
GPtrArray *langs_open(const char *list, GError **error);
