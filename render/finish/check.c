/*
 * check.c: the rules of PDF/UA-1 that pages can break, before a byte is written.
 * What finish_pdf makes right by itself (every mark in one element, the parent tree, heads with a scope) is not asked.
 */
#include "error.h"
#include "finish_room.h"

static const Node *
node_at(const Pages *pages, guint node)
{
	return &g_array_index(pages->nodes, Node, node);
}

static gboolean
fail(GError **error, const Pages *pages, guint node, const char *what)
{
	const char *role = structure_role(node_at(pages, node)->role);

	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "structure of the %s pages: element %u (%s) %s",
	    pages->lang, node, role ? role : "artifact", what);
	return FALSE;
}

/* Which parents a role may have; a role that is not here may stand anywhere (ISO 32000-1, 14.8.4). */
static const struct {
	Role role;
	Role parents[3]; /* ROLE_ARTIFACT ends */
} homes[] = {
	{ ROLE_LI, { ROLE_L } },
	{ ROLE_LBL, { ROLE_LI, ROLE_NOTE, ROLE_TOCI } },
	{ ROLE_LBODY, { ROLE_LI } },
	{ ROLE_THEAD, { ROLE_TABLE } },
	{ ROLE_TBODY, { ROLE_TABLE } },
	{ ROLE_TR, { ROLE_TABLE, ROLE_THEAD, ROLE_TBODY } },
	{ ROLE_TH, { ROLE_TR } },
	{ ROLE_TD, { ROLE_TR } },
	{ ROLE_TOCI, { ROLE_TOC } },
};

static gboolean
is_at_home(const Pages *pages, guint node)
{
	Role role = node_at(pages, node)->role, parent = node_at(pages, node_at(pages, node)->parent)->role;

	for (gsize i = 0; i < G_N_ELEMENTS(homes); i++) {
		if (homes[i].role != role)
			continue;
		for (gsize k = 0; k < G_N_ELEMENTS(homes[i].parents) && homes[i].parents[k] != ROLE_ARTIFACT; k++)
			if (homes[i].parents[k] == parent)
				return TRUE;
		return FALSE;
	}
	return TRUE;
}

static gboolean
check_nodes(const Pages *pages, GError **error)
{
	Role before = ROLE_DOCUMENT;

	for (guint i = 2; i < pages->nodes->len; i++) {
		const Node *node = node_at(pages, i);
		if (node->parent >= i || node->parent == NODE_ARTIFACT)
			return fail(error, pages, i, "stands before its parent");
		if (!is_at_home(pages, i))
			return fail(error, pages, i, "stands in a parent that may not hold it");
		if (node->role == ROLE_FIGURE && (!node->alt || !*node->alt))
			return fail(error, pages, i, "has no words for those who cannot see it");
		if (node->role >= ROLE_H1 && node->role <= ROLE_H6) {
			if (node->role > before + 1 && node->role != ROLE_H1)
				return fail(error, pages, i, "skips a level");
			before = node->role;
		}
	}
	return TRUE;
}

/* The table that a row stands in. */
static guint
table_of(const Pages *pages, guint row)
{
	guint up = node_at(pages, row)->parent;

	while (up > 1 && node_at(pages, up)->role != ROLE_TABLE)
		up = node_at(pages, up)->parent;
	return up;
}

/* Every row of a table has as many columns as the first, and the table has a head. */
static gboolean
check_tables(const Pages *pages, GError **error)
{
	guint n = pages->nodes->len;
	g_autofree gint *columns = g_new0(gint, n); /* of each row */
	g_autofree gint *wanted = g_new0(gint, n);  /* of each table */
	g_autofree gboolean *headed = g_new0(gboolean, n);

	for (guint i = 2; i < n; i++) {
		const Node *node = node_at(pages, i);
		if (node->role != ROLE_TD && node->role != ROLE_TH)
			continue;
		if (node->columns < 1 || node->rows < 1)
			return fail(error, pages, i, "spans nothing");
		columns[node->parent] += node->columns;
		headed[table_of(pages, node->parent)] |= node->role == ROLE_TH;
	}
	for (guint i = 2; i < n; i++) {
		guint table = table_of(pages, i);
		if (node_at(pages, i)->role == ROLE_TABLE && !headed[i])
			return fail(error, pages, i, "has no head");
		if (node_at(pages, i)->role != ROLE_TR)
			continue;
		if (wanted[table] != 0 && columns[i] != wanted[table])
			return fail(error, pages, i, "has another number of columns than its table");
		wanted[table] = columns[i];
	}
	return TRUE;
}

static gboolean
check_links(const Pages *pages, GError **error)
{
	for (guint p = 0; p < pages->pages->len; p++) {
		const Page *page = pages->pages->pdata[p];
		for (guint i = 0; i < page->items->len; i++) {
			const PageItem *item = &g_array_index(page->items, PageItem, i);
			if (item->node >= pages->nodes->len)
				return fail(error, pages, 0, "is named by an item but is not there");
			if (item->kind == PAGE_LINK && node_at(pages, item->node)->role != ROLE_LINK)
				return fail(error, pages, item->node, "holds a link and is no Link");
		}
	}
	return TRUE;
}

gboolean
finish_check(const Pages *pages, GError **error)
{
	if (!pages->title || !*pages->title) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "the %s pages have no title", pages->lang);
		return FALSE;
	}
	return check_nodes(pages, error) && check_tables(pages, error) && check_links(pages, error);
}
