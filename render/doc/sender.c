/*
 * sender.c: who sent a highlight's packets, in sentences: one source or network where it was one, and what is left
 * without it.  No address is said: the model has none; the autonomous system is, where the producer asked for it.
 */
#include "inner.h"

gboolean
remark_one_origin(const ModelHighlight *highlight)
{
	return g_strcmp0(highlight->origin, "source") == 0 || g_strcmp0(highlight->origin, "network") == 0;
}

char *
remark_system(const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, highlight->as_number);

	if (highlight->as_number == 0)
		return g_strdup("");
	return highlight->as_name
		   ? lang_format(facts->lang, "as.named", error, "number", number, "name", highlight->as_name, NULL)
		   : lang_format(facts->lang, "as.number", error, "number", number, NULL);
}

char *
remark_key_of_origin(const char *family, const ModelHighlight *highlight)
{
	return g_strconcat(family, highlight->origin, highlight->as_number > 0 ? ".as" : "", NULL);
}

/* Which sentence says what is left. */
static const char *
key_of_rest(const ModelHighlight *highlight)
{
	if (highlight->packets_without_network == 0)
		return "remark.origin.none";
	if (highlight->rank_without_network == RANK_BEYOND)
		return "remark.origin.beyond";
	return highlight->rank_without_network > 0 && highlight->rank_without_network != highlight->rank
		   ? "remark.origin.rank"
		   : "remark.origin.packets";
}

char *
remark_origin(const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	gboolean one = g_strcmp0(highlight->origin, "source") == 0;
	gint64 share = one ? highlight->source_share : highlight->network_share;
	g_autofree char *percent = lang_percent(facts->lang, (double)share / 1000, share > 990 && share < 1000);
	g_autofree char *packets = lang_count(facts->lang, highlight->packets_without_network);
	g_autofree char *rank = lang_count(facts->lang, highlight->rank);
	g_autofree char *without = lang_count(facts->lang, highlight->rank_without_network);
	g_autofree char *key = NULL, *as = NULL, *from = NULL, *rest = NULL;
	const char *scanner = "";

	if (!remark_one_origin(highlight))
		return g_strdup("");
	if (g_str_equal(highlight->scope, "wide") &&
	    !(scanner = lang_words(facts->lang, one ? "remark.scanner.source" : "remark.scanner.network", error)))
		return NULL;
	key = remark_key_of_origin("remark.origin.", highlight);
	as = remark_system(facts, highlight, error);
	from = as ? lang_format(facts->lang, key, error, "share", percent, "as", as, NULL) : NULL;
	rest = from ? lang_format(facts->lang, key_of_rest(highlight), error, "packets", packets, "rank", rank,
			  "without", without, NULL)
		    : NULL;
	return rest ? g_strconcat(from, scanner, rest, NULL) : NULL;
}
