/*
 * fuzz_flow.c: any strips in one, two or three columns: each placed once, in a page's height, pages and columns in order.
 * Four bytes a strip: height, space, what keeps it, how far above its head stands.
 */
#include <stdint.h>
#include "../../render/layout/flow.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static FlowStrip
strip_of(const uint8_t *bytes, guint number)
{
	return (FlowStrip) {
		.height = bytes[0] % 64,
		.before = bytes[1] % 16,
		.after = bytes[1] / 16,
		.snap = (FlowSnap)(bytes[2] % 3),
		.keep = (bytes[2] & 8) != 0,
		.floats = (bytes[2] & 16) != 0,
		.page = (bytes[2] & 224) == 224,
		.wide = (bytes[2] & 224) == 192,
		.head = bytes[3] > 0 && bytes[3] <= number ? (gint)(number - bytes[3]) : -1,
	};
}

static void
check(const GArray *places, const GArray *strips)
{
	g_autofree guint *seen = g_new0(guint, strips->len + 1);
	guint before = 0;

	for (guint i = 0; i < places->len; i++) {
		const FlowPlace *place = &g_array_index(places, FlowPlace, i);
		guint here = place->page * 8 + place->column;

		g_assert_true(here >= before);
		g_assert_true(place->y + g_array_index(strips, FlowStrip, place->strip).height <= 200 + 1e-6);
		seen[place->strip] += !place->repeat;
		before = here;
	}
	for (guint i = 0; i < strips->len; i++)
		g_assert_true(seen[i] == 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GArray) strips = g_array_new(FALSE, FALSE, sizeof(FlowStrip));
	g_autoptr(GArray) places = NULL;
	FlowPage page = { 200, 10, size > 0 ? 1 + data[0] % 3 : 1 };
	guint culprit;

	for (size_t i = 1; i + 4 <= size && strips->len < 200; i += 4) {
		FlowStrip strip = strip_of(data + i, strips->len);
		g_array_append_val(strips, strip);
	}
	places = flow_place((FlowStrip *)strips->data, strips->len, &page, &culprit, NULL);
	g_assert_nonnull(places);
	check(places, strips);
	return 0;
}
