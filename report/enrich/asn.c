/*
 * asn.c: network in, autonomous system out.
 */
#include <string.h>
#include "asn.h"
#include "database.h"
#include "error.h"

enum { MAPPED = 96 /* bits before those of IPv4 */ };

struct Asn {
	Database database;
};

static gboolean
get(const Database *database, MMDB_entry_s *entry, const char *key, guint32 type, MMDB_entry_data_s *data,
    gboolean *found, GError **error)
{
	const char *const path[] = { key, NULL };
	int status = MMDB_aget_value(entry, data, path);

	if (status != MMDB_SUCCESS && status != MMDB_LOOKUP_PATH_DOES_NOT_MATCH_DATA_ERROR)
		return database_fail(database, status, error);
	*found = status == MMDB_SUCCESS && data->has_data && data->type == type;
	return TRUE;
}

/* A name is one line of text, whatever the database has in it. */
static char *
name_of(const MMDB_entry_data_s *data)
{
	g_autofree char *text = g_utf8_make_valid(data->utf8_string, (gssize)data->data_size);

	for (char *c = text; *c; c++)
		if (g_ascii_iscntrl(*c))
			*c = ' ';
	g_strstrip(text);
	return *text ? g_steal_pointer(&text) : NULL;
}

static gboolean
read_record(const Database *database, MMDB_entry_s *entry, AsnAnswer *answer, GError **error)
{
	MMDB_entry_data_s data;
	gboolean found;

	*answer = (AsnAnswer) { 0, NULL };
	if (!get(database, entry, "autonomous_system_number", MMDB_DATA_TYPE_UINT32, &data, &found, error))
		return FALSE;
	if (!found || data.uint32 == 0)
		return TRUE;
	answer->number = data.uint32;
	if (!get(database, entry, "autonomous_system_organization", MMDB_DATA_TYPE_UTF8_STRING, &data, &found, error))
		return FALSE;
	if (found)
		answer->name = name_of(&data);
	return TRUE;
}

static gboolean
tells(const Database *database, MMDB_entry_s *entry, gboolean *told, GError **error)
{
	AsnAnswer answer;
	gboolean ok = read_record(database, entry, &answer, error);

	*told = ok && answer.number > 0;
	g_free(answer.name);
	return ok;
}

Asn *
asn_open(const char *path, GError **error)
{
	g_autoptr(Asn) asn = g_new0(Asn, 1);
	gboolean some;

	if (!database_open(&asn->database, path, "network", error) ||
	    !database_look(&asn->database, tells, &some, error))
		return NULL;
	if (some)
		return g_steal_pointer(&asn);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
	    "the database '%s' (%s) names no autonomous systems: autonomous_system_number is not in its records", path,
	    asn->database.identity.type);
	return NULL;
}

void
asn_free(Asn *asn)
{
	if (!asn)
		return;
	database_close(&asn->database);
	g_free(asn);
}

const GeoIdentity *
asn_identity(const Asn *asn)
{
	return &asn->database.identity;
}

gboolean
asn_find(const Asn *asn, const guint8 *address, guint8 family, guint prefix, AsnAnswer *answer, GError **error)
{
	guint bits = prefix + (family == 4 ? MAPPED : 0), holds;
	MMDB_entry_s entry;
	gboolean found;

	*answer = (AsnAnswer) { 0, NULL };
	return database_find(&asn->database, address, family, &entry, &found, &holds, error) &&
	       (!found || holds > bits || read_record(&asn->database, &entry, answer, error));
}
