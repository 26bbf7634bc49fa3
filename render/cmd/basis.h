/*
 * basis: the options of every verb that makes a model from a store.
 */
#pragma once
#include "model.h"

/* As typed; all owned. */
typedef struct {
	char *store, *zone, *previous, *services, *asn, *class, *without;
	gboolean no_sources;
} Basis;

/* Lines for a verb's table of options. */
#define BASIS_OPTIONS(basis)                                                                                           \
	{ "store", 0, 0, G_OPTION_ARG_FILENAME, &(basis).store, "Store to read (default teiten.db)", "FILE" },         \
	    { "time-zone", 0, 0, G_OPTION_ARG_STRING, &(basis).zone, "Zone of quarter and days (default Asia/Tokyo)",  \
		    "ZONE" },                                                                                          \
	    { "previous", 0, 0, G_OPTION_ARG_FILENAME, &(basis).previous, "Published model of the quarter before",     \
		    "MODEL" },                                                                                         \
	    { "asn", 0, 0, G_OPTION_ARG_FILENAME, &(basis).asn, "Database of autonomous systems (MMDB)", "FILE" },     \
	    { "class", 0, 0, G_OPTION_ARG_STRING, &(basis).class,                                                      \
		    "Count these alone of scan, backscatter, survey, unclassified", "LIST" },                          \
	    { "without", 0, 0, G_OPTION_ARG_STRING, &(basis).without, "Count all classes but these", "LIST" },         \
	{                                                                                                              \
		"services", 0, 0, G_OPTION_ARG_FILENAME, &(basis).services, "Service names (IANA's CSV) over our own", \
		    "FILE"                                                                                             \
	}

/* One more, of verbs whose report may do without sources. */
#define BASIS_NO_SOURCES(basis)                                                 \
	{                                                                       \
		"no-sources", 0, 0, G_OPTION_ARG_NONE, &(basis).no_sources,     \
		    "Leave unique source addresses and senders uncounted", NULL \
	}

/* The model of a quarter ("2015Q3") for an edition (a folder; NULL: none); the caller owns it. */
Model *basis_model(const Basis *basis, const char *edition, const char *quarter, GError **error);

/* What the model counts, as CLASS_BITs. */
guint basis_classes(const Model *model);

void basis_clear(Basis *basis);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Basis, basis_clear)
