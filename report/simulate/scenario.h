/*
 * scenario: what is to be simulated, as tables.  A scenario is one file beside this one and one
 * line in scenario.c.
 */
#pragma once
#include <glib.h>

/* Where the sources of a service tend to be. */
typedef enum { LEAN_EVEN, LEAN_TELNET, LEAN_LOGIN, LEAN_REFLECT, LEAN_SHARING, LEANS } Lean;

typedef struct {
	const char *name, *name_ja, *name_en, *placement;
	double weight; /* of a packet to be one of this sensor */
} ScenarioSensor;

typedef struct {
	guint8 protocol;
	guint16 port;
	double packets[2]; /* packets a day at the middle of either quarter */
	Lean lean;
} ScenarioPort;

typedef struct {
	char code[3];
	double share[2];    /* weight at the middle of either quarter */
	double lean[LEANS]; /* times this for a service that leans so; 0 reads as 1 */
} ScenarioRegion;

typedef struct {
	const char *code;
	double share;
} ScenarioOrigin;

/* Something that happens on top of every day's traffic. */
typedef struct {
	const char *signature; /* NULL: none */
	const char *sensor;    /* that alone receives it; NULL: all */
	guint8 protocol;
	guint16 port;
	const char *from, *to;     /* ISO 8601 */
	double packets;            /* observations a day at the start */
	double growth;             /* times this a week later */
	guint32 sources;           /* hosts in each region */
	guint32 repeats;           /* packets an observation, at most */
	ScenarioOrigin origins[8]; /* ends at a NULL code */
} ScenarioEvent;

typedef struct {
	const char *from, *to; /* ISO 8601 */
	const char *cause_ja, *cause_en;
} ScenarioOutage;

typedef struct {
	const char *name;        /* "2015q3": of the folder with the edition, too */
	const char *quarters[2]; /* "2015Q2", "2015Q3" */
	const char *edges[3];    /* ISO 8601 of their starts and of the end */
	double others;           /* packets a day to ports that are in no table */
	double weekend;          /* weight of a Saturday and a Sunday */
	const ScenarioSensor *sensors;
	const ScenarioPort *ports;
	const ScenarioRegion *regions;
	const ScenarioEvent *events;
	gsize n_sensors, n_ports, n_regions, n_events;
	ScenarioOutage outage; /* of all sensors */
} Scenario;

extern const Scenario scenario_2015q3;

/* Borrows the scenario of a name; fails naming those there are. */
const Scenario *scenario_find(const char *name, GError **error);

/* [s since 1970, UTC] of a scenario's own ISO 8601 text. */
gint64 scenario_time(const char *text);

enum { SCENARIO_RESERVED = 63 }; /* a number that no region has: its block is in no database */

/* The IPv4 block of the region with a number of 0 to 63: 240.0.0.0/4 in 64 parts of 10 bits prefix. */
guint32 scenario_block(gsize region);
enum { SCENARIO_BLOCK_BITS = 10 };

/* The IPv6 block likewise, a /40 of 2001:db8::/32 (RFC 3849). */
void scenario_block6(gsize region, guint8 address[16]);
enum { SCENARIO_BLOCK6_BITS = 40 };
