/*
 * attachment.c: files in the file (ISO 19005-3, 6.8), each at the structure element whose data it is,
 * or at the document.
 */
#include <libdeflate.h>
#include "finish_room.h"

enum { LEVEL = 4 }; /* 6 gains one byte in thirty and takes twice the time */

GBytes *
finish_deflate(GBytes *bytes)
{
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
	gsize length, room, written;
	const void *data = g_bytes_get_data(bytes, &length);
	guint8 *out;

	g_assert(compressor); /* memory: GLib ends the program there too */
	room = libdeflate_zlib_compress_bound(compressor, length);
	out = g_malloc(room);
	written = libdeflate_zlib_compress(compressor, data, length, out, room);
	libdeflate_free_compressor(compressor);
	g_assert(written > 0); /* its own bound was the room */
	return g_bytes_new_take(out, written);
}

static Object
make_file(Finish *finish, const FinishFile *file)
{
	g_autofree char *date = object_date_pdf(finish->pages->date);
	g_autoptr(GBytes) deflated = file->deflated ? g_bytes_ref(file->deflated) : finish_deflate(file->bytes);
	gsize length;
	const void *data = g_bytes_get_data(deflated, &length);
	g_autofree char *dict = NULL;
	Object specification = object_indirect(finish, object_dict(finish)), embedded = object_dict(finish), stream;

	dict = g_strdup_printf("<< /Type /EmbeddedFile /Params << /Size %" G_GSIZE_FORMAT " /ModDate (%s) >> >>",
	    g_bytes_get_size(file->bytes), date);
	stream = object_stream(finish, dict, data, length, "FlateDecode");
	object_set(finish, qpdf_oh_get_dict(finish->pdf, stream), "/Subtype", object_name(finish, file->mime));
	object_set(finish, embedded, "/F", stream);
	object_set(finish, embedded, "/UF", stream);
	object_set(finish, specification, "/Type", object_name(finish, "Filespec"));
	object_set(finish, specification, "/F", object_ascii(finish, file->name));
	object_set(finish, specification, "/UF", object_text(finish, file->name));
	object_set(finish, specification, "/EF", embedded);
	object_set(finish, specification, "/AFRelationship", object_name(finish, file->relation));
	object_set(finish, specification, "/Desc", object_text(finish, file->description));
	return specification;
}

/* Hangs the file at every element whose data it is; the catalogue lists all. */
static void
hang(Finish *finish, const FinishFile *file, Object specification)
{
	for (guint node = 2; node < finish->pages->nodes->len; node++) {
		const char *data = g_array_index(finish->pages->nodes, Node, node).data;
		g_autofree char *name = data ? g_path_get_basename(data) : NULL;
		Object list;
		if (!finish->has[node] || g_strcmp0(name, file->name) != 0)
			continue;
		list = object_array(finish);
		object_add(finish, list, specification);
		object_set(finish, finish->element[node], "/AF", list);
	}
}

void
attachment_write(Finish *finish)
{
	Object all = object_array(finish), names = object_array(finish), files = object_dict(finish),
	       tree = object_dict(finish);

	if (finish->options->n_files == 0)
		return;
	for (gsize i = 0; i < finish->options->n_files; i++) {
		const FinishFile *file = &finish->options->files[i];
		Object specification = make_file(finish, file);
		object_add(finish, all, specification);
		object_add(finish, names, object_ascii(finish, file->name));
		object_add(finish, names, specification);
		hang(finish, file, specification);
	}
	object_set(finish, files, "/Names", names);
	object_set(finish, tree, "/EmbeddedFiles", files);
	object_set(finish, qpdf_get_root(finish->pdf), "/Names", tree);
	object_set(finish, qpdf_get_root(finish->pdf), "/AF", all);
}
