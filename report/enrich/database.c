/*
 * database.c: files by libmaxminddb.  Knows how they are searched, not what their records say.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "database.h"
#include "digest.h"
#include "error.h"

enum { WALK = 1 << 13, FEW = 100 /* nodes looked at when a database is opened; records that say little */ };

gboolean
database_fail(const Database *database, int status, GError **error)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "the %s database '%s' is damaged: %s", database->what,
	    database->path, MMDB_strerror(status));
	return FALSE;
}

/* --- looking through it ---------------------------------------------------------------------- */

typedef struct {
	const Database *database;
	DatabaseReader read;
	guint nodes, records, told; /* seen so far */
	gboolean whole;             /* the walk saw all there is */
} Walk;

static gboolean
walk_record(Walk *walk, guint8 type, MMDB_entry_s *entry, GError **error)
{
	gboolean told = FALSE;

	if (type == MMDB_RECORD_TYPE_INVALID)
		return database_fail(walk->database, MMDB_CORRUPT_SEARCH_TREE_ERROR, error);
	if (type != MMDB_RECORD_TYPE_DATA)
		return TRUE;
	if (!walk->read(walk->database, entry, &told, error))
		return FALSE;
	walk->records++;
	walk->told += told;
	return TRUE;
}

/* Looks at the first nodes of the tree, depth first: damage and foreign records show there. */
static gboolean
walk_tree(Walk *walk, GError **error)
{
	g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint32 number = 0;

	for (g_array_append_val(stack, number); stack->len > 0 && walk->nodes < WALK; walk->nodes++) {
		MMDB_search_node_s node;
		guint32 left, right;
		int status;

		number = g_array_index(stack, guint32, stack->len - 1);
		g_array_set_size(stack, stack->len - 1);
		status = MMDB_read_node(&walk->database->db, number, &node);
		if (status != MMDB_SUCCESS)
			return database_fail(walk->database, status, error);
		if (!walk_record(walk, node.left_record_type, &node.left_record_entry, error) ||
		    !walk_record(walk, node.right_record_type, &node.right_record_entry, error))
			return FALSE;
		left = (guint32)node.left_record;
		right = (guint32)node.right_record;
		if (node.right_record_type == MMDB_RECORD_TYPE_SEARCH_NODE)
			g_array_append_val(stack, right);
		if (node.left_record_type == MMDB_RECORD_TYPE_SEARCH_NODE)
			g_array_append_val(stack, left);
	}
	walk->whole = stack->len == 0;
	return TRUE;
}

gboolean
database_look(const Database *database, DatabaseReader read, gboolean *tells, GError **error)
{
	Walk walk = { .database = database, .read = read };

	if (!walk_tree(&walk, error))
		return FALSE;
	*tells = walk.told > 0 || (!walk.whole && walk.records < FEW);
	return TRUE;
}

/* --- opening and asking ---------------------------------------------------------------------- */

static void
identify(Database *database)
{
	g_autoptr(Digest) digest = digest_new();
	guint8 sum[DIGEST_SIZE];

	digest_add(digest, database->db.file_content, (gsize)database->db.file_size);
	digest_end(digest, sum);
	database->identity.sha256 = digest_text(sum);
	database->identity.type = g_utf8_make_valid(database->db.metadata.database_type, -1);
	database->identity.built = (gint64)MIN(database->db.metadata.build_epoch, (guint64)G_MAXINT64);
}

gboolean
database_open(Database *database, const char *path, const char *what, GError **error)
{
	int status;

	if (access(path, R_OK) != 0) {
		int code = errno == ENOENT || errno == ENOTDIR ? TEITEN_ERROR_INPUT : TEITEN_ERROR_SYSTEM;
		g_set_error(error, TEITEN_ERROR, code, "cannot read '%s': %s", path, g_strerror(errno));
		return FALSE;
	}
	status = MMDB_open(path, MMDB_MODE_MMAP, &database->db);
	if (status != MMDB_SUCCESS) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' is no %s database (MMDB): %s", path, what,
		    MMDB_strerror(status));
		return FALSE;
	}
	database->path = g_strdup(path);
	database->what = what;
	identify(database);
	return TRUE;
}

void
database_close(Database *database)
{
	if (!database->path)
		return; /* it was never open */
	MMDB_close(&database->db);
	g_free(database->identity.type);
	g_free(database->identity.sha256);
	g_free(database->path);
}

gboolean
database_find(const Database *database, const guint8 *address, guint8 family, MMDB_entry_s *entry, gboolean *found,
    guint *prefix, GError **error)
{
	struct sockaddr_in old = { .sin_family = AF_INET };
	struct sockaddr_in6 new = { .sin6_family = AF_INET6 };
	const struct sockaddr *where = family == 4 ? (const struct sockaddr *)&old : (const struct sockaddr *)&new;
	MMDB_lookup_result_s result;
	int status;

	memcpy(&old.sin_addr, address, 4);
	if (family == 6)
		memcpy(&new.sin6_addr, address, 16);
	*found = FALSE;
	*prefix = 0;
	result = MMDB_lookup_sockaddr(&database->db, where, &status);
	if (status == MMDB_IPV6_LOOKUP_IN_IPV4_DATABASE_ERROR)
		return TRUE;
	if (status != MMDB_SUCCESS)
		return database_fail(database, status, error);
	*prefix = result.netmask + (database->db.metadata.ip_version == 4 ? 96 : 0);
	*found = result.found_entry;
	*entry = result.entry;
	return TRUE;
}
