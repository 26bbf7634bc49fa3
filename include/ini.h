/*
 * ini: INI files that people write, in GKeyFile's syntax (Desktop Entry Specification, "Basic format of the file"), read
 * strictly: GKeyFile alone lets the later of two keys win and hands out a text whose escapes it could not read.
 */
#pragma once
#include <glib.h>

/*
 * Reads length bytes of UTF-8; path is what errors call it.  A section or a key that stands twice, and a value with an
 * unknown escape, are refused as "PATH:LINE: ".  After it g_key_file_get_string() gives every value there is.
 * The caller unrefs it.
 */
GKeyFile *ini_read(const char *path, const char *text, gsize length, GError **error);

/* The same from a file of at most a mebibyte. */
GKeyFile *ini_open(const char *path, GError **error);

/* The line of a key in a section, or of the section where key is NULL; from 1, 0 where there is none. */
guint ini_line(const char *text, const char *section, const char *key);
