/*
 * reader_pcap.c: captures, pcap and pcapng, by libpcap.  In: decoded bytes through a stdio stream of our own.
 * Out: one observation a packet that reached the sensor by IP; what was passed over is counted, and told.
 */
#define _GNU_SOURCE /* fopencookie, pcap's types */
#include <stdio.h>
#include <string.h>
#include <pcap/pcap.h>
#include "error.h"
#include "packet.h"
#include "pcapng.h"
#include "reader.h"
#include "signature.h"

enum { BUFFER = 1 << 18 /* of the stream [B] */ };

typedef struct {
	Reader reader;
	FILE *stream;
	pcap_t *pcap;
	int link;
	Pcapng *pcapng;  /* what the bytes say of packets that are not there */
	GError *failure; /* of the input, seen by the stream */
	gint64 number;   /* of the packet last read, from 1 */
	gint64 kinds[PACKET_KINDS], arrivals[ARRIVALS];
	const char **labels; /* of the signatures */
	gboolean ended;
} PcapReader;

/* Whether the first bytes are of a capture: pcap of both byte orders, in micro- and nanoseconds, or pcapng. */
static gboolean
pcap_knows(const guint8 *first, gsize n)
{
	static const guint8 magics[][4] = { { 0xa1, 0xb2, 0xc3, 0xd4 }, { 0xd4, 0xc3, 0xb2, 0xa1 },
		{ 0xa1, 0xb2, 0x3c, 0x4d }, { 0x4d, 0x3c, 0xb2, 0xa1 }, { 0x0a, 0x0d, 0x0d, 0x0a } };

	for (gsize i = 0; i < G_N_ELEMENTS(magics); i++)
		if (n >= sizeof magics[i] && memcmp(first, magics[i], sizeof magics[i]) == 0)
			return TRUE;
	return FALSE;
}

static ssize_t
stream_read(void *cookie, char *data, size_t length)
{
	PcapReader *pcap = cookie;
	gssize n = pcap->failure ? -1 : input_read(pcap->reader.input, data, length, &pcap->failure);

	if (n > 0)
		pcapng_feed(pcap->pcapng, (const guint8 *)data, (gsize)n);
	return n;
}

/* The input's own sentence where it failed, else libpcap's. */
static gboolean
fail(PcapReader *pcap, const char *reason, GError **error)
{
	if (pcap->failure)
		g_propagate_error(error, g_steal_pointer(&pcap->failure));
	else
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: %s", input_name(pcap->reader.input), reason);
	return FALSE;
}

static gboolean
open_stream(PcapReader *pcap, GError **error)
{
	const cookie_io_functions_t functions = { .read = stream_read };
	char reason[PCAP_ERRBUF_SIZE];

	pcap->stream = fopencookie(pcap, "r", functions);
	if (!pcap->stream) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "no memory for a stream");
		return FALSE;
	}
	setvbuf(pcap->stream, NULL, _IOFBF, BUFFER);
	pcap->pcap = pcap_fopen_offline(pcap->stream, reason);
	if (!pcap->pcap)
		return fail(pcap, reason, error);
	pcap->stream = NULL; /* libpcap closes it now */
	return TRUE;
}

static gboolean
pcap_start(Reader *reader, GError **error)
{
	PcapReader *pcap = (PcapReader *)reader;
	g_autofree char *reason = NULL;

	reader->form = "pcap";
	pcap->pcapng = pcapng_new();
	if (!reader->sensor && destinations_is_empty(reader->destinations))
		return fail(pcap,
		    "a capture does not say which sensor it is of: give --sensor, --sensor-from or the sensors' "
		    "addresses",
		    error);
	if (!open_stream(pcap, error))
		return FALSE;
	pcap->link = pcap_datalink(pcap->pcap);
	if (!packet_knows(pcap->link)) {
		const char *name = pcap_datalink_val_to_name(pcap->link);
		reason =
		    g_strdup_printf("packets of link type %d (%s) cannot be read", pcap->link, name ? name : "unknown");
		return fail(pcap, reason, error);
	}
	if (reader->signatures)
		pcap->labels = signatures_keep(reader->signatures, reader->labels);
	return TRUE;
}

/* A packet that is refused has no text to keep: its number tells where it is. */
static gboolean
reject(const PcapReader *pcap, const char *reason, GError **error)
{
	const ReaderSink *sink = &pcap->reader.sink;

	return sink->reject(pcap->number, reason, NULL, 0, sink->data, error);
}

static void
observe(const PcapReader *pcap, const Packet *packet, gint64 time, const char *sensor, Observation *observation)
{
	int label = pcap->labels ? signatures_match(pcap->reader.signatures, packet->ip, packet->length) : -1;

	*observation = (Observation) { .time = time,
		.sensor = sensor,
		.signature = label < 0 ? NULL : pcap->labels[label],
		.packets = 1,
		.port = packet->port,
		.protocol = packet->protocol,
		.family = packet->family,
		.class = class_of_packet(packet->protocol, packet->port, packet->flags) };
	memcpy(observation->source, packet->source, sizeof observation->source);
}

/* The end of the capture: where it is cut in the middle of a packet, that packet is a bad one. */
static gboolean
end(PcapReader *pcap, int status, GError **error)
{
	static const char *const words[PACKET_KINDS] = { [PACKET_NOT_IP] = "not IP",
		[PACKET_OUTGOING] = "outgoing",
		[PACKET_CUT] = "cut short",
		[PACKET_DAMAGED] = "damaged" };

	pcap->ended = TRUE;
	pcap->kinds[PACKET_OUTGOING] += pcap->arrivals[SENT];
	for (int kind = PACKET_NOT_IP; kind < PACKET_KINDS; kind++)
		reader_remark(&pcap->reader, pcap->kinds[kind], words[kind]);
	reader_remark(&pcap->reader, pcap->arrivals[TO_MANY], "multicast");
	pcap->reader.loss = (BatchLoss) { status == PCAP_ERROR, pcapng_dropped(pcap->pcapng), pcap->kinds[PACKET_CUT] };
	reader_remark(&pcap->reader, pcap->reader.loss.dropped, "dropped before they were captured");
	if (status != PCAP_ERROR)
		return TRUE;
	if (pcap->failure)
		return fail(pcap, "", error);
	pcap->number++;
	return reject(pcap, pcap_geterr(pcap->pcap), error);
}

/* A good packet as an observation, or passed over, or refused; got tells which. */
static gboolean
take(PcapReader *pcap, const Packet *packet, gint64 time, Observation *observation, gboolean *got, GError **error)
{
	const char *sensor = pcap->reader.sensor, *reason = reader_time_reason(&pcap->reader, time);
	g_autofree char *unknown = NULL;
	Arrival arrival;

	*got = FALSE;
	if (reason)
		return reject(pcap, reason, error);
	arrival =
	    destinations_find(pcap->reader.destinations, packet->family, packet->source, packet->destination, &sensor);
	pcap->arrivals[arrival]++;
	if (arrival == TO_NOBODY) {
		unknown = destinations_reason(packet->family, packet->destination);
		return reject(pcap, unknown, error);
	}
	*got = arrival == ARRIVED;
	if (*got)
		observe(pcap, packet, time, sensor, observation);
	return TRUE;
}

static gssize
pcap_read(Reader *reader, Observation *observations, gsize n, GError **error)
{
	PcapReader *pcap = (PcapReader *)reader;
	gsize got = 0;

	while (got < n && !pcap->ended) {
		struct pcap_pkthdr *head;
		const guint8 *data;
		Packet packet;
		PacketKind kind;
		gboolean taken = FALSE;
		int status = pcap_next_ex(pcap->pcap, &head, &data);
		if (status != 1) {
			if (!end(pcap, status, error))
				return -1;
			break;
		}
		pcap->number++;
		kind = packet_read(pcap->link, data, head->caplen, &packet);
		pcap->kinds[kind]++;
		if (kind == PACKET_GOOD && !take(pcap, &packet, head->ts.tv_sec, &observations[got], &taken, error))
			return -1;
		got += taken;
	}
	return (gssize)got;
}

static void
pcap_stop(Reader *reader)
{
	PcapReader *pcap = (PcapReader *)reader;

	if (pcap->pcap)
		pcap_close(pcap->pcap);
	if (pcap->stream)
		fclose(pcap->stream);
	g_clear_error(&pcap->failure);
	g_clear_pointer(&pcap->pcapng, pcapng_free);
	g_free(pcap->labels);
}

const ReaderOps reader_pcap = { "pcap", pcap_knows, sizeof(PcapReader), pcap_start, pcap_read, pcap_stop };
