/*
 * render.c: the verb of the second stage, model.json -> finished files.
 */
#include "look.h"
#include "verb.h"
#include "verbs.h"

int
verb_render(int argc, char **argv)
{
	g_auto(Look) look = { 0 };
	const GOptionEntry options[] = { LOOK_OPTIONS(look), G_OPTION_ENTRY_NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Model) model = NULL;
	gint open;

	if (!verb_parse(options, "MODEL", 1, 1, &argc, &argv, &error) || !look_check(&look, &error) ||
	    !(model = model_open(argv[1], &error)) || !look_render(&look, model, &error))
		return verb_fail(error);
	if ((open = look_open(&look, model, &error)) < 0)
		return verb_fail(error);
	return look.strict && (model->conflicts->len > 0 || open > 0);
}
