/*
 * pdf.c: qpdf opens the file; we follow its structure tree.
 * In: bytes that may be anybody's.  Out: elements with text.  Depth and number are bounded, so a tree that
 * bites its tail ends in an error.
 */
#include <stdio.h>
#include <stdlib.h>
#include <qpdf/qpdf-c.h>
#include "error.h"
#include "pdf.h"
#include "pdf_font.h"
#include "pdf_scan.h"

enum { DEPTH_LIMIT = 40, ELEMENT_LIMIT = 1 << 18, PAGE_LIMIT = 5000 };

typedef qpdf_oh Object;

typedef struct {
	qpdf_data qpdf;
	Pdf *pdf;
	GHashTable *page_of; /* object id of a page -> its index + 1 */
	GPtrArray *marks;    /* [pages] of GPtrArray of char* by MCID */
	GHashTable *fonts;   /* object id of a font -> PdfFont */
	guint elements;
} Reading;

static gboolean
fail(GError **error, const char *what)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s", what);
	return FALSE;
}

static void
element_free(PdfElement *element)
{
	g_free(element->role);
	g_free(element->text);
	g_free(element->alt);
	g_free(element->data);
	g_ptr_array_unref(element->kids);
	g_free(element);
}

static PdfElement *
element_new(void)
{
	PdfElement *element = g_new0(PdfElement, 1);

	element->kids = g_ptr_array_new_with_free_func((GDestroyNotify)element_free);
	return element;
}

void
pdf_free(Pdf *pdf)
{
	if (!pdf)
		return;
	g_clear_pointer(&pdf->root, element_free);
	g_ptr_array_unref(pdf->pages);
	g_array_unref(pdf->files);
	g_free(pdf);
}

static Object
key(const Reading *reading, Object dict, const char *name)
{
	return qpdf_oh_get_key_if_dict(reading->qpdf, dict, name);
}

static char *
text_of(const Reading *reading, Object string)
{
	return qpdf_oh_is_string(reading->qpdf, string) ? g_strdup(qpdf_oh_get_utf8_value(reading->qpdf, string))
							: NULL;
}

/* --- pages ------------------------------------------------------------------------------- */

static const PdfFont *
find_font(Reading *reading, Object dict)
{
	gpointer id = GINT_TO_POINTER(qpdf_oh_get_object_id(reading->qpdf, dict));
	PdfFont *font = g_hash_table_lookup(reading->fonts, id);
	unsigned char *data = NULL;
	size_t length = 0;
	QPDF_BOOL decoded = QPDF_FALSE;
	Object cmap = key(reading, dict, "/ToUnicode");

	if (font)
		return font;
	if (qpdf_oh_is_stream(reading->qpdf, cmap))
		qpdf_oh_get_stream_data(reading->qpdf, cmap, qpdf_dl_generalized, &decoded, &data, &length);
	font = pdf_font_new(data ? (const void *)data : "", data ? length : 0);
	free(data);
	g_hash_table_insert(reading->fonts, id, font);
	return font;
}

/* Resource names of the page's fonts; the caller owns the table, not the fonts. */
static GHashTable *
page_fonts(Reading *reading, Object page)
{
	GHashTable *fonts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Object dict = key(reading, key(reading, page, "/Resources"), "/Font");
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	if (!qpdf_oh_is_dictionary(reading->qpdf, dict))
		return fonts;
	qpdf_oh_begin_dict_key_iter(reading->qpdf, dict);
	while (qpdf_oh_dict_more_keys(reading->qpdf))
		g_ptr_array_add(names, g_strdup(qpdf_oh_dict_next_key(reading->qpdf)));
	for (guint i = 0; i < names->len; i++) {
		const char *name = names->pdata[i];
		const PdfFont *font = find_font(reading, key(reading, dict, name));
		g_hash_table_insert(fonts, g_strdup(name + 1), (gpointer)font);
	}
	return fonts;
}

static gboolean
read_page(Reading *reading, guint index, GError **error)
{
	Object page = qpdf_get_page_n(reading->qpdf, index);
	g_autoptr(GHashTable) fonts = page_fonts(reading, page);
	g_autoptr(GString) all = g_string_new(NULL);
	unsigned char *data = NULL;
	size_t length = 0;
	GPtrArray *marks;
	gboolean ok;

	if (qpdf_oh_get_page_content_data(reading->qpdf, page, &data, &length) & QPDF_ERRORS)
		return fail(error, "a content stream cannot be read");
	ok = pdf_scan(data, length, fonts, &marks, all, error);
	free(data);
	g_ptr_array_add(reading->marks, marks);
	g_ptr_array_add(reading->pdf->pages, g_strdup(all->str));
	g_hash_table_insert(
	    reading->page_of, GINT_TO_POINTER(qpdf_oh_get_object_id(reading->qpdf, page)), GUINT_TO_POINTER(index + 1));
	return ok;
}

static gboolean
read_pages(Reading *reading, GError **error)
{
	int n = qpdf_get_num_pages(reading->qpdf);

	if (n < 1 || n > PAGE_LIMIT)
		return fail(error, "it has no pages, or too many");
	for (guint i = 0; i < (guint)n; i++)
		if (!read_page(reading, i, error)) {
			g_prefix_error(error, "page %u: ", i + 1);
			return FALSE;
		}
	return TRUE;
}

/* --- structure --------------------------------------------------------------------------- */

static gboolean read_kid(Reading *reading, PdfElement *into, Object kid, Object page, int depth, GError **error);

static gboolean
add_piece(Reading *reading, PdfElement *into, Object page, int mcid, GError **error)
{
	guint index = GPOINTER_TO_UINT(
	    g_hash_table_lookup(reading->page_of, GINT_TO_POINTER(qpdf_oh_get_object_id(reading->qpdf, page))));
	const GPtrArray *marks = index > 0 ? reading->marks->pdata[index - 1] : NULL;
	PdfElement *piece;

	if (!marks || mcid < 0 || (guint)mcid >= marks->len || !marks->pdata[mcid])
		return fail(error, "an element holds a mark that no page has");
	piece = element_new();
	piece->page = index - 1;
	piece->text = g_strdup(marks->pdata[mcid]);
	g_ptr_array_add(into->kids, piece);
	return TRUE;
}

/* The name of the first associated file. */
static char *
data_name(const Reading *reading, Object element)
{
	Object files = key(reading, element, "/AF");

	if (!qpdf_oh_is_array(reading->qpdf, files) || qpdf_oh_get_array_n_items(reading->qpdf, files) == 0)
		return NULL;
	return text_of(reading, key(reading, qpdf_oh_get_array_item(reading->qpdf, files, 0), "/UF"));
}

static gboolean
read_kids(Reading *reading, PdfElement *into, Object kids, Object page, int depth, GError **error)
{
	int n = qpdf_oh_is_array(reading->qpdf, kids) ? qpdf_oh_get_array_n_items(reading->qpdf, kids) : -1;

	if (n < 0)
		return read_kid(reading, into, kids, page, depth, error);
	for (int i = 0; i < n; i++)
		if (!read_kid(reading, into, qpdf_oh_get_array_item(reading->qpdf, kids, i), page, depth, error))
			return FALSE;
	return TRUE;
}

static gboolean
read_element(Reading *reading, PdfElement *into, Object dict, Object page, int depth, GError **error)
{
	PdfElement *element = element_new();
	Object own = key(reading, dict, "/Pg"), role = key(reading, dict, "/S");

	g_ptr_array_add(into->kids, element);
	if (depth > DEPTH_LIMIT || ++reading->elements > ELEMENT_LIMIT)
		return fail(error, "its structure tree has no end");
	if (!qpdf_oh_is_name(reading->qpdf, role))
		return fail(error, "an element of its structure tree has no role");
	element->role = g_strdup(qpdf_oh_get_name(reading->qpdf, role) + 1);
	element->alt = text_of(reading, key(reading, dict, "/Alt"));
	element->data = data_name(reading, dict);
	return read_kids(reading, element, key(reading, dict, "/K"),
	    qpdf_oh_is_dictionary(reading->qpdf, own) ? own : page, depth + 1, error);
}

/* A number of a mark, a mark with its page, an annotation, or an element. */
static gboolean
read_kid(Reading *reading, PdfElement *into, Object kid, Object page, int depth, GError **error)
{
	Object own = key(reading, kid, "/Pg"), mcid = key(reading, kid, "/MCID"), type = key(reading, kid, "/Type");

	if (qpdf_oh_is_integer(reading->qpdf, kid))
		return add_piece(reading, into, page, qpdf_oh_get_int_value_as_int(reading->qpdf, kid), error);
	if (qpdf_oh_is_integer(reading->qpdf, mcid))
		return add_piece(reading, into, qpdf_oh_is_dictionary(reading->qpdf, own) ? own : page,
		    qpdf_oh_get_int_value_as_int(reading->qpdf, mcid), error);
	if (qpdf_oh_is_name_and_equals(reading->qpdf, type, "/OBJR") || !qpdf_oh_is_dictionary(reading->qpdf, kid))
		return TRUE;
	return read_element(reading, into, kid, page, depth, error);
}

static gboolean
read_structure(Reading *reading, GError **error)
{
	Object root = key(reading, qpdf_get_root(reading->qpdf), "/StructTreeRoot");
	Object kids = key(reading, root, "/K");

	reading->pdf->root = element_new();
	if (!qpdf_oh_is_dictionary(reading->qpdf, root))
		return fail(error, "it has no structure tree");
	return read_kids(reading, reading->pdf->root, kids, qpdf_oh_new_null(reading->qpdf), 0, error);
}

/* --- attached files ------------------------------------------------------------------------ */

static void
clear_file(gpointer data)
{
	PdfFile *file = data;

	g_free(file->name);
	g_bytes_unref(file->bytes);
}

static gboolean
read_file(Reading *reading, Object specification, GError **error)
{
	PdfFile file = { .name = text_of(reading, key(reading, specification, "/UF")) };
	Object stream = key(reading, key(reading, specification, "/EF"), "/F");
	unsigned char *data = NULL;
	size_t length = 0;
	QPDF_BOOL decoded = QPDF_FALSE;

	if (!file.name || !qpdf_oh_is_stream(reading->qpdf, stream) ||
	    (qpdf_oh_get_stream_data(reading->qpdf, stream, qpdf_dl_generalized, &decoded, &data, &length) &
		QPDF_ERRORS)) {
		g_free(file.name);
		return fail(error, "an attached file cannot be read");
	}
	file.bytes = g_bytes_new(data, length);
	free(data);
	g_array_append_val(reading->pdf->files, file);
	return TRUE;
}

static gboolean
read_files(Reading *reading, GError **error)
{
	Object files = key(reading, qpdf_get_root(reading->qpdf), "/AF");
	int n = qpdf_oh_is_array(reading->qpdf, files) ? qpdf_oh_get_array_n_items(reading->qpdf, files) : 0;

	for (int i = 0; i < n; i++)
		if (!read_file(reading, qpdf_oh_get_array_item(reading->qpdf, files, i), error))
			return FALSE;
	return TRUE;
}

/* --- the file ------------------------------------------------------------------------------ */

/* "D:20151029090000Z", as we write it. */
static gint64
read_date(Reading *reading)
{
	Object info = key(reading, qpdf_get_trailer(reading->qpdf), "/Info");
	g_autofree char *text = text_of(reading, key(reading, info, "/CreationDate"));
	g_autoptr(GDateTime) time = NULL;
	int y, mo, d, h, mi, s;

	if (!text || sscanf(text, "D:%4d%2d%2d%2d%2d%2dZ", &y, &mo, &d, &h, &mi, &s) != 6)
		return G_MININT64;
	time = g_date_time_new_utc(y, mo, d, h, mi, s);
	return time ? g_date_time_to_unix(time) : G_MININT64;
}

/* In qpdf's words; asking for them also tells qpdf that they were heard. */
static gboolean
fail_by_qpdf(Reading *reading, GError **error)
{
	qpdf_error why = qpdf_get_error(reading->qpdf);

	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "no sound PDF: %s",
	    why ? qpdf_get_error_message_detail(reading->qpdf, why) : "qpdf cannot read it");
	return FALSE;
}

static gboolean
read_all(Reading *reading, GBytes *file, GError **error)
{
	gsize length;
	const char *data = g_bytes_get_data(file, &length);

	qpdf_set_suppress_warnings(reading->qpdf, QPDF_TRUE);
	qpdf_silence_errors(reading->qpdf);
	if (qpdf_read_memory(reading->qpdf, "report", data, length, NULL) & QPDF_ERRORS)
		return fail_by_qpdf(reading, error);
	if (!read_pages(reading, error) || !read_structure(reading, error) || !read_files(reading, error))
		return FALSE;
	reading->pdf->date = read_date(reading);
	return !qpdf_has_error(reading->qpdf) || fail_by_qpdf(reading, error);
}

Pdf *
pdf_read(GBytes *file, GError **error)
{
	g_autoptr(Pdf) pdf = g_new0(Pdf, 1);
	Reading reading = { .qpdf = qpdf_init(), .pdf = pdf };
	gboolean ok;

	pdf->pages = g_ptr_array_new_with_free_func(g_free);
	pdf->files = g_array_new(FALSE, FALSE, sizeof(PdfFile));
	g_array_set_clear_func(pdf->files, clear_file);
	reading.page_of = g_hash_table_new(NULL, NULL);
	reading.marks = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	reading.fonts = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)pdf_font_free);
	ok = read_all(&reading, file, error);
	if (qpdf_has_error(reading.qpdf))
		qpdf_get_error(reading.qpdf);
	g_hash_table_unref(reading.fonts);
	g_ptr_array_unref(reading.marks);
	g_hash_table_unref(reading.page_of);
	qpdf_cleanup(&reading.qpdf);
	return ok ? g_steal_pointer(&pdf) : NULL;
}

/* --- what callers ask ---------------------------------------------------------------------- */

static void
append_text(const PdfElement *element, GString *out)
{
	if (element->text)
		g_string_append(out, element->text);
	for (guint i = 0; i < element->kids->len; i++)
		append_text(element->kids->pdata[i], out);
}

char *
pdf_element_text(const PdfElement *element)
{
	GString *out = g_string_new(NULL);

	append_text(element, out);
	return g_string_free(out, FALSE);
}

void
pdf_element_find(PdfElement *element, const char *role, GPtrArray *found)
{
	if (g_strcmp0(element->role, role) == 0)
		g_ptr_array_add(found, element);
	for (guint i = 0; i < element->kids->len; i++)
		pdf_element_find(element->kids->pdata[i], role, found);
}
