/*
 * names: the numbers of sensors and labels.  Inner to report/clickhouse.
 */
#pragma once
#include "cluster.h"

/* What names are numbered; a number is of one name for ever. */
typedef enum { NAME_SENSOR = 1, NAME_SIGNATURE = 2 } NameKind; /* below CLUSTER_NAMES */

/* Names by number: array of char *, NULL where a number is not in use.  Fails where two names have one number. */
GPtrArray *names_read(Cluster *cluster, NameKind kind, GError **error);

/* The same as they were when they were last read, borrowed until names_forget or names_enter: what is numbered stays so. */
GPtrArray *names_known(Cluster *cluster, NameKind kind, GError **error);
void names_forget(Cluster *cluster, NameKind kind);

gboolean names_enter(Cluster *cluster, NameKind kind, guint first, const GPtrArray *names, GError **error);
