/*
 * profile: how a file of observations is written, as a value.  Read-only once loaded.
 */
#pragma once
#include "ingest.h"

typedef enum {
	FIELD_TIME,
	FIELD_SENSOR,
	FIELD_SOURCE,
	FIELD_PROTOCOL,
	FIELD_PORT,
	FIELD_ICMP_TYPE,
	FIELD_SIGNATURE,
	FIELD_PACKETS,
	FIELD_DESTINATION,
	FIELD_FLAGS,
	FIELD_REPLIES, /* packets, where the row was turned round (FLAGS_HISTORY) */
	FIELD_CLASS,
	FIELDS
} Field;

/* As the keys of [columns] call them. */
extern const char *const field_names[FIELDS + 1];

/* Where the names of the columns are: nowhere, in the first row, in Zeek's line that starts with #fields. */
typedef enum { HEAD_NONE, HEAD_ROW, HEAD_FIELDS } HeadForm;

typedef enum { SOURCE_ADDRESS, SOURCE_UINT32 } SourceForm;

/* How TCP's flags are written: letters (DShield: "12UAPRSF"), words ("ACK SYN", as the kernel logs), Zeek's history. */
typedef enum { FLAGS_LETTERS, FLAGS_WORDS, FLAGS_HISTORY } FlagsForm;

struct Profile {
	char *name;            /* as asked for */
	const char *form;      /* csv, json (an object a line) or pairs (KEY=value words) */
	char *title;           /* for people; may be NULL */
	char delimiter, quote; /* quote 0: quotes are letters */
	char comment;          /* lines at the head that start with it are skipped; 0: none */
	HeadForm head;         /* csv only */
	char *only;            /* lines without this text are passed over; NULL: none is */
	char **empty;          /* what stands for no value, besides nothing at all */
	char *columns[FIELDS]; /* a column's name, or its number from 1; NULL: the file has none */
	char *time_format;
	GTimeZone *zone; /* of times without an offset; may be NULL */
	SourceForm source;
	FlagsForm flags;
	GHashTable *protocols; /* word of the file (small letters) -> IANA number, over our own words */
	char *sensor;          /* of all rows, where the file does not say; may be NULL */
};
