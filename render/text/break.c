/*
 * break.c: total fit (Knuth and Plass 1981): of all ways to part a paragraph into lines, the one whose
 * worst lines are least bad.  A line's badness is the cube of its ratio: slack over what its glue takes
 * with ease.  Three passes, each with more places to break; costs stay finite and grow with the fault, so
 * that the sums stay comparable (an infinity in a double makes all ways look alike).
 */
#include "break.h"

#define NEAR 1e-6 /* [em] */

#define EASE_MIN 0.1 /* [em] of a line without glue, so that nothing is divided by nothing */

/* Costs: 100 is a line at ratio 1. */
#define COST_LIMIT 1e4 /* a line worse than this sends the paragraph to the next pass: solid gaps at JLREQ's limit */
#define COST_WIDE  900 /* the same in English: word spaces a little above half an em */
#define COST_MORE  6e3 /* for each ratio beyond the limit */

#define COST_PATIENCE   5e4 /* ... or, where only bad breaks are left, much worse */
#define COST_OVERFULL   1e6 /* a line longer than its measure, which only an unbreakable cell can be */
#define COST_REST       300 /* closing up brackets and commas to nothing */
#define COST_HANG       15
#define COST_RUNT       3e3  /* a last line of one character */
#define COST_SHORT      60   /* ... of two */
#define COST_JUMP       60   /* a tight line beside a loose one */
#define COST_RAGGED     5    /* times a bad break's, where the lines need not be of one length */
#define COST_TWO_HYPHEN 1e6  /* two lines in a row that end in hyphens */
#define RUNT            2.1  /* [em] */
#define SHORT           3.1  /* [em] */
#define SHORTEST        8.0  /* [em]: a first-pass line leaves no more slack than this, or a quarter */
#define RATIO_LIMIT     4.64 /* its cube is 100 */

/* A way to end a line, the best that leads there. */
typedef struct {
	guint cell;         /* the line ends after it */
	guint from;         /* index of the node where the line starts */
	double cost, worst; /* of all lines so far: sum of squares, greatest */
	double ratio, blank;
	gboolean filled, hyphen;
} Node;

typedef struct {
	const Cell *cells;
	const Gap *gaps;
	const Sum *sums;
	guint n;
	double measure, indent; /* [em] */
	gboolean justified, hang;
	double limit; /* cost of a line that sends the paragraph to the next pass */
	Break least;  /* kind of break that this pass takes */
	GArray *nodes;
	guint first; /* of the nodes from which a line can still reach */
} Breaker;

/* How one line from a to b would look. */
typedef struct {
	double cost, ratio, blank;
	gboolean filled;
} Look;

static double
cube(double x)
{
	return x * x * x;
}

/* From the first body to the last at natural widths, with what only a line end has [em]. */
static double
natural_width(const Breaker *br, guint a, guint b)
{
	double width = br->sums[b].width - br->sums[a].width + (double)br->cells[b].body;

	if (b + 1 < br->n && (br->gaps[b].hyphen || br->cells[b].cut != 0)) {
		width += (double)br->cells[b].cut;
		if (br->gaps[b].hyphen)
			width += (double)face_char(br->cells[b].face, '-')->advance;
	}
	return width;
}

/* A line with slack to spread. */
static Look
look_loose(const Breaker *br, guint a, guint b, double slack)
{
	double ratio = slack / (EASE_MIN + br->sums[b].ease - br->sums[a].ease);
	Look look = { 100 * cube(ratio), MIN(ratio, 3), 0, TRUE };

	if (ratio > RATIO_LIMIT)
		look.cost = COST_LIMIT + COST_MORE * (ratio - RATIO_LIMIT);

	return look;
}

/* A line with too much in it; FALSE where its glue cannot give that up. */
static gboolean
look_tight(const Breaker *br, guint a, guint b, double excess, Look *look)
{
	double eased = br->sums[b].give - br->sums[a].give, all = br->sums[b].give_most - br->sums[a].give_most;

	if (excess > all + NEAR)
		return FALSE;
	look->filled = TRUE;
	look->blank = 0;
	if (excess <= eased) {
		look->ratio = -excess / MAX(eased, NEAR);
		look->cost = 100 * cube(-look->ratio);
	} else {
		look->ratio = -1;
		look->cost = COST_REST + 200 * (excess - eased) / MAX(all - eased, NEAR);
	}
	return TRUE;
}

static gboolean
look_justified(const Breaker *br, guint a, guint b, double slack, Look *best)
{
	double trail = (double)br->cells[b].trail;
	double blanks[3] = { 0, trail, -trail };
	/* solid, with its blank (JLREQ 3.1.9), or hanging */
	int n = trail > 0 && br->cells[b].class != CLASS_SPACE ? 2 : 1;
	gboolean found = FALSE;

	if (n == 2 && br->hang && (br->cells[b].class == CLASS_STOP || br->cells[b].class == CLASS_COMMA))
		n = 3;
	for (int i = 0; i < n; i++) {
		Look look = { 0 };
		if (slack - blanks[i] >= 0)
			look = look_loose(br, a, b, slack - blanks[i]);
		else if (!look_tight(br, a, b, blanks[i] - slack, &look))
			continue;
		look.cost += i == 2 ? COST_HANG : 0;
		look.blank = blanks[i];
		if (!found || look.cost < best->cost)
			*best = look;
		found = TRUE;
	}
	return found;
}

/* The last line, and every line that is not justified, stays at its natural width. */
static gboolean
look_natural(const Breaker *br, guint a, guint b, double room, double slack, Look *look)
{
	double width = room - slack;
	gboolean last = b + 1 == br->n;

	if (slack < -NEAR)
		return br->justified && look_tight(br, a, b, -slack, look);
	*look = (Look) { 0, 0, 0, FALSE };
	if (last && a > 0)
		look->cost = width < RUNT ? COST_RUNT : width < SHORT ? COST_SHORT : 0;
	else if (!last)
		look->cost = 100 * slack * slack / MAX(room * room, 1);
	return TRUE;
}

/* How much less than its natural width a line may be [em]. */
static double
most_give(const Breaker *br, guint a, guint b)
{
	if (!br->justified)
		return 0;
	return br->sums[b].give_most - br->sums[a].give_most + (br->hang ? (double)br->cells[b].trail : 0);
}

/* Weighs a line from a node to cell b; keeps it in best if it is better. */
static void
weigh(const Breaker *br, guint from, guint b, const Look *look, Node *best)
{
	const Node *start = &g_array_index(br->nodes, Node, from);
	double bad = 1 + look->cost + (double)br->gaps[b].penalty * (br->justified ? 1 : COST_RAGGED);
	double jump = look->ratio - start->ratio;
	gboolean hyphen = b + 1 < br->n && br->gaps[b].hyphen;
	double cost = start->cost + bad * bad + (from > 0 ? COST_JUMP * jump * jump : 0);

	if (start->hyphen && (hyphen || b + 1 == br->n))
		cost += COST_TWO_HYPHEN;
	if (best->from == G_MAXUINT || cost < best->cost)
		*best = (Node) { b, from, cost, MAX(start->worst, look->cost), look->ratio, look->blank, look->filled,
			hyphen };
}

/* Finds the best line that ends after cell b; FALSE where none can. */
static gboolean
end_at(Breaker *br, guint b, Node *best)
{
	gboolean last = b + 1 == br->n;
	double shortest = MAX(SHORTEST, br->measure / 4);

	best->from = G_MAXUINT;
	for (guint from = br->first; from < br->nodes->len; from++) {
		guint a = from == 0 ? 0 : g_array_index(br->nodes, Node, from).cell + 1;
		double room = br->measure - (from == 0 ? br->indent : 0);
		gboolean newest = from + 1 == br->nodes->len, fits;
		double slack = room - natural_width(br, a, b);
		Look look;

		if (slack + most_give(br, a, b) < -NEAR) {
			if (from == br->first && !newest)
				br->first++;
			if (!newest || br->least != BREAK_DIRE)
				continue;
		}
		if (br->justified && br->least == BREAK_ALLOWED && !last && slack > shortest)
			break; /* later starts make only shorter lines */
		fits = last || !br->justified ? look_natural(br, a, b, room, slack, &look)
					      : look_justified(br, a, b, slack, &look);
		if (!fits && (br->least != BREAK_DIRE || !newest))
			continue;
		if (!fits)
			look = (Look) { COST_OVERFULL * (1 - slack), 0, 0, FALSE };
		weigh(br, from, b, &look, best);
	}
	return best->from != G_MAXUINT;
}

/* One pass over the paragraph; TRUE where it reached the end without a line beyond the limit. */
static gboolean
pass(Breaker *br)
{
	Node node = { 0 };
	gboolean reached;

	g_array_set_size(br->nodes, 0);
	g_array_append_val(br->nodes, node);
	br->first = 0;
	for (guint b = 0; b + 1 < br->n; b++)
		if (br->gaps[b].kind >= br->least && end_at(br, b, &node))
			g_array_append_val(br->nodes, node);
	if ((reached = end_at(br, br->n - 1, &node)))
		g_array_append_val(br->nodes, node);
	return reached &&
	       (br->least == BREAK_DIRE || node.worst < (br->least == BREAK_LATE ? COST_PATIENCE : br->limit));
}

static void
read_fits(const Breaker *br, GArray *fits)
{
	guint n = 0;

	for (guint i = br->nodes->len - 1; i > 0; i = g_array_index(br->nodes, Node, i).from)
		n++;
	g_array_set_size(fits, n);
	for (guint i = br->nodes->len - 1; i > 0; n--) {
		const Node *node = &g_array_index(br->nodes, Node, i);
		guint from = node->from == 0 ? 0 : g_array_index(br->nodes, Node, node->from).cell + 1;
		g_array_index(fits, Fit, n - 1) = (Fit) { from, node->cell, node->blank, node->filled };
		i = node->from;
	}
}

void
break_lines(Cells *cells, const TextStyle *style)
{
	Breaker br = {
		.cells = (const Cell *)cells->cells->data,
		.gaps = (const Gap *)cells->gaps->data,
		.sums = (const Sum *)cells->sums->data,
		.n = cells->cells->len,
		.measure = style->measure / style->size,
		.indent = style->indent / style->size,
		.justified = style->align == ALIGN_JUSTIFY,
		.hang = style->hang,
		.limit = g_str_has_prefix(style->lang, "ja") ? COST_LIMIT : COST_WIDE,
		.least = BREAK_ALLOWED,
	};

	if (cells->nodes == NULL)
		cells->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
	br.nodes = cells->nodes;
	while (!pass(&br))
		br.least = (Break)(br.least - 1);
	read_fits(&br, cells->fits);
}
