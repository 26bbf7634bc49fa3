/*
 * finish.c: the corridor of this room: drawn PDF -> roles -> structure -> navigation -> metadata ->
 * attachments -> self-check -> bytes.
 */
#include <string.h>
#include "error.h"
#include "prove.h"

static gboolean
fail_pdf(Finish *finish, GError **error)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "cannot finish the PDF: %s",
	    qpdf_get_error_full_text(finish->pdf, qpdf_get_error(finish->pdf)));
	return FALSE;
}

static gboolean
open_drawn(Finish *finish, GBytes *drawn, GError **error)
{
	gsize length;
	const char *data = g_bytes_get_data(drawn, &length);
	guint n = finish->pages->pages->len;

	qpdf_set_suppress_warnings(finish->pdf, QPDF_TRUE);
	qpdf_silence_errors(finish->pdf);
	if (qpdf_read_memory(finish->pdf, "drawn", data, length, NULL) & QPDF_ERRORS)
		return fail_pdf(finish, error);
	if (qpdf_get_num_pages(finish->pdf) != (int)n) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "cannot finish the PDF: %d pages drawn of %u",
		    qpdf_get_num_pages(finish->pdf), n);
		return FALSE;
	}
	for (guint i = 0; i < n; i++) {
		finish->page[i] = qpdf_get_page_n(finish->pdf, i);
		g_ptr_array_add(finish->marks, page_marks(finish->pages->pages->pdata[i]));
	}
	return TRUE;
}

/* cairo 1.16 leaves CIDToGIDMap out of its TrueType fonts (ISO 19005-3, 6.2.11.3.2). */
static void
complete_fonts(Finish *finish, guint page)
{
	Object resources = qpdf_oh_get_key(finish->pdf, finish->page[page], "/Resources");
	Object fonts = qpdf_oh_get_key_if_dict(finish->pdf, resources, "/Font");

	if (!qpdf_oh_is_dictionary(finish->pdf, fonts))
		return;
	qpdf_oh_begin_dict_key_iter(finish->pdf, fonts);
	while (qpdf_oh_dict_more_keys(finish->pdf)) {
		Object font = qpdf_oh_get_key(finish->pdf, fonts, qpdf_oh_dict_next_key(finish->pdf));
		Object below = qpdf_oh_get_key_if_dict(finish->pdf, font, "/DescendantFonts");
		Object inner =
		    qpdf_oh_is_array(finish->pdf, below) ? qpdf_oh_get_array_item(finish->pdf, below, 0) : below;
		Object type = qpdf_oh_get_key_if_dict(finish->pdf, inner, "/Subtype");
		if (qpdf_oh_is_name_and_equals(finish->pdf, type, "/CIDFontType2") &&
		    !qpdf_oh_has_key(finish->pdf, inner, "/CIDToGIDMap"))
			object_set(finish, inner, "/CIDToGIDMap", object_name(finish, "Identity"));
	}
}

static GBytes *
write_pdf(Finish *finish, GError **error)
{
	if (qpdf_has_error(finish->pdf) || (qpdf_init_write_memory(finish->pdf) & QPDF_ERRORS)) {
		fail_pdf(finish, error);
		return NULL;
	}
	qpdf_set_deterministic_ID(finish->pdf, QPDF_TRUE);
	qpdf_set_object_stream_mode(finish->pdf, qpdf_o_generate);
	qpdf_set_minimum_pdf_version(finish->pdf, "1.7");
	qpdf_set_newline_before_endstream(finish->pdf, QPDF_TRUE);
	qpdf_set_compress_streams(finish->pdf, QPDF_TRUE);
	if (qpdf_write(finish->pdf) & QPDF_ERRORS) {
		fail_pdf(finish, error);
		return NULL;
	}
	return g_bytes_new(qpdf_get_buffer(finish->pdf), qpdf_get_buffer_length(finish->pdf));
}

static void
close_finish(Finish *finish)
{
	qpdf_cleanup(&finish->pdf);
	g_ptr_array_unref(finish->marks);
	g_array_unref(finish->links);
	g_hash_table_unref(finish->places);
	g_free(finish->page);
	g_free(finish->element);
	g_free(finish->has);
}

static GBytes *
run(Finish *finish, GBytes *drawn, GError **error)
{
	if (!open_drawn(finish, drawn, error) || !navigation_collect(finish, error))
		return NULL;
	for (guint i = 0; i < finish->pages->pages->len; i++) {
		if (!content_rewrite(finish, i, error))
			return NULL;
		complete_fonts(finish, i);
	}
	structure_write(finish);
	navigation_write(finish);
	metadata_write(finish);
	attachment_write(finish);
	return prove(finish, error) ? write_pdf(finish, error) : NULL;
}

GBytes *
finish_pdf(GBytes *drawn, const Pages *pages, const FinishOptions *options, GError **error)
{
	Finish finish = {
		.pdf = qpdf_init(),
		.pages = pages,
		.options = options,
		.marks = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref),
		.page = g_new0(Object, pages->pages->len),
		.element = g_new0(Object, pages->nodes->len),
		.has = g_new0(gboolean, pages->nodes->len),
		.links = g_array_new(FALSE, FALSE, sizeof(FinishLink)),
		.places = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free),
	};
	GBytes *bytes = finish_check(pages, error) ? run(&finish, drawn, error) : NULL;

	close_finish(&finish);
	return bytes;
}
