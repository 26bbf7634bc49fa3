/*
 * digest.c: SHA-256 by libcrypto.  Knows nothing of files: who reads them feeds it.
 */
#include <openssl/evp.h>
#include "digest.h"

struct Digest {
	EVP_MD_CTX *context;
};

Digest *
digest_new(void)
{
	Digest *digest = g_new(Digest, 1);

	digest->context = EVP_MD_CTX_new();
	/* It can fail only where memory or SHA-256 is missing; GLib, too, ends the program there. */
	if (!digest->context || EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL) != 1)
		g_error("libcrypto has no SHA-256");
	return digest;
}

void
digest_free(Digest *digest)
{
	if (!digest)
		return;
	EVP_MD_CTX_free(digest->context);
	g_free(digest);
}

void
digest_add(Digest *digest, const void *data, gsize length)
{
	EVP_DigestUpdate(digest->context, data, length);
}

void
digest_end(Digest *digest, guint8 sum[DIGEST_SIZE])
{
	EVP_DigestFinal_ex(digest->context, sum, NULL);
}

char *
digest_text(const guint8 sum[DIGEST_SIZE])
{
	GString *text = g_string_sized_new(2 * DIGEST_SIZE);

	for (gsize i = 0; i < DIGEST_SIZE; i++)
		g_string_append_printf(text, "%02x", sum[i]);
	return g_string_free(text, FALSE);
}
