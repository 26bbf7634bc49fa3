/*
 * ranges.c: the regions of a database as ranges of IPv4 addresses, CSV on stdout: start,region.  For peers that cannot read
 * MMDB.
 *   ranges DATABASE
 */
#include <arpa/inet.h>
#include <stdio.h>
#include "geo.h"

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Geo) geo = argc == 2 ? geo_open(argv[1], &error) : NULL;
	Region before = 0, region = 0;
	char name[3];

	if (!geo) {
		fprintf(stderr, "ranges: %s\n", error ? error->message : "usage: ranges DATABASE");
		return 2;
	}
	puts("start,region");
	for (guint64 address = 0; address <= G_MAXUINT32; address += 256, before = region) {
		guint32 net = htonl((guint32)address);
		if (!geo_region(geo, (const guint8 *)&net, 4, &region, &error))
			return 1;
		if (region != before)
			printf("%u,%s\n", (guint32)address, region_name(region, name));
	}
	return 0;
}
