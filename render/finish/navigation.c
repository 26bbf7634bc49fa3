/*
 * navigation.c: links, bookmarks, page labels.  cairo's own are dropped: they lack what PDF/UA-1 asks
 * for (Contents, F, a StructParent each) and break on some names.
 */
#include "error.h"
#include "finish_room.h"

static void
collect_item(Finish *finish, const PageItem *item, guint page)
{
	if (item->kind == PAGE_DEST) {
		FinishPlace *place = g_new(FinishPlace, 1);
		*place = (FinishPlace) { page, item->x, item->y };
		g_hash_table_insert(finish->places, item->target, place);
	} else if (item->kind == PAGE_LINK) {
		FinishLink link = { object_indirect(finish, object_dict(finish)), item, page };
		g_array_append_val(finish->links, link);
	}
}

static const FinishPlace *
find_place(const Finish *finish, const char *target)
{
	return g_hash_table_lookup(finish->places, *target == '#' ? target + 1 : target);
}

static gboolean
fail_lost(GError **error, const char *target)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "link to '%s', which is nowhere on the pages", target);
	return FALSE;
}

gboolean
navigation_collect(Finish *finish, GError **error)
{
	for (guint page = 0; page < finish->pages->pages->len; page++) {
		const Page *drawn = finish->pages->pages->pdata[page];
		for (guint i = 0; i < drawn->items->len; i++)
			collect_item(finish, &g_array_index(drawn->items, PageItem, i), page);
	}
	for (guint i = 0; i < finish->links->len; i++) {
		const char *target = g_array_index(finish->links, FinishLink, i).item->target;
		if (*target == '#' && !find_place(finish, target))
			return fail_lost(error, target);
	}
	for (guint i = 0; i < finish->pages->bookmarks->len; i++) {
		const char *target = g_array_index(finish->pages->bookmarks, Bookmark, i).target;
		if (!find_place(finish, target))
			return fail_lost(error, target);
	}
	return TRUE;
}

static void
write_link(Finish *finish, guint number)
{
	const FinishLink *link = &g_array_index(finish->links, FinishLink, number);
	const PageItem *item = link->item;
	const char *words = g_array_index(finish->pages->nodes, Node, item->node).alt;
	Object action;

	object_set(finish, link->object, "/Type", object_name(finish, "Annot"));
	object_set(finish, link->object, "/Subtype", object_name(finish, "Link"));
	object_set(
	    finish, link->object, "/Rect", object_rectangle(finish, item->x, item->y, item->width, item->height));
	object_set(finish, link->object, "/F", object_number(finish, 4)); /* printed */
	object_set(finish, link->object, "/Border", object_parse(finish, "[0 0 0]"));
	object_set(finish, link->object, "/Contents", object_text(finish, words ? words : item->target));
	object_set(finish, link->object, "/StructParent", object_number(finish, finish->pages->pages->len + number));
	if (*item->target == '#') {
		object_set(finish, link->object, "/Dest", object_place(finish, find_place(finish, item->target)));
		return;
	}
	action = object_dict(finish);
	object_set(finish, action, "/S", object_name(finish, "URI"));
	object_set(finish, action, "/URI", object_ascii(finish, item->target));
	object_set(finish, link->object, "/A", action);
}

/* The bookmark that number stands under; -1: the outline itself. */
static gint
parent_of(const GArray *bookmarks, gint number)
{
	int level = g_array_index(bookmarks, Bookmark, number).level;
	gint parent = number - 1;

	while (parent >= 0 && g_array_index(bookmarks, Bookmark, parent).level >= level)
		parent--;
	return parent;
}

static void
write_outline(Finish *finish)
{
	const GArray *bookmarks = finish->pages->bookmarks;
	guint n = bookmarks->len;
	/* slot 0 is the outline itself, slot i + 1 bookmark i */
	g_autofree Object *object = g_new(Object, n + 1);
	g_autofree guint *last = g_new0(guint, n + 1), *count = g_new0(guint, n + 1);

	if (n == 0)
		return;
	for (guint i = 0; i <= n; i++)
		object[i] = object_indirect(finish, object_dict(finish));
	object_set(finish, object[0], "/Type", object_name(finish, "Outlines"));
	for (guint i = 1; i <= n; i++) {
		const Bookmark *bookmark = &g_array_index(bookmarks, Bookmark, i - 1);
		guint up = (guint)(parent_of(bookmarks, (gint)i - 1) + 1);
		object_set(finish, object[i], "/Title", object_text(finish, bookmark->title));
		object_set(finish, object[i], "/Parent", object[up]);
		object_set(finish, object[i], "/Dest", object_place(finish, find_place(finish, bookmark->target)));
		if (last[up] > 0) {
			object_set(finish, object[last[up]], "/Next", object[i]);
			object_set(finish, object[i], "/Prev", object[last[up]]);
		} else {
			object_set(finish, object[up], "/First", object[i]);
		}
		object_set(finish, object[up], "/Last", object[i]);
		last[up] = i;
		for (guint over = i; over > 0;) { /* all are open: each counts in all above it */
			over = (guint)(parent_of(bookmarks, (gint)over - 1) + 1);
			count[over]++;
		}
	}
	for (guint i = 0; i <= n; i++)
		if (count[i] > 0)
			object_set(finish, object[i], "/Count", object_number(finish, count[i]));
	object_set(finish, qpdf_get_root(finish->pdf), "/Outlines", object[0]);
	object_set(finish, qpdf_get_root(finish->pdf), "/PageMode", object_name(finish, "UseOutlines"));
}

static void
write_labels(Finish *finish)
{
	Object numbers = object_array(finish), labels = object_dict(finish);

	for (guint i = 0; i < finish->pages->pages->len; i++) {
		const Page *page = finish->pages->pages->pdata[i];
		Object label = object_dict(finish);
		if (page->label)
			object_set(finish, label, "/P", object_text(finish, page->label));
		object_add(finish, numbers, object_number(finish, i));
		object_add(finish, numbers, label);
	}
	object_set(finish, labels, "/Nums", numbers);
	object_set(finish, qpdf_get_root(finish->pdf), "/PageLabels", labels);
}

void
navigation_write(Finish *finish)
{
	guint number = 0;

	for (guint page = 0; page < finish->pages->pages->len; page++) {
		Object annotations = object_array(finish);
		guint first = number;
		for (; number < finish->links->len && g_array_index(finish->links, FinishLink, number).page == page;
		     number++) {
			write_link(finish, number);
			object_add(finish, annotations, g_array_index(finish->links, FinishLink, number).object);
		}
		qpdf_oh_remove_key(finish->pdf, finish->page[page], "/Annots");
		if (number > first)
			object_set(finish, finish->page[page], "/Annots", annotations);
		object_set(finish, finish->page[page], "/Tabs", object_name(finish, "S"));
	}
	qpdf_oh_remove_key(finish->pdf, qpdf_get_root(finish->pdf), "/Outlines");
	qpdf_oh_remove_key(finish->pdf, qpdf_get_root(finish->pdf), "/Names");
	write_outline(finish);
	write_labels(finish);
}
