/*
 * table.c: segments as a virtual table of SQLite.  It says which conditions help (xBestIndex), narrows what is read
 * by them (narrow.c), and lets the rows be shown (show.c); it holds one segment at a time.
 */
#include <string.h>
#include "error.h"
#include "show.h"
#include "table.h"

typedef struct {
	sqlite3_vtab base;
	Store *store;
	Store *owned; /* the same, where it is ours to close */
	QueryReads *reads;
	guint cursors; /* open ones; while there are, an owned store is held */
} Table;

typedef struct {
	sqlite3_vtab_cursor base;
	Scan *scan;
	Glossary *names;
	Narrow *narrow;
	GArray *segments; /* of Segment */
	guint next;       /* segment to be read */
	Segment segment;  /* that is read */
	Rows rows;
	guint columns;   /* that rows are shown by, as COLUMN_BITs */
	guint32 *chosen; /* [SEGMENT_ROWS] places of the rows to show */
	gsize n, at;
	Clock clock;
} Cursor;

typedef struct {
	Store *store;
	QueryReads *reads;
} Link;

/* --- the table ------------------------------------------------------------------------------- */

/* The text of an argument in single or double quotes, or bare; caller owns it. */
static char *
unquote(const char *argument)
{
	gsize length = strlen(argument);

	if (length >= 2 && (*argument == '\'' || *argument == '"') && argument[length - 1] == *argument)
		return g_strndup(argument + 1, length - 2);
	return g_strdup(argument);
}

static Store *
open_store(sqlite3 *db, int argc, const char *const *argv, GError **error)
{
	const char *main = sqlite3_db_filename(db, "main");
	g_autofree char *path = argc == 4 ? unquote(argv[3]) : argc < 4 && main && *main ? g_strdup(main) : NULL;

	if (path)
		return store_open(path, STORE_READ, NULL, error);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
	    "observation wants a store: open it, or CREATE VIRTUAL TABLE temp.observation USING "
	    "observation('teiten.db')");
	return NULL;
}

/* Gives the code that says whether the question or the system is to blame. */
static int
failed(char **message, const GError *error)
{
	sqlite3_free(*message);
	*message = sqlite3_mprintf("%s", error->message);
	return error->code == TEITEN_ERROR_INPUT ? SQLITE_ERROR : SQLITE_IOERR;
}

static int
connect_table(sqlite3 *db, void *data, int argc, const char *const *argv, sqlite3_vtab **table, char **message)
{
	const Link *link = data;
	g_autoptr(GError) error = NULL;
	Store *owned = NULL;
	Table *new;
	int code;

	if (!link->store && !(owned = open_store(db, argc, argv, &error)))
		return failed(message, error);
	if ((code = sqlite3_declare_vtab(db, COLUMNS_SHOWN)) != SQLITE_OK) {
		store_free(owned);
		return code;
	}
	new = g_new0(Table, 1);
	new->owned = owned;
	new->store = owned ? owned : link->store;
	new->reads = link->reads;
	*table = &new->base;
	return SQLITE_OK;
}

static int
disconnect(sqlite3_vtab *base)
{
	Table *table = (Table *)base;

	store_free(table->owned);
	g_free(table);
	return SQLITE_OK;
}

static gboolean
is_order(int op)
{
	return op == SQLITE_INDEX_CONSTRAINT_GT || op == SQLITE_INDEX_CONSTRAINT_GE ||
	       op == SQLITE_INDEX_CONSTRAINT_LT || op == SQLITE_INDEX_CONSTRAINT_LE;
}

static gboolean
is_help(sqlite3_index_info *info, int i)
{
	const int column = info->aConstraint[i].iColumn, op = info->aConstraint[i].op;

	if (!info->aConstraint[i].usable || column < 0 || column >= SHOW_COUNT)
		return FALSE;
	if (op != SQLITE_INDEX_CONSTRAINT_EQ && !(is_order(op) && shown[column].helps == HELPS_ORDER))
		return FALSE;
	return shown[column].helps != HELPS_NOT && g_ascii_strcasecmp(sqlite3_vtab_collation(info, i), "BINARY") == 0;
}

/*
 * The plan, in idxStr: of each condition that helps its column, its op and whether it is a list, as "COLUMN OP LIST;"
 * in the order of the values that xFilter gets; in idxNum: the columns that are shown.  Costs are guesses of what is
 * read: order halves it, equality leaves little to show.
 */
static int
best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
	g_autoptr(GString) plan = g_string_new(NULL);
	double cost = 1e7, rows = 1e7;
	int n = 0;

	(void)base;
	for (int i = 0; i < info->nConstraint; i++) {
		const int column = info->aConstraint[i].iColumn, op = info->aConstraint[i].op;
		if (!is_help(info, i))
			continue;
		g_string_append_printf(
		    plan, "%d %d %d;", column, op, op == SQLITE_INDEX_CONSTRAINT_EQ && sqlite3_vtab_in(info, i, 1));
		info->aConstraintUsage[i].argvIndex = ++n;
		cost *= is_order(op) ? 0.5 : 0.2;
		rows *= is_order(op) ? 0.5 : 0.02;
	}
	info->idxNum = (int)(info->colUsed & ((1u << SHOW_COUNT) - 1));
	info->idxStr = sqlite3_mprintf("%s", plan->str);
	info->needToFreeIdxStr = 1;
	info->estimatedCost = cost;
	info->estimatedRows = (sqlite3_int64)MAX(rows, 1);
	return info->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}

/* --- the cursor ------------------------------------------------------------------------------- */

static int
open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **opened)
{
	Table *table = (Table *)base;
	g_autoptr(GError) error = NULL;
	Cursor *cursor;

	if (table->owned && table->cursors == 0 && !store_hold(table->owned, &error))
		return failed(&base->zErrMsg, error);
	table->cursors++;
	cursor = g_new0(Cursor, 1);
	cursor->scan = scan_new(table->store);
	cursor->chosen = g_new(guint32, SEGMENT_ROWS);
	*opened = &cursor->base;
	return SQLITE_OK;
}

static void
clear_cursor(Cursor *cursor)
{
	g_clear_pointer(&cursor->names, glossary_free);
	g_clear_pointer(&cursor->narrow, narrow_free);
	g_clear_pointer(&cursor->segments, g_array_unref);
	cursor->next = 0;
	cursor->n = cursor->at = 0;
	cursor->clock.minute = -1;
}

static int
close_cursor(sqlite3_vtab_cursor *base)
{
	Table *table = (Table *)base->pVtab;
	Cursor *cursor = (Cursor *)base;

	clear_cursor(cursor);
	scan_free(cursor->scan);
	g_free(cursor->chosen);
	g_free(cursor);
	if (--table->cursors == 0 && table->owned)
		store_release(table->owned);
	return SQLITE_OK;
}

/* The values of a condition: one, or those of its list; array of sqlite3_value *, which are SQLite's. */
static GPtrArray *
values_of(sqlite3_value *value, gboolean list)
{
	GPtrArray *values = g_ptr_array_new();
	sqlite3_value *each = NULL;

	if (!list) {
		g_ptr_array_add(values, value);
		return values;
	}
	/* what SQLite gives is good until the next is asked for */
	g_ptr_array_set_free_func(values, (GDestroyNotify)sqlite3_value_free);
	for (int code = sqlite3_vtab_in_first(value, &each); code == SQLITE_OK && each;
	     code = sqlite3_vtab_in_next(value, &each))
		g_ptr_array_add(values, sqlite3_value_dup(each));
	return values;
}

static void
narrow_by(Cursor *cursor, Show column, int op, GPtrArray *values)
{
	sqlite3_value **all = (sqlite3_value **)values->pdata;
	const gboolean one = values->len == 1;

	switch (column) {
	case SHOW_TIME:
	case SHOW_DAY:
		if (one)
			narrow_text(cursor->narrow, cursor->names, op, column == SHOW_DAY, all[0]);
		break;
	case SHOW_EPOCH:
		if (one)
			narrow_epoch(cursor->narrow, op, all[0]);
		break;
	case SHOW_PORT:
		if (one)
			narrow_port(cursor->narrow, op, all[0]);
		else
			narrow_ports(cursor->narrow, all, values->len);
		break;
	case SHOW_SOURCE:
		narrow_sources(cursor->narrow, all, values->len);
		break;
	default:
		narrow_named(cursor->narrow, cursor->names, shown[column].stored, all, values->len);
	}
}

/* Takes the segments out whose days hold nothing wanted; they are in order of day. */
static gboolean
drop_days(Cursor *cursor, Store *store, GError **error)
{
	gboolean wanted = TRUE;
	gint64 day = G_MININT64;
	guint kept = 0;

	for (guint i = 0; i < cursor->segments->len; i++) {
		Segment segment = g_array_index(cursor->segments, Segment, i);
		if (segment.day != day && !narrow_day(cursor->narrow, store, segment.day, &wanted, error))
			return FALSE;
		day = segment.day;
		if (wanted)
			g_array_index(cursor->segments, Segment, kept++) = segment;
	}
	g_array_set_size(cursor->segments, kept);
	return TRUE;
}

/* Reads on to the next segment with rows to show; n is 0 where there is none. */
static gboolean
read_on(Cursor *cursor, GError **error)
{
	QueryReads *reads = ((Table *)cursor->base.pVtab)->reads;
	const guint by = narrow_columns(cursor->narrow);

	cursor->n = cursor->at = 0;
	while (cursor->n == 0 && cursor->next < cursor->segments->len) {
		cursor->segment = g_array_index(cursor->segments, Segment, cursor->next++);
		if (!scan_read(cursor->scan, &cursor->segment, by, &cursor->rows, error))
			return FALSE;
		cursor->n = narrow_rows(cursor->narrow, &cursor->rows, cursor->chosen);
		if (cursor->n > 0 && (cursor->columns & ~by) != 0 &&
		    !scan_read(cursor->scan, &cursor->segment, cursor->columns, &cursor->rows, error))
			return FALSE;
		if (reads && (by | cursor->columns) != 0)
			reads->read++;
		if (reads)
			reads->observations += (gint64)cursor->n;
	}
	return TRUE;
}

static gboolean
begin(Cursor *cursor, Table *table, const char *plan, sqlite3_value **argv, GError **error)
{
	g_auto(GStrv) parts = g_strsplit(plan, ";", -1);

	if (!(cursor->names = glossary_read(table->store, error)))
		return FALSE;
	cursor->narrow = narrow_new();
	for (gsize i = 0; parts[i] && *parts[i]; i++) {
		g_auto(GStrv) words = g_strsplit(parts[i], " ", 3);
		g_autoptr(GPtrArray) values = values_of(argv[i], *words[2] == '1');
		narrow_by(cursor, (Show)atoi(words[0]), atoi(words[1]), values);
	}
	cursor->segments = store_segments(table->store, cursor->narrow->from, cursor->narrow->to, error);
	if (!cursor->segments || !drop_days(cursor, table->store, error))
		return FALSE;
	if (table->reads)
		table->reads->segments += cursor->segments->len;
	return read_on(cursor, error);
}

static int
filter(sqlite3_vtab_cursor *base, int used, const char *plan, int argc, sqlite3_value **argv)
{
	Cursor *cursor = (Cursor *)base;
	g_autoptr(GError) error = NULL;

	(void)argc;
	clear_cursor(cursor);
	cursor->columns = 0;
	for (Show s = 0; s < SHOW_COUNT; s++)
		if (used & (1 << s))
			cursor->columns |= shown[s].columns;
	return begin(cursor, (Table *)base->pVtab, plan, argv, &error) ? SQLITE_OK
								       : failed(&base->pVtab->zErrMsg, error);
}

static int
next(sqlite3_vtab_cursor *base)
{
	Cursor *cursor = (Cursor *)base;
	g_autoptr(GError) error = NULL;

	if (++cursor->at < cursor->n || read_on(cursor, &error))
		return SQLITE_OK;
	return failed(&base->pVtab->zErrMsg, error);
}

static int
eof(sqlite3_vtab_cursor *base)
{
	const Cursor *cursor = (const Cursor *)base;

	return cursor->at >= cursor->n;
}

static int
column(sqlite3_vtab_cursor *base, sqlite3_context *context, int show)
{
	Cursor *cursor = (Cursor *)base;

	show_value(context, (Show)show, &cursor->segment, &cursor->rows, cursor->chosen[cursor->at], cursor->names,
	    &cursor->clock);
	return SQLITE_OK;
}

static int
row_id(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
	const Cursor *cursor = (const Cursor *)base;

	*id = cursor->segment.id * SEGMENT_ROWS + cursor->chosen[cursor->at];
	return SQLITE_OK;
}

/* No xUpdate: SQLite refuses to write to it. */
static const sqlite3_module observation = {
	.xCreate = connect_table,
	.xConnect = connect_table,
	.xBestIndex = best_index,
	.xDisconnect = disconnect,
	.xDestroy = disconnect,
	.xOpen = open_cursor,
	.xClose = close_cursor,
	.xFilter = filter,
	.xNext = next,
	.xEof = eof,
	.xColumn = column,
	.xRowid = row_id,
};

int
table_register(sqlite3 *db, Store *store, QueryReads *reads)
{
	Link *link = g_new0(Link, 1);

	*link = (Link) { store, reads };
	return sqlite3_create_module_v2(db, "observation", &observation, link, g_free);
}
