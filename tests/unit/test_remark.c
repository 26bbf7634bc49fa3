/*
 * test_remark.c: what a highlight's facts become in sentences: what is said of each, and what is not where it is not known.
 */
#include <string.h>
#include "told_sample.h"

/* A highlight or two of the sample's quarter; times are of the quarter. */
typedef struct {
	const char *what;
	ModelHighlight told[3];
	const char *en;
} Case;

#define COUNT                                                                                                          \
	" There were about 2.5 times as many as at the level before. The quarter counts 472,361 of them, 4.4% of all " \
	"packets."
#define LEAD "Packets to 1900/UDP (ssdp) rose for a time (July 11 – 13)." COUNT

static const Case cases[] = {
	{ "a wide event", { { BURST, TIME, .scope = (char *)"wide", .sensors = 12 } },
	    LEAD " The change is seen at 12 sensors." },
	{ "an event of few sensors", { { BURST, TIME, .scope = (char *)"few", .sensors = 3 } },
	    LEAD " The change is confined to 3 sensors." },
	{ "an event of unknown extent", { { BURST, TIME, .sensors = 3 } }, LEAD },
	{ "no number of sensors", { { BURST, TIME, .scope = (char *)"few" } }, LEAD },
	{ "one sensor, and another rank without it",
	    { { BURST, TIME, ONE, .share = 979, .rest = 1012, .rank_without = 20 } },
	    LEAD " Of the rise, 98% was at one sensor, Sensor 5. Without it, there were about 1.0 times as many as "
		 "before. Without the change at this sensor, the rank would be 20 instead of 7." },
	{ "one sensor, almost all", { { BURST, TIME, ONE, .share = 999, .rest = 1012, .rank_without = 7 } },
	    LEAD " Of the rise, 99.9% was at one sensor, Sensor 5. Without it, there were about 1.0 times as many as "
		 "before." },
	{ "one sensor, all", { { BURST, TIME, ONE, .share = 1000, .rest = 1012 } },
	    LEAD " Of the rise, 100% was at one sensor, Sensor 5. Without it, there were about 1.0 times as many as "
		 "before." },
	{ "one sensor, no factor without it", { { BURST, TIME, ONE, .share = 979 } },
	    LEAD " Of the rise, 98% was at one sensor, Sensor 5." },
	{ "one sensor, below the table without it",
	    { { BURST, TIME, ONE, .share = 979, .rest = 1012, .rank_without = RANK_BEYOND } },
	    LEAD " Of the rise, 98% was at one sensor, Sensor 5. Without it, there were about 1.0 times as many as "
		 "before. Without the change at this sensor, it would be below the table instead of at rank 7." },
	{ "one sensor that is not known", { { BURST, TIME, .scope = (char *)"single", .sensors = 1 } },
	    LEAD " The change is confined to one sensor." },
	{ "one source at one sensor",
	    { { BURST, TIME, ONE, .share = 979, .rest = 1012, .rank_without = 20, .origin = (char *)"source",
		.source_share = 960, .network_share = 970, .packets_without_network = 12000,
		.rank_without_network = 19 } },
	    LEAD " Of the rise, 98% was at one sensor, Sensor 5. Without it, there were about 1.0 times as many as "
		 "before. One source sent 96% of the packets in this time. Without these, the quarter counts 12,000, "
		 "and the rank would be 19 instead of 7." },
	{ "one network, nothing left",
	    { { BURST, TIME, .origin = (char *)"network", .source_share = 300, .network_share = 991 } },
	    LEAD " One source network sent 99.1% of the packets in this time. Without these, the quarter counts none, "
		 "and it would not be in the table." },
	{ "one source, below the table without it",
	    { { BURST, TIME, .origin = (char *)"source", .source_share = 990, .packets_without_network = 900,
		.rank_without_network = RANK_BEYOND } },
	    LEAD " One source sent 99% of the packets in this time. Without these, the quarter counts 900, which would "
		 "be below the table instead of at rank 7." },
	{ "one network, the same rank without it",
	    { { BURST, TIME, .origin = (char *)"network", .network_share = 800, .packets_without_network = 90000,
		.rank_without_network = 7 } },
	    LEAD
	    " One source network sent 80% of the packets in this time. Without these, the quarter counts 90,000." },
	{ "one source, no rank asked",
	    { { BURST, TIME, .origin = (char *)"source", .source_share = 1000, .packets_without_network = 90000 } },
	    LEAD " One source sent 100% of the packets in this time. Without these, the quarter counts 90,000." },
	{ "one scanner at many sensors",
	    { { BURST, TIME, .scope = (char *)"wide", .sensors = 12, .origin = (char *)"source", .source_share = 960,
		.packets_without_network = 12000, .rank_without_network = 19 } },
	    LEAD " The change is seen at 12 sensors. One source sent 96% of the packets in this time. It is therefore "
		 "one scanner seen at many sensors, not a rise from many sources. Without these, the quarter counts "
		 "12,000, and the rank would be 19 instead of 7." },
	{ "a network of scanners",
	    { { BURST, TIME, .scope = (char *)"wide", .sensors = 12, .origin = (char *)"network", .network_share = 960,
		.packets_without_network = 12000, .rank_without_network = 19 } },
	    LEAD " The change is seen at 12 sensors. One source network sent 96% of the packets in this time. It is "
		 "therefore one network of scanners seen at many sensors, not a rise from many sources. Without these, "
		 "the quarter counts 12,000, and the rank would be 19 instead of 7." },
	{ "several sources",
	    { { BURST, TIME, .origin = (char *)"several", .source_share = 100, .packets_without_network = 12000 } },
	    LEAD },
	{ "a decline at one sensor",
	    { { .table = (char *)"port",
		.item = (char *)"23/tcp",
		.kind = (char *)"decline",
		.rank = 1,
		.previous_rank = 1,
		.from = 10 * DAY,
		.to = 13 * DAY,
		.factor = 400,
		.excess = -40000,
		ONE,
		.share = 700 } },
	    "Packets to 23/TCP (telnet) fell from July 11 on. There were about 0.4 times as many as at the level "
	    "before. The quarter counts 1,865,240 of them, 17.2% of all packets. Of the fall, 70% was at one sensor, "
	    "Sensor 5." },
	{ "a label, newly seen",
	    { { .table = (char *)"signature",
		.item = (char *)"SYNful Knock",
		.kind = (char *)"newscan",
		.from = 10 * DAY,
		.to = 92 * DAY,
		.factor = 2000,
		.excess = 900,
		.rank = 2 } },
	    "Packets of signature “SYNful Knock” were newly observed from July 11 on. The quarter counts 3,572 of "
	    "them. Within this time, there are no data from 14:50 on September 20 to 09:20 on September 24." },
	{ "right after a gap",
	    { { BURST, .from = SAMPLE_BACK - SAMPLE_START, .to = SEP + 28 * DAY, .factor = 2500, .excess = 480000 } },
	    "Packets to 1900/UDP (ssdp) rose for a time (September 24 – 28)." COUNT
	    " There are no data from 14:50 on September 20 to 09:20 on September 24, right before; the change may have "
	    "begun in that time." },
	{ "a day after a gap",
	    { { BURST, .from = SAMPLE_BACK - SAMPLE_START + DAY, .to = SEP + 28 * DAY, .factor = 2500,
		.excess = 480000 } },
	    "Packets to 1900/UDP (ssdp) rose for a time (September 25 – 28)." COUNT
	    " There are no data from 14:50 on September 20 to 09:20 on September 24, right before; the change may have "
	    "begun in that time." },
	{ "more than a day after a gap",
	    { { BURST, .from = SAMPLE_BACK - SAMPLE_START + DAY + 1, .to = SEP + 28 * DAY, .factor = 2500,
		.excess = 480000 } },
	    "Packets to 1900/UDP (ssdp) rose for a time (September 25 – 28)." COUNT },
	{ "about a gap", { { BURST, .from = SEP + 9 * DAY, .to = SEP + 28 * DAY, .factor = 2500, .excess = 480000 } },
	    "Packets to 1900/UDP (ssdp) rose for a time (September 10 – 28)." COUNT
	    " Within this time, there are no data from 14:50 on September 20 to 09:20 on September 24." },
	{ "until a gap",
	    { { BURST, .from = SEP + 9 * DAY, .to = SAMPLE_OUT - SAMPLE_START, .factor = 2500, .excess = 480000 } },
	    "Packets to 1900/UDP (ssdp) rose for a time (September 10 – 20)." COUNT
	    " There are no data from 14:50 on September 20 to 09:20 on September 24, right after; the change may have "
	    "ended in that time." },
	{ "a day before a gap",
	    { { BURST, .from = SEP + 9 * DAY, .to = SAMPLE_OUT - SAMPLE_START - DAY, .factor = 2500,
		.excess = 480000 } },
	    "Packets to 1900/UDP (ssdp) rose for a time (September 10 – 19)." COUNT },
	{ "an hour into a gap",
	    { { BURST, .from = SEP + 9 * DAY, .to = SAMPLE_OUT - SAMPLE_START + 3600, .factor = 2500,
		.excess = 480000 } },
	    "Packets to 1900/UDP (ssdp) rose for a time (September 10 – 20)." COUNT
	    " There are no data from 14:50 on September 20 to 09:20 on September 24, right after; the change may have "
	    "ended "
	    "in that time." },
	{ "more than an hour into a gap",
	    { { BURST, .from = SEP + 9 * DAY, .to = SAMPLE_OUT - SAMPLE_START + 3601, .factor = 2500,
		.excess = 480000 } },
	    "Packets to 1900/UDP (ssdp) rose for a time (September 10 – 20)." COUNT
	    " Within this time, there are no data from 14:50 on September 20 to 09:20 on September 24." },
	{ "the gap of its sensor",
	    { { BURST, .from = 31 * DAY, .to = 40 * DAY, .factor = 2500, .excess = 480000, .scope = (char *)"single",
		.sensors = 1, .sensor = (char *)"s07", .share = 979 } },
	    "Packets to 1900/UDP (ssdp) rose for a time (August 1 – 9)." COUNT
	    " Of the rise, 98% was at one sensor, Sensor 7. Within this time, there are no data from 00:00 on August 3 "
	    "to 00:00 on August 5 at Sensor 7." },
	{ "the gap of another sensor",
	    { { BURST, .from = 31 * DAY, .to = 40 * DAY, .factor = 2500, .excess = 480000, ONE, .share = 979 } },
	    "Packets to 1900/UDP (ssdp) rose for a time (August 1 – 9)." COUNT
	    " Of the rise, 98% was at one sensor, Sensor 5." },
	{ "to the end of the data", { { BURST, TIME, .note = (char *)"at-end" } },
	    LEAD " It lasts until the data end; whether it goes on is not known." },
	{ "one that explains another", { { BURST, TIME }, { CHINA, TIME, .parent = (char *)"h1" } },
	    LEAD " They also make up most of the rise of packets from China in the same time." },
	{ "one that explains two",
	    { { BURST, TIME }, { CHINA, TIME, .parent = (char *)"h1" }, { US, TIME, .parent = (char *)"h1" } },
	    LEAD " They also make up most of the rise of packets from China and the United States in the same time." },
	{ "a rank that moved",
	    { { .table = (char *)"port",
		.item = (char *)"53413/udp",
		.kind = (char *)"mover",
		.rank = 15,
		.previous_rank = 14,
		.to = 92 * DAY,
		.factor = 1350,
		.excess = 40000 } },
	    "Packets to 53413/UDP went from rank 14 in the previous quarter to rank 15. Per sensor and day there were "
	    "about 1.4 times as many as in the previous quarter. The quarter counts 162,190 of them, 1.5% of all "
	    "packets." },
	{ "a newcomer",
	    { { .table = (char *)"region",
		.item = (char *)"IR",
		.kind = (char *)"newcomer",
		.rank = 18,
		.to = 92 * DAY,
		.excess = 168407 } },
	    "Packets from Iran entered the table at rank 18 (previous quarter: not observed). The quarter counts "
	    "168,407 of them, 1.6% of all packets." },
	{ "one that is gone below the table",
	    { { .table = (char *)"region",
		.item = (char *)"BG",
		.kind = (char *)"departed",
		.rank = RANK_BEYOND,
		.previous_rank = 20,
		.to = 92 * DAY,
		.excess = -9000 } },
	    "Packets from Bulgaria left the top: rank 20 in the previous quarter, outside the table in this one. The "
	    "quarter counts 126,053 of them, 1.2% of all packets." },
	{ "a factor of ten and more",
	    { { BURST, .from = 10 * DAY, .to = 13 * DAY, .factor = 12600, .excess = 480000 } },
	    "Packets to 1900/UDP (ssdp) rose for a time (July 11 – 13). There were about 13 times as many as at the "
	    "level before. The quarter counts 472,361 of them, 4.4% of all packets." },
	{ "an unknown kind",
	    { { BURST, TIME }, { .table = (char *)"port", .item = (char *)"1/tcp", .kind = (char *)"miracle" } },
	    "report.en.md:4:1: highlight 'h2' is of the unknown kind 'miracle'" },
};

/* The sentences of each highlight, a line for each; without an edition each begins with its mark, which is cut. */
static char *
sentences(const Fixture *fixture, const Case *c)
{
	static const char text[] = "# T\n\n```each highlights\n{{highlight.remark}}\n```\n";
	g_autoptr(GError) error = NULL;
	g_autoptr(Doc) doc = NULL;
	GString *all = g_string_new(NULL);
	const Block *block;

	told_set(fixture->model, c->told, G_N_ELEMENTS(c->told));
	if (!(doc = fixture_make(fixture, fixture->en, text, &error))) {
		g_string_append(all, error->message);
		return g_string_free(all, FALSE);
	}
	for (guint i = 0; (block = fixture_block(doc, BLOCK_PARAGRAPH, i)); i++) {
		const char *told = block->text->utf8 + strlen("[Undecided] "), *open = strstr(told, " [To be judged");

		g_string_append_printf(
		    all, "%s%.*s", i > 0 ? "\n" : "", (int)(open ? open - told : (long)strlen(told)), told);
	}
	return g_string_free(all, FALSE);
}

static void
tells(gconstpointer data)
{
	const Case *c = data;
	Fixture fixture;
	g_autofree char *told = NULL;

	fixture_open(&fixture);
	told = sentences(&fixture, c);
	g_assert_cmpstr(told, ==, c->en);
	fixture_close(&fixture);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/remark/%s", cases[i].what);
		g_test_add_data_func(path, &cases[i], tells);
	}
	return g_test_run();
}
