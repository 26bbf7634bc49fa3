/*
 * http.c: a POST a statement, a connection a POST: what a server that closes an idle connection breaks is never sent
 * twice by anybody.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <libsoup/soup.h>
#include "error.h"
#include "http.h"

enum { MOST_WORDS = 4096, WORDS_SHOWN = 400, SHOWN = 200000 };

struct Http {
	SoupSession *session;
	gboolean secure;
	char *authorization; /* NULL: no login */
	char *settings;
	FILE *log; /* NULL: none is kept */
};

/*
 * An answer is whole or an error: the server works it out before it sends the status, no shard may be left out, and no
 * limit of the server's profile may cut it short.
 */
#define SETTINGS                                                                                           \
	"wait_end_of_query=1&skip_unavailable_shards=0&max_query_size=268435456&max_ast_elements=20000000" \
	"&read_overflow_mode=throw&group_by_overflow_mode=throw&result_overflow_mode=throw"                \
	"&timeout_overflow_mode=throw&set_overflow_mode=throw"

static gboolean
set_authority(Http *http, const char *path, GError **error)
{
	GError *reason = NULL;
	g_autoptr(GTlsDatabase) known = g_tls_file_database_new(path, &reason);

	if (!known) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "cannot read the certificates of '%s': %s", path,
		    reason->message);
		g_error_free(reason);
		return FALSE;
	}
	soup_session_set_tls_database(http->session, known);
	return TRUE;
}

/* The file that TEITEN_CLICKHOUSE_LOG names, for who wants to know where the time goes. */
static gboolean
open_log(Http *http, GError **error)
{
	const char *path = g_getenv("TEITEN_CLICKHOUSE_LOG");

	if (!path || !*path || (http->log = fopen(path, "a")))
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "cannot write the log of statements '%s': %s", path,
	    g_strerror(errno));
	return FALSE;
}

Http *
http_new(const Target *target, GError **error)
{
	g_autoptr(Http) http = g_new0(Http, 1);

	/* Servers are named as they are to be reached: no proxy, no redirection, nobody who asks for a password. */
	http->session =
	    soup_session_new_with_options("timeout", target->timeout, "proxy-resolver", (gpointer)NULL, NULL);
	soup_session_remove_feature_by_type(http->session, SOUP_TYPE_AUTH_MANAGER);
	http->secure = target->secure;
	http->settings = g_strdup("");
	if (target->user) {
		g_autofree char *login = g_strconcat(target->user, ":", target->password ? target->password : "", NULL);
		g_autofree char *word = g_base64_encode((const guchar *)login, strlen(login));
		http->authorization = g_strconcat("Basic ", word, NULL);
	}
	if (target->ca) {
		g_autofree char *whole = g_canonicalize_filename(target->ca, NULL);
		if (!set_authority(http, whole, error))
			return NULL;
	}
	return open_log(http, error) ? g_steal_pointer(&http) : NULL;
}

void
http_free(Http *http)
{
	if (!http)
		return;
	g_clear_object(&http->session);
	if (http->log)
		fclose(http->log);
	g_free(http->authorization);
	g_free(http->settings);
	g_free(http);
}

void
http_set(Http *http, const char *settings)
{
	g_free(http->settings);
	http->settings = g_strdup(settings);
}

/* What a server says, in one line and not for ever. */
static char *
words_of(GInputStream *stream)
{
	g_autofree char *words = g_malloc0(MOST_WORDS + 1);
	g_autofree char *valid = NULL;
	gsize n = 0;

	g_input_stream_read_all(stream, words, MOST_WORDS, &n, NULL, NULL);
	words[n] = '\0';
	valid = g_utf8_make_valid(words, -1);
	for (char *c = valid; *c; c++)
		if ((guchar)*c < ' ')
			*c = ' ';
	if (g_utf8_strlen(valid, -1) > WORDS_SHOWN)
		*g_utf8_offset_to_pointer(valid, WORDS_SHOWN) = '\0';
	return g_strdup(g_strstrip(valid));
}

static SoupMessage *
message_for(const Http *http, const char *node, const char *sql, GBytes *data, GError **error)
{
	g_autofree char *escaped = data ? g_uri_escape_string(sql, NULL, FALSE) : NULL;
	g_autofree char *uri = g_strconcat(http->secure ? "https://" : "http://", node, "/?", SETTINGS, http->settings,
	    data ? "&query=" : "", escaped, NULL);
	g_autoptr(GBytes) body = data ? g_bytes_ref(data) : g_bytes_new(sql, strlen(sql));
	SoupMessage *message = soup_message_new(SOUP_METHOD_POST, uri);
	SoupMessageHeaders *headers;

	if (!message) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' is no name of a ClickHouse node", node);
		return NULL;
	}
	soup_message_set_flags(message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
	soup_message_set_request_body_from_bytes(message, "application/octet-stream", body);
	headers = soup_message_get_request_headers(message);
	soup_message_headers_replace(headers, "Connection", "close");
	if (http->authorization)
		soup_message_headers_replace(headers, "Authorization", http->authorization);
	return message;
}

/* A line a statement: seconds until its answer began, where it was put, the status, and the statement. */
static void
note(const Http *http, const char *node, const char *sql, gint64 began, guint status)
{
	if (!http->log)
		return;
	fprintf(http->log, "%.3f\t%s\t%u\t%.*s\n", (double)(g_get_monotonic_time() - began) * 1e-6, node, status, SHOWN,
	    sql);
	fflush(http->log);
}

GInputStream *
http_post(Http *http, const char *node, const char *sql, GBytes *data, GError **error)
{
	g_autoptr(SoupMessage) message = message_for(http, node, sql, data, error);
	g_autoptr(GInputStream) stream = NULL;
	g_autofree char *words = NULL;
	GError *reason = NULL;
	gint64 began;
	guint status;

	if (!message)
		return NULL;
	began = g_get_monotonic_time();
	stream = soup_session_send(http->session, message, NULL, &reason);
	note(http, node, sql, began, soup_message_get_status(message));
	if (!stream) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "cannot reach ClickHouse node %s: %s", node,
		    reason->message);
		g_error_free(reason);
		return NULL;
	}
	status = soup_message_get_status(message);
	if (status == SOUP_STATUS_OK)
		return g_steal_pointer(&stream);
	words = words_of(stream);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "ClickHouse node %s: status %u: %s", node, status,
	    *words ? words : soup_message_get_reason_phrase(message));
	return NULL;
}
