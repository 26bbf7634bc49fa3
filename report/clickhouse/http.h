/*
 * http: one statement to one server, over libsoup.  Inner to report/clickhouse; only http.c knows libsoup.
 */
#pragma once
#include <gio/gio.h>
#include "target.h"

typedef struct Http Http;

Http *http_new(const Target *target, GError **error);
void http_free(Http *http);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Http, http_free)

/* Settings for all statements from here on, as part of a query ("&a=1&b=2"). */
void http_set(Http *http, const char *settings);

/*
 * Sends sql to the node ("host:port"), with data behind it where data is not NULL.  The answer's bytes, owned by the
 * caller; the server has worked the whole answer out by then.  Fails with the name of the node and the server's
 * own words.
 */
GInputStream *http_post(Http *http, const char *node, const char *sql, GBytes *data, GError **error);
