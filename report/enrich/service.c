/*
 * service.c: port and protocol to name.  In: our table of commonly scanned ports, the IANA
 * registry as CSV over it.  Where a port has several names the first record with one wins, which
 * is the registry's own order (80/tcp: http, www, www-http); a record without a name takes ours away.
 */
#include <string.h>
#include "csv.h"
#include "error.h"
#include "input.h"
#include "observation.h"
#include "service.h"

enum { TCP, UDP, TRANSPORTS, PORTS = 1 << 16, LARGEST = 64 << 20 /* of a registry file [B] */ };

struct Services {
	GStringChunk *chunk;
	const char *names[TRANSPORTS][PORTS]; /* NULL: none */
};

/* As IANA assigns them (registry of 2025-11). */
static const struct {
	guint8 protocol;
	guint16 port;
	const char *name;
} common[] = {
	{ PROTOCOL_TCP, 20, "ftp-data" },
	{ PROTOCOL_TCP, 21, "ftp" },
	{ PROTOCOL_TCP, 22, "ssh" },
	{ PROTOCOL_TCP, 23, "telnet" },
	{ PROTOCOL_TCP, 25, "smtp" },
	{ PROTOCOL_TCP, 53, "domain" },
	{ PROTOCOL_TCP, 80, "http" },
	{ PROTOCOL_TCP, 88, "kerberos" },
	{ PROTOCOL_TCP, 110, "pop3" },
	{ PROTOCOL_TCP, 111, "sunrpc" },
	{ PROTOCOL_TCP, 119, "nntp" },
	{ PROTOCOL_TCP, 135, "epmap" },
	{ PROTOCOL_TCP, 137, "netbios-ns" },
	{ PROTOCOL_TCP, 139, "netbios-ssn" },
	{ PROTOCOL_TCP, 143, "imap" },
	{ PROTOCOL_TCP, 179, "bgp" },
	{ PROTOCOL_TCP, 389, "ldap" },
	{ PROTOCOL_TCP, 443, "https" },
	{ PROTOCOL_TCP, 445, "microsoft-ds" },
	{ PROTOCOL_TCP, 465, "urd" },
	{ PROTOCOL_TCP, 502, "mbap" },
	{ PROTOCOL_TCP, 513, "login" },
	{ PROTOCOL_TCP, 514, "shell" },
	{ PROTOCOL_TCP, 515, "printer" },
	{ PROTOCOL_TCP, 548, "afpovertcp" },
	{ PROTOCOL_TCP, 554, "rtsp" },
	{ PROTOCOL_TCP, 587, "submission" },
	{ PROTOCOL_TCP, 631, "ipp" },
	{ PROTOCOL_TCP, 636, "ldaps" },
	{ PROTOCOL_TCP, 873, "rsync" },
	{ PROTOCOL_TCP, 993, "imaps" },
	{ PROTOCOL_TCP, 995, "pop3s" },
	{ PROTOCOL_TCP, 1080, "socks" },
	{ PROTOCOL_TCP, 1433, "ms-sql-s" },
	{ PROTOCOL_TCP, 1521, "ncube-lm" },
	{ PROTOCOL_TCP, 1723, "pptp" },
	{ PROTOCOL_TCP, 1883, "mqtt" },
	{ PROTOCOL_TCP, 2049, "shilp" },
	{ PROTOCOL_TCP, 2222, "EtherNet-IP-1" },
	{ PROTOCOL_TCP, 2323, "3d-nfsd" },
	{ PROTOCOL_TCP, 2375, "docker" },
	{ PROTOCOL_TCP, 2376, "docker-s" },
	{ PROTOCOL_TCP, 3128, "ndl-aas" },
	{ PROTOCOL_TCP, 3306, "mysql" },
	{ PROTOCOL_TCP, 3389, "ms-wbt-server" },
	{ PROTOCOL_TCP, 4786, "smart-install" },
	{ PROTOCOL_TCP, 5000, "commplex-main" },
	{ PROTOCOL_TCP, 5060, "sip" },
	{ PROTOCOL_TCP, 5061, "sips" },
	{ PROTOCOL_TCP, 5432, "postgresql" },
	{ PROTOCOL_TCP, 5555, "personal-agent" },
	{ PROTOCOL_TCP, 5672, "amqp" },
	{ PROTOCOL_TCP, 5683, "coap" },
	{ PROTOCOL_TCP, 5900, "rfb" },
	{ PROTOCOL_TCP, 5984, "couchdb" },
	{ PROTOCOL_TCP, 5985, "wsman" },
	{ PROTOCOL_TCP, 6379, "redis" },
	{ PROTOCOL_TCP, 6443, "sun-sr-https" },
	{ PROTOCOL_TCP, 6666, "ircu" },
	{ PROTOCOL_TCP, 6667, "ircu" },
	{ PROTOCOL_TCP, 7547, "cwmp" },
	{ PROTOCOL_TCP, 8000, "irdmi" },
	{ PROTOCOL_TCP, 8008, "http-alt" },
	{ PROTOCOL_TCP, 8080, "http-alt" },
	{ PROTOCOL_TCP, 8081, "sunproxyadmin" },
	{ PROTOCOL_TCP, 8443, "pcsync-https" },
	{ PROTOCOL_TCP, 8888, "ddi-tcp-1" },
	{ PROTOCOL_TCP, 9000, "cslistener" },
	{ PROTOCOL_TCP, 9090, "websm" },
	{ PROTOCOL_TCP, 9100, "hp-pdl-datastr" },
	{ PROTOCOL_TCP, 9200, "wap-wsp" },
	{ PROTOCOL_TCP, 10000, "ndmp" },
	{ PROTOCOL_TCP, 11211, "memcache" },
	{ PROTOCOL_TCP, 27017, "mongodb" },
	{ PROTOCOL_TCP, 47808, "bacnet" },
	{ PROTOCOL_UDP, 17, "qotd" },
	{ PROTOCOL_UDP, 19, "chargen" },
	{ PROTOCOL_UDP, 53, "domain" },
	{ PROTOCOL_UDP, 67, "bootps" },
	{ PROTOCOL_UDP, 69, "tftp" },
	{ PROTOCOL_UDP, 111, "sunrpc" },
	{ PROTOCOL_UDP, 123, "ntp" },
	{ PROTOCOL_UDP, 137, "netbios-ns" },
	{ PROTOCOL_UDP, 138, "netbios-dgm" },
	{ PROTOCOL_UDP, 161, "snmp" },
	{ PROTOCOL_UDP, 389, "ldap" },
	{ PROTOCOL_UDP, 443, "https" },
	{ PROTOCOL_UDP, 500, "isakmp" },
	{ PROTOCOL_UDP, 502, "mbap" },
	{ PROTOCOL_UDP, 514, "syslog" },
	{ PROTOCOL_UDP, 520, "router" },
	{ PROTOCOL_UDP, 1194, "openvpn" },
	{ PROTOCOL_UDP, 1434, "ms-sql-m" },
	{ PROTOCOL_UDP, 1701, "l2f" },
	{ PROTOCOL_UDP, 1900, "ssdp" },
	{ PROTOCOL_UDP, 2152, "gtp-user" },
	{ PROTOCOL_UDP, 3478, "stun" },
	{ PROTOCOL_UDP, 3702, "ws-discovery" },
	{ PROTOCOL_UDP, 4500, "ipsec-nat-t" },
	{ PROTOCOL_UDP, 5060, "sip" },
	{ PROTOCOL_UDP, 5353, "mdns" },
	{ PROTOCOL_UDP, 5683, "coap" },
	{ PROTOCOL_UDP, 11211, "memcache" },
	{ PROTOCOL_UDP, 47808, "bacnet" },
};

/* The columns we read, by the registry's own head line. */
enum { NAME, PORT, TRANSPORT, COLUMNS };
static const char *const heads[COLUMNS] = { "Service Name", "Port Number", "Transport Protocol" };

static gboolean
is_text(const CsvField *field, const char *text)
{
	return field->length == strlen(text) && memcmp(field->text, text, field->length) == 0;
}

static gboolean
find_columns(const CsvRow *row, guint columns[COLUMNS], GError **error)
{
	for (guint k = 0; k < COLUMNS; k++) {
		guint i = 0;
		while (i < row->n_fields && !is_text(&row->fields[i], heads[k]))
			i++;
		columns[k] = i;
		if (i == row->n_fields) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
			    "the head line has no column '%s': this is not the IANA registry as CSV", heads[k]);
			return FALSE;
		}
	}
	return TRUE;
}

/* "23" or "6665-6669". */
static gboolean
parse_ports(const CsvField *field, guint64 *from, guint64 *to)
{
	g_autofree char *text = g_strndup(field->text, field->length);
	char *dash = strchr(text, '-');

	if (dash)
		*dash++ = '\0';
	return g_ascii_string_to_unsigned(text, 10, 0, PORTS - 1, from, NULL) &&
	       g_ascii_string_to_unsigned(dash ? dash : text, 10, *from, PORTS - 1, to, NULL);
}

static gboolean
add_record(Services *services, const CsvRow *row, const guint columns[COLUMNS], guint8 *named, GError **error)
{
	const CsvField *port, *transport, *name;
	const char *text;
	guint64 from, to;

	if (row->n_fields <= MAX(MAX(columns[NAME], columns[PORT]), columns[TRANSPORT])) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "the record has only %u columns", row->n_fields);
		return FALSE;
	}
	name = &row->fields[columns[NAME]];
	port = &row->fields[columns[PORT]];
	transport = &row->fields[columns[TRANSPORT]];
	if (port->length == 0 || (!is_text(transport, "tcp") && !is_text(transport, "udp")))
		return TRUE;
	if (!parse_ports(port, &from, &to)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%.*s' is no port or range of ports",
		    (int)MIN(port->length, 40), port->text);
		return FALSE;
	}
	text = name->length > 0 ? g_string_chunk_insert_len(services->chunk, name->text, name->length) : NULL;
	for (guint64 i = from; i <= to; i++) {
		guint kind = is_text(transport, "udp") ? UDP : TCP;
		if (named[kind * PORTS + i])
			continue;
		services->names[kind][i] = text;
		named[kind * PORTS + i] = text != NULL;
	}
	return TRUE;
}

static gboolean
read_registry(Services *services, const char *path, const char *text, gsize length, GError **error)
{
	g_autoptr(Csv) csv = csv_new(',', '"');
	g_autofree guint8 *named = g_malloc0(TRANSPORTS * PORTS);
	guint columns[COLUMNS], line = 1;
	gsize at = 0;
	CsvRow row;

	if (length == 0) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: the file is empty", path);
		return FALSE;
	}
	for (; at < length; at += row.size, line += row.lines) {
		gboolean ok;
		csv_row(csv, text + at, length - at, TRUE, &row);
		if (row.reason) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s:%u: %s", path, line, row.reason);
			return FALSE;
		}
		ok = at == 0 ? find_columns(&row, columns, error)
			     : row.size <= 2 || add_record(services, &row, columns, named, error);
		if (!ok) {
			g_prefix_error(error, "%s:%u: ", path, line);
			return FALSE;
		}
	}
	return TRUE;
}

Services *
services_load(const char *path, GError **error)
{
	g_autoptr(Services) services = g_new0(Services, 1);
	g_autofree char *text = NULL;
	gsize length;

	services->chunk = g_string_chunk_new(1 << 16);
	for (gsize i = 0; i < G_N_ELEMENTS(common); i++)
		services->names[common[i].protocol == PROTOCOL_UDP ? UDP : TCP][common[i].port] = common[i].name;
	if (!path)
		return g_steal_pointer(&services);
	text = input_load(path, LARGEST, &length, error);
	if (!text || !read_registry(services, path, text, length, error))
		return NULL;
	return g_steal_pointer(&services);
}

void
services_free(Services *services)
{
	if (!services)
		return;
	g_string_chunk_free(services->chunk);
	g_free(services);
}

const char *
services_name(const Services *services, guint8 protocol, guint16 port)
{
	if (protocol == PROTOCOL_TCP)
		return services->names[TCP][port];
	return protocol == PROTOCOL_UDP ? services->names[UDP][port] : NULL;
}
