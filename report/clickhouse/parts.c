/*
 * parts.c: which rows of the tables count, as the end of a SELECT; and the end of those that do not.
 */
#include "parts.h"
#include "register.h"

const char *const parts_tables[PARTS_TABLES] = { "observations", "sums", "hours", "shares" };

/* "table WHERE column >= from AND column < to AND load IN (...)"; NULL where no load touches it. */
static char *
part_of(Cluster *cluster, const char *name, const char *column, gint64 from, gint64 to)
{
	g_autofree char *table = cluster_table_all(cluster, name);
	g_autoptr(GString) sql = g_string_new(NULL);
	gint64 least = CLAMP(from, 0, G_MAXUINT32), most = CLAMP(to, 0, G_MAXUINT32);
	gboolean any = FALSE;

	g_string_printf(sql,
	    "%s WHERE %s >= toDateTime(%" G_GINT64_FORMAT ") AND %s < toDateTime(%" G_GINT64_FORMAT ") AND load IN (",
	    table, column, least, column, most);
	for (guint i = 0; i < cluster->committed->len; i++) {
		const Committed *committed = cluster->committed->pdata[i];
		if (!register_touches(committed, from, to))
			continue;
		g_string_append_printf(sql, "%s%" G_GUINT64_FORMAT, any ? "," : "", committed->id);
		any = TRUE;
	}
	g_string_append(sql, ")");
	return any && least < most ? g_string_free(g_steal_pointer(&sql), FALSE) : NULL;
}

char *
cluster_rows(Cluster *cluster, gint64 from, gint64 to)
{
	return part_of(cluster, "observations", "time", from, to);
}

void
cluster_limit(Cluster *cluster, guint classes)
{
	cluster->classes = classes & CLASS_ALL;
}

gboolean
cluster_is_spread(const Cluster *cluster, gint64 from, gint64 to)
{
	guint spread = 0;

	for (guint i = 0; i < cluster->committed->len; i++) {
		const Committed *committed = cluster->committed->pdata[i];
		if (!register_touches(committed, from, to))
			continue;
		if (committed->spread == 0 || (spread != 0 && spread != committed->spread))
			return FALSE;
		spread = committed->spread;
	}
	return cluster->target->cluster != NULL;
}

gboolean
cluster_is_four(const Cluster *cluster, gint64 from, gint64 to)
{
	for (guint i = 0; i < cluster->committed->len; i++) {
		const Committed *committed = cluster->committed->pdata[i];
		if (register_touches(committed, from, to) && !committed->four)
			return FALSE;
	}
	return TRUE;
}

gboolean
cluster_has_one_geo(const Cluster *cluster, gint64 from, gint64 to)
{
	const char *known = NULL;

	for (guint i = 0; i < cluster->committed->len; i++) {
		const Committed *committed = cluster->committed->pdata[i];
		const char *sha256 = committed->load->geo_sha256;
		if (!register_touches(committed, from, to))
			continue;
		if (!sha256 || (known && !g_str_equal(sha256, known)))
			return FALSE;
		known = sha256;
	}
	return known != NULL;
}

gboolean
cluster_is_limited(const Cluster *cluster)
{
	return cluster->classes != CLASS_ALL;
}

char *
cluster_counted(Cluster *cluster, gint64 from, gint64 to)
{
	char *rows = cluster_rows(cluster, from, to);
	g_autoptr(GString) sql = rows && cluster_is_limited(cluster) ? g_string_new(rows) : NULL;

	if (!sql)
		return rows;
	g_free(rows);
	g_string_append(sql, " AND class IN (");
	for (guint class = 0, n = 0; class < CLASS_COUNT; class ++)
		if (cluster->classes & CLASS_BIT(class))
			g_string_append_printf(sql, "%s%u", n++ > 0 ? "," : "", class);
	g_string_append_c(sql, ')');
	return g_strdup(sql->str);
}

char *
cluster_sums(Cluster *cluster, gint64 from, gint64 to)
{
	return part_of(cluster, "sums", "day", from, to);
}

char *
cluster_hours(Cluster *cluster, gint64 from, gint64 to)
{
	return part_of(cluster, "hours", "hour", from, to);
}

char *
cluster_shares(Cluster *cluster, gint64 from, gint64 to)
{
	return part_of(cluster, "shares", "day", from, to);
}

gboolean
parts_sweep(Cluster *cluster, guint64 load, GError **error)
{
	for (gsize t = 0; t < PARTS_TABLES; t++) {
		g_autofree char *table = cluster_table(cluster, parts_tables[t]);
		g_autofree char *sql =
		    g_strdup_printf("ALTER TABLE %s DELETE WHERE load = %" G_GUINT64_FORMAT, table, load);
		for (guint i = 0; i < cluster->shards->len; i++)
			if (!cluster_do(cluster, cluster->shards->pdata[i], sql, NULL, error))
				return FALSE;
	}
	return TRUE;
}
