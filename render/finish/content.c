/*
 * content.c: the content stream of a page, its flat marks given their roles.
 * In: what cairo wrote: "/P <</MCID n>> BDC ... EMC" in the order of page_marks.  Out: the role's name, or
 * an artifact.  Everything painted must stand in a mark: that is the check that the drawing code is complete.
 * The scanner knows strings, names, numbers and operators (ISO 32000-1, 7.2), nothing of what operators do.
 */
#include <stdlib.h>
#include <string.h>
#include "error.h"
#include "finish_room.h"

static const char *const painting[] = { "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Tj", "TJ", "'", "\"", "Do",
	"sh", "EI" };

typedef struct {
	const char *in;
	gsize length, at; /* of in */
	gsize operands;   /* where the operands of the next operator begin; length: none yet */
	gsize copied;     /* of in, already in out */
	GString *out;
	gint mcid;      /* among the operands; -1: none */
	guint depth;    /* marks we are in */
	guint unmarked; /* painting operators outside */
} Scan;

static gboolean
is_delimiter(char c)
{
	return strchr("()<>[]{}/%", c) != NULL; /* also the end of the text */
}

static gboolean
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

/* A literal string: parentheses nest, a backslash hides the next character. */
static void
skip_string(Scan *scan)
{
	guint nested = 0;

	for (; scan->at < scan->length; scan->at++) {
		char c = scan->in[scan->at];
		if (c == '\\')
			scan->at++;
		else if (c == '(')
			nested++;
		else if (c == ')' && --nested == 0)
			break;
	}
	scan->at = MIN(scan->at + 1, scan->length);
}

static void
skip_hexadecimal(Scan *scan)
{
	while (scan->at < scan->length && scan->in[scan->at] != '>')
		scan->at++;
	scan->at = MIN(scan->at + 1, scan->length);
}

/* The word at scan->at; a delimiter alone is a word of one character. */
static gsize
word_length(const Scan *scan)
{
	gsize n = 1;

	if (is_delimiter(scan->in[scan->at]) && scan->in[scan->at] != '/')
		return 1;
	while (
	    scan->at + n < scan->length && !is_space(scan->in[scan->at + n]) && !is_delimiter(scan->in[scan->at + n]))
		n++;
	return n;
}

static gboolean
is_operator(const char *word, gsize n, const char *name)
{
	return strlen(name) == n && memcmp(word, name, n) == 0;
}

/* Puts the mark's role in place of its operands. */
static gboolean
begin_mark(Scan *scan, const Finish *finish, const GArray *marks, gsize end)
{
	const Mark *mark;
	const char *role;

	if (scan->mcid >= (gint)marks->len)
		return FALSE;
	mark = &g_array_index(marks, Mark, scan->mcid);
	role = structure_role(g_array_index(finish->pages->nodes, Node, mark->node).role);
	g_string_append_len(scan->out, scan->in + scan->copied, (gssize)(scan->operands - scan->copied));
	if (role)
		g_string_append_printf(scan->out, "/%s <</MCID %d>> BDC", role, scan->mcid);
	else
		g_string_append(scan->out, "/Artifact BMC");
	scan->copied = end;
	return TRUE;
}

static gboolean
operate(Scan *scan, const Finish *finish, const GArray *marks, const char *word, gsize n)
{
	gboolean ok = TRUE;

	if (is_operator(word, n, "BDC") || is_operator(word, n, "BMC")) {
		scan->depth++;
		if (scan->mcid >= 0)
			ok = begin_mark(scan, finish, marks, (gsize)(word - scan->in) + n);
	} else if (is_operator(word, n, "EMC")) {
		ok = scan->depth-- > 0;
	} else if (scan->depth == 0) {
		for (gsize i = 0; i < G_N_ELEMENTS(painting); i++)
			if (is_operator(word, n, painting[i]))
				scan->unmarked++;
	}
	scan->mcid = -1;
	scan->operands = scan->length;
	return ok;
}

static gboolean
is_number(char c)
{
	return g_ascii_isdigit(c) || c == '+' || c == '-' || c == '.';
}

/* One token; FALSE where the marks are not the ones that page_marks gives. */
static gboolean
step(Scan *scan, const Finish *finish, const GArray *marks)
{
	const char *word = scan->in + scan->at;
	gsize n;

	if (is_space(*word)) {
		scan->at++;
		return TRUE;
	}
	if (scan->operands == scan->length)
		scan->operands = scan->at;
	if (*word == '(') {
		skip_string(scan);
		return TRUE;
	}
	if (*word == '<' && scan->at + 1 < scan->length && word[1] != '<') {
		skip_hexadecimal(scan);
		return TRUE;
	}
	if (*word == '<') {
		scan->at += MIN(2, scan->length - scan->at);
		return TRUE;
	}
	n = word_length(scan);
	scan->at += n;
	if (is_operator(word, n, "/MCID"))
		scan->mcid = (gint)g_ascii_strtoll(word + n, NULL, 10);
	if (is_delimiter(*word) || is_number(*word) || is_operator(word, n, "true") || is_operator(word, n, "false"))
		return TRUE;
	return operate(scan, finish, marks, word, n);
}

gboolean
content_rewrite(Finish *finish, guint page, GError **error)
{
	const GArray *marks = finish->marks->pdata[page];
	unsigned char *buffer = NULL;
	size_t length = 0;
	g_autofree char *in = NULL;
	g_autoptr(GString) out = NULL;
	gboolean ok = TRUE;

	if (qpdf_oh_get_page_content_data(finish->pdf, finish->page[page], &buffer, &length) & QPDF_ERRORS) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "cannot read the drawn page %u: %s", page + 1,
		    qpdf_get_error_full_text(finish->pdf, qpdf_get_error(finish->pdf)));
		return FALSE;
	}
	in = g_strndup((const char *)buffer, length); /* ends in NUL, so that a look ahead is safe */
	free(buffer);
	out = g_string_sized_new(length + 4096);
	Scan scan = { .in = in, .length = length, .operands = length, .out = out, .mcid = -1 };
	while (ok && scan.at < scan.length)
		ok = step(&scan, finish, marks);
	g_string_append_len(out, in + scan.copied, (gssize)(length - scan.copied));
	if (!ok || scan.depth != 0 || scan.unmarked > 0) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM,
		    ok && scan.unmarked > 0 ? "page %u: %u times something is painted without a mark"
					    : "page %u: the marks drawn are not those of the page (%u)",
		    page + 1, scan.unmarked);
		return FALSE;
	}
	object_set(finish, finish->page[page], "/Contents", object_stream(finish, "<<>>", out->str, out->len, NULL));
	return TRUE;
}
