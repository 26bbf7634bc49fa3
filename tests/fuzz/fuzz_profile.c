/* fuzz_profile.c: any bytes as a profile give a complete one or one error. */
#define _GNU_SOURCE
#include "file.h"
#include "../../report/ingest/profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Profile) profile = NULL;
	char path[32];
	int fd = file_of(data, size, path);

	profile = profile_load(path, &error);
	g_assert_true((profile == NULL) == (error != NULL));
	g_assert_true(!profile || (profile->columns[FIELD_TIME] && profile->time_format));
	close(fd);
	return 0;
}
