/*
 * layout: blocks to pages.  Fixed baselines, keep-with-next, repeated table heads, widows and
 * orphans; makes the structure tree as it goes.
 */
#pragma once
#include "doc.h"

/* The caller owns the pages.  date [s since 1970, UTC] is what the file says of itself. */
Pages *layout_pages(const Doc *doc, const Lang *lang, const Theme *theme, Fonts *fonts, gint64 date, GError **error);

/*
 * The same document in two languages side by side, left and right, their paragraphs beginning on one line.  Fails where
 * they are not of the same blocks.
 */
Pages *layout_pair(const Doc *left, const Lang *left_lang, const Doc *right, const Lang *right_lang, const Theme *theme,
    Fonts *fonts, gint64 date, GError **error);
