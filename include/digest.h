/*
 * digest: SHA-256 (FIPS 180-4) of bytes as they pass.
 * libcrypto does the work, not GChecksum: it uses the processor's SHA instructions and is about
 * six times as fast, and every byte that is ever ingested goes through here.
 */
#pragma once
#include <glib.h>

enum { DIGEST_SIZE = 32 };

typedef struct Digest Digest;

Digest *digest_new(void);
void digest_free(Digest *digest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Digest, digest_free)

void digest_add(Digest *digest, const void *data, gsize length);

/* Writes the sum; the digest takes no more after it. */
void digest_end(Digest *digest, guint8 sum[DIGEST_SIZE]);

/* The sum as 64 hex digits; the caller owns it. */
char *digest_text(const guint8 sum[DIGEST_SIZE]);
