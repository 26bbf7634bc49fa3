/*
 * footer: words below the chart that have a mark or a number in it: gaps with numbers, notes.
 */
#pragma once
#include "pen.h"

typedef struct {
	GPtrArray *lines; /* of TextLine, one a row: a long entry is broken */
	double column;    /* width of a column [pt] */
	guint rows;       /* in each column */
	double height;    /* [pt]; 0: nothing to say */
} Footer;

/* Sets the texts (of char*, each with its mark) in as many columns as width [pt] allows; the caller owns it. */
Footer *footer_new(Pen *pen, const GPtrArray *texts, double width);
void footer_free(Footer *footer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Footer, footer_free)

void footer_draw(Pen *pen, const Footer *footer, double x, double y);
