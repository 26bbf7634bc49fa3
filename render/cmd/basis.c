/*
 * basis.c: words of the command line to a model.
 */
#include <string.h>
#include "basis.h"
#include "class.h"
#include "doc.h"
#include "report.h"

void
basis_clear(Basis *basis)
{
	g_free(basis->store);
	g_free(basis->zone);
	g_free(basis->previous);
	g_free(basis->services);
	g_free(basis->asn);
	g_free(basis->class);
	g_free(basis->without);
}

/* What the command line says is counted, or else what the edition says. */
static gboolean
choose(const Basis *basis, const char *edition, guint *classes, GError **error)
{
	g_autofree char *class = NULL, *without = NULL;

	if (basis->class || basis->without)
		return class_choose(basis->class, basis->without, classes, error);
	if (!edition_classes(edition, &class, &without, error))
		return FALSE;
	if (class_choose(class, without, classes, error))
		return TRUE;
	g_prefix_error(error, "%s/edition.ini: ", edition);
	return FALSE;
}

Model *
basis_model(const Basis *basis, const char *edition, const char *quarter, GError **error)
{
	guint classes = 0;
	gboolean chosen = choose(basis, edition, &classes, error);
	g_autoptr(Source) source = chosen ? source_open(basis->store ? basis->store : "teiten.db", error) : NULL;
	g_autoptr(Services) names = source ? services_load(basis->services, error) : NULL;
	g_autoptr(Asn) asn = names && basis->asn ? asn_open(basis->asn, error) : NULL;
	gboolean ready = names && (asn || !basis->asn);
	g_autoptr(Model) frozen = ready && basis->previous ? model_open(basis->previous, error) : NULL;
	const ReportOptions options = { .time_zone = basis->zone,
		.previous = frozen,
		.services = names,
		.asn = asn,
		.no_sources = basis->no_sources,
		.classes = classes };

	if (!ready || (basis->previous && !frozen))
		return NULL;
	return report_make(source, quarter, &options, error);
}

guint
basis_classes(const Model *model)
{
	guint classes = model->classes->len > 0 ? 0 : CLASS_ALL;

	for (guint i = 0; i < model->classes->len; i++) {
		const ModelClass *class = model->classes->pdata[i];

		classes |= class->counted ? CLASS_BIT(class_find(class->name, strlen(class->name))) : 0;
	}
	return classes;
}
