/*
 * geo.c: address in, region out, by libmaxminddb.  Answers are kept for all that they hold for: IPv4 by the first two
 * bytes of the address, and where these do not decide by the third (ten times as fast as walking the tree), IPv6 in a
 * small cache of /64s.  Knows no names of countries, only codes.
 */
#define _GNU_SOURCE /* madvise */
#include <string.h>
#include <sys/mman.h>
#include "database.h"
#include "error.h"
#include "special.h"

enum {
	NOT_ASKED = 0,    /* a net of either kind */
	MIXED = 0xffff,   /* a /24 that has more than one answer */
	PARTED = 1 << 16, /* a /16 has a block, of this number less PARTED; what is less is its region */
	NETS = 1 << 16,   /* /16s there are, and blocks at most */
	BLOCK = 256,      /* /24s of a /16 */
	CACHE = 1 << 12,  /* /64s kept */
};

struct Geo {
	Database database;
	guint32 *nets;  /* [NETS], by the first two bytes */
	Region *blocks; /* [NETS * BLOCK], of which the first n_blocks are in use */
	guint n_blocks;
	struct {
		guint64 prefix;
		Region region;
	} * cache; /* [CACHE], by a hash of the /64 */
};

/* Where a record may keep its code, the best first. */
static const char *const iso_path[] = { "country", "iso_code", NULL };
static const char *const registered_path[] = { "registered_country", "iso_code", NULL };
static const char *const flat_path[] = { "country_code", NULL };
static const char *const *const paths[] = { iso_path, registered_path, flat_path };

/* A code that is no country's ("A1" of old databases, "AP", "ZZ") is no answer. */
static Region
region_of_data(const MMDB_entry_data_s *data)
{
	static const char *const no_country[] = { "AP", "XX", "ZZ", NULL };
	g_autofree char *code = NULL;

	if (!data->has_data || data->type != MMDB_DATA_TYPE_UTF8_STRING || data->data_size != 2)
		return 0;
	code = g_strndup(data->utf8_string, 2);
	return g_strv_contains(no_country, code) ? 0 : region_of_code(code, 2);
}

/* The region of a record; 0 where it names none. */
static gboolean
read_record(const Database *database, MMDB_entry_s *entry, Region *region, GError **error)
{
	*region = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(paths) && *region == 0; i++) {
		MMDB_entry_data_s data;
		int status = MMDB_aget_value(entry, &data, paths[i]);
		if (status == MMDB_SUCCESS)
			*region = region_of_data(&data);
		else if (status != MMDB_LOOKUP_PATH_DOES_NOT_MATCH_DATA_ERROR)
			return database_fail(database, status, error);
	}
	return TRUE;
}

/* The database's answer, 0 where it has none, and the prefix that has it, counted in IPv6 bits. */
static gboolean
ask(const Geo *geo, const guint8 *address, guint8 family, Region *region, guint *prefix, GError **error)
{
	MMDB_entry_s entry;
	gboolean found;

	*region = 0;
	return database_find(&geo->database, address, family, &entry, &found, prefix, error) &&
	       (!found || read_record(&geo->database, &entry, region, error));
}

/* --- opening ----------------------------------------------------------------------------- */

static gboolean
tells(const Database *database, MMDB_entry_s *entry, gboolean *told, GError **error)
{
	Region region;
	gboolean ok = read_record(database, entry, &region, error);

	*told = ok && region != 0;
	return ok;
}

#define BLOCKS_SIZE ((gsize)NETS * BLOCK * sizeof(Region)) /* [B] */

/* Zeros that take memory only as blocks come into use; in large pages, for sources fall everywhere in them. */
static Region *
make_blocks(void)
{
	Region *blocks = mmap(NULL, BLOCKS_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (blocks == MAP_FAILED)
		g_error("no memory for the table of regions");
	madvise(blocks, BLOCKS_SIZE, MADV_HUGEPAGE); /* a wish: where it is refused the table is slower */
	return blocks;
}

Geo *
geo_open(const char *path, GError **error)
{
	g_autoptr(Geo) geo = g_new0(Geo, 1);
	gboolean some;

	if (!database_open(&geo->database, path, "region", error) ||
	    !database_look(&geo->database, tells, &some, error))
		return NULL;
	if (!some) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "the database '%s' (%s) names no countries: neither country.iso_code nor country_code is in its "
		    "records",
		    path, geo->database.identity.type);
		return NULL;
	}
	geo->nets = g_new0(guint32, NETS);
	geo->blocks = make_blocks();
	geo->cache = g_malloc0_n(CACHE, sizeof *geo->cache);
	return g_steal_pointer(&geo);
}

void
geo_free(Geo *geo)
{
	if (!geo)
		return;
	database_close(&geo->database);
	if (geo->blocks)
		munmap(geo->blocks, BLOCKS_SIZE);
	g_free(geo->nets);
	g_free(geo->cache);
	g_free(geo);
}

const GeoIdentity *
geo_identity(const Geo *geo)
{
	return &geo->database.identity;
}

/* --- asking ------------------------------------------------------------------------------ */

static guint32
host_of(const guint8 *address)
{
	return (guint32)address[0] << 24 | (guint32)address[1] << 16 | (guint32)address[2] << 8 | address[3];
}

/* The /24 of an address where its /16 has a block; NULL where that has none. */
static inline Region *
net_of(const Geo *geo, guint32 host)
{
	guint32 net = geo->nets[host >> 16];

	return net < PARTED ? NULL : &geo->blocks[(gsize)(net - PARTED) * BLOCK + (host >> 8) % BLOCK];
}

/* Keeps the answer of all /24s of a prefix, as far as they are of the address's /16; MIXED where it is of less than one. */
static void
keep(Geo *geo, guint32 host, int prefix, Region region)
{
	guint32 *net = &geo->nets[host >> 16];
	gsize n = prefix > 24 ? 1 : (gsize)1 << (24 - prefix);
	Region *first;

	if (prefix <= 16) {
		*net = region;
		return;
	}
	if (*net < PARTED)
		*net = PARTED + geo->n_blocks++;
	first = net_of(geo, host) - (host >> 8) % n;
	for (gsize i = 0; i < n; i++)
		first[i] = prefix > 24 ? MIXED : region;
}

/* The database's answer holds for its prefix; where it has none special blocks decide. */
static gboolean
learn4(Geo *geo, const guint8 *address, Region *region, GError **error)
{
	guint32 host = host_of(address);
	guint prefix, special;

	if (!ask(geo, address, 4, region, &prefix, error))
		return FALSE;
	prefix = prefix > 96 ? prefix - 96 : 0;
	if (*region == 0) {
		*region = special_region4(host, &special);
		prefix = MAX(prefix, special);
	}
	keep(geo, host, (int)prefix, *region);
	return TRUE;
}

static inline gboolean
region4(Geo *geo, const guint8 *address, Region *region, GError **error)
{
	guint32 host = host_of(address);
	const Region *net;
	guint prefix;

	if (!geo) {
		*region = special_region4(host, &prefix);
		return TRUE;
	}
	net = net_of(geo, host);
	*region = net ? *net : (Region)geo->nets[host >> 16];
	return (*region != NOT_ASKED && *region != MIXED) || learn4(geo, address, region, error);
}

static gboolean
region6(Geo *geo, const guint8 *address, Region *region, GError **error)
{
	guint64 net;
	guint slot, prefix;

	if (!geo) {
		*region = special_region6(address);
		return TRUE;
	}
	memcpy(&net, address, sizeof net);
	slot = (guint)(net * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) >> 52);
	if (geo->cache[slot].region != NOT_ASKED && geo->cache[slot].prefix == net) {
		*region = geo->cache[slot].region;
		return TRUE;
	}
	if (!ask(geo, address, 6, region, &prefix, error))
		return FALSE;
	if (*region == 0)
		*region = special_region6(address);
	/* A place only: blocks without one may be smaller than a /64. */
	if (prefix <= 64 && region_is_place(*region)) {
		geo->cache[slot].prefix = net;
		geo->cache[slot].region = *region;
	}
	return TRUE;
}

gboolean
geo_region(Geo *geo, const guint8 *address, guint8 family, Region *region, GError **error)
{
	if (family == 4)
		return region4(geo, address, region, error);
	if (special_is_mapped(address))
		return region4(geo, address + 12, region, error);
	return region6(geo, address, region, error);
}

gboolean
geo_regions(Geo *geo, const Observation *observations, gsize n, Region *regions, GError **error)
{
	for (gsize i = 0; geo && i < n; i++)
		if (observations[i].family == 4)
			__builtin_prefetch(net_of(geo, host_of(observations[i].source)));
	for (gsize i = 0; i < n; i++) {
		const Observation *o = &observations[i];
		if (!(o->family == 4 ? region4(geo, o->source, &regions[i], error)
				     : geo_region(geo, o->source, o->family, &regions[i], error)))
			return FALSE;
	}
	return TRUE;
}
