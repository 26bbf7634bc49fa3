/*
 * survey: the addresses of those who survey the Internet, as a list tells them.
 * A list is lines of text, or JSON as NICTER publishes it (github.com/nict-csl/survey-scanner).
 */
#pragma once
#include "observation.h"

typedef struct Survey Survey;

/*
 * Lines are an address or a prefix and, where it is known, the last day on which it was seen (2025-12-31); what follows a #
 * is a comment.  JSON is an array of objects with "ip" and, where it is known, "last_seen"; their other texts are passed
 * over.  Days are of the zone.  An error begins with file and line.
 */
Survey *survey_load(const char *path, GTimeZone *zone, GError **error);
void survey_free(Survey *survey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Survey, survey_free)

/* Borrow the name of the file and the SHA-256 of its content, in hex. */
const char *survey_name(const Survey *survey);
const char *survey_sha256(const Survey *survey);

/*
 * What is not backscatter becomes a survey where its source is listed, until the end of the last day that the list tells: an
 * address may have another owner then.
 */
void survey_mark(const Survey *survey, Observation *observations, gsize n);
