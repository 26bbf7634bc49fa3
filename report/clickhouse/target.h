/*
 * target: the words of an address "clickhouse://host:8123,host:8123/database?cluster=NAME", and who asks.
 * Inner to report/clickhouse.
 */
#pragma once
#include <glib.h>

typedef struct {
	char **nodes; /* "host:port", at least one */
	char *database;
	char *cluster; /* NULL: one server alone */
	char *ca;      /* file of the certificates that sign the servers'; NULL: those of the system */
	gboolean secure;
	guint timeout;         /* without a byte from a server [s] */
	char *user, *password; /* of the environment or a file; NULL: the server's default user */
} Target;

/* Fails with what is wrong of the address, or of the file of the login. */
Target *target_parse(const char *address, GError **error);
void target_free(Target *target);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Target, target_free)
