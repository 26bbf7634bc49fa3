/*
 * model_io.c: model.json to a model.  What is read may come from anywhere: every member is checked for its type and
 * range, none may be missing, doubled or unknown, and an error names the member by its path.
 */
#include <jansson.h>
#include <stdarg.h>
#include <string.h>
#include "error.h"
#include "shape.h"

typedef struct {
	const char *file; /* what errors call it */
	GString *path;    /* of the member being read */
	gint version;     /* the model's, known first */
	gsize bins;       /* likewise, as soon as they are known */
	GError **error;
} Reader;

static gboolean G_GNUC_PRINTF(2, 3) fail(Reader *reader, const char *format, ...)
{
	g_autofree char *what = NULL;
	va_list list;

	va_start(list, format);
	what = g_strdup_vprintf(format, list);
	va_end(list);
	g_set_error(reader->error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: %s%s%s", reader->file, reader->path->str,
	    reader->path->len ? " " : "", what);
	return FALSE;
}

static gboolean
read_integer(Reader *reader, const json_t *node, gint64 low, gint64 high, gint64 *value)
{
	*value = json_integer_value(node); /* 0 where it is none */
	if (!json_is_integer(node))
		return fail(reader, "is not an integer");
	if (*value < low || *value > high)
		return fail(reader, "is %" G_GINT64_FORMAT ", out of its range", *value);
	return TRUE;
}

static gboolean
read_text(Reader *reader, const json_t *node, const char *const *words, char **text)
{
	const char *read;

	if (!json_is_string(node))
		return fail(reader, "is not a text");
	read = json_string_value(node);
	if (words && !g_strv_contains(words, read))
		return fail(reader, "has an unknown word '%s'", read);
	g_free(*text);
	*text = g_strdup(read);
	return TRUE;
}

static gboolean
read_name(Reader *reader, const json_t *node, char name[8])
{
	g_autofree char *text = NULL;

	if (!read_text(reader, node, NULL, &text))
		return FALSE;
	if (strlen(text) != 6 || text[4] != 'Q' || text[5] < '1' || text[5] > '4' || strspn(text, "0123456789") != 4)
		return fail(reader, "is no quarter like 2015Q3");
	g_strlcpy(name, text, 8);
	return TRUE;
}

static gboolean
read_boolean(Reader *reader, const json_t *node, gboolean *value)
{
	if (!json_is_boolean(node))
		return fail(reader, "is neither true nor false");
	*value = json_is_true(node);
	return TRUE;
}

static gboolean
read_series(Reader *reader, const json_t *node, gsize n, gint64 **series)
{
	if (!json_is_array(node))
		return fail(reader, "is not an array");
	if (json_array_size(node) != n)
		return fail(reader, "has %zu numbers, not %" G_GSIZE_FORMAT, json_array_size(node), n);
	*series = g_new0(gint64, n);
	for (gsize i = 0; i < n; i++) {
		const json_t *element = json_array_get(node, i);

		(*series)[i] = json_integer_value(element);
		if (json_is_integer(element) && (*series)[i] >= 0 && (*series)[i] <= MODEL_COUNT_MAX)
			continue;
		g_string_append_printf(reader->path, "[%" G_GSIZE_FORMAT "]", i);
		return read_integer(reader, element, 0, MODEL_COUNT_MAX, &(*series)[i]);
	}
	return TRUE;
}

static gboolean
read_counts(Reader *reader, const json_t *node, GArray **counts)
{
	g_autofree gint64 *series = NULL;
	gsize n = json_array_size(node);

	if (!read_series(reader, node, n, &series))
		return FALSE;
	*counts = g_array_sized_new(FALSE, FALSE, sizeof(gint64), (guint)n);
	g_array_append_vals(*counts, series, (guint)n);
	return TRUE;
}

static gboolean read_object(Reader *reader, const Shape *shape, const json_t *node, gpointer base);

/* Two elements of an array may not share their key. */
static gboolean
read_key(Reader *reader, const Shape *shape, const json_t *node, GHashTable *keys)
{
	const char *key = json_string_value(json_object_get(node, shape->key));

	return g_hash_table_add(keys, (gpointer)key) || fail(reader, "stands there twice ('%s')", key);
}

static gboolean
read_array(Reader *reader, const Shape *shape, const json_t *node, GPtrArray *values)
{
	g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);
	gsize length = reader->path->len;

	if (!json_is_array(node))
		return fail(reader, "is not an array");
	for (gsize i = 0; i < json_array_size(node); i++) {
		const json_t *element = json_array_get(node, i);

		g_string_append_printf(reader->path, "[%" G_GSIZE_FORMAT "]", i);
		g_ptr_array_add(values, shape->make());
		if (!read_object(reader, shape, element, values->pdata[i]) ||
		    (shape->key && !read_key(reader, shape, element, keys)))
			return FALSE;
		g_string_truncate(reader->path, length);
	}
	return TRUE;
}

static gboolean
read_member(Reader *reader, const Member *member, const json_t *node, gpointer base)
{
	gpointer field = (char *)base + member->offset;
	gint64 number;

	switch (member->kind) {
	case MEMBER_VERSION:
		*(gint *)field = reader->version;
		return TRUE;
	case MEMBER_INT64:
		return read_integer(reader, node, member->low, member->high, field);
	case MEMBER_INT:
		if (!read_integer(reader, node, member->low, member->high, &number))
			return FALSE;
		*(gint *)field = (gint)number;
		return TRUE;
	case MEMBER_SIZE:
		if (!read_integer(reader, node, member->low, member->high, &number))
			return FALSE;
		*(gsize *)field = reader->bins = (gsize)number;
		return TRUE;
	case MEMBER_BOOLEAN:
		return read_boolean(reader, node, field);
	case MEMBER_NAME:
		return read_name(reader, node, field);
	case MEMBER_MAYBE:
	case MEMBER_TEXT:
	case MEMBER_WORD:
		if (member->kind == MEMBER_MAYBE && json_is_null(node))
			return TRUE;
		return read_text(reader, node, member->words, field);
	case MEMBER_MAYBE_SERIES:
	case MEMBER_SERIES:
		if (member->kind == MEMBER_MAYBE_SERIES && json_is_null(node))
			return TRUE;
		return read_series(reader, node, reader->bins + (gsize)member->low, field);
	case MEMBER_COUNTS:
		return read_counts(reader, node, field);
	case MEMBER_OBJECT:
		return read_object(reader, member->shape, node, field);
	case MEMBER_ARRAY:
		return read_array(reader, member->shape, node, *(GPtrArray **)field);
	}
	return FALSE;
}

static gboolean
is_known(const Reader *reader, const Shape *shape, const char *name)
{
	for (gsize i = 0; i < shape->n_members; i++)
		if (member_stands(&shape->members[i], reader->version) && g_str_equal(shape->members[i].name, name))
			return TRUE;
	return FALSE;
}

/* All n members that a shape has in this version are read by now; a further one is not ours. */
static gboolean
refuse_unknown(Reader *reader, const Shape *shape, const json_t *object, gsize n)
{
	if (json_object_size(object) == n)
		return TRUE;
	for (void *at = json_object_iter((json_t *)object); at; at = json_object_iter_next((json_t *)object, at))
		if (!is_known(reader, shape, json_object_iter_key(at)))
			return fail(reader, "has an unknown member '%s'", json_object_iter_key(at));
	return TRUE;
}

static gboolean
read_object(Reader *reader, const Shape *shape, const json_t *node, gpointer base)
{
	gsize length = reader->path->len, n = 0;

	if (!json_is_object(node))
		return fail(reader, "is not an object");
	for (gsize i = 0; i < shape->n_members; i++) {
		const json_t *member = json_object_get(node, shape->members[i].name);

		if (!member_stands(&shape->members[i], reader->version))
			continue;
		n++;
		g_string_append_printf(reader->path, "%s%s", length ? "." : "", shape->members[i].name);
		if (!member)
			return fail(reader, "is missing");
		if (!read_member(reader, &shape->members[i], member, base))
			return FALSE;
		g_string_truncate(reader->path, length);
	}
	return refuse_unknown(reader, shape, node, n);
}

static gboolean
read_version(Reader *reader, const json_t *root)
{
	const json_t *node = json_object_get(root, "version");
	gint64 version;

	if (!node)
		return fail(reader, "is no report model: it has no version");
	g_string_assign(reader->path, "version");
	if (!read_integer(reader, node, 1, G_MAXINT64, &version))
		return FALSE;
	if (version > MODEL_VERSION)
		return fail(
		    reader, "is %" G_GINT64_FORMAT ", newer than this program reads (%d)", version, MODEL_VERSION);
	reader->version = (gint)version;
	g_string_truncate(reader->path, 0);
	return TRUE;
}

/* Jansson refuses doubled members, numbers that do not fit and U+0000 in a text; it says at which line. */
static json_t *
parse(Reader *reader, const char *text, gsize length)
{
	json_error_t error;
	json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);

	if (!root)
		fail(reader, "is not JSON: line %d: %s", error.line, error.text);
	return root;
}

static Model *
read_as(const char *file, const char *text, gsize length, GError **error)
{
	g_autoptr(GString) path = g_string_new(NULL);
	g_autoptr(Model) model = model_new();
	g_autofree char *wrong = NULL;
	Reader reader = { .file = file, .path = path, .error = error };
	json_t *root = parse(&reader, text, length);
	gboolean ok = root && read_version(&reader, root) && read_object(&reader, &shape_model, root, model);

	json_decref(root);
	if (!ok)
		return NULL;
	wrong = model_check(model);
	if (wrong) {
		fail(&reader, "%s", wrong);
		return NULL;
	}
	return g_steal_pointer(&model);
}

Model *
model_read(const char *text, gsize length, GError **error)
{
	return read_as("model.json", text, length, error);
}

Model *
model_open(const char *path, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) local = NULL;
	gsize length;

	if (g_file_get_contents(path, &text, &length, &local))
		return read_as(path, text, length, error);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "cannot read '%s': %s", path, local->message);
	return NULL;
}
