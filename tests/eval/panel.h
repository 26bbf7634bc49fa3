/*
 * panel: an invented quarter of a panel of sensors, with what happened in it written down.
 * Seeded: the same seed is the same panel.  Sensors differ in size, one is six times the others; some fall silent, some are
 * replaced, once all of them are; items have weekdays, drifts, trends, noise that all sensors share and noise of their own.
 */
#pragma once
#include <glib.h>

enum {
	PANEL_LEAD = 28,
	PANEL_QUARTER = 92,
	PANEL_AFTER = 14,
	PANEL_DAYS = PANEL_LEAD + PANEL_QUARTER + PANEL_AFTER,
	PANEL_SENSORS = 20,
	PANEL_ITEMS = 150,
};

typedef enum { TRUE_BURST, TRUE_SHIFT, TRUE_RAMP, TRUE_NEW, TRUE_DECLINE, TRUE_SINGLE, TRUE_FEW, TRUE_KINDS } TruthKind;

/* An event that was put in.  One that could hardly be seen (small, or in a gap) is neither found nor missed. */
typedef struct {
	guint item;
	TruthKind kind;
	gint from, to; /* days, both included */
	gboolean seen; /* 1.5 times the usual and 20 packets or more, on days with enough of the panel */
} Truth;

typedef struct {
	gboolean quiet; /* no events */
	gboolean whole; /* no gaps and no replaced sensors */
	gboolean hard;  /* wide events at some sensors only, artefacts that spill over, items of one sensor */
} PanelKind;

typedef struct {
	gsize sensors;
	gint64 *packets;       /* [items * sensors * days] */
	double *exposure;      /* [sensors * days] */
	gint64 *hidden;        /* [items * sensors * days] packets that only the gap of all kept from being counted */
	double *unbroken;      /* [sensors * days] exposure had that gap not been */
	gboolean *reference;   /* [sensors] */
	gboolean *clutter;     /* [items * days] chance was loud here: finding it is neither right nor wrong */
	gint gap_from, gap_to; /* days that the gap of all touches; to < from: none */
	GArray *truths;        /* of Truth */
} EvalPanel;

EvalPanel *eval_panel_new(guint32 seed, PanelKind kind);
void eval_panel_free(EvalPanel *panel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EvalPanel, eval_panel_free)
