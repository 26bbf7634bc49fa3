/*
 * class.h: character classes of JLREQ (W3C "Requirements for Japanese Text Layout", appendix A)
 * as far as horizontal text needs them.
 */
#pragma once
#include <glib.h>

typedef enum {
	CLASS_EMPTY,       /* no ink: blanks at the start of a paragraph */
	CLASS_OPEN,        /* cl-01 「（ */
	CLASS_CLOSE,       /* cl-02 」） */
	CLASS_HYPHEN,      /* cl-03 ～〜 */
	CLASS_DIVIDE,      /* cl-04 ！？ */
	CLASS_MIDDLE,      /* cl-05 ・：； */
	CLASS_STOP,        /* cl-06 。 */
	CLASS_COMMA,       /* cl-07 、 */
	CLASS_LEADER,      /* cl-08 ―… */
	CLASS_ITERATE,     /* cl-09 々 */
	CLASS_PROLONG,     /* cl-10 ー */
	CLASS_SMALL,       /* cl-11 っ */
	CLASS_PREFIX,      /* cl-12 ￥＃ */
	CLASS_POSTFIX,     /* cl-13 ％℃ */
	CLASS_SPACE,       /* cl-14 U+3000 */
	CLASS_HIRAGANA,    /* cl-15 */
	CLASS_KATAKANA,    /* cl-16 */
	CLASS_IDEOGRAPH,   /* cl-19, and the rest that is an em wide */
	CLASS_NOTE,        /* cl-20, cl-21: a raised mark */
	CLASS_LATIN,       /* cl-24 to cl-27 */
	CLASS_LATIN_OPEN,  /* ( [ { and opening quotes */
	CLASS_LATIN_CLOSE, /* ) ] } , . ; : ! ? % and closing quotes */
	CLASS_COUNT
} Class;

/* The class of a character as wide as advance [em]; what could be both is Latin where it is narrow. */
Class class_of(gunichar c, double advance);

/* Japanese letters, which take a quarter em before and after Latin ones (JLREQ 3.2.2). */
static inline gboolean
class_is_letter(Class class)
{
	return (class >= CLASS_ITERATE && class <= CLASS_IDEOGRAPH) && class != CLASS_SPACE;
}

/* Set solid against each other, and opened in the third step of expansion (JLREQ table 6). */
static inline gboolean
class_is_solid(Class class)
{
	return class >= CLASS_LEADER && class <= CLASS_IDEOGRAPH && class != CLASS_SPACE;
}

static inline gboolean
class_is_latin(Class class)
{
	return class >= CLASS_LATIN;
}

/* May not start a line (JLREQ 3.1.7, strict). */
gboolean class_bars_start(Class class);
/* May not end a line (JLREQ 3.1.8). */
gboolean class_bars_end(Class class);
