/*
 * fonts.c: the faces, and what the paragraph builder keeps between paragraphs.
 */
#include "fonts.h"

Fonts *
fonts_open(const char *folder, GError **error)
{
	FaceSet *set = face_set_open(folder, error);
	Fonts *fonts;

	if (set == NULL)
		return NULL;
	fonts = g_new(Fonts, 1);
	fonts->set = set;
	fonts->shaper = shaper_new();
	fonts->kinsoku = kinsoku_new();
	fonts->cells = cells_new();
	return fonts;
}

void
fonts_free(Fonts *fonts)
{
	if (fonts == NULL)
		return;
	cells_free(fonts->cells);
	kinsoku_free(fonts->kinsoku);
	shaper_free(fonts->shaper);
	face_set_free(fonts->set);
	g_free(fonts);
}

Face *
fonts_face(Fonts *fonts, Family family, gboolean bold)
{
	return fonts->set->faces[family][bold != FALSE];
}
