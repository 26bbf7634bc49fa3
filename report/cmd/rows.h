/*
 * rows: lists on stdout as CSV with a head line, in the form in which they are read again.
 */
#pragma once
#include <glib.h>

/* Prints the strings up to ROW_END as one row; NULL is an empty field. */
#define ROW_END ((const char *)-1)
void rows_print(const char *first, ...);

/* Prints n fields as one row. */
void rows_print_all(gsize n, const char *const *fields);
