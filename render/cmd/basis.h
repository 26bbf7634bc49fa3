/*
 * basis: the options of every verb that makes a model from a store.
 */
#pragma once
#include "model.h"

/* As typed; all owned. */
typedef struct {
	char *store, *zone, *previous, *services;
} Basis;

/* Lines for a verb's table of options. */
#define BASIS_OPTIONS(basis)                                                                                           \
	{ "store", 0, 0, G_OPTION_ARG_FILENAME, &(basis).store, "Store to read (default teiten.db)", "FILE" },         \
	    { "time-zone", 0, 0, G_OPTION_ARG_STRING, &(basis).zone, "Zone of quarter and days (default Asia/Tokyo)",  \
		    "ZONE" },                                                                                          \
	    { "previous", 0, 0, G_OPTION_ARG_FILENAME, &(basis).previous, "Published model of the quarter before",     \
		    "MODEL" },                                                                                         \
	{                                                                                                              \
		"services", 0, 0, G_OPTION_ARG_FILENAME, &(basis).services, "Service names (IANA's CSV) over our own", \
		    "FILE"                                                                                             \
	}

/* The model of a quarter ("2015Q3"); the caller owns it. */
Model *basis_model(const Basis *basis, const char *quarter, GError **error);

void basis_clear(Basis *basis);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Basis, basis_clear)
