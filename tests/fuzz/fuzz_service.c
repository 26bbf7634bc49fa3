/* fuzz_service.c: any bytes as a registry of services give names or one error. */
#define _GNU_SOURCE
#include "file.h"
#include "service.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char head[] = "Service Name,Port Number,Transport Protocol\n";
	g_autoptr(GError) error = NULL;
	g_autoptr(Services) services = NULL;
	g_autoptr(GByteArray) file = g_byte_array_new();
	char path[32];
	int fd;

	/* Half of the inputs are records only, or few would get past the head line. */
	if (size > 0 && data[0] % 2)
		g_byte_array_append(file, (const guint8 *)head, sizeof head - 1);
	g_byte_array_append(file, data, (guint)size);
	fd = file_of(file->data, file->len, path);
	services = services_load(path, &error);
	g_assert_true((services == NULL) == (error != NULL));
	for (guint port = 0; services && port < 65536; port += 257)
		g_assert_true(!services_name(services, 6, (guint16)port) || *services_name(services, 6, (guint16)port));
	close(fd);
	return 0;
}
