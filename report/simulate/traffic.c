/*
 * traffic.c: draws a day of packets from a scenario's tables.
 * A service's day has a level that drifts over the two quarters, keeps a mood from day to day, and rests at the
 * weekend; each packet then draws its region, sensor, hour and host.  Knows no file.
 */
#include <math.h>
#include <string.h>
#include "dice.h"
#include "traffic.h"

enum { DAY = 86400, HOUR = 3600, WEEK = 7 };

/* How far levels stray (of a logarithm) and how much of it stays until the next day. */
static const double port_stray = 0.10, region_stray = 0.08, sensor_stray = 0.25, stay = 0.5;

/* Parts of the packets that come from odd places, and of those to v6_ports that come over IPv6. */
static const double private_part = 0.002, reserved_part = 0.001, v6_part = 0.006;

struct Traffic {
	const Scenario *scenario;
	Dice dice;
	double scale;
	gint64 start, end, day;    /* [s since 1970, UTC]; day: the next one to draw */
	gint64 out_from, out_to;   /* the outage */
	double middle[2];          /* of the quarters [s since 1970, UTC] */
	double *port_mood;         /* [n_ports], of a logarithm */
	double *region_mood;       /* [n_regions] */
	double *regions, *sensors; /* running sums of today's weights */
	double hours[24];          /* likewise */
};

Traffic *
traffic_new(const Scenario *scenario, guint64 seed, gint64 scale)
{
	Traffic *traffic = g_new0(Traffic, 1);
	gint64 turn = scenario_time(scenario->edges[1]);

	traffic->scenario = scenario;
	dice_seed(&traffic->dice, seed);
	traffic->scale = (double)scale;
	traffic->start = traffic->day = scenario_time(scenario->edges[0]);
	traffic->end = scenario_time(scenario->edges[2]);
	traffic->out_from = scenario_time(scenario->outage.from);
	traffic->out_to = scenario_time(scenario->outage.to);
	traffic->middle[0] = (double)(traffic->start + turn) / 2;
	traffic->middle[1] = (double)(turn + traffic->end) / 2;
	traffic->port_mood = g_new0(double, scenario->n_ports);
	traffic->region_mood = g_new0(double, scenario->n_regions);
	traffic->regions = g_new0(double, scenario->n_regions);
	traffic->sensors = g_new0(double, scenario->n_sensors);
	return traffic;
}

void
traffic_free(Traffic *traffic)
{
	if (!traffic)
		return;
	g_free(traffic->port_mood);
	g_free(traffic->region_mood);
	g_free(traffic->regions);
	g_free(traffic->sensors);
	g_free(traffic);
}

/* A value known at the middle of both quarters, at noon of today: a straight line of its logarithm. */
static double
drift(const Traffic *traffic, const double value[2])
{
	double at = ((double)(traffic->day + DAY / 2) - traffic->middle[0]) / (traffic->middle[1] - traffic->middle[0]);

	return value[0] * pow(value[1] / value[0], at);
}

static void
change_moods(Traffic *traffic, double *moods, gsize n, double stray)
{
	double fresh = stray * sqrt(1 - stay * stay);

	for (gsize i = 0; i < n; i++)
		moods[i] = stay * moods[i] + fresh * dice_normal(&traffic->dice);
}

/* Today's weights of regions for a service that leans, as running sums. */
static void
weigh_regions(Traffic *traffic, Lean lean)
{
	double sum = 0;

	for (gsize i = 0; i < traffic->scenario->n_regions; i++) {
		const ScenarioRegion *region = &traffic->scenario->regions[i];
		double times = region->lean[lean] > 0 ? region->lean[lean] : 1;

		sum += drift(traffic, region->share) * times * exp(traffic->region_mood[i]);
		traffic->regions[i] = sum;
	}
}

/* Today's weights of sensors, of all or of the one called only. */
static void
weigh_sensors(Traffic *traffic, const char *only)
{
	double sum = 0;

	for (gsize i = 0; i < traffic->scenario->n_sensors; i++) {
		const ScenarioSensor *sensor = &traffic->scenario->sensors[i];

		if (!only)
			sum += sensor->weight * exp(sensor_stray * dice_normal(&traffic->dice));
		else if (g_str_equal(only, sensor->name))
			sum += sensor->weight;
		traffic->sensors[i] = sum;
	}
}

/* More by day than by night, where most sensors are; each service with a peak of its own. */
static void
weigh_hours(Traffic *traffic, guint which)
{
	double sum = 0, peak = 10 + which * 7 % 11;

	for (int hour = 0; hour < 24; hour++) {
		sum += 1 + 0.22 * cos((hour - peak) * G_PI / 12);
		traffic->hours[hour] = sum;
	}
}

static double
weekday(const Traffic *traffic)
{
	/* 1970-01-01 was a Thursday; scenarios begin their days at midnight of Japan. */
	gint64 day = (traffic->day + 9 * HOUR) / DAY;
	gint64 since_saturday = (day + 5) % WEEK;

	return since_saturday < 2 ? traffic->scenario->weekend : 1;
}

/* A host's number in its region's block: scattered, yet the same for the same four. */
static guint32
scatter(gsize region, guint32 service, guint32 week, guint32 index)
{
	guint64 z = (guint64)region << 56 ^ (guint64)service << 32 ^ (guint64)week << 24 ^ index;

	z = (z ^ z >> 30) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	return (guint32)((z ^ z >> 31) & ((1u << (32 - SCENARIO_BLOCK_BITS)) - 1));
}

static void
put_source4(Observation *seen, guint32 address)
{
	guint32 wire = GUINT32_TO_BE(address);

	seen->family = 4;
	memcpy(seen->source, &wire, sizeof wire);
}

static void
put_source6(Observation *seen, gsize region, guint32 host)
{
	guint32 wire = GUINT32_TO_BE(host);

	seen->family = 6;
	scenario_block6(region, seen->source);
	memcpy(seen->source + 12, &wire, sizeof wire);
}

/*
 * The host of an ordinary packet.  Some services are scanned by few hosts that stay for a week, telnet by many that are
 * seen a few times only.
 */
static void
draw_source(Traffic *traffic, Observation *seen, gsize region, Lean lean, double packets)
{
	Dice *dice = &traffic->dice;
	double odd = dice_even(dice), u = dice_even(dice);
	guint32 service = (guint32)seen->protocol << 16 | seen->port;
	guint32 week = (guint32)((traffic->day - traffic->start) / DAY / WEEK);
	guint32 regulars = (guint32)(packets * traffic->scale / 60) + 3, strays = 1u << 18;
	gboolean regular = dice_even(dice) < (lean == LEAN_TELNET ? 0.6 : 0.85);
	guint32 host;

	host = scatter(region, service, week, regular ? (guint32)(u * u * regulars) : regulars + (guint32)(u * strays));
	if (odd < private_part)
		put_source4(seen, (dice_below(dice, 3) ? 10u << 24 : 192u << 24 | 168u << 16) | (host & 0xffff));
	else if (odd < private_part + reserved_part)
		put_source4(seen, scenario_block(SCENARIO_RESERVED) | host);
	else if (odd > 1 - v6_part && (seen->port == 22 || seen->port == 80 || seen->port == 443))
		put_source6(seen, region, host);
	else
		put_source4(seen, scenario_block(region) | host);
}

/* When, and at which sensor. */
static void
draw_place(Traffic *traffic, Observation *seen)
{
	const Scenario *scenario = traffic->scenario;
	gint64 hour = (gint64)dice_pick(&traffic->dice, traffic->hours, 24);

	seen->time = traffic->day + hour * HOUR + dice_below(&traffic->dice, HOUR);
	seen->sensor = scenario->sensors[dice_pick(&traffic->dice, traffic->sensors, scenario->n_sensors)].name;
	seen->packets = 1;
}

/* A packet that came while the sensors were off was not observed. */
static void
keep(const Traffic *traffic, GArray *day, const Observation *seen)
{
	if (seen->time < traffic->out_from || seen->time >= traffic->out_to)
		g_array_append_vals(day, seen, 1);
}

static void
draw_port(Traffic *traffic, gsize index, GArray *day)
{
	const ScenarioPort *port = &traffic->scenario->ports[index];
	double mean = drift(traffic, port->packets) * weekday(traffic) * exp(traffic->port_mood[index]);
	gint64 n = dice_poisson(&traffic->dice, mean * traffic->scale);

	weigh_regions(traffic, port->lean);
	weigh_sensors(traffic, NULL);
	weigh_hours(traffic, (guint)index);
	for (gint64 i = 0; i < n; i++) {
		Observation seen = { .protocol = port->protocol, .port = port->port };
		gsize region = dice_pick(&traffic->dice, traffic->regions, traffic->scenario->n_regions);

		draw_place(traffic, &seen);
		draw_source(traffic, &seen, region, port->lean, mean);
		keep(traffic, day, &seen);
	}
}

/* The long tail: ports that are hit once in a while. */
static void
draw_others(Traffic *traffic, GArray *day)
{
	gint64 n = dice_poisson(&traffic->dice, traffic->scenario->others * traffic->scale);

	weigh_regions(traffic, LEAN_EVEN);
	weigh_sensors(traffic, NULL);
	weigh_hours(traffic, 0);
	for (gint64 i = 0; i < n; i++) {
		double u = dice_even(&traffic->dice);
		Observation seen = { .protocol = dice_below(&traffic->dice, 5) ? PROTOCOL_TCP : PROTOCOL_UDP };
		gsize region = dice_pick(&traffic->dice, traffic->regions, traffic->scenario->n_regions);

		seen.port = (guint16)(1 + u * u * 65535);
		draw_place(traffic, &seen);
		draw_source(traffic, &seen, region, LEAN_EVEN, 1);
		keep(traffic, day, &seen);
	}
}

static gsize
region_index(const Scenario *scenario, const char *code)
{
	gsize i = 0;

	while (i < scenario->n_regions && !g_str_equal(scenario->regions[i].code, code))
		i++;
	g_assert(i < scenario->n_regions);
	return i;
}

/* An event's own weights of regions, as running sums. */
static void
weigh_origins(Traffic *traffic, const ScenarioEvent *event)
{
	const Scenario *scenario = traffic->scenario;

	memset(traffic->regions, 0, scenario->n_regions * sizeof *traffic->regions);
	for (const ScenarioOrigin *origin = event->origins; origin->code; origin++)
		traffic->regions[region_index(scenario, origin->code)] = origin->share;
	for (gsize i = 1; i < scenario->n_regions; i++)
		traffic->regions[i] += traffic->regions[i - 1];
}

static void
draw_event(Traffic *traffic, const ScenarioEvent *event, GArray *day)
{
	gint64 from = scenario_time(event->from), to = scenario_time(event->to);
	double weeks = (double)(traffic->day - from) / DAY / WEEK;
	gint64 n;

	if (traffic->day + DAY <= from || traffic->day >= to)
		return;
	n = dice_poisson(&traffic->dice, event->packets * pow(event->growth, weeks) * traffic->scale);
	weigh_origins(traffic, event);
	weigh_sensors(traffic, event->sensor);
	weigh_hours(traffic, event->port);
	for (gint64 i = 0; i < n; i++) {
		Observation seen = { .protocol = event->protocol, .port = event->port, .signature = event->signature };
		gsize region = dice_pick(&traffic->dice, traffic->regions, traffic->scenario->n_regions);
		guint32 service = (guint32)event->protocol << 16 | event->port;

		draw_place(traffic, &seen);
		seen.packets = 1 + dice_below(&traffic->dice, event->repeats);
		put_source4(&seen, scenario_block(region) |
				       scatter(region, service, 0xff, dice_below(&traffic->dice, event->sources)));
		if (seen.time >= from && seen.time < to)
			keep(traffic, day, &seen);
	}
}

static gint
by_time(gconstpointer a, gconstpointer b)
{
	const Observation *x = a, *y = b;

	return (x->time > y->time) - (x->time < y->time);
}

gboolean
traffic_next(Traffic *traffic, GArray *day)
{
	const Scenario *scenario = traffic->scenario;

	g_array_set_size(day, 0);
	if (traffic->day >= traffic->end)
		return FALSE;
	change_moods(traffic, traffic->port_mood, scenario->n_ports, port_stray);
	change_moods(traffic, traffic->region_mood, scenario->n_regions, region_stray);
	for (gsize i = 0; i < scenario->n_ports; i++)
		draw_port(traffic, i, day);
	draw_others(traffic, day);
	for (gsize i = 0; i < scenario->n_events; i++)
		draw_event(traffic, &scenario->events[i], day);
	g_array_sort(day, by_time);
	traffic->day += DAY;
	return TRUE;
}
