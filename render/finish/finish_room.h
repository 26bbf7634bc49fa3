/*
 * finish_room: what the files of this room share.  qpdf's handles live as long as the Finish.
 */
#pragma once
#include <qpdf/qpdf-c.h>
#include "finish.h"

typedef qpdf_oh Object;

/* One file being finished. */
typedef struct {
	qpdf_data pdf;
	const Pages *pages;
	const FinishOptions *options;
	GPtrArray *marks;   /* [pages] of GArray of Mark */
	Object *page;       /* [pages] */
	Object *element;    /* [nodes] structure elements; those left out are not set */
	gboolean *has;      /* [nodes] whether element is */
	GArray *links;      /* of FinishLink, in page order */
	GHashTable *places; /* destination name to FinishPlace */
} Finish;

/* A link annotation. */
typedef struct {
	Object object;
	const PageItem *item;
	guint page;
} FinishLink;

/* Where a destination is. */
typedef struct {
	guint page;
	double x, y; /* [pt], y down */
} FinishPlace;

/* --- object.c: shorter words for qpdf's -------------------------------------------------- */
Object object_name(Finish *finish, const char *name); /* without its slash */
Object object_text(Finish *finish, const char *utf8);
Object object_ascii(Finish *finish, const char *text);
Object object_number(Finish *finish, gint64 value);
Object object_real(Finish *finish, double value);
Object object_array(Finish *finish);
Object object_dict(Finish *finish);
Object object_indirect(Finish *finish, Object object);
Object object_parse(Finish *finish, const char *text);
/* filter: what data went through already ("FlateDecode"); NULL: nothing */
Object object_stream(Finish *finish, const char *dict, const void *data, gsize length, const char *filter);
Object object_rectangle(Finish *finish, double x, double y, double width, double height); /* y down, of the page */
Object object_place(Finish *finish, const FinishPlace *place);                            /* an XYZ destination */
void object_set(Finish *finish, Object dict, const char *key, Object value);              /* key with its slash */
void object_add(Finish *finish, Object array, Object value);

/* "D:20151029090000Z" for PDF, "2015-10-29T09:00:00Z" for XMP; the caller owns them. */
char *object_date_pdf(gint64 time);
char *object_date_xmp(gint64 time);

/* --- one file, one part of the finished file ---------------------------------------------- */
gboolean content_rewrite(Finish *finish, guint page, GError **error); /* gives every mark its role */
void structure_write(Finish *finish);                                 /* the tree and its parent tree */
const char *structure_role(Role role);                                /* "H1"; NULL: ROLE_ARTIFACT */
gboolean navigation_collect(Finish *finish, GError **error);          /* links and places, before the structure */
void navigation_write(Finish *finish);                                /* annotations, bookmarks, page labels */
void metadata_write(Finish *finish);                                  /* Info, XMP, language, output intent */
void attachment_write(Finish *finish); /* after the structure: data stand at their nodes */
GBytes *icc_srgb(void);
