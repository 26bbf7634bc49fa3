/*
 * model_io.c: model.json to a model.  What is read may come from anywhere: every member is checked for its type and
 * range, none may be missing, doubled or unknown, and an error names the member by its path.
 */
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <stdarg.h>
#include <string.h>
#include "error.h"
#include "shape.h"
#include "token.h"

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
read_integer(Reader *reader, JsonNode *node, gint64 low, gint64 high, gint64 *value)
{
	if (!JSON_NODE_HOLDS_VALUE(node) || json_node_get_value_type(node) != G_TYPE_INT64)
		return fail(reader, "is not an integer");
	*value = json_node_get_int(node);
	if (*value < low || *value > high)
		return fail(reader, "is %" G_GINT64_FORMAT ", out of its range", *value);
	return TRUE;
}

static gboolean
read_text(Reader *reader, JsonNode *node, const char *const *words, char **text)
{
	const char *read;

	if (!JSON_NODE_HOLDS_VALUE(node) || json_node_get_value_type(node) != G_TYPE_STRING)
		return fail(reader, "is not a text");
	read = json_node_get_string(node);
	if (words && !g_strv_contains(words, read))
		return fail(reader, "has an unknown word '%s'", read);
	g_free(*text);
	*text = g_strdup(read);
	return TRUE;
}

static gboolean
read_name(Reader *reader, JsonNode *node, char name[8])
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
read_boolean(Reader *reader, JsonNode *node, gboolean *value)
{
	if (!JSON_NODE_HOLDS_VALUE(node) || json_node_get_value_type(node) != G_TYPE_BOOLEAN)
		return fail(reader, "is neither true nor false");
	*value = json_node_get_boolean(node);
	return TRUE;
}

static gboolean
read_series(Reader *reader, JsonNode *node, gsize n, gint64 **series)
{
	JsonArray *array;

	if (!JSON_NODE_HOLDS_ARRAY(node))
		return fail(reader, "is not an array");
	array = json_node_get_array(node);
	if (json_array_get_length(array) != n)
		return fail(reader, "has %u numbers, not %" G_GSIZE_FORMAT, json_array_get_length(array), n);
	*series = g_new0(gint64, n);
	for (guint i = 0; i < n; i++) {
		JsonNode *element = json_array_get_element(array, i);

		if (JSON_NODE_HOLDS_VALUE(element) && json_node_get_value_type(element) == G_TYPE_INT64 &&
		    ((*series)[i] = json_node_get_int(element)) >= 0 && (*series)[i] <= MODEL_COUNT_MAX)
			continue;
		g_string_append_printf(reader->path, "[%u]", i);
		return read_integer(reader, element, 0, MODEL_COUNT_MAX, &(*series)[i]);
	}
	return TRUE;
}

static gboolean read_object(Reader *reader, const Shape *shape, JsonNode *node, gpointer base);

/* Two elements of an array may not share their key. */
static gboolean
read_key(Reader *reader, const Shape *shape, JsonNode *node, GHashTable *keys)
{
	const char *key = json_object_get_string_member(json_node_get_object(node), shape->key);

	return g_hash_table_add(keys, (gpointer)key) || fail(reader, "stands there twice ('%s')", key);
}

static gboolean
read_array(Reader *reader, const Shape *shape, JsonNode *node, GPtrArray *values)
{
	g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);
	gsize length = reader->path->len;
	JsonArray *array;

	if (!JSON_NODE_HOLDS_ARRAY(node))
		return fail(reader, "is not an array");
	array = json_node_get_array(node);
	for (guint i = 0; i < json_array_get_length(array); i++) {
		JsonNode *element = json_array_get_element(array, i);

		g_string_append_printf(reader->path, "[%u]", i);
		g_ptr_array_add(values, shape->make());
		if (!read_object(reader, shape, element, values->pdata[i]) ||
		    (shape->key && !read_key(reader, shape, element, keys)))
			return FALSE;
		g_string_truncate(reader->path, length);
	}
	return TRUE;
}

static gboolean
read_member(Reader *reader, const Member *member, JsonNode *node, gpointer base)
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
		if (member->kind == MEMBER_MAYBE && JSON_NODE_HOLDS_NULL(node))
			return TRUE;
		return read_text(reader, node, member->words, field);
	case MEMBER_MAYBE_SERIES:
	case MEMBER_SERIES:
		if (member->kind == MEMBER_MAYBE_SERIES && JSON_NODE_HOLDS_NULL(node))
			return TRUE;
		return read_series(reader, node, reader->bins + (gsize)member->low, field);
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
refuse_unknown(Reader *reader, const Shape *shape, JsonObject *object, gsize n)
{
	g_autoptr(GList) names = NULL;

	if (json_object_get_size(object) == n)
		return TRUE;
	names = json_object_get_members(object);
	for (GList *at = names; at; at = at->next)
		if (!is_known(reader, shape, at->data))
			return fail(reader, "has an unknown member '%s'", (const char *)at->data);
	return TRUE;
}

static gboolean
read_object(Reader *reader, const Shape *shape, JsonNode *node, gpointer base)
{
	gsize length = reader->path->len, n = 0;
	JsonObject *object;

	if (!JSON_NODE_HOLDS_OBJECT(node))
		return fail(reader, "is not an object");
	object = json_node_get_object(node);
	for (gsize i = 0; i < shape->n_members; i++) {
		JsonNode *member = json_object_get_member(object, shape->members[i].name);

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
	return refuse_unknown(reader, shape, object, n);
}

static gboolean
read_version(Reader *reader, JsonNode *root)
{
	JsonNode *node = NULL;
	gint64 version;

	if (root && JSON_NODE_HOLDS_OBJECT(root))
		node = json_object_get_member(json_node_get_object(root), "version");
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

/* json-glib keeps the last of two members of one name; we hear of each as it comes, and count. */
typedef struct {
	GHashTable *seen; /* object -> members heard of */
	char *twice;      /* name of the first doubled member */
} Doubles;

static void
count_member(JsonParser *parser, JsonObject *object, const char *name, gpointer data)
{
	Doubles *doubles = data;
	guint n = GPOINTER_TO_UINT(g_hash_table_lookup(doubles->seen, object)) + 1;

	(void)parser;
	if (n > json_object_get_size(object) && !doubles->twice)
		doubles->twice = g_strdup(name);
	g_hash_table_insert(doubles->seen, object, GUINT_TO_POINTER(n));
}

static gboolean
parse(Reader *reader, JsonParser *parser, const char *text, gsize length)
{
	Doubles doubles = { g_hash_table_new(NULL, NULL), NULL };
	g_autoptr(GHashTable) seen G_GNUC_UNUSED = doubles.seen; /* freed here */
	g_autofree char *wrong = token_wrong(text, length);
	g_autoptr(GError) error = NULL;
	gboolean ok;

	if (wrong)
		return fail(reader, "%s", wrong);
	g_signal_connect(parser, "object-member", G_CALLBACK(count_member), &doubles);
	ok = json_parser_load_from_data(parser, text, (gssize)length, &error);
	if (!ok)
		fail(reader, "is not JSON: %s", error->message);
	else if (doubles.twice)
		ok = fail(reader, "has the member '%s' twice in one object", doubles.twice);
	g_free(doubles.twice);
	return ok;
}

static Model *
read_as(const char *file, const char *text, gsize length, GError **error)
{
	g_autoptr(GString) path = g_string_new(NULL);
	g_autoptr(JsonParser) parser = json_parser_new_immutable();
	g_autoptr(Model) model = model_new();
	g_autofree char *wrong = NULL;
	Reader reader = { .file = file, .path = path, .error = error };

	if (!parse(&reader, parser, text, length) || !read_version(&reader, json_parser_get_root(parser)) ||
	    !read_object(&reader, &shape_model, json_parser_get_root(parser), model))
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
