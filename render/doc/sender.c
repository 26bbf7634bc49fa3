/*
 * sender.c: who sent a highlight's packets, in sentences: one source or network where it was one, and what is left
 * without it.  No address is said: the model has none.
 */
#include "inner.h"

gboolean
remark_one_origin(const ModelHighlight *highlight)
{
	return g_strcmp0(highlight->origin, "source") == 0 || g_strcmp0(highlight->origin, "network") == 0;
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
	g_autofree char *from = NULL, *rest = NULL;
	const char *scanner = "";

	if (!remark_one_origin(highlight))
		return g_strdup("");
	if (g_str_equal(highlight->scope, "wide") &&
	    !(scanner = lang_words(facts->lang, one ? "remark.scanner.source" : "remark.scanner.network", error)))
		return NULL;
	from = lang_format(
	    facts->lang, one ? "remark.origin.source" : "remark.origin.network", error, "share", percent, NULL);
	rest = from ? lang_format(facts->lang, key_of_rest(highlight), error, "packets", packets, "rank", rank,
			  "without", without, NULL)
		    : NULL;
	return rest ? g_strconcat(from, scanner, rest, NULL) : NULL;
}
