/*
 * prove: the self-check of a finished file.
 * It asks the objects that will be written, not the pages they were made from: what veraPDF would find wrong with the
 * structure is found here too, also where there is no Java.
 */
#pragma once
#include "finish_room.h"

/*
 * Fails with the first breach: a mark in no element or in two, a parent tree that says otherwise, an annotation without
 * its Link, F, Contents or StructParent, a heading that skips, a figure without Alt or BBox, a head without Scope, a
 * row of another width, a font that is not embedded or has no ToUnicode, a page without Tabs, a catalogue without
 * language, title, metadata or output intent, a file without its relation.  finish->marks and finish->page are read.
 */
gboolean prove(Finish *finish, GError **error);
