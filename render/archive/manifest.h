/*
 * manifest: the SHA-256 of each entry, in the form that sha256sum -c reads.
 */
#pragma once
#include <glib.h>
#include "sqlar.h"

#define MANIFEST_NAME  "manifest.txt"
#define SIGNATURE_NAME "manifest.sig"

/* FALSE for the manifest itself, its signature and the seal: all else is listed. */
gboolean manifest_lists(const char *name);

/* Lines "DIGITS  NAME" of the entries, in their order; the caller owns it. */
char *manifest_write(const GPtrArray *entries);

/* TRUE where the manifest among the entries lists each of them but itself, its signature and the seal, and no other. */
gboolean manifest_check(const GPtrArray *entries, GError **error);

/* What the shell's command writes when it is given the manifest on its stdin. */
GBytes *manifest_sign(const char *command, const char *manifest, GError **error);
