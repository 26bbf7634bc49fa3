/*
 * report: the corridor of the first stage, source -> model.
 */
#pragma once
#include "asn.h"
#include "model.h"
#include "service.h"
#include "source.h"

typedef struct {
	const char *time_zone; /* of quarter and bins; NULL: Asia/Tokyo */
	const Model *previous; /* the frozen model of the quarter before; NULL: ranks from the source */
	const Services *services;
	gboolean no_sources; /* unique sources are not counted: -1 everywhere */
	const Asn *asn;      /* who announces networks of sources; NULL: nothing is said of it */
	guint classes;       /* CLASS_BITs of what is counted; 0: all, and nothing is said of classes */
} ReportOptions;

/* The model of a quarter ("2015Q3").  Fails where the source has no packet in it.  The caller owns it. */
Model *report_make(Source *source, const char *quarter, const ReportOptions *options, GError **error);

/* What a verb says of a conflict ("rank of port 23/tcp in 2015Q2: published 2, in the store 1"); owned by the caller. */
char *report_conflict(const Model *model, const ModelConflict *conflict);
