/*
 * basis.c: words of the command line to a model.
 */
#include "basis.h"
#include "report.h"

void
basis_clear(Basis *basis)
{
	g_free(basis->store);
	g_free(basis->zone);
	g_free(basis->previous);
	g_free(basis->services);
}

Model *
basis_model(const Basis *basis, const char *quarter, GError **error)
{
	g_autoptr(Source) source = source_open(basis->store ? basis->store : "teiten.db", error);
	g_autoptr(Services) names = source ? services_load(basis->services, error) : NULL;
	g_autoptr(Model) frozen = names && basis->previous ? model_open(basis->previous, error) : NULL;
	const ReportOptions options = { .time_zone = basis->zone, .previous = frozen, .services = names };

	if (!names || (basis->previous && !frozen))
		return NULL;
	return report_make(source, quarter, &options, error);
}
