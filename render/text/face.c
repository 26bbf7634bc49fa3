/*
 * face.c: opens our four font files by role and answers what a character is in them.
 * Knows no fontconfig: a machine's fonts can never change a page.
 */
#include <hb-ot.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_MODULE_H
#include "error.h"
#include "face.h"
#include "save.h"

static const struct {
	const char *name;
	Family family;
	gboolean bold;
	Family stand_in; /* family that is asked for what this one lacks */
} roles[] = {
	{ "sans", FAMILY_SANS, FALSE, FAMILY_SERIF },
	{ "sans-bold", FAMILY_SANS, TRUE, FAMILY_SERIF },
	{ "serif", FAMILY_SERIF, FALSE, FAMILY_SANS },
	{ "serif-bold", FAMILY_SERIF, TRUE, FAMILY_SANS },
};

static void
face_free(Face *face)
{
	if (face == NULL)
		return;
	hb_font_destroy(face->hb);
	if (face->freetype != NULL)
		FT_Done_Face(face->freetype);
	for (gsize i = 0; i < G_N_ELEMENTS(face->blocks); i++)
		g_free(face->blocks[i]);
	g_free(face);
}

static Face *
face_open(FT_Library library, const char *path, const char *name, GError **error)
{
	g_autofree Face *face = g_new0(Face, 1);
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
	hb_face_t *file;
	FT_Face ft;

	if (blob == NULL || FT_New_Face(library, path, 0, &ft) != 0) {
		hb_blob_destroy(blob);
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "cannot open the font '%s'", path);
		return NULL;
	}
	file = hb_face_create(blob, 0);
	face->name = name;
	face->freetype = ft;
	face->unit = hb_face_get_upem(file);
	face->hb = hb_font_create(file);
	hb_face_destroy(file);
	hb_blob_destroy(blob);
	return g_steal_pointer(&face);
}

FaceSet *
face_set_open(const char *folder, GError **error)
{
	g_autoptr(FaceSet) set = g_new0(FaceSet, 1);
	FT_Library library;
	FT_Bool plain = 1;

	set->folder = folder ? g_strdup(folder) : save_find_shared("fonts", error);
	if (set->folder == NULL)
		return NULL;
	if (FT_Init_FreeType(&library) != 0) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "cannot start FreeType");
		return NULL;
	}
	FT_Property_Set(library, "cff", "no-stem-darkening", &plain); /* whatever FREETYPE_PROPERTIES says */
	set->library = library;
	for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
		g_autofree char *file = g_strconcat(roles[i].name, ".otf", NULL);
		g_autofree char *path = g_build_filename(set->folder, file, NULL);
		Face *face = face_open(library, path, roles[i].name, error);
		if (face == NULL)
			return NULL;
		set->faces[roles[i].family][roles[i].bold] = face;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(roles); i++)
		set->faces[roles[i].family][roles[i].bold]->stand_in = set->faces[roles[i].stand_in][roles[i].bold];
	return g_steal_pointer(&set);
}

void
face_set_free(FaceSet *set)
{
	if (set == NULL)
		return;
	for (int family = 0; family < FAMILY_COUNT; family++)
		for (int bold = 0; bold < 2; bold++)
			face_free(set->faces[family][bold]);
	if (set->library != NULL)
		FT_Done_FreeType(set->library);
	g_free(set->folder);
	g_free(set);
}

void *
face_freetype(const Face *face)
{
	return face->freetype;
}

const char *
face_name(const Face *face)
{
	return face->name;
}

/* The blanks of a mark: what the font's half-width alternate ('halt', OpenType) takes away on each side. */
static void
fill_blanks(Face *face, gunichar c, FaceChar *entry)
{
	static const hb_feature_t halt = { HB_TAG('h', 'a', 'l', 't'), 1, 0, (unsigned)-1 };
	hb_buffer_t *buffer = hb_buffer_create();
	const hb_glyph_position_t *place;
	unsigned n;

	hb_buffer_add_codepoints(buffer, &c, 1, 0, 1);
	hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
	hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
	hb_buffer_set_language(buffer, hb_language_from_string("ja", -1));
	hb_shape(face->hb, buffer, &halt, 1);
	place = hb_buffer_get_glyph_positions(buffer, &n);
	if (n == 1) {
		entry->lead = (float)(-place->x_offset / face->unit);
		entry->trail = entry->advance - (float)(place->x_advance / face->unit) - entry->lead;
	}
	hb_buffer_destroy(buffer);
}

static void
fill(Face *face, gunichar c, FaceChar *entry)
{
	hb_codepoint_t glyph = 0;

	entry->known = 1;
	if (hb_font_get_nominal_glyph(face->hb, c, &glyph)) {
		entry->glyph = glyph;
		entry->advance = (float)(hb_font_get_glyph_h_advance(face->hb, glyph) / face->unit);
	}
	entry->class = (guint8)class_of(c, glyph ? entry->advance : 1);
	switch (entry->class) {
	case CLASS_OPEN:
	case CLASS_CLOSE:
	case CLASS_MIDDLE:
	case CLASS_STOP:
	case CLASS_COMMA:
		fill_blanks(face, c, entry);
		break;
	default:
		break;
	}
}

const FaceChar *
face_char(Face *face, gunichar c)
{
	FaceChar **block = &face->blocks[c / FACE_BLOCK];

	if (*block == NULL)
		*block = g_new0(FaceChar, FACE_BLOCK);
	if (!(*block)[c % FACE_BLOCK].known)
		fill(face, c, &(*block)[c % FACE_BLOCK]);
	return &(*block)[c % FACE_BLOCK];
}
