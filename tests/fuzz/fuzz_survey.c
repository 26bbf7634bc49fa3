/* fuzz_survey.c: any bytes as a list of surveys give addresses or one error. */
#define _GNU_SOURCE
#include "file.h"
#include "survey.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(Survey) survey = NULL;
	Observation row = { .family = 4, .source = { 192, 0, 2, 1 } };
	char path[32];
	int fd = file_of(data, size, path);

	survey = survey_load(path, zone, &error);
	g_assert_true((survey == NULL) == (error != NULL));
	if (survey)
		survey_mark(survey, &row, 1);
	g_assert_true(row.class == CLASS_NONE || row.class == CLASS_SURVEY);
	close(fd);
	return 0;
}
