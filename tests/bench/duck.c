/*
 * duck.c: the questions of scale.c put to DuckDB, one thread, through its C interface.
 *   duck LIBRARY load CSV DATABASE     rows of scale.c, numbers all; CPU seconds and bytes on stderr
 *   duck LIBRARY take CSV DATABASE     a file as sensors write it, with a head line; columns as DuckDB finds them
 *   duck LIBRARY join CSV DATABASE RANGES ADDRESS
 *                                      the same with what teiten ingest does besides: SHA-256 of the file, and the region
 *                                      of each row, by ranges.c's ranges and the address as a number, an SQL expression
 *   duck LIBRARY count DATABASE        as ask, without unique sources
 *   duck LIBRARY ask DATABASE [TSV]    CPU seconds on stderr; with TSV, the answers as scale.c prints them
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <glib.h>

/* duckdb.h of DuckDB 1.x: what is used of it. */
typedef struct {
	guint64 columns, rows, changed;
	void *data;
	char *message;
	void *inner;
} Result;

static struct {
	int (*open)(const char *path, void **database);
	int (*connect)(void *database, void **connection);
	int (*query)(void *connection, const char *sql, Result *result);
	void (*destroy_result)(Result *result);
	const char *(*result_error)(Result *result);
	void (*disconnect)(void **connection);
	void (*close)(void **database);
} duck;

static void *connection;

static void
die(const char *what, const char *why)
{
	fprintf(stderr, "duck: %s: %s\n", what, why);
	exit(1);
}

static void
link_to(const char *path)
{
	static const struct {
		const char *name;
		void *to;
	} functions[] = {
		{ "duckdb_open", &duck.open },
		{ "duckdb_connect", &duck.connect },
		{ "duckdb_query", &duck.query },
		{ "duckdb_destroy_result", &duck.destroy_result },
		{ "duckdb_result_error", &duck.result_error },
		{ "duckdb_disconnect", &duck.disconnect },
		{ "duckdb_close", &duck.close },
	};
	void *library = dlopen(path, RTLD_NOW);

	if (!library)
		die(path, dlerror());
	for (gsize i = 0; i < G_N_ELEMENTS(functions); i++) {
		void *function = dlsym(library, functions[i].name);
		if (!function)
			die(functions[i].name, "is not there");
		memcpy(functions[i].to, &function, sizeof function);
	}
}

static double
cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void
run(const char *sql)
{
	Result result;

	if (duck.query(connection, sql, &result) != 0)
		die(sql, duck.result_error(&result));
	duck.destroy_result(&result);
}

/* --- questions: the same numbers as in scale.c ----------------------------------------------- */

#define START G_GINT64_CONSTANT(1767193200)

static const struct {
	const char *name, *key, *tops;
} dimensions[] = {
	{ "port", "protocol * 65536 + port", "LIMIT 20" },
	{ "region", "region", "LIMIT 20" },
	{ "signature", "signature", "LIMIT 20" },
	{ "sensor", "sensor + 1", "" },
};

/* Runs a question, and writes its answer to *out where that is open. */
static void
put(const char *sql, FILE *out, const char *scratch)
{
	g_autofree char *copy = g_strdup_printf("COPY (%s) TO '%s' (DELIMITER '\t', HEADER false)", sql, scratch);
	g_autofree char *text = NULL;

	if (!out) {
		run(sql);
		return;
	}
	run(copy);
	if (!g_file_get_contents(scratch, &text, NULL, NULL))
		die(scratch, "cannot be read");
	fputs(text, out);
}

static void
ask_quarter(int quarter, gboolean with_sources, FILE *out, const char *scratch)
{
	gint64 from = quarter ? START + 90 * 86400 : START;
	gint64 to = quarter ? START + 181 * 86400 : START + 90 * 86400;
	g_autofree char *range = g_strdup_printf("t >= %" G_GINT64_FORMAT " AND t < %" G_GINT64_FORMAT, from, to);
	g_autofree char *total = g_strdup_printf(
	    "SELECT 'total', %d, 0, -1, count(DISTINCT source) FROM observation WHERE %s", quarter, range);

	if (with_sources)
		put(total, out, scratch);
	for (gsize d = 0; d < G_N_ELEMENTS(dimensions); d++) {
		const char *name = dimensions[d].name, *key = dimensions[d].key;
		g_autofree char *tally = g_strdup_printf("SELECT '%s', %d, k, -1, n FROM (SELECT %s AS k, count(*) AS "
							 "n FROM observation WHERE %s GROUP BY k) ORDER BY k",
		    name, quarter, key, range);
		g_autofree char *keep = g_strdup_printf("CREATE OR REPLACE TEMP TABLE top AS SELECT %s AS k FROM "
							"observation WHERE %s GROUP BY k ORDER BY count(*) DESC, k %s",
		    key, range, dimensions[d].tops);
		g_autofree char *sources = g_strdup_printf("SELECT '%s sources', %d, k, -1, count(DISTINCT source) "
							   "FROM (SELECT %s AS k, source FROM observation WHERE %s)"
							   " WHERE k IN (SELECT k FROM top) GROUP BY k",
		    name, quarter, key, range);
		g_autofree char *hours = g_strdup_printf(
		    "SELECT '%s hour', %d, k, b, count(*) FROM (SELECT %s AS k, (t - %" G_GINT64_FORMAT
		    ") // 3600 AS b FROM observation WHERE %s) WHERE k IN (SELECT k FROM top) GROUP BY k, b",
		    name, quarter, key, from, range);
		put(tally, out, scratch);
		run(keep);
		if (with_sources)
			put(sources, out, scratch);
		put(hours, out, scratch);
	}
}

static void
ask(const char *answers, gboolean sources)
{
	g_autofree char *scratch = answers ? g_strconcat(answers, ".part", NULL) : NULL;
	FILE *out = answers ? fopen(answers, "w") : NULL;
	double before = cpu();

	if (answers && !out)
		die(answers, "cannot be written");
	for (int quarter = 0; quarter < 2; quarter++)
		ask_quarter(quarter, sources, out, scratch);
	if (out) {
		fclose(out);
		remove(scratch);
	} else {
		fprintf(stderr, "%.3f\n", cpu() - before);
	}
}

/* What is told of a load: CPU seconds since before, and bytes. */
static void
tell(double before, const char *path)
{
	struct stat there;

	run("CHECKPOINT");
	if (stat(path, &there) != 0)
		die(path, "is not there");
	fprintf(stderr, "%.3f %lld\n", cpu() - before, (long long)there.st_size);
}

static void
take(const char *csv, const char *path)
{
	g_autofree char *sql =
	    g_strdup_printf("CREATE TABLE observation AS SELECT * FROM read_csv('%s', comment = '#')", csv);
	double before = cpu();

	run(sql);
	tell(before, path);
}

static void
join(const char *csv, const char *path, const char *ranges, const char *address)
{
	g_autofree char *regions = g_strdup_printf("CREATE TABLE region AS SELECT * FROM read_csv('%s')", ranges);
	g_autofree char *digest =
	    g_strdup_printf("CREATE TABLE batch AS SELECT sha256(content) AS sha256 FROM read_blob('%s')", csv);
	g_autofree char *rows =
	    g_strdup_printf("CREATE TABLE observation AS SELECT o.*, r.region FROM (SELECT *, %s AS address FROM"
			    " read_csv('%s', comment = '#')) o ASOF LEFT JOIN region r ON o.address >= r.start",
		address, csv);
	double before;

	run(regions);
	before = cpu();
	run(digest);
	run(rows);
	tell(before, path);
}

static void
load(const char *csv, const char *path)
{
	g_autofree char *sql = g_strdup_printf(
	    "INSERT INTO observation SELECT * FROM read_csv('%s', header = false, columns ="
	    " {'t': 'BIGINT', 'sensor': 'UTINYINT', 'source': 'UINTEGER', 'protocol': 'UTINYINT', 'port':"
	    " 'USMALLINT', 'region': 'USMALLINT', 'signature': 'UTINYINT'})",
	    csv);
	double before = cpu();

	run("CREATE TABLE observation (t BIGINT, sensor UTINYINT, source UINTEGER, protocol INTEGER, port INTEGER,"
	    " region USMALLINT, signature UTINYINT)");
	run(sql);
	tell(before, path);
}

int
main(int argc, char **argv)
{
	gboolean taking = argc == 5 && strcmp(argv[2], "take") == 0,
		 joining = argc == 7 && strcmp(argv[2], "join") == 0;
	gboolean loading = taking || joining || (argc == 5 && strcmp(argv[2], "load") == 0);
	void *database = NULL;
	const char *path;

	if (!loading && !(argc >= 4 && argc <= 5 && strcmp(argv[2], "ask") == 0) &&
	    !(argc == 4 && strcmp(argv[2], "count") == 0)) {
		fprintf(stderr,
		    "usage: duck LIBRARY load|take CSV DATABASE | duck LIBRARY join CSV DATABASE RANGES ADDRESS |"
		    " duck LIBRARY ask|count DATABASE [TSV]\n");
		return 2;
	}
	link_to(argv[1]);
	path = loading ? argv[4] : argv[3];
	if (duck.open(path, &database) != 0 || duck.connect(database, &connection) != 0)
		die(path, "cannot be opened");
	run("SET threads = 1");
	if (taking)
		take(argv[3], path);
	else if (joining)
		join(argv[3], path, argv[5], argv[6]);
	else if (loading)
		load(argv[3], path);
	else
		ask(argc == 5 ? argv[4] : NULL, argv[2][0] == 'a');
	duck.disconnect(&connection);
	duck.close(&database);
	return 0;
}
