/*
 * prove.c: one walk down the structure tree, one over the pages, one over the catalogue.
 * Rules: ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7; ISO 19005-3, 6.
 */
#include <string.h>
#include "error.h"
#include "prove.h"

/* What is known of the file while its tree is walked. */
typedef struct {
	Finish *finish;
	GHashTable *pages;   /* object number of a page to its index + 1 */
	GHashTable *parents; /* key of the parent tree to the object number of its element or list */
	GHashTable *annots;  /* object number of an annotation to how often the tree holds it */
	GPtrArray *slots;    /* [pages] of GArray of int: the element that the parent tree gives each mark; 0: none */
	GPtrArray *seen;     /* [pages] of guint8[marks]: how often the tree holds it */
	int heading;         /* level of the last heading */
	GString *breach;     /* the first one; empty: none */
} Proof;

static void breach(Proof *proof, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
breach(Proof *proof, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	if (proof->breach->len == 0)
		g_string_vprintf(proof->breach, format, values);
	va_end(values);
}

/* --- words for objects ------------------------------------------------------------------- */

static Object
key(const Proof *proof, Object dict, const char *name)
{
	return qpdf_oh_get_key_if_dict(proof->finish->pdf, dict, name);
}

static gboolean
has(const Proof *proof, Object dict, const char *name)
{
	return !qpdf_oh_is_null(proof->finish->pdf, key(proof, dict, name));
}

static int
number_of(const Proof *proof, Object object)
{
	return qpdf_oh_get_object_id(proof->finish->pdf, object);
}

static int
integer(const Proof *proof, Object dict, const char *name, int otherwise)
{
	Object value = key(proof, dict, name);

	return qpdf_oh_is_integer(proof->finish->pdf, value) ? qpdf_oh_get_int_value_as_int(proof->finish->pdf, value)
							     : otherwise;
}

static gboolean
is_name(const Proof *proof, Object dict, const char *name, const char *want)
{
	return qpdf_oh_is_name_and_equals(proof->finish->pdf, key(proof, dict, name), want);
}

/* The things of an array; what is no array is one thing, null is none. */
static int
count(const Proof *proof, Object list)
{
	if (qpdf_oh_is_array(proof->finish->pdf, list))
		return qpdf_oh_get_array_n_items(proof->finish->pdf, list);
	return qpdf_oh_is_null(proof->finish->pdf, list) ? 0 : 1;
}

static Object
item(const Proof *proof, Object list, int i)
{
	return qpdf_oh_is_array(proof->finish->pdf, list) ? qpdf_oh_get_array_item(proof->finish->pdf, list, i) : list;
}

/* An attribute of an element, from any of its attribute objects. */
static Object
attribute(const Proof *proof, Object element, const char *name)
{
	Object all = key(proof, element, "/A");

	for (int i = 0; i < count(proof, all); i++)
		if (has(proof, item(proof, all, i), name))
			return key(proof, item(proof, all, i), name);
	return qpdf_oh_new_null(proof->finish->pdf);
}

/* One of our own words, not qpdf's: those last until the next call.  "": no role of PDF 1.7 that we use. */
static const char *
role_of(const Proof *proof, Object element)
{
	Object role = key(proof, element, "/S");
	const char *name =
	    qpdf_oh_is_name(proof->finish->pdf, role) ? qpdf_oh_get_name(proof->finish->pdf, role) + 1 : "";

	for (int i = ROLE_DOCUMENT; i <= ROLE_QUOTE; i++)
		if (g_str_equal(structure_role((Role)i), name))
			return structure_role((Role)i);
	return "";
}

static guint
page_index(const Proof *proof, Object page)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(proof->pages, GINT_TO_POINTER(number_of(proof, page))));
}

/* --- the parent tree --------------------------------------------------------------------- */

static void
read_slots(Proof *proof, guint page, Object list)
{
	GArray *slots = proof->slots->pdata[page];

	for (int i = 0; i < count(proof, list); i++) {
		int element = number_of(proof, item(proof, list, i));
		g_array_append_val(slots, element);
	}
}

static void
read_parents(Proof *proof, Object root)
{
	Object numbers = key(proof, key(proof, root, "/ParentTree"), "/Nums");

	for (int i = 0; i + 1 < count(proof, numbers); i += 2) {
		int number = qpdf_oh_get_int_value_as_int(proof->finish->pdf, item(proof, numbers, i));
		Object value = item(proof, numbers, i + 1);

		g_hash_table_insert(proof->parents, GINT_TO_POINTER(number), GINT_TO_POINTER(number_of(proof, value)));
		for (guint page = 0; page < proof->slots->len; page++)
			if (integer(proof, proof->finish->page[page], "/StructParents", -1) == number)
				read_slots(proof, page, value);
	}
}

/* --- the tree ---------------------------------------------------------------------------- */

static void
prove_mark(Proof *proof, Object element, Object on, int mcid)
{
	guint page = page_index(proof, on);
	const GArray *marks = page > 0 ? proof->finish->marks->pdata[page - 1] : NULL;
	const GArray *slots = page > 0 ? proof->slots->pdata[page - 1] : NULL;

	if (!marks || mcid < 0 || mcid >= (int)marks->len) {
		breach(proof, "a %s holds mark %d of page %u, which is not there", role_of(proof, element), mcid, page);
		return;
	}
	if (((guint8 *)proof->seen->pdata[page - 1])[mcid]++ > 0)
		breach(proof, "page %u: mark %d stands in two elements", page, mcid);
	if (mcid >= (int)slots->len || g_array_index(slots, int, mcid) != number_of(proof, element))
		breach(proof, "page %u: the parent tree gives mark %d another element", page, mcid);
}

static void
prove_reference(Proof *proof, Object element, Object reference)
{
	Object annotation = key(proof, reference, "/Obj");
	gpointer number = GINT_TO_POINTER(number_of(proof, annotation));
	int slot = integer(proof, annotation, "/StructParent", -1);
	gpointer parent = g_hash_table_lookup(proof->parents, GINT_TO_POINTER(slot));

	if (slot < 0 || GPOINTER_TO_INT(parent) != number_of(proof, element))
		breach(proof, "the parent tree gives a link another element");
	g_hash_table_insert(
	    proof->annots, number, GINT_TO_POINTER(GPOINTER_TO_INT(g_hash_table_lookup(proof->annots, number)) + 1));
}

static void
prove_heading(Proof *proof, const char *role)
{
	int level = role[0] == 'H' && g_ascii_isdigit(role[1]) ? role[1] - '0' : 0;

	if (level > proof->heading + 1)
		breach(proof, "a heading of level %d follows one of level %d", level, proof->heading);
	if (level > 0)
		proof->heading = level;
}

static int
row_width(const Proof *proof, Object row)
{
	Object cells = key(proof, row, "/K");
	int width = 0;

	for (int i = 0; i < count(proof, cells); i++) {
		Object span = attribute(proof, item(proof, cells, i), "/ColSpan");
		width += qpdf_oh_is_integer(proof->finish->pdf, span)
			     ? qpdf_oh_get_int_value_as_int(proof->finish->pdf, span)
			     : 1;
	}
	return width;
}

/* All rows below, through THead and TBody, are as wide as the first; width 0: none was met. */
static void
prove_rows(Proof *proof, Object below, int *width)
{
	Object kids = key(proof, below, "/K");

	for (int i = 0; i < count(proof, kids); i++) {
		Object kid = item(proof, kids, i);
		const char *role = role_of(proof, kid);

		if (g_str_equal(role, "THead") || g_str_equal(role, "TBody"))
			prove_rows(proof, kid, width);
		if (!g_str_equal(role, "TR"))
			continue;
		if (*width > 0 && row_width(proof, kid) != *width)
			breach(proof, "a row of a table is %d cells wide, not %d", row_width(proof, kid), *width);
		*width = row_width(proof, kid);
	}
}

static void
prove_role(Proof *proof, Object element)
{
	const char *role = role_of(proof, element);
	int width = 0;

	prove_heading(proof, role);
	if (g_str_equal(role, "Figure") && !has(proof, element, "/Alt"))
		breach(proof, "a figure has no words (Alt)");
	if (g_str_equal(role, "Figure") && qpdf_oh_is_null(proof->finish->pdf, attribute(proof, element, "/BBox")))
		breach(proof, "a figure has no box (BBox)");
	if (g_str_equal(role, "TH") && qpdf_oh_is_null(proof->finish->pdf, attribute(proof, element, "/Scope")))
		breach(proof, "a table's head has no Scope");
	if (g_str_equal(role, "Note") && !has(proof, element, "/ID"))
		breach(proof, "a note has no ID");
	if (g_str_equal(role, "Table"))
		prove_rows(proof, element, &width);
	if (*role == '\0')
		breach(proof, "an element's role is not one of PDF 1.7");
}

static void
prove_element(Proof *proof, Object element, int parent)
{
	Object kids = key(proof, element, "/K");
	Object page = key(proof, element, "/Pg");

	if (number_of(proof, key(proof, element, "/P")) != parent)
		breach(proof, "a %s names another parent than the one that holds it", role_of(proof, element));
	prove_role(proof, element);
	for (int i = 0; i < count(proof, kids) && proof->breach->len == 0; i++) {
		Object kid = item(proof, kids, i);

		if (qpdf_oh_is_integer(proof->finish->pdf, kid))
			prove_mark(proof, element, page, qpdf_oh_get_int_value_as_int(proof->finish->pdf, kid));
		else if (is_name(proof, kid, "/Type", "/MCR"))
			prove_mark(proof, element, key(proof, kid, "/Pg"), integer(proof, kid, "/MCID", -1));
		else if (is_name(proof, kid, "/Type", "/OBJR"))
			prove_reference(proof, element, kid);
		else
			prove_element(proof, kid, number_of(proof, element));
	}
}

/* --- pages ------------------------------------------------------------------------------- */

static void
prove_font(Proof *proof, guint page, Object font)
{
	Object below = key(proof, font, "/DescendantFonts");
	Object inner = count(proof, below) > 0 ? item(proof, below, 0) : font;
	Object descriptor = key(proof, inner, "/FontDescriptor");

	if (!has(proof, font, "/ToUnicode"))
		breach(proof, "page %u: a font has no ToUnicode", page + 1);
	if (!has(proof, descriptor, "/FontFile2") && !has(proof, descriptor, "/FontFile3") &&
	    !has(proof, descriptor, "/FontFile"))
		breach(proof, "page %u: a font is not embedded", page + 1);
}

static void
prove_fonts(Proof *proof, guint page)
{
	qpdf_data pdf = proof->finish->pdf;
	Object fonts = key(proof, key(proof, proof->finish->page[page], "/Resources"), "/Font");
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	if (!qpdf_oh_is_dictionary(pdf, fonts))
		return;
	for (qpdf_oh_begin_dict_key_iter(pdf, fonts); qpdf_oh_dict_more_keys(pdf);)
		g_ptr_array_add(names, g_strdup(qpdf_oh_dict_next_key(pdf)));
	for (guint i = 0; i < names->len; i++)
		prove_font(proof, page, key(proof, fonts, names->pdata[i]));
}

static void
prove_annotation(Proof *proof, guint page, Object annotation)
{
	int held = GPOINTER_TO_INT(g_hash_table_lookup(proof->annots, GINT_TO_POINTER(number_of(proof, annotation))));

	if (held != 1)
		breach(proof, "page %u: a link stands in %d elements, not in one", page + 1, held);
	if (integer(proof, annotation, "/F", 0) != 4)
		breach(proof, "page %u: a link is not printed (F)", page + 1);
	if (!has(proof, annotation, "/Contents"))
		breach(proof, "page %u: a link has no words (Contents)", page + 1);
}

static void
prove_page(Proof *proof, guint page)
{
	const GArray *marks = proof->finish->marks->pdata[page], *slots = proof->slots->pdata[page];
	Object annotations = key(proof, proof->finish->page[page], "/Annots");
	const guint8 *seen = proof->seen->pdata[page];

	for (guint i = 0; i < marks->len; i++) {
		gboolean content = g_array_index(marks, Mark, i).node != NODE_ARTIFACT;

		if (content && seen[i] == 0)
			breach(proof, "page %u: mark %u stands in no element", page + 1, i);
		if (!content && (seen[i] > 0 || (i < slots->len && g_array_index(slots, int, i) != 0)))
			breach(proof, "page %u: mark %u is no content, but stands in the tree", page + 1, i);
	}
	if (!is_name(proof, proof->finish->page[page], "/Tabs", "/S"))
		breach(proof, "page %u: the order of links is not that of the structure (Tabs)", page + 1);
	for (int i = 0; i < count(proof, annotations); i++)
		prove_annotation(proof, page, item(proof, annotations, i));
	prove_fonts(proof, page);
}

/* --- the catalogue ----------------------------------------------------------------------- */

static void
prove_catalogue(Proof *proof)
{
	static const char *const wanted[] = { "/Lang", "/MarkInfo", "/Metadata", "/OutputIntents", "/StructTreeRoot",
		"/ViewerPreferences" };
	Object catalogue = qpdf_get_root(proof->finish->pdf), files = key(proof, catalogue, "/AF");
	Object title = key(proof, key(proof, catalogue, "/ViewerPreferences"), "/DisplayDocTitle");

	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
		if (!has(proof, catalogue, wanted[i]))
			breach(proof, "the catalogue has no %s", wanted[i] + 1);
	if (!qpdf_oh_is_bool(proof->finish->pdf, title) || !qpdf_oh_get_bool_value(proof->finish->pdf, title))
		breach(proof, "the window would show the file's name, not its title (DisplayDocTitle)");
	for (int i = 0; i < count(proof, files); i++) {
		static const char *const parts[] = { "/AFRelationship", "/F", "/UF", "/EF", "/Desc" };
		for (gsize k = 0; k < G_N_ELEMENTS(parts); k++)
			if (!has(proof, item(proof, files, i), parts[k]))
				breach(proof, "an attached file has no %s", parts[k] + 1);
	}
}

/* --- the door ---------------------------------------------------------------------------- */

static void
open_pages(Proof *proof)
{
	for (guint page = 0; page < proof->finish->marks->len; page++) {
		const GArray *marks = proof->finish->marks->pdata[page];

		g_hash_table_insert(proof->pages, GINT_TO_POINTER(number_of(proof, proof->finish->page[page])),
		    GUINT_TO_POINTER(page + 1));
		g_ptr_array_add(proof->slots, g_array_new(FALSE, FALSE, sizeof(int)));
		g_ptr_array_add(proof->seen, g_new0(guint8, marks->len + 1));
	}
}

gboolean
prove(Finish *finish, GError **error)
{
	g_autoptr(GHashTable) pages = g_hash_table_new(NULL, NULL), parents = g_hash_table_new(NULL, NULL),
			      annots = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) slots = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	g_autoptr(GPtrArray) seen = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) found = g_string_new(NULL);
	Proof proof = { finish, pages, parents, annots, slots, seen, 0, found };
	Object root = key(&proof, qpdf_get_root(finish->pdf), "/StructTreeRoot");

	open_pages(&proof);
	read_parents(&proof, root);
	prove_element(&proof, item(&proof, key(&proof, root, "/K"), 0), number_of(&proof, root));
	for (guint page = 0; page < finish->marks->len; page++)
		prove_page(&proof, page);
	prove_catalogue(&proof);
	if (found->len == 0)
		return TRUE;
	g_set_error(
	    error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "self-check of the %s PDF: %s", finish->pages->lang, found->str);
	return FALSE;
}
