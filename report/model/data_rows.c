/*
 * data_rows.c: columns of the ranked tables: ports, ICMP types, regions, signatures.
 */
#include <string.h>
#include "data.h"

static void
share(const Writer *writer, gconstpointer row, gsize offset)
{
	data_put_ratio(writer->out, data_number(row, offset), writer->model->now.packets, 6);
}

/* Counts of the quarter before, as far as it is known. */
static void
before(const Writer *writer, gconstpointer row, gsize offset)
{
	if (writer->model->before.observed > 0 && data_number(row, offset) >= 0)
		data_put_number(writer->out, data_number(row, offset));
}

/* Packets a sensor and day observed; nothing where nothing was. */
static void
rate(const Writer *writer, gconstpointer row, gsize offset)
{
	data_put_ratio(writer->out, data_number(row, offset) * 86400, writer->model->now.observed, 3);
}

static void
rate_before(const Writer *writer, gconstpointer row, gsize offset)
{
	if (data_number(row, offset) >= 0)
		data_put_ratio(writer->out, data_number(row, offset) * 86400, writer->model->before.observed, 3);
}

/* "23/tcp" is protocol tcp, port 23; a port of no such protocol stands as the key says it, "47/ip". */
static void
protocol(const Writer *writer, gconstpointer row, gsize offset)
{
	const char *slash = strrchr(data_text(row, offset), '/');

	data_put_text(writer->out, slash ? slash + 1 : NULL);
}

static void
port(const Writer *writer, gconstpointer row, gsize offset)
{
	const char *key = data_text(row, offset), *slash = strrchr(key, '/');

	g_string_append_len(writer->out, key, slash ? slash - key : (gssize)strlen(key));
}

/* What is left without artefacts, where any is told of in the table; then 0 is a number too. */
static void
left(const Writer *writer, gconstpointer row, gsize offset)
{
	if (((const ModelRow *)row)->rank_without != 0)
		data_as_number(writer, row, offset);
}

static void
known_before(const Writer *writer, gconstpointer row, gsize offset)
{
	if (writer->model->before.observed > 0 && data_number(row, offset) >= 0)
		g_string_append(
		    writer->out, model_is_about(writer->model, &writer->model->before) ? "approximate" : "exact");
}

#define ROW(field) offsetof(ModelRow, field)
/* What every table says of a row, after the columns that name it. */
static const Column row_columns[] = {
	{ "packets", data_as_number, ROW(packets), 1 },
	{ "share", share, ROW(packets), 1 },
	{ "sources", data_as_counted, ROW(sources), 1 },
	{ "previous_rank", data_as_rank, ROW(previous_rank), 1 },
	{ "previous_packets", before, ROW(previous_packets), 1 },
	{ "previous_sources", before, ROW(previous_sources), 1 },
	{ "rate", rate, ROW(packets), 1 },
	{ "previous_rate", rate_before, ROW(previous_packets), 1 },
	{ "factor", data_as_thousandths, ROW(factor), 2 },
	{ "corrected_rank", data_as_rank, ROW(corrected_rank), 2 },
	{ "corrected_previous_rank", data_as_rank, ROW(corrected_previous_rank), 2 },
	{ "caveat", data_as_text, ROW(caveat), 2 },
	{ "packets_without", left, ROW(packets_without), 3 },
	{ "rank_without", data_as_rank, ROW(rank_without), 3 },
	{ "sources_known", data_as_known, ROW(sources), 3 },
	{ "previous_sources_known", known_before, ROW(previous_sources), 3 },
};

static const Column port_columns[] = {
	{ "rank", data_as_positive, ROW(rank), 1 },
	{ "protocol", protocol, ROW(key), 1 },
	{ "port", port, ROW(key), 1 },
	{ "service", data_as_text, ROW(service), 1 },
};

static const Column region_columns[] = {
	{ "rank", data_as_positive, ROW(rank), 1 },
	{ "region", data_as_text, ROW(key), 1 },
};

static const Column signature_columns[] = {
	{ "rank", data_as_positive, ROW(rank), 1 },
	{ "signature", data_as_text, ROW(key), 1 },
};

const Columns data_row = { row_columns, G_N_ELEMENTS(row_columns) };
const Columns data_port = { port_columns, G_N_ELEMENTS(port_columns) };
const Columns data_region = { region_columns, G_N_ELEMENTS(region_columns) };
const Columns data_signature = { signature_columns, G_N_ELEMENTS(signature_columns) };
