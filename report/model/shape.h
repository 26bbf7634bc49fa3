/*
 * shape: how each value of the model stands in model.json, as tables that reader and writer walk alike.
 * The order of the members is the order in the file.
 */
#pragma once
#include "model.h"

typedef enum {
	MEMBER_VERSION, /* gint, 1 to MODEL_VERSION: which members stand there */
	MEMBER_INT64,
	MEMBER_INT,
	MEMBER_SIZE, /* gsize */
	MEMBER_BOOLEAN,
	MEMBER_NAME,   /* char[8] */
	MEMBER_TEXT,   /* char *, never NULL */
	MEMBER_MAYBE,  /* char * or NULL */
	MEMBER_WORD,   /* char *, one of words */
	MEMBER_SERIES, /* gint64 * of bins + low numbers, each at least 0 */
	MEMBER_MAYBE_SERIES,
	MEMBER_OBJECT, /* a value of shape inside this one */
	MEMBER_COUNTS, /* GArray of gint64 of any length, each at least 0; NULL is empty */
	MEMBER_ARRAY,  /* GPtrArray of values of shape; NULL is empty */
} MemberKind;

typedef struct Shape Shape;

typedef struct {
	const char *name;
	MemberKind kind;
	gsize offset;     /* of the field [bytes] */
	gint64 low, high; /* what a number may be, both included */
	const Shape *shape;
	const char *const *words; /* NULL-terminated */
	gint since;               /* version that brought the member */
} Member;

/* Whether the member stands in a model of that version. */
static inline gboolean
member_stands(const Member *member, gint version)
{
	return member->since <= version;
}

struct Shape {
	gpointer (*make)(void); /* NULL for values inside another */
	const char *key;        /* the member in which two elements of an array must differ; NULL: none */
	const Member *members;
	gsize n_members;
};

extern const Shape shape_model;
