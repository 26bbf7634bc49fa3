/*
 * field: what the rows' keys of one dimension say to several wants, as one number a row.  Wants that ask for the same keys
 * share it: it is kept once, and sorted once.
 */
#pragma once
#include "scan.h"
#include "source.h"
#include "unique.h"

/* Key to its number, plus one; 0: it has none.  A port's page is its protocol's. */
typedef struct {
	guint16 *page[256];
} Keys;

/* A key that stands more than once has its first number; the number is its place where numbers is NULL. */
void keys_fill(Keys *keys, const guint32 *key, const guint16 *numbers, gsize n);
void keys_clear(Keys *keys);

/* The numbers of n rows from a row on, plus one. */
void keys_find(const Keys *keys, Dimension dimension, const Rows *rows, gsize from, gsize n, guint16 *codes);

typedef struct {
	Dimension dimension;
	Keys keys;
	gsize codes;  /* numbers that it has */
	gsize asked;  /* keys of the wants */
	gsize n;      /* wants */
	gsize *wants; /* [n] their places */
} Field;

typedef struct {
	gsize n, n_lists;
	Field *fields;     /* [n] */
	UniqueList *lists; /* [n_lists] of each want that asks for sources, in order */
} Fields;

/* Of the wants that ask for sources, whose own keys are given: [n]. */
Fields *fields_new(const SourceWant *wants, const Keys *keys, gsize n);
void fields_free(Fields *fields);

/* Adds the field's numbers of n rows from a row on, plus one, to their codes, from a bit on. */
void field_add(const Field *field, const Rows *rows, gsize from, gsize n, guint shift, guint32 *codes);
