/*
 * target.c: an address to its parts.  A password never stands in it: command lines are seen by all.
 */
#include <string.h>
#include <sys/stat.h>
#include "error.h"
#include "target.h"

#define SCHEME  "clickhouse://"
#define PORT    "8123"
#define TLS     "8443"
#define NAMES   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
#define TIMEOUT 3600

static gboolean
fail(GError **error, const char *address, const char *reason)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
	    "the address '%s': %s; it is " SCHEME "host:8123/database?cluster=NAME", address, reason);
	return FALSE;
}

static gboolean
is_name(const char *word, const char *more)
{
	gsize n = *word && !g_ascii_isdigit(*word) ? strspn(word, NAMES) : 0;

	while (n > 0 && word[n] && (strchr(NAMES, word[n]) || strchr(more, word[n])))
		n++;
	return n > 0 && word[n] == '\0';
}

static gboolean
set_option(Target *target, const char *key, const char *value, const char *address, GError **error)
{
	guint64 number;

	if (g_str_equal(key, "cluster") && is_name(value, "-."))
		target->cluster = g_strdup(value);
	else if (g_str_equal(key, "secure") && (g_str_equal(value, "0") || g_str_equal(value, "1")))
		target->secure = *value == '1';
	else if (g_str_equal(key, "ca") && *value)
		target->ca = g_strdup(value);
	else if (g_str_equal(key, "timeout") && g_ascii_string_to_unsigned(value, 10, 1, 86400, &number, NULL))
		target->timeout = (guint)number;
	else
		return fail(
		    error, address, "an option that is none of cluster=NAME, secure=0|1, ca=FILE and timeout=SECONDS");
	return TRUE;
}

static gboolean
set_options(Target *target, const char *query, const char *address, GError **error)
{
	g_autoptr(GHashTable) words = g_uri_parse_params(query, -1, "&", G_URI_PARAMS_NONE, NULL);
	GHashTableIter each;
	gpointer key, value;

	if (!words)
		return fail(error, address, "its options cannot be read");
	g_hash_table_iter_init(&each, words);
	while (g_hash_table_iter_next(&each, &key, &value))
		if (!set_option(target, key, value, address, error))
			return FALSE;
	return TRUE;
}

/* "host", "host:port", "[::1]:port" to "host:port". */
static gboolean
set_nodes(Target *target, const char *hosts, const char *address, GError **error)
{
	target->nodes = g_strsplit(hosts, ",", -1);
	for (gsize i = 0; target->nodes[i]; i++) {
		char *node = target->nodes[i];
		const char *bracket = strrchr(node, ']');

		if (strchr(node, '@'))
			return fail(error, SCHEME "...",
			    "user and password do not stand in it but in TEITEN_CLICKHOUSE_LOGIN, see "
			    "teiten-clickhouse(7)");
		if (!*node || *node == ':')
			return fail(error, address, "a host has no name");
		if (!strchr(bracket ? bracket : node, ':')) {
			target->nodes[i] = g_strconcat(node, target->secure ? ":" TLS : ":" PORT, NULL);
			g_free(node);
		}
	}
	return target->nodes[0] || fail(error, address, "it names no host");
}

/* --- who asks -------------------------------------------------------------------------------- */

/* A file of [login] with user and password that nobody else may read. */
static gboolean
read_login(Target *target, const char *path, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	GError *reason = NULL;
	struct stat about;

	if (stat(path, &about) == 0 && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "the login '%s' may be read by others; chmod 600 ends that", path);
		return FALSE;
	}
	if (g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &reason))
		target->user = g_key_file_get_string(file, "login", "user", &reason);
	if (!reason)
		target->password = g_key_file_get_string(file, "login", "password", &reason);
	if (!reason)
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "cannot read the login '%s': %s", path, reason->message);
	g_error_free(reason);
	return FALSE;
}

static gboolean
find_login(Target *target, GError **error)
{
	const char *path = g_getenv("TEITEN_CLICKHOUSE_LOGIN");

	if (path && *path)
		return read_login(target, path, error);
	target->user = g_strdup(g_getenv("TEITEN_CLICKHOUSE_USER"));
	target->password = g_strdup(g_getenv("TEITEN_CLICKHOUSE_PASSWORD"));
	return TRUE;
}

Target *
target_parse(const char *address, GError **error)
{
	g_autoptr(Target) target = g_new0(Target, 1);
	g_autofree char *words = g_strdup(g_str_has_prefix(address, SCHEME) ? address + strlen(SCHEME) : "");
	char *query = strchr(words, '?');
	char *database;

	target->timeout = TIMEOUT;
	if (query)
		*query++ = '\0';
	database = strchr(words, '/');
	if (database)
		*database++ = '\0';
	if (query && !set_options(target, query, address, error))
		return NULL;
	if (!set_nodes(target, words, address, error))
		return NULL;
	if (!database || !is_name(database, "")) {
		fail(error, address, "it names no database, of letters, digits and '_'");
		return NULL;
	}
	if (target->nodes[1] && !target->cluster) {
		fail(error, address, "several hosts need cluster=NAME");
		return NULL;
	}
	target->database = g_strdup(database);
	return find_login(target, error) ? g_steal_pointer(&target) : NULL;
}

void
target_free(Target *target)
{
	if (!target)
		return;
	g_strfreev(target->nodes);
	g_free(target->database);
	g_free(target->cluster);
	g_free(target->ca);
	g_free(target->user);
	g_free(target->password);
	g_free(target);
}
