/*
 * backends: the lines of the table in backend.c; one file each.
 */
#pragma once
#include "backend.h"

extern const Backend backend_pdf, backend_png, backend_svg, backend_trace;
