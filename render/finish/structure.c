/*
 * structure.c: the logical structure as PDF's structure tree (ISO 32000-1, 14.7).
 * In: Pages.nodes and the marks of every page.  Out: a structure element a node that has content, the
 * parent tree, identifiers.  A node without marks of its own holds its children in their order; one with
 * marks holds them in the order of painting.
 */
#include <string.h>
#include "finish_room.h"

static const char *const roles[] = {
	[ROLE_DOCUMENT] = "Document",
	[ROLE_H1] = "H1",
	[ROLE_H2] = "H2",
	[ROLE_H3] = "H3",
	[ROLE_H4] = "H4",
	[ROLE_H5] = "H5",
	[ROLE_H6] = "H6",
	[ROLE_P] = "P",
	[ROLE_L] = "L",
	[ROLE_LI] = "LI",
	[ROLE_LBL] = "Lbl",
	[ROLE_LBODY] = "LBody",
	[ROLE_TABLE] = "Table",
	[ROLE_THEAD] = "THead",
	[ROLE_TBODY] = "TBody",
	[ROLE_TR] = "TR",
	[ROLE_TH] = "TH",
	[ROLE_TD] = "TD",
	[ROLE_FIGURE] = "Figure",
	[ROLE_CAPTION] = "Caption",
	[ROLE_NOTE] = "Note",
	[ROLE_REFERENCE] = "Reference",
	[ROLE_LINK] = "Link",
	[ROLE_TOC] = "TOC",
	[ROLE_TOCI] = "TOCI",
	[ROLE_SPAN] = "Span",
	[ROLE_QUOTE] = "BlockQuote",
};

const char *
structure_role(Role role)
{
	return role < G_N_ELEMENTS(roles) ? roles[role] : NULL;
}

/* What a node holds: children and marks, in order. */
typedef struct {
	gboolean is_mark;
	guint node;       /* child */
	guint page, mcid; /* mark */
} Kid;

typedef struct {
	GArray *kids;               /* of Kid */
	gboolean attached;          /* to its parent */
	gboolean marked;            /* has marks of its own */
	gint page;                  /* of the first mark in it or below; -1: none */
	double x, y, right, bottom; /* what is painted of it and below on that page */
} Branch;

typedef struct {
	Finish *finish;
	Branch *branch; /* [nodes] */
	guint n;
} Tree;

static const Node *
node_at(const Tree *tree, guint node)
{
	return &g_array_index(tree->finish->pages->nodes, Node, node);
}

/* Puts the node, and before it its forebears, where it first appears. */
static void
attach(Tree *tree, guint node)
{
	Kid kid = { FALSE, node, 0, 0 };

	if (tree->branch[node].attached || node <= 1)
		return;
	tree->branch[node].attached = TRUE;
	attach(tree, node_at(tree, node)->parent);
	g_array_append_val(tree->branch[node_at(tree, node)->parent].kids, kid);
}

static void
widen(Branch *branch, double x, double y, double right, double bottom)
{
	branch->x = MIN(branch->x, x);
	branch->y = MIN(branch->y, y);
	branch->right = MAX(branch->right, right);
	branch->bottom = MAX(branch->bottom, bottom);
}

/* The box that an item paints in, as near as structure needs it. */
static void
cover(Branch *branch, const PageItem *item)
{
	if (item->kind == PAGE_GLYPHS)
		widen(branch, item->x, item->y - item->run->size, item->x + item->run->width,
		    item->y + 0.25 * item->run->size);
	else if (item->kind == PAGE_PATH)
		for (guint i = 0; i < item->path->points->len; i++) {
			const Point *point = &g_array_index(item->path->points, Point, i);
			widen(branch, item->x + point->x, item->y + point->y, item->x + point->x, item->y + point->y);
		}
}

static void
add_mark(Tree *tree, guint page, guint mcid, const Mark *mark)
{
	Kid kid = { TRUE, 0, page, mcid };
	const Page *drawn = tree->finish->pages->pages->pdata[page];

	attach(tree, mark->node);
	g_array_append_val(tree->branch[mark->node].kids, kid);
	tree->branch[mark->node].marked = TRUE;
	for (guint up = mark->node; up > 0; up = node_at(tree, up)->parent) {
		Branch *branch = &tree->branch[up];
		if (branch->page < 0)
			branch->page = (gint)page;
		for (gsize i = mark->first; branch->page == (gint)page && i < mark->first + mark->n; i++)
			cover(branch, &g_array_index(drawn->items, PageItem, i));
	}
}

/* An empty cell is still a cell, and so is what holds it; anything else that is empty is left out. */
static void
choose(Tree *tree)
{
	gboolean *has = tree->finish->has;

	for (guint node = tree->n - 1; node > 0; node--) {
		Role role = node_at(tree, node)->role;

		has[node] |= node == 1 || tree->branch[node].page >= 0 || role == ROLE_TD || role == ROLE_TH;
		if (has[node])
			has[node_at(tree, node)->parent] = TRUE;
	}
	has[NODE_ARTIFACT] = FALSE;
}

/* Where a node has no marks its children stand in their own order, the empty cells among them. */
static void
order_children(Tree *tree)
{
	for (guint node = 1; node < tree->n; node++)
		if (!tree->branch[node].marked)
			g_array_set_size(tree->branch[node].kids, 0);
	for (guint node = 2; node < tree->n; node++) {
		Branch *parent = &tree->branch[node_at(tree, node)->parent];
		Kid kid = { FALSE, node, 0, 0 };
		if (!parent->marked && tree->finish->has[node])
			g_array_append_val(parent->kids, kid);
	}
}

/* The words of the first label of a list; NULL where it has none.  Borrowed. */
static const char *
first_label(const Tree *tree, guint list)
{
	const GPtrArray *pages = tree->finish->pages->pages;
	guint label = list + 1;

	while (label < tree->n &&
	       !(node_at(tree, label)->role == ROLE_LBL && node_at(tree, node_at(tree, label)->parent)->parent == list))
		label++;
	if (label == tree->n || tree->branch[label].page < 0)
		return NULL;
	const GArray *items = ((const Page *)pages->pdata[tree->branch[label].page])->items;
	for (guint i = 0; i < items->len; i++) {
		const PageItem *item = &g_array_index(items, PageItem, i);
		guint node = item->kind == PAGE_GLYPHS ? item->node : NODE_ARTIFACT;
		while (node > label) /* a link in the label comes after it */
			node = node_at(tree, node)->parent;
		if (node == label)
			return item->run->utf8;
	}
	return NULL;
}

/* ISO 32000-1, table 347: as the labels are. */
static const char *
numbering(const Tree *tree, guint list)
{
	const char *label = first_label(tree, list);

	return !label ? "None" : strpbrk(label, "0123456789") ? "Decimal" : "Disc";
}

static void
set_attributes(Tree *tree, guint node, Object element)
{
	Finish *finish = tree->finish;
	const Node *its = node_at(tree, node);
	const Branch *branch = &tree->branch[node];
	Object all = object_array(finish), one;

	if (its->role == ROLE_TH || its->columns > 1 || its->rows > 1) {
		object_add(finish, all, one = object_dict(finish));
		object_set(finish, one, "/O", object_name(finish, "Table"));
		if (its->role == ROLE_TH)
			object_set(finish, one, "/Scope", object_name(finish, its->row_head ? "Row" : "Column"));
		if (its->columns > 1)
			object_set(finish, one, "/ColSpan", object_number(finish, its->columns));
		if (its->rows > 1)
			object_set(finish, one, "/RowSpan", object_number(finish, its->rows));
	}
	if (its->role == ROLE_FIGURE) {
		object_add(finish, all, one = object_dict(finish));
		object_set(finish, one, "/O", object_name(finish, "Layout"));
		object_set(finish, one, "/Placement", object_name(finish, "Block"));
		object_set(finish, one, "/BBox",
		    object_rectangle(
			finish, branch->x, branch->y, branch->right - branch->x, branch->bottom - branch->y));
	}
	if (its->role == ROLE_L) {
		object_add(finish, all, one = object_dict(finish));
		object_set(finish, one, "/O", object_name(finish, "List"));
		object_set(finish, one, "/ListNumbering", object_name(finish, numbering(tree, node)));
	}
	if (qpdf_oh_get_array_n_items(finish->pdf, all) > 0)
		object_set(finish, element, "/A", all);
}

static void
add_kid(Tree *tree, guint node, const Kid *kid, Object kids)
{
	Finish *finish = tree->finish;
	Object reference;

	if (!kid->is_mark) {
		if (finish->has[kid->node])
			object_add(finish, kids, finish->element[kid->node]);
		return;
	}
	if (tree->branch[node].page == (gint)kid->page) {
		object_add(finish, kids, object_number(finish, kid->mcid));
		return;
	}
	object_add(finish, kids, reference = object_dict(finish));
	object_set(finish, reference, "/Type", object_name(finish, "MCR"));
	object_set(finish, reference, "/Pg", finish->page[kid->page]);
	object_set(finish, reference, "/MCID", object_number(finish, kid->mcid));
}

/* The annotations of a Link stand in it after its text. */
static void
add_links(Tree *tree, guint node, Object kids)
{
	Finish *finish = tree->finish;

	for (guint i = 0; i < finish->links->len; i++) {
		const FinishLink *link = &g_array_index(finish->links, FinishLink, i);
		Object reference;
		if (link->item->node != node)
			continue;
		object_add(finish, kids, reference = object_dict(finish));
		object_set(finish, reference, "/Type", object_name(finish, "OBJR"));
		object_set(finish, reference, "/Obj", link->object);
		object_set(finish, reference, "/Pg", finish->page[link->page]);
	}
}

/* Children come after their parents in the array, so their elements are filled from the end. */
static void
fill_element(Tree *tree, guint node, Object root)
{
	Finish *finish = tree->finish;
	const Node *its = node_at(tree, node);
	Object element = finish->element[node], kids = object_array(finish);

	object_set(finish, element, "/Type", object_name(finish, "StructElem"));
	object_set(finish, element, "/S", object_name(finish, structure_role(its->role)));
	object_set(finish, element, "/P", node == 1 ? root : finish->element[its->parent]);
	if (its->alt)
		object_set(finish, element, "/Alt", object_text(finish, its->alt));
	if (its->lang)
		object_set(finish, element, "/Lang", object_ascii(finish, its->lang));
	if (tree->branch[node].page >= 0)
		object_set(finish, element, "/Pg", finish->page[tree->branch[node].page]);
	if (its->role == ROLE_NOTE) {
		g_autofree char *id = g_strdup_printf("note-%05u", node); /* PDF/UA-1 7.9 wants one of each Note */
		object_set(finish, element, "/ID", object_ascii(finish, id));
	}
	set_attributes(tree, node, element);
	for (guint i = 0; i < tree->branch[node].kids->len; i++)
		add_kid(tree, node, &g_array_index(tree->branch[node].kids, Kid, i), kids);
	if (its->role == ROLE_LINK)
		add_links(tree, node, kids);
	if (qpdf_oh_get_array_n_items(finish->pdf, kids) > 0)
		object_set(finish, element, "/K", kids);
}

/* From the marks of a page, and from each annotation, back to their elements. */
static Object
parent_tree(Finish *finish)
{
	Object numbers = object_array(finish), tree = object_dict(finish);
	guint pages = finish->pages->pages->len;

	for (guint page = 0; page < pages; page++) {
		const GArray *marks = finish->marks->pdata[page];
		Object slots = object_array(finish);
		for (guint i = 0; i < marks->len; i++) {
			guint node = g_array_index(marks, Mark, i).node;
			object_add(finish, slots,
			    node == NODE_ARTIFACT ? qpdf_oh_new_null(finish->pdf) : finish->element[node]);
		}
		object_add(finish, numbers, object_number(finish, page));
		object_add(finish, numbers, object_indirect(finish, slots));
		object_set(finish, finish->page[page], "/StructParents", object_number(finish, page));
	}
	for (guint i = 0; i < finish->links->len; i++) {
		object_add(finish, numbers, object_number(finish, pages + i));
		object_add(finish, numbers, finish->element[g_array_index(finish->links, FinishLink, i).item->node]);
	}
	object_set(finish, tree, "/Nums", numbers);
	return object_indirect(finish, tree);
}

/* Notes by their identifiers, which rise with the node. */
static void
set_identifiers(Tree *tree, Object root)
{
	Finish *finish = tree->finish;
	Object names = object_array(finish), ids = object_dict(finish);

	for (guint node = 2; node < tree->n; node++)
		if (finish->has[node] && node_at(tree, node)->role == ROLE_NOTE) {
			object_add(finish, names, qpdf_oh_get_key(finish->pdf, finish->element[node], "/ID"));
			object_add(finish, names, finish->element[node]);
		}
	if (qpdf_oh_get_array_n_items(finish->pdf, names) == 0)
		return;
	object_set(finish, ids, "/Names", names);
	object_set(finish, root, "/IDTree", object_indirect(finish, ids));
}

static void
grow(Tree *tree)
{
	const Finish *finish = tree->finish;

	for (guint i = 0; i < tree->n; i++)
		tree->branch[i] = (Branch) { .kids = g_array_new(FALSE, FALSE, sizeof(Kid)),
			.page = -1,
			.x = G_MAXDOUBLE,
			.y = G_MAXDOUBLE,
			.right = -G_MAXDOUBLE,
			.bottom = -G_MAXDOUBLE };
	for (guint page = 0; page < finish->marks->len; page++) {
		const GArray *marks = finish->marks->pdata[page];
		for (guint mcid = 0; mcid < marks->len; mcid++)
			if (g_array_index(marks, Mark, mcid).node != NODE_ARTIFACT)
				add_mark(tree, page, mcid, &g_array_index(marks, Mark, mcid));
	}
	choose(tree);
	order_children(tree);
}

void
structure_write(Finish *finish)
{
	guint n = finish->pages->nodes->len;
	g_autofree Branch *branches = g_new0(Branch, n);
	Tree tree = { finish, branches, n };
	Object root = object_indirect(finish, object_dict(finish)), catalog = qpdf_get_root(finish->pdf);

	grow(&tree);
	for (guint node = 1; node < n; node++)
		if (finish->has[node])
			finish->element[node] = object_indirect(finish, object_dict(finish));
	for (guint node = 1; node < n; node++)
		if (finish->has[node])
			fill_element(&tree, node, root);
	object_set(finish, root, "/Type", object_name(finish, "StructTreeRoot"));
	object_set(finish, root, "/K", finish->element[1]);
	object_set(finish, root, "/ParentTree", parent_tree(finish));
	object_set(
	    finish, root, "/ParentTreeNextKey", object_number(finish, finish->pages->pages->len + finish->links->len));
	set_identifiers(&tree, root);
	object_set(finish, catalog, "/StructTreeRoot", root);
	for (guint i = 0; i < n; i++)
		g_array_unref(branches[i].kids);
}
