/*
 * inner: what the files of render/doc share.
 * template files -> Script (lines and directives, compose.c) -> tree (cmark-gfm) -> Plan (numbers and ids,
 * plan.c) -> blocks (markdown.c).  Facts (facts.c) answer what a placeholder, a condition or a column asks.
 */
#pragma once
#include <cmark-gfm.h>
#include "doc.h"

/* --- facts: what a key stands for -------------------------------------------------------- */

typedef enum {
	VALUE_NONE,    /* not known, or not given */
	VALUE_FLAG,    /* a: true or false; for conditions only */
	VALUE_TEXT,    /* text, as it is */
	VALUE_WORDS,   /* text, a key of the catalogue below family ("kind.") */
	VALUE_NUMBER,  /* a, without separators: a year */
	VALUE_COUNT,   /* a */
	VALUE_ABOUT,   /* a, an estimate */
	VALUE_DECIMAL, /* ratio */
	VALUE_PERCENT, /* ratio */
	VALUE_CHANGE,  /* ratio, as a percentage with its sign */
	VALUE_FACTOR,  /* a [1/1000] */
	VALUE_RANK,    /* a: a rank or RANK_*; b: printed down to here, 0: always */
	VALUE_DAY,     /* the day of a [s since 1970, UTC] */
	VALUE_MINUTE,  /* a [s since 1970, UTC] */
	VALUE_DAYS,    /* from a to before b */
	VALUE_MONTHS,  /* from a to before b */
	VALUE_SPAN,    /* from a to b, to the minute */
	VALUE_ZONE,    /* text: name of a time zone, in words */
	VALUE_ITEM,    /* item: a ModelRow of the table text */
	VALUE_CLASSES, /* the classes that are counted (a: TRUE) or not, in a sentence */
	VALUE_LENGTH,  /* a [s], to the minute */
	VALUE_HEALTH,  /* item: a ModelHealth, what it was */
	VALUE_REMARK,  /* item: a ModelHighlight, as a sentence */
} ValueKind;

typedef struct {
	ValueKind kind;
	gint64 a, b;
	double ratio;
	const char *text, *family; /* borrowed from the model or the edition */
	const void *item;
} Value;

/* The quarter's own folder, as edition.ini describes it. */
typedef struct {
	char *folder;          /* NULL: none was given */
	char *author;          /* in the language; NULL */
	gint64 date;           /* of publication [s since 1970, UTC]; G_MININT64: none */
	char *class, *without; /* lists of the classes that it wants counted, or left out; NULL: it does not say */
	GHashTable *words;     /* name -> text: the [LANG] group's other keys */
	GHashTable *decisions; /* name of a highlight -> Decision; NULL: the editor has not been asked */
} Edition;

typedef struct {
	const Model *model;
	const Lang *lang;
	const Edition *edition;
	GTimeZone *zone; /* of the model */
} Facts;

typedef struct {
	const char *name; /* "packets"; with hyphens, for _ is Markdown */
	Align align;      /* of its column */
	void (*get)(const Facts *facts, const void *item, Value *value);
} Field;

/* Things of one kind: ports, gaps, ...  Each has a list name, a name for one, and fields. */
typedef struct {
	const char *name, *list; /* "port", "ports"; list NULL: the report itself */
	const char *table;       /* of the model; NULL where it is none of its ranked tables */
	const char *data;        /* file of the same rows; NULL */
	const char *columns;     /* of its table where the directive names none; NULL: it is not tabulated */
	const Field *fields;     /* ended by a NULL name */
	/* Appends the items in order; NULL for the report itself. */
	void (*items)(const Facts *facts, GPtrArray *items);
} Record;

extern const Record records[]; /* ended by a NULL name; the first is the report itself */

const Record *record_of_list(const char *list);                    /* NULL where there is none */
GPtrArray *record_items(const Facts *facts, const Record *record); /* borrowed items; the array is the caller's */
const Field *record_field(const Record *record, const char *name); /* NULL where there is none */

/* What each directives repeats: the innermost first. */
typedef struct Scope {
	const struct Scope *outer;
	const Record *record;
	const void *item;
} Scope;

/*
 * The value of a key ("port.1.packets") where scope holds.  FALSE and error where there is no such key; a key that
 * has no value now (a rank that the table does not reach) gives VALUE_NONE and TRUE.
 */
gboolean facts_value(const Facts *facts, const Scope *scope, const char *key, Value *value, GError **error);

/* TRUE where the key's value is there and is not nothing: what when asks. */
gboolean value_holds(const Value *value);

/* In the language; VALUE_NONE is "—".  The caller owns it; NULL and error where the catalogue lacks words. */
char *value_text(const Facts *facts, const Value *value, GError **error);

/* Days and spans in a sentence of the report: without the year where both ends are of the quarter's.  The caller owns them. */
char *facts_days(const Facts *facts, gint64 from, gint64 to);
char *facts_span(const Facts *facts, gint64 from, gint64 to);

/* The name of a sensor in the language, borrowed; the name itself where the model has no such sensor. */
const char *facts_sensor(const Facts *facts, const char *name);

/*
 * The sentences of a VALUE_REMARK as they are printed: the catalogue's or the editor's, with his answers; what he has not
 * decided or answered is marked.
 */
char *remark_text(const Facts *facts, const Value *value, GError **error);

/* The sentences alone, without marks and answers. */
char *remark_facts(const Facts *facts, const ModelHighlight *highlight, GError **error);

/* "Packets to 23/TCP (telnet)" by the family "packets-of.", which begins a sentence; "packets-within." does not. */
char *remark_packets(const Facts *facts, const char *family, const ModelHighlight *highlight, GError **error);

/* Whether one source or one network sent most of it; sentences on that, empty where not (sender.c). */
gboolean remark_one_origin(const ModelHighlight *highlight);

/* "AS64500 Example": who announces that network, "" where it is not known; NULL and error on failure.  The caller owns it. */
char *remark_system(const Facts *facts, const ModelHighlight *highlight, GError **error);

/* The key of the words for that origin, with the system where it is known; the caller owns it. */
char *remark_key_of_origin(const char *family, const ModelHighlight *highlight);
char *remark_origin(const Facts *facts, const ModelHighlight *highlight, GError **error);

/* The highlight that explains this one; NULL. */
const ModelHighlight *remark_parent(const Facts *facts, const ModelHighlight *highlight);

/* Whether its packets are for the most part those of the highlight that it is told with. */
gboolean remark_is_part(const ModelHighlight *highlight);

/* --- edition ----------------------------------------------------------------------------- */

/* Reads folder/edition.ini for a language (folder NULL: an empty edition). */
Edition *edition_open(const char *folder, const Lang *lang, GTimeZone *zone, GError **error);
void edition_free(Edition *edition);

/* Whether the model counts what the edition wants counted; fails where not. */
gboolean edition_agrees(const Edition *edition, const Model *model, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Edition, edition_free)

/* The path of a slot's text; the caller owns it; NULL where the edition has none. */
char *edition_slot(const Edition *edition, const char *name, const char *lang);

/* --- script: lines with their places ----------------------------------------------------- */

typedef struct {
	const char *file; /* "report.ja.md" */
	guint line;       /* from 1 */
	const Scope *scope;
	gboolean note; /* inside a note directive */
} Line;

typedef struct {
	const char *name;
	char *value;
	guint column; /* of the value, in characters from 1 */
} Attribute;

typedef enum {
	DIRECTIVE_TABLE,
	DIRECTIVE_FIGURE,
	DIRECTIVE_WHEN,
	DIRECTIVE_UNLESS,
	DIRECTIVE_EACH,
	DIRECTIVE_SLOT,
	DIRECTIVE_NOTE,
	DIRECTIVE_TOC,
	DIRECTIVE_REFERENCES,
	DIRECTIVE_PAGEBREAK,
} DirectiveKind;

typedef struct {
	DirectiveKind kind;
	const char *name;
	Line at;
	guint composed;     /* its line in Script.text, from 1 */
	char *subject;      /* the word after the name; NULL */
	guint column;       /* of the subject */
	GArray *attributes; /* of Attribute */
} Directive;

typedef struct {
	GString *text;         /* what is parsed */
	GArray *lines;         /* of Line, one a line of text */
	GPtrArray *directives; /* of Directive: those that remain in text as code blocks */
	GPtrArray *notes;      /* of Footnote */
	GPtrArray *scopes;     /* of Scope */
	GPtrArray *files;      /* of char* */
} Script;

/* A footnote's definition, before cmark drops the ones without a mark. */
typedef struct {
	char *label;
	Line at;
	guint composed; /* its line in Script.text, from 1 */
} Footnote;

/* The template's text, or its file, with its slots, conditions and repetitions resolved. */
Script *script_read(const char *name, const char *text, gsize length, const Facts *facts, GError **error);
Script *script_open(const char *path, const Facts *facts, GError **error);
void script_free(Script *script);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Script, script_free)

/* The directive whose code block begins at a line of the text; NULL. */
const Directive *script_directive(const Script *script, guint line);

/* Line number line of the text, from 1; the nearest where it is none. */
const Line *script_line(const Script *script, guint line);

/* Where needle stands first in a line of the text, in characters from 1; 0 where it does not. */
guint script_column(const Script *script, guint line, const char *needle);

/* Fails at "file:line:column: " with the sentence; always FALSE. */
gboolean script_fail(GError **error, const Line *at, guint column, const char *format, ...) G_GNUC_PRINTF(4, 5);

/*
 * The same where needle stands, from line first to last of the text; at first where it is not found (an entity
 * or an escape can hide it).
 */
gboolean script_fail_at(GError **error, const Script *script, guint first, guint last, const char *needle,
    const char *format, ...) G_GNUC_PRINTF(6, 7);

/* --- directives -------------------------------------------------------------------------- */

/* Reads a fence's words ("table ports top=5"), which begin at column. */
Directive *directive_read(const char *words, const Line *at, guint column, GError **error);
void directive_free(Directive *directive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Directive, directive_free)

gboolean directive_holds_text(const Directive *directive);                          /* when, unless, each, note */
const Attribute *directive_attribute(const Directive *directive, const char *name); /* NULL */
const char *directive_value(const Directive *directive, const char *name);          /* NULL */

/* A whole number from 1 to most; fallback where the attribute is not given; 0 and error where it is wrong. */
guint directive_number(const Directive *directive, const char *name, guint fallback, guint most, GError **error);

/* Which of words (NULL-terminated) an attribute says; 0, the first, where it is not given; -1 and error where none. */
int directive_choice(const Directive *directive, const char *name, const char *const *words, GError **error);

/* The document's names of all directives and attributes, for tests: "table", "table top", ... */
GPtrArray *directive_names(void);

/* --- binding ----------------------------------------------------------------------------- */

/*
 * text with every {{key}} replaced.  On failure *key is the placeholder as written ("{{quarter.strat}}"), which
 * the caller owns, to find its place.
 */
char *bind_text(const Facts *facts, const Scope *scope, const char *text, char **key, GError **error);

/* The attribute's value with its placeholders replaced; fails at its place.  NULL and no error where not given. */
char *bind_attribute(const Facts *facts, const Directive *directive, const char *name, GError **error);

/* "; did you mean 'x'?" for the nearest of the candidates (of char*), or "" where none is near.  The caller owns it. */
char *suggest(const char *word, GPtrArray *candidates);

/* --- plan: numbers and ids before any block is made --------------------------------------- */

/* A heading, a table or a figure. */
typedef struct {
	char *id;     /* NULL: a heading without one */
	char *number; /* "2.1", "3"; NULL: the title */
	char *words;  /* what a reference to it reads: "図 1" */
	Line at;
} Target;

typedef struct {
	GHashTable *targets; /* id -> Target */
	GHashTable *of_node; /* cmark_node -> Target, of headings and directives */
	GPtrArray *ids;      /* of char*, in order: for suggestions */
	GArray *marks;       /* of guint: how many marks note i+1 has */
} Plan;

Plan *plan_make(cmark_node *root, const Script *script, const Facts *facts, GError **error);
void plan_free(Plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)

/* --- making ------------------------------------------------------------------------------ */

typedef struct {
	const Facts *facts;
	const Script *script;
	const Plan *plan;
	cmark_node *root;
	Doc *doc;
} Maker;

/* The document of a script; file is its name in errors that have no line. */
Doc *document_make(const Facts *facts, const Script *script, const char *file, GError **error);

/* Fills maker->doc from maker->root. */
gboolean markdown_make(Maker *maker, GError **error);

/* The inlines below node as one text; all_emphasis (may be NULL) tells whether nothing stands outside emphasis. */
RichText *inline_text(const Maker *maker, cmark_node *node, gboolean *all_emphasis, GError **error);

/* The id at the end of a heading, " {#id}": a copy of it, or NULL; *length is where the heading's text ends. */
char *heading_id(const char *literal, gsize *length);

Table *table_make(const Facts *facts, const Directive *directive, GError **error);
Chart *figure_make(const Facts *facts, const Directive *directive, GError **error);

Block *block_new(BlockKind kind);
void block_free(Block *block);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Block, block_free)
ListItem *list_item_new(void);
TableRow *table_row_new(void);
Table *table_new(gsize columns);
void table_free(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/* Whether a rise that one sensor alone saw gives the row another rank. */
gboolean row_is_moved(const ModelRow *row);
